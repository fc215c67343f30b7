# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`interlink import`: INTERLINK's catalogue comes in."""

from pathlib import Path
from typing import Annotated

import typer

from interlink_runtime.catalogue.importing import import_catalogue
from interlink_runtime.catalogue.report import BundleReport, ImportReport
from interlink_runtime.cli.exits import GOOD, NOT_GOOD
from interlink_runtime.cli.options import Form, OutputForm, SettingsFile
from interlink_runtime.cli.printing import print_json, printable, progress
from interlink_runtime.cli.running import in_runtime
from interlink_runtime.runtime import Runtime
from interlink_runtime.settings import load_settings
from interlink_sdk.metadata import Finding


def import_(
    folder: Annotated[Path, typer.Argument(help="The catalogue, or one bundle of it.", exists=True, file_okay=False)],
    mapped: Annotated[
        list[str] | None,
        typer.Option(
            "--as",
            metavar="SOFTWARE=INTERLINKER",
            help="Which interlinker stands for a software of templates: googledrive=documents. May be repeated.",
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="End with 1 where there is any defect.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show warnings too.")] = False,
    settings: SettingsFile = None,
    form: OutputForm = Form.TEXT,
) -> int:
    """Import INTERLINK's catalogue, or one bundle of it.

    Importing again changes what has changed and leaves the rest alone. Ends with 1 where a bundle
    was left out. Each bundle comes in whole or not at all: after Ctrl-C, import again for the rest.
    """
    software = dict(_pair(text) for text in mapped or ())
    report = in_runtime(load_settings(settings), lambda runtime: _import(runtime, folder, software))
    if form is Form.JSON:
        print_json({**report.model_dump(mode="json"), "counts": report.counts})
    else:
        _print(report, verbose=verbose)
    return GOOD if report.is_complete and (report.is_flawless or not strict) else NOT_GOOD


async def _import(runtime: Runtime, folder: Path, software: dict[str, str]) -> ImportReport:
    for name, interlinker in software.items():
        if runtime.host.find(interlinker) is None:
            installed = ", ".join(hosted.id for hosted in runtime.host) or "none"
            raise typer.BadParameter(f"{name}={interlinker}: installed are {installed}", param_hint="--as")
    with progress("importing", "bundles") as show:
        return await import_catalogue(runtime, folder, software, show)


def _pair(text: str) -> tuple[str, str]:
    software, separator, interlinker = text.partition("=")
    if not (software and separator and interlinker):
        raise typer.BadParameter(f"{text!r} is not SOFTWARE=INTERLINKER", param_hint="--as")
    return software, interlinker


def _print(report: ImportReport, *, verbose: bool) -> None:
    for problem in report.problems:
        typer.echo(_line(problem))
    for bundle in report.bundles:
        findings = (*bundle.defects, *(bundle.warnings if verbose else ()))
        if findings or bundle.outcome != "unchanged":
            typer.echo(_heading(bundle))
        for finding in findings:
            typer.echo(_line(finding))
    counts = ", ".join(f"{count} {outcome.replace('_', ' ')}" for outcome, count in report.counts.items())
    typer.echo(f"{len(report.bundles)} bundles in {report.seconds:.1f} s: {counts}")
    typer.echo(f"{report.problem_profiles} problem profiles")
    defects = sum(len(bundle.defects) for bundle in report.bundles) + len(report.problems)
    warnings = sum(len(bundle.warnings) for bundle in report.bundles)
    typer.echo(f"{defects} defects, {warnings} warnings{'' if verbose or not warnings else ' (--verbose shows them)'}")


def _heading(bundle: BundleReport) -> str:
    templates = f", templates of {bundle.interlinker} in {', '.join(bundle.templates)}" if bundle.templates else ""
    return f"{bundle.outcome.replace('_', ' '):9} {printable(bundle.bundle)}{templates}"


def _line(finding: Finding) -> str:
    return f"  {finding.code}: {printable(str(finding))}"
