# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A package's folder, written for one test, and what is said about it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from interlink_sdk.errors import ManifestInvalid, Problem
from interlink_sdk.manifest import read_manifest

SOUND = """\
id = "ideas"
version = "1.0.0"
licence = "EUPL-1.2"
languages = ["en", "es"]
name = { en = "Ideas", es = "Ideas" }
description = { en = "Collect ideas.", es = "Reúna ideas." }

[schemas.params]
type = "object"
properties.theme = { type = "string", title = "Theme", enum = ["place", "time"] }
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Return what writes files by their names into a package's folder."""

    def write(manifest: str = SOUND, **files: str) -> Path:
        folder = tmp_path / "ideas"
        for name, text in {"interlinker.toml": manifest, **files}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture
def problems(write: Callable[..., Path]) -> Callable[..., list[Problem]]:
    """Return what reads such a folder and gives every problem with it."""

    def problems(manifest: str = SOUND, **files: str) -> list[Problem]:
        with pytest.raises(ManifestInvalid) as refusal:
            read_manifest(write(manifest, **files))
        return list(refusal.value.problems)

    return problems
