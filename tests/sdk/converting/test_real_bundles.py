# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Every real bundle becomes a project and comes back: the document equal, key order kept, files byte for byte."""

import json
from pathlib import Path

import pytest

from interlink_sdk.converting import bundle_from_project, project_from_bundle, write_conversion
from interlink_sdk.metadata.places import METADATA_NAME, list_files

NATURES = ("software", "knowledge", "externalsoftware", "externalknowledge")


def content_of(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in list_files(folder) if name != METADATA_NAME}


def document_of(folder: Path) -> str:
    """Return the document as text, so that the order of keys is compared too."""
    return json.dumps(json.loads((folder / METADATA_NAME).read_text("utf-8")))


@pytest.mark.parametrize("nature", NATURES)
def test_every_real_bundle_comes_back_as_it_was(shared_data: Path, tmp_path: Path, nature: str):
    bundles = [
        path.parent for path in sorted((shared_data / "catalogue" / "interlinkers" / nature).glob("*/metadata.json"))
    ]
    assert bundles
    for bundle in bundles:
        project, back = tmp_path / bundle.name / "project", tmp_path / bundle.name / "back"
        write_conversion(project_from_bundle(bundle), project)
        (package,) = (project / "src").iterdir()
        write_conversion(bundle_from_project(package), back)
        assert (document_of(back), content_of(back)) == (document_of(bundle), content_of(bundle)), bundle.name
