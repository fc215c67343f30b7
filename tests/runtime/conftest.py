# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Installed distributions, made of text: what discovery, placements and host are tried with."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from interlink_runtime.discovery import Candidate
from interlink_sdk.manifest import read_manifest

MANIFEST = """\
id = "{id}"
version = "1.0.0"
licence = "EUPL-1.2"
name.en = "Installed"
description.en = "Installed for a test."
schemas.params = {{ type = "object" }}
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a folder like site-packages, from which modules can be imported; it leaves none of them loaded."""
    folder = tmp_path / "site-packages"
    folder.mkdir()
    before = set(sys.modules)
    monkeypatch.syspath_prepend(folder)
    yield folder
    for name in set(sys.modules) - before:
        if str(folder) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


@pytest.fixture
def install(site: Path) -> Callable[..., str]:
    """Return what installs a distribution with one interlinker and returns its package's name."""

    def install(
        identifier: str,
        code: str | None = "",
        *,
        package: str | None = None,
        distribution: str | None = None,
        entry_point: str | None = None,
        manifest: str | None = None,
    ) -> str:
        package = package or f"installed_{uuid4().hex}"
        distribution = distribution or f"dist_{uuid4().hex}"
        inside = package.replace(".", "/")
        text = MANIFEST.format(id=identifier) if manifest is None else manifest
        write_files(site / inside, {"interlinker.toml": text, **({} if code is None else {"__init__.py": code})})
        record = "".join(f"{inside}/{name},,\n" for name in ("__init__.py", "interlinker.toml"))
        point = f"[interlink.interlinkers]\n{identifier} = {entry_point or package}\n"
        metadata = f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n"
        files = {"METADATA": metadata, "entry_points.txt": point, "RECORD": record}
        write_files(site / f"{distribution}-1.0.dist-info", files)
        return package

    return install


@pytest.fixture
def candidate(site: Path, install: Callable[..., str]) -> Callable[..., Candidate]:
    """Return what installs an interlinker and gives it as discovery would."""

    def candidate(identifier: str = "installed", code: str | None = "") -> Candidate:
        package = install(identifier, code)
        return Candidate(identifier, package, "dist 1.0", read_manifest(site / package))

    return candidate


def write_files(folder: Path, files: dict[str, str]) -> Path:
    """Write *files* into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
