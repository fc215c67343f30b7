# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`interlink build`: a project goes in; if everything in it is current, its wheel comes out, checked."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from interlink_runtime.cli.exits import GOOD, NOT_GOOD, WRONG_USAGE
from interlink_runtime.cli.failures import tell
from interlink_runtime.cli.options import Form, OutputForm
from interlink_runtime.cli.printing import print_json, printable
from interlink_runtime.settings import variable_for
from interlink_sdk.conformance import Report, read_requirements
from interlink_sdk.conformance.package import Package
from interlink_sdk.conformance.projects import package_in
from interlink_sdk.conformance.reports.plain import text_lines
from interlink_sdk.conformance.running import run
from interlink_sdk.conformance.targets import examine_package, open_target
from interlink_sdk.errors import ProjectStale, TargetUnknown
from interlink_sdk.packaging import Stale, add_sbom, build_wheel, renew, stale_parts

ROUNDS = 2
"""A new schema changes what the manifest gives, so everything is looked at again."""
SBOM_MISSING = "no bill of materials: cyclonedx-python-lib is not installed"


def build(
    folder: Annotated[
        Path, typer.Argument(help="The project, with its pyproject.toml.", exists=True, file_okay=False)
    ] = Path(),
    output: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Put the wheel here instead of into dist/ of the project.")
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Renew what is generated and not current, then build.")
    ] = False,
    form: OutputForm = Form.TEXT,
) -> int:
    """Build the wheel of a project, after checking that everything in it is current.

    The project's own code and build tool run in processes with your rights: build only what you trust.
    Ends with 1 where something is not current, or the wheel does not meet a requirement of packages.
    """
    try:
        package = package_in(folder.resolve())
    except TargetUnknown as error:
        tell(error)
        return WRONG_USAGE
    renewed = _require_current(package, write=write)
    project = package.project or folder
    wheel = build_wheel(project, (output or project / "dist").resolve())
    has_sbom = add_sbom(wheel)
    report = _checked(wheel)
    _print(wheel, report, renewed, form, has_sbom=has_sbom)
    return GOOD if report.conforms else NOT_GOOD


def _require_current(package: Package, *, write: bool) -> list[Stale]:
    """Return what was renewed; raises ProjectStale for what is not current and may not be written."""
    renewed: list[Stale] = []
    stale = stale_parts(package, variable_for)
    for _ in range(ROUNDS if write else 0):
        renew(stale)
        renewed += stale
        stale = stale_parts(package_in(package.project or package.folder), variable_for)
    if stale:
        noun = "file is" if len(stale) == 1 else "files are"
        problems = [part.problem(package.project or package.folder) for part in stale]
        raise ProjectStale(f"{len(stale)} {noun} not current; no wheel was built", problems=problems)
    return renewed


def _checked(wheel: Path) -> Report:
    asked = {code: each for code, each in read_requirements().items() if each.surface == "package"}
    with open_target(str(wheel)) as package:
        return run(examine_package(package, str(wheel), requirements=asked))


def _print(wheel: Path, report: Report, renewed: Sequence[Stale], form: Form, *, has_sbom: bool) -> None:
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    files = [str(part.file) for part in renewed]
    if form is Form.JSON:
        found = report.model_dump(mode="json")
        print_json({"wheel": str(wheel), "sha256": digest, "sbom": has_sbom, "renewed": files, "report": found})
        return
    for file in files:
        typer.echo(printable(f"renewed {file}"))
    against = report.model_copy(update={"results": tuple(report.against())})
    for line in text_lines(against if against.results else report):
        if against.results or not line.startswith(("passed", "not applicable", "failed", "    ")):
            typer.echo(printable(line))
    typer.echo("bill of materials (CycloneDX) included" if has_sbom else SBOM_MISSING)
    typer.echo(printable(f"{wheel}\nsha256 {digest}"))
