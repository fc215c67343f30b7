# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What in a project follows from something else there: schemas from models, texts from the manifest.

Each part that is not current says what it should be, so that it can be renewed.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from interlink_sdk.conformance.package import Package
from interlink_sdk.describing import describe, markdown_lines
from interlink_sdk.describing.description import NameVariable
from interlink_sdk.errors import BuildFailed, ManifestInvalid, Problem
from interlink_sdk.manifest import Manifest
from interlink_sdk.packaging.publiccode import PUBLICCODE_NAME, current_publiccode
from interlink_sdk.packaging.schemas import schema_texts

README_NAME = "README.md"
BEGIN, END = "<!-- interlink about: begin -->", "<!-- interlink about: end -->"
"""What `interlink about` says stands between these lines of a README, where it has them."""
PYPROJECT_NAME = "pyproject.toml"


@dataclass(frozen=True)
class Stale:
    """A file that is not what it should be."""

    file: Path
    text: str
    """What it should be."""
    reason: str

    def problem(self, project: Path) -> Problem:
        """Return it as a problem of the *project*."""
        return Problem(
            code="not_current",
            file=self.file.relative_to(project).as_posix(),
            found=self.reason,
            expected="what is generated now",
            fix="run `interlink build --write` to renew it",
        )


def stale_parts(package: Package, name_variable: NameVariable) -> list[Stale]:
    """Return what in the project of *package* is not current; raises ManifestInvalid and BuildFailed."""
    project = project_of(package)
    schemas = list(_stale_schemas(package, project))
    if package.file is None:
        if schemas:  # the manifest may be wrong only because a schema is missing
            return schemas
        raise ManifestInvalid("the manifest cannot be used", problems=package.problems)
    manifest = package.file.manifest
    return [*schemas, *_stale_readme(project, manifest, name_variable), *_stale_publiccode(project, manifest)]


def renew(stale: Sequence[Stale]) -> None:
    """Write what the files should be."""
    for part in stale:
        part.file.parent.mkdir(parents=True, exist_ok=True)
        part.file.write_text(part.text, encoding="utf-8", newline="\n")


def project_of(package: Package) -> Path:
    """Return the folder with the pyproject.toml of *package*; raises BuildFailed."""
    if package.project is None:
        found, fix = (
            f"no {PYPROJECT_NAME} that can be read",
            "name the folder with the pyproject.toml of one interlinker",
        )
        problem = Problem(code="no_project", file=str(package.folder), found=found, expected="a project", fix=fix)
        raise BuildFailed("there is no project to build", problems=[problem])
    return package.project


def _stale_schemas(package: Package, project: Path) -> Iterator[Stale]:
    document = tomllib.loads((project / PYPROJECT_NAME).read_text(encoding="utf-8"))
    models = document.get("tool", {}).get("interlink", {}).get("schemas", {})
    for name, text in schema_texts(models, package.root or package.folder.parent).items():
        file = package.folder / name
        if not file.resolve().is_relative_to(package.folder.resolve()):
            problem = Problem(
                code="wrong_value",
                file=PYPROJECT_NAME,
                key=f"tool.interlink.schemas.{name}",
                found=repr(name),
                expected="a file beside the manifest",
                fix="name a file that stays in the package",
            )
            raise BuildFailed("a schema would be written outside the package", problems=[problem])
        if _text_of(file) != text:
            yield Stale(file, text, f"another schema than that of {models[name]!r}")


def _stale_readme(project: Path, manifest: Manifest, name_variable: NameVariable) -> Iterator[Stale]:
    file = project / README_NAME
    text = _text_of(file)
    before, begin, rest = text.partition(f"{BEGIN}\n")
    old, end, after = rest.partition(END)
    if not (begin and end):
        return
    fresh = "".join(f"{line}\n" for line in markdown_lines(describe(manifest, name_variable), level=2))
    if old != fresh:
        yield Stale(file, before + begin + fresh + end + after, "another description than the manifest gives")


def _stale_publiccode(project: Path, manifest: Manifest) -> Iterator[Stale]:
    file = project / PUBLICCODE_NAME
    text = _text_of(file)
    if text and (fresh := current_publiccode(text, manifest)) != text:
        yield Stale(file, fresh, "another version, licence or list of languages than the manifest has")


def _text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""
