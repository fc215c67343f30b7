# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What is generated is compared with its source, and renewed only on request."""

import json
from pathlib import Path

import pytest
from tests.conformance.projects import FOLDER_NAME, write_project

from interlink_sdk.conformance.projects import package_in
from interlink_sdk.errors import BuildFailed
from interlink_sdk.packaging import renew, stale_parts
from interlink_sdk.packaging.freshness import BEGIN, END

MODELS = """
from pydantic import BaseModel

print("not a schema")


class Note(BaseModel):
    text: str
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path / "ideas")


def stale_in(project: Path) -> list:
    return stale_parts(package_in(project), lambda *_: None)


def names(project: Path) -> list[str]:
    return [part.file.relative_to(project).as_posix() for part in stale_in(project)]


def declare(project: Path, name: str, model: str) -> None:
    with (project / "pyproject.toml").open("a") as file:
        file.write(f'\n[tool.interlink.schemas]\n"{name}" = "{model}"\n')


def test_nothing_is_stale_where_nothing_is_generated(project: Path):
    assert names(project) == []


def test_a_schema_is_generated_from_its_model(project: Path):
    (project / "src" / FOLDER_NAME / "models.py").write_text(MODELS)
    declare(project, "schemas/note.json", f"{FOLDER_NAME}.models:Note")
    assert names(project) == [f"src/{FOLDER_NAME}/schemas/note.json"]
    renew(stale_in(project))
    assert names(project) == []
    schema = json.loads((project / "src" / FOLDER_NAME / "schemas" / "note.json").read_text())
    assert schema["properties"]["text"]["type"] == "string"


def test_a_model_that_is_not_there_is_named(project: Path):
    declare(project, "schemas/note.json", f"{FOLDER_NAME}.models:Note")
    with pytest.raises(BuildFailed) as failed:
        stale_in(project)
    assert failed.value.problems[0].code == "schema_not_generated"
    assert f"{FOLDER_NAME}.models" in failed.value.problems[0].found


def test_a_schema_is_not_written_outside_the_package(project: Path):
    (project / "src" / FOLDER_NAME / "models.py").write_text(MODELS)
    declare(project, "../note.json", f"{FOLDER_NAME}.models:Note")
    with pytest.raises(BuildFailed) as failed:
        stale_in(project)
    assert failed.value.problems[0].code == "wrong_value"


def test_the_part_of_the_readme_between_the_marks_is_the_manifests(project: Path):
    (project / "README.md").write_text(f"# Mine\n\n{BEGIN}\nold\n{END}\n\nMine too.\n")
    assert names(project) == ["README.md"]
    renew(stale_in(project))
    text = (project / "README.md").read_text()
    assert text.startswith(f"# Mine\n\n{BEGIN}\n## ")
    assert text.endswith(f"{END}\n\nMine too.\n")
    assert names(project) == []


def test_publiccode_has_the_version_licence_and_languages_of_the_manifest(project: Path):
    file = project / "publiccode.yml"
    file.write_text(
        'name: Ideas # mine\nsoftwareVersion: "0.9"\nlegal:\n  license: MIT\nlocalisation:\n  localisationReady: true\n'
        "  availableLanguages:\n    - en\n    - xx\n"
    )
    assert names(project) == ["publiccode.yml"]
    renew(stale_in(project))
    manifest = package_in(project).manifest
    listed = "".join(f"    - {tag}\n" for tag in manifest.languages)
    assert file.read_text() == (
        f'name: Ideas # mine\nsoftwareVersion: "{manifest.version}"\nlegal:\n  license: "{manifest.licence}"\n'
        f"localisation:\n  localisationReady: true\n  availableLanguages:\n{listed}"
    )
    assert names(project) == []
