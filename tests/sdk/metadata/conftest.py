# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A catalogue of bundles without any finding, to break in one way at a time."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from interlink_sdk.metadata import CatalogueExamination, Examination, examine_catalogue

LANGUAGES = ["en", "es", "it", "lv"]
PNG = b"\x89PNG\r\n\x1a\n and some more"
ZIP = b"PK\x03\x04 and some more"
INSTRUCTIONS = "# How to use this INTERLINKER\n\nOpen it, give it a name and invite the people you work with.\n"
REMOVED = object()


class Catalogue:
    """A catalogue in a temporary folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "interlinkers").mkdir(parents=True, exist_ok=True)
        self.write_profiles([{"id": "P_1", "name_translations": texts("P"), "description_translations": texts("P")}])

    def write_profiles(self, profiles: Any) -> None:
        folder = self.root / "problemprofiles"
        folder.mkdir(exist_ok=True)
        (folder / "problemprofiles.json").write_text(json.dumps(profiles))

    def add(
        self,
        nature: str = "externalsoftware",
        folder: str = "tool",
        *,
        name: str = "Good tool",
        files: dict[str, bytes | None] | None = None,
        change: Callable[[Any], object] | None = None,
        **fields: Any,
    ) -> Path:
        """Write a good bundle; *files* with None are left out, *change* mutates the document."""
        place = self.root / "interlinkers" / nature / folder
        document = {**good_document(nature, folder, name), **fields}
        document = {key: value for key, value in document.items() if value is not REMOVED}
        if change:
            change(document)
        for path, content in {**good_files(nature), **(files or {})}.items():
            if content is not None:
                (place / path).parent.mkdir(parents=True, exist_ok=True)
                (place / path).write_bytes(content)
        (place / "metadata.json").write_text(json.dumps(document, indent=1))
        return place

    def examine(self) -> CatalogueExamination:
        return examine_catalogue(self.root)

    def examine_one(self) -> Examination:
        (examination,) = self.examine().examinations
        return examination


def texts(text: str) -> dict[str, str]:
    return {language: f"{text} ({language})" if language != "en" else text for language in LANGUAGES}


def good_document(nature: str, folder: str, name: str) -> dict[str, Any]:
    home = f"./interlinkers/{nature}/{folder}"
    document: dict[str, Any] = {
        "id": name.lower().replace(" ", "_"),
        "languages": LANGUAGES,
        "name_translations": texts(name),
        "description_translations": texts("Helps people to agree"),
        "tags_translations": {language: ["agreement"] for language in LANGUAGES},
        "instructions_translations": dict.fromkeys(LANGUAGES, f"{home}/instructions.md"),
        "constraints_and_limitations_translations": texts("Needs a browser"),
        "regulations_and_standards_translations": texts("Follows WCAG 2.2"),
        "difficulty": "easy",
        "licence": "permissive",
        "problemprofiles": ["P_1"],
        "is_sustainability_related": False,
    }
    match nature:
        case "software":
            document |= {"logotype": f"{home}/logo.png", **software_fields(folder)}
        case "knowledge":
            resources = dict.fromkeys(LANGUAGES, f"{home}/resource.docx")
            document |= {"softwareinterlinker": "googledrive", "file_translations": resources}
        case _:
            document |= {
                "type": nature.removeprefix("external"),
                "logotype": f"{home}/logo.png",
                "uri_translations": dict.fromkeys(LANGUAGES, "https://example.org/tool"),
                "asset_name_translations": texts("Tool"),
            }
    return document


def software_fields(service_name: str) -> dict[str, Any]:
    offered = ("instantiate", "view", "clone", "delete")
    words = (*offered, "edit", "preview", "open_in_modal", "shortcut", "download")
    return {
        "supported_by": ["saas"],
        "supports_internationalization": True,
        "is_responsive": True,
        "integration": {
            "service_name": service_name,
            "domain": "",
            "path": service_name,
            "is_subdomain": False,
            "api_path": "/assets",
            "auth_method": "cookie",
            "capabilities": {word: word in offered for word in words},
            "capabilities_translations": {f"{word}_text_translations": texts(word) for word in offered},
        },
    }


def good_files(nature: str) -> dict[str, bytes]:
    files = {"instructions.md": INSTRUCTIONS.encode(), "snapshots/image1.png": PNG}
    return files | ({"resource.docx": ZIP} if nature == "knowledge" else {"logo.png": PNG})


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    """Return an empty catalogue to add bundles to."""
    return Catalogue(tmp_path / "catalogue")
