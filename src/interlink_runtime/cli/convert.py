# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`interlink convert`: an INTERLINK bundle goes in and a project comes out, or the other way round."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from interlink_runtime.cli.exits import GOOD, NOT_GOOD
from interlink_runtime.cli.options import Form, OutputForm
from interlink_runtime.cli.printing import print_json, printable
from interlink_sdk.conformance.projects import package_in
from interlink_sdk.converting import Conversion, bundle_from_project, project_from_bundle, write_conversion
from interlink_sdk.errors import Problem

HEADINGS = {
    "only_in_interlink": "kept for the way back, because only INTERLINK's format knows it",
    "licence_undecided": "to decide before it is published",
    "manifest_incomplete": "to add before the manifest can be used",
    "not_in_interlink": "lost, because INTERLINK's format cannot say it",
}


class Way(StrEnum):
    """What comes out."""

    PROJECT = "project"
    INTERLINK = "interlink"


def convert(
    source: Annotated[
        Path, typer.Argument(help="A metadata.json or its folder; with --to interlink a project.", exists=True)
    ],
    way: Annotated[
        Way, typer.Option("--to", help="What comes out: a project of ours, or an INTERLINK bundle.")
    ] = Way.PROJECT,
    output: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="The new folder; by default named after the interlinker.")
    ] = None,
    form: OutputForm = Form.TEXT,
) -> int:
    """Convert an INTERLINK bundle into a project, or a project into a bundle.

    Ends with 1 where something must be added by hand before the manifest can be used.
    """
    if way is Way.PROJECT:
        conversion = project_from_bundle(source.absolute())
    else:
        conversion = bundle_from_project(package_in(source.resolve()).folder)
    folder = output or Path(conversion.name)
    write_conversion(conversion, folder)
    told = {note.key for note in conversion.notes}
    problems = package_in(folder.resolve()).problems if way is Way.PROJECT else ()
    faults = [problem for problem in problems if problem.key not in told]
    _print(conversion, folder, (*conversion.notes, *faults), form)
    return NOT_GOOD if problems else GOOD


def _print(conversion: Conversion, folder: Path, notes: tuple[Problem, ...], form: Form) -> None:
    files = [*conversion.texts, *conversion.copies]
    if form is Form.JSON:
        print_json({"folder": str(folder), "files": files, "notes": [note.model_dump(mode="json") for note in notes]})
        return
    typer.echo(printable(f"{folder}: {len(files)} files"))
    for code in dict.fromkeys(note.code for note in notes):
        typer.echo(f"\n{HEADINGS.get(code, 'to correct before the manifest can be used')}:")
        for note in (note for note in notes if note.code == code):
            typer.echo(printable(f"  {note.key}: {note.found} — {note.why or note.expected}"))
