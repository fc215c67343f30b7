# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`interlink about`: a manifest goes in, what the interlinker offers comes out."""

from enum import StrEnum
from importlib.metadata import distribution
from typing import Annotated

import typer

from interlink_runtime.cli.exits import GOOD, WRONG_USAGE
from interlink_runtime.cli.failures import tell
from interlink_runtime.cli.printing import print_json, printable
from interlink_runtime.discovery import discover
from interlink_runtime.settings import variable_for
from interlink_sdk.conformance.targets import InstalledPackage, open_target
from interlink_sdk.describing import Description, describe, markdown_lines, plain_lines
from interlink_sdk.errors import ManifestInvalid, TargetUnknown


class AboutForm(StrEnum):
    """How a description is written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


def about(
    target: Annotated[str, typer.Argument(help="A folder, a wheel, or the id of an installed interlinker.")],
    form: Annotated[
        AboutForm, typer.Option("--format", help="Write text for people, JSON for programs, or Markdown for a README.")
    ] = AboutForm.TEXT,
    language: Annotated[
        str | None, typer.Option(metavar="TAG", help="Use the manifest's texts in this language where it has them.")
    ] = None,
) -> int:
    """Say what an interlinker offers: capabilities, parameters, settings, permissions, formats.

    Only the manifest is read; nothing of the interlinker runs.
    """
    try:
        found = _described(target, language)
    except TargetUnknown as error:
        tell(error)
        return WRONG_USAGE
    if form is AboutForm.JSON:
        print_json(found.model_dump(mode="json"))
    else:
        lines = markdown_lines(found) if form is AboutForm.MARKDOWN else plain_lines(found)
        typer.echo(printable("\n".join(lines)))
    return GOOD


def _described(target: str, language: str | None) -> Description:
    with open_target(target, _installed) as package:
        if package.file is None:
            raise ManifestInvalid(f"the manifest of {target!r} cannot be used", problems=package.problems)
        return describe(package.file.manifest, variable_for, language)


def _installed() -> dict[str, InstalledPackage]:
    return {
        found.id: InstalledPackage(found.package, found.file.folder, distribution(found.distribution.split()[0]))
        for found in discover().candidates
    }
