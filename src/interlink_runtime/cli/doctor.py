# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`interlink doctor`: what is wrong, or about to be, with the fix for each."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from interlink_runtime.cli.exits import COULD_NOT_TELL, GOOD, NOT_GOOD, WRONG_USAGE
from interlink_runtime.cli.options import Form, OutputForm
from interlink_runtime.cli.printing import print_json, printable
from interlink_runtime.doctor.examination import Area, examine, examine_refusal, worst
from interlink_runtime.doctor.findings import Outcome
from interlink_runtime.doctor.situation import Situation
from interlink_runtime.settings import SETTINGS_NAME, load_settings
from interlink_sdk.errors import SettingsInvalid

EXITS = {
    Outcome.OK: GOOD,
    Outcome.WARNING: GOOD,
    Outcome.UNKNOWN: COULD_NOT_TELL,
    Outcome.PROBLEM: NOT_GOOD,
}


def doctor(
    settings: Annotated[
        Path | None,
        typer.Option("--settings", "--config", metavar="FILE", help="Examine these settings, not interlink.toml here."),
    ] = None,
    url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Also ask the running instance at this address, as a browser does."),
    ] = None,
    deep: Annotated[
        bool, typer.Option("--deep", help="Also look at everything that is kept, which takes time.")
    ] = False,
    form: OutputForm = Form.TEXT,
) -> int:
    """Examine the configuration and what is kept, and say what to mend.

    Changes nothing, and asks only addresses that the settings name, or that you do. Warnings alone
    end with 0; problems end with 1, settings that cannot be used with 2.
    """
    file = settings or Path(SETTINGS_NAME)
    try:
        chosen = load_settings(settings)
    except SettingsInvalid as refusal:
        _tell(examine_refusal(refusal), form)
        return WRONG_USAGE
    situation = Situation(chosen, settings_file=file if file.exists() else None, is_deep=deep)
    areas = asyncio.run(examine(situation, url=url))
    _tell(areas, form)
    return EXITS[worst(finding for area in areas for finding in area.findings)]


def _tell(areas: list[Area], form: Form) -> None:
    findings = [finding for area in areas for finding in area.findings]
    if form is Form.JSON:
        outcomes = [{"name": area.name, "outcome": area.outcome} for area in areas]
        items = [{"area": area.name, **finding.model_dump(mode="json")} for area in areas for finding in area.findings]
        print_json({"outcome": worst(findings), "areas": outcomes, "findings": items})
        return
    for area in areas:
        if not area.findings:
            typer.echo(f"{Outcome.OK:<11}  {area.name}")
        for one in area.findings:
            line = f"{one.outcome:<11}  {one.code}: {one.at}: found {one.found} — {one.fix}"
            typer.echo(printable(" ".join(line.split("\n"))))
    if findings:
        typer.echo("\ninterlink explain CODE says more about each")
