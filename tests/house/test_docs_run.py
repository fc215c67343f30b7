# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The documentation's examples are executed, or they are not written."""

import asyncio
import re
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from interlink_sdk.assets import Asset, Contribution, ContributionFile, Html
from interlink_sdk.calls import Context, View
from interlink_sdk.client import Client
from interlink_sdk.dispatch import handler_for
from interlink_sdk.manifest import read_manifest
from interlink_sdk.relay import open_relay

ROOT = Path(__file__).parents[2]
PAGES = sorted(page for page in (ROOT / "docs").rglob("*.md") if "```python runnable" in page.read_text("utf-8"))
_BLOCK = re.compile(
    r"^```(?P<language>\w+) (?:(?P<runnable>runnable)|file=(?P<file>\S+))\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Block:
    """A code block of a page: one to write to `file`, or one to run."""

    language: str
    file: str | None
    text: str


def blocks_of(page: Path) -> list[Block]:
    """Return the marked code blocks of *page*: those to run, and those to write to a file before."""
    found = _BLOCK.finditer(page.read_text(encoding="utf-8"))
    return [Block(match["language"], match["file"], match["text"]) for match in found]


def write_files(page: Path, folder: Path) -> None:
    """Write the blocks of *page* that have a file name into *folder*."""
    for block in blocks_of(page):
        if block.file:
            target = folder / block.file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text, encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_examples_of_a_page_run(page: Path, tmp_path: Path) -> None:
    write_files(page, tmp_path)
    script = "\n".join(block.text for block in blocks_of(page) if not block.file)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_interlinker_of_the_readme_has_at_most_ten_lines() -> None:
    (code,) = [block.text for block in blocks_of(ROOT / "README.md") if block.language == "python"]
    assert len([line for line in code.splitlines() if line.strip()]) <= 10


async def test_the_interlinker_of_the_readme_counts_hands(tmp_path: Path) -> None:
    write_files(ROOT / "README.md", tmp_path)
    folder = tmp_path / "show_of_hands"
    relay = open_relay(read_manifest(folder).manifest, import_file(folder / "__init__.py"))
    page = await Client(handler_for(relay, run_in_thread)).view(call_with_hands(tmp_path, ["Yes & no", "No", "No"]))
    assert isinstance(page, Html)
    assert '<button name="choice" value="Yes &amp; no">Yes &amp; no</button> 1' in page.body
    assert '<button name="choice" value="No">No</button> 2' in page.body


def call_with_hands(folder: Path, choices: list[str]) -> View:
    entries = folder / "hands.jsonl"
    lines = [Contribution(body={"choice": choice}).model_dump_json() for choice in choices]
    entries.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return View(
        interlinker="show-of-hands",
        context=Context(now=NOW, operation_id="1"),
        asset=Asset(
            id="0195f000-0000-7000-8000-000000000000",
            interlinker="show-of-hands",
            name="Lunch",
            state={"question": "Lunch?", "options": ["Yes & no", "No"]},
            created_at=NOW,
            updated_at=NOW,
        ),
        contributions={"hands": ContributionFile(path=entries, count=len(choices))},
    )


def import_file(file: Path) -> ModuleType:
    spec = spec_from_file_location(file.parent.name, file)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run_in_thread(function: Callable[[], Any]) -> Awaitable[Any]:
    return asyncio.to_thread(function)
