# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A second look reads only what has changed, and sees every change, also of files rewritten in place."""

import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from interlink_runtime.discovery import Candidate, Discoverer, Discovery, discover
from interlink_runtime.discovery.stamps import TICK_NS, are_settled, stamps_of
from interlink_sdk import __version__

MANIFEST = """\
id = "{id}"
version = "{version}"
licence = "EUPL-1.2"
name.en = "Installed"
description.en = "Installed for a test."
schemas.params = "params.json"
"""
LOCALE = '[params.properties.a]\ntitle = "{title}"\n'
PARAMS = {"type": "object", "properties": {"a": {"type": "string", "title": "A"}}}
FILES = ("interlinker.toml", "params.json", "locales/en.toml")
PATIENCE_S = 10

Install = Callable[..., str]
Seen = Callable[[Candidate], bool]


@pytest.fixture
def package(site: Path, install: Install) -> Path:
    """Install an interlinker with files beside its manifest, long enough ago to be remembered."""
    folder = site / install("mine", distribution="mine", manifest=MANIFEST.format(id="mine", version="1.0.0"))
    (folder / "params.json").write_text(json.dumps(PARAMS), encoding="utf-8")
    (folder / "locales").mkdir()
    (folder / "locales" / "en.toml").write_text(LOCALE.format(title="One"), encoding="utf-8")
    settle(site)
    return folder


def settle(site: Path) -> None:
    """Wait until no change can hide in the same tick of the clock; bounded, and usually over at once."""
    until = time.monotonic() + PATIENCE_S
    while not are_settled(stamps_of(map(str, (site, *site.rglob("*")))), time.time_ns()):
        assert time.monotonic() < until


def rewritten(file: Path, old: str, new: str) -> None:
    """Rewrite *file* in place with the same size, and put its modification time back."""
    before = file.stat()
    text = file.read_text(encoding="utf-8")
    assert old in text
    assert len(old) == len(new)
    with file.open("r+", encoding="utf-8") as open_file:
        open_file.write(text.replace(old, new))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def ids(discovery: Discovery) -> tuple[list[str], list[str]]:
    return [one.id for one in discovery.candidates], [one.id for one in discovery.refusals]


def test_where_nothing_changed_the_same_is_given_without_reading(site: Path, package: Path) -> None:
    discoverer = Discoverer([str(site)])
    first = discoverer.look()
    assert ids(first) == (["mine"], [])
    assert discoverer.look() is first


@pytest.mark.parametrize("memory", ["memory.json", None], ids=["across starts", "in one process"])
@pytest.mark.parametrize(
    ("file", "old", "new", "seen"),
    [
        ("interlinker.toml", '"1.0.0"', '"2.0.0"', lambda one: one.file.manifest.version == "2.0.0"),
        ("params.json", '"A"', '"B"', lambda one: one.file.manifest.params_schema["properties"]["a"]["title"] == "B"),
        ("locales/en.toml", "One", "Two", lambda one: "Two" in one.file.manifest.labels["en"].values()),
        ("../mine-1.0.dist-info/METADATA", "Version: 1.0", "Version: 2.0", lambda one: one.distribution == "mine 2.0"),
    ],
)
def test_a_file_that_is_rewritten_in_place_is_read_again(
    site: Path,
    package: Path,
    tmp_path: Path,
    memory: str | None,
    file: str,
    old: str,
    new: str,
    seen: Callable[..., bool],
) -> None:
    looks = looking(site, tmp_path / memory if memory else None)
    (before,) = next(looks).candidates
    assert not seen(before)
    rewritten(package / file, old, new)
    (after,) = next(looks).candidates
    assert seen(after)


@pytest.mark.parametrize("memory", ["memory.json", None], ids=["across starts", "in one process"])
def test_what_is_installed_removed_and_spoilt_is_noticed(
    site: Path, package: Path, install: Install, tmp_path: Path, memory: str | None
) -> None:
    looks = looking(site, tmp_path / memory if memory else None)
    assert ids(next(looks)) == (["mine"], [])
    install("other", distribution="other")
    assert ids(next(looks)) == (["mine", "other"], [])
    settle(site)
    assert ids(next(looks)) == (["mine", "other"], [])
    rewritten(package / "interlinker.toml", "licence", "license")
    assert ids(next(looks)) == (["other"], ["mine"])
    rewritten(package / "interlinker.toml", "license", "licence")
    assert ids(next(looks)) == (["mine", "other"], [])
    rewritten(site / "mine-1.0.dist-info" / "entry_points.txt", "mine", "none")
    assert ids(next(looks)) == (["other"], ["none"])
    shutil.rmtree(site / "other-1.0.dist-info")
    assert ids(next(looks)) == ([], ["none"])


def test_files_that_are_added_count_from_then_on(site: Path, package: Path, install: Install) -> None:
    bare = site / install("bare", distribution="bare", manifest=MANIFEST.format(id="bare", version="1.0.0"))
    (bare / "params.json").write_text(json.dumps(PARAMS), encoding="utf-8")
    settle(site)
    looks = looking(site, None)
    assert next(looks).candidates[0].file.manifest.labels == {}
    for folder in (bare, package):
        (folder / "locales").mkdir(exist_ok=True)
        (folder / "locales" / "en.toml").write_text(LOCALE.format(title="Two"), encoding="utf-8")
    for candidate in next(looks).candidates:
        assert candidate.file.manifest.labels == {"en": {"params.properties.a.title": "Two"}}


def test_a_folder_of_the_path_may_come_later(site: Path, package: Path, tmp_path: Path) -> None:
    later = tmp_path / "later"
    discoverer = Discoverer([str(later), str(site)])
    assert ids(discoverer.look()) == (["mine"], [])
    assert ids(discoverer.look()) == (["mine"], [])
    shutil.copytree(site, later)
    (manifest,) = later.glob("*/interlinker.toml")
    manifest.write_text(MANIFEST.format(id="mine", version="3.0.0"), encoding="utf-8")
    assert discoverer.look().candidates[0].file.manifest.version == "3.0.0"


def test_what_is_remembered_in_a_file_is_what_was_read(site: Path, package: Path, tmp_path: Path) -> None:
    memory = tmp_path / "memory.json"
    first = discover([str(site)], memory=memory)
    written = memory.stat()
    assert discover([str(site)], memory=memory) == first
    assert memory.stat() == written
    assert "mine 1.0" in memory.read_text(encoding="utf-8")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"program": 1}', "\0"])
def test_a_memory_that_cannot_be_read_is_made_anew(site: Path, package: Path, tmp_path: Path, content: str) -> None:
    memory = tmp_path / "memory.json"
    first = discover([str(site)], memory=memory)
    memory.write_text(content, encoding="utf-8")
    assert discover([str(site)], memory=memory) == first
    assert "mine 1.0" in memory.read_text(encoding="utf-8")


def test_a_memory_of_another_program_is_not_believed(site: Path, package: Path, tmp_path: Path) -> None:
    memory = tmp_path / "memory.json"
    discover([str(site)], memory=memory)
    text = memory.read_text(encoding="utf-8").replace('"mine 1.0"', '"forged 1.0"')
    memory.write_text(text, encoding="utf-8")
    assert discover([str(site)], memory=memory).candidates[0].distribution == "forged 1.0"
    memory.write_text(text.replace(__version__, f"{__version__}.1"), encoding="utf-8")
    assert discover([str(site)], memory=memory).candidates[0].distribution == "mine 1.0"


def test_where_nothing_can_be_written_everything_is_still_found(site: Path, package: Path, tmp_path: Path) -> None:
    assert ids(discover([str(site)], memory=tmp_path / "missing" / "memory.json")) == (["mine"], [])


def test_what_changed_a_moment_ago_is_not_remembered(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    stamps = stamps_of([str(file), str(tmp_path / "missing")])
    (changed_ns,) = (stamp[0] for stamp in stamps.values())
    assert not are_settled(stamps, changed_ns + TICK_NS)
    assert are_settled(stamps, changed_ns + TICK_NS + 1)


def looking(site: Path, memory: Path | None):
    """Look again and again: with one discoverer, or with a new one each time and a memory in a file."""
    discoverer = Discoverer([str(site)])
    while True:
        yield discoverer.look() if memory is None else discover([str(site)], memory=memory)
