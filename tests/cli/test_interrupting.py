# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Long commands at a real terminal: they say how far they are, and Ctrl-C leaves nothing half-done."""

import asyncio
import os
import pty
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from interlink_runtime.assets.make import make_asset
from interlink_runtime.identity.principals import SYSTEM
from interlink_runtime.runtime import Runtime, open_runtime, sweep_up
from interlink_runtime.settings import Settings
from interlink_runtime.store.files import FileEntry

from .conftest import COMMAND, PATIENCE_S, environment

LARGE_BYTES = 49_000_000
PIECE = b"%PDF-1.7\n".ljust(1_000_000, b" ")
INTERRUPTED = 130
SENTENCE = "interrupted: nothing half-done is left"


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> tuple[Path, str]:
    """Return a store with one large asset, and its identifier."""
    folder = tmp_path_factory.mktemp("large")

    async def fill(runtime: Runtime) -> str:
        async def pieces():
            for _ in range(LARGE_BYTES // len(PIECE)):
                yield PIECE

        blob = await runtime.blobs.put(pieces())
        file = FileEntry("film.pdf", "application/pdf", blob.sha256, blob.size_bytes, blob.crc32)
        return (await make_asset(runtime, SYSTEM, "documents", {"title": "Film"}, (file,))).id

    return folder, in_store(folder, fill)


@pytest.fixture
def folder(large, tmp_path) -> tuple[Path, str]:
    """Put a store with the large asset where commands find it; its blobs are linked, not copied."""
    shutil.copytree(large[0], tmp_path / "interlink-data", copy_function=linked)
    return tmp_path, large[1]


def linked(source: str, target: str) -> None:
    copy = os.link if "blobs" in Path(source).parts else shutil.copy2
    copy(source, target)


def in_store(folder: Path, act: Callable) -> object:
    async def do() -> object:
        async with open_runtime(Settings.model_validate({"store": {"folder": folder}})) as runtime:
            return await act(runtime)

    return asyncio.run(do())


def at_terminal(cwd: Path, *arguments: str | Path, interrupt_at: str = "") -> tuple[int, str]:
    """Run a command whose stderr is a terminal; press Ctrl-C when *interrupt_at* appears on it."""
    terminal, inner = pty.openpty()
    child = subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        cwd=cwd,
        env=environment({}),
        stdin=inner,
        stdout=subprocess.DEVNULL,
        stderr=inner,
        start_new_session=True,
    )
    os.close(inner)
    seen, is_pressed, until = "", False, time.monotonic() + PATIENCE_S
    try:
        while time.monotonic() < until and (piece := read_from(terminal)):
            seen += piece
            if interrupt_at and interrupt_at in seen and not is_pressed:
                is_pressed = True
                child.send_signal(signal.SIGINT)
        return child.wait(PATIENCE_S), seen
    finally:
        child.kill()
        child.wait()
        os.close(terminal)


def read_from(terminal: int) -> str:
    try:
        return os.read(terminal, 4096).decode()
    except OSError:  # the other end is closed
        return ""


def names_in(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def test_an_export_says_how_far_it_is_in_bytes_and_how_fast_it_goes(folder):
    place, asset = folder
    code, seen = at_terminal(place, "export", asset, "--output", "film.zip")
    assert code == 0
    assert "exporting [" in seen
    assert "of 49." in seen
    assert "MB/s" in seen
    assert seen.endswith("\r\x1b[K")


def test_an_export_that_is_interrupted_leaves_no_file(folder):
    place, asset = folder
    code, seen = at_terminal(place, "export", asset, "--output", "film.zip", interrupt_at="exporting [")
    assert code == INTERRUPTED
    assert SENTENCE in seen
    assert "Traceback" not in seen
    assert names_in(place) == {"interlink-data"}
    assert list((place / "interlink-data" / "scratch").iterdir()) == []


def test_an_interrupted_export_leaves_the_file_that_was_there(folder):
    place, asset = folder
    (place / "film.zip").write_text("before")
    code, _ = at_terminal(place, "export", asset, "--output", "film.zip", interrupt_at="exporting [")
    assert code == INTERRUPTED
    assert (place / "film.zip").read_text() == "before"


def test_a_restore_that_is_interrupted_leaves_no_asset_and_no_blob(folder, tmp_path_factory):
    place, asset = folder
    assert at_terminal(place, "export", asset, "--output", "film.zip")[0] == 0
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    code, seen = at_terminal(elsewhere, "restore", place / "film.zip", interrupt_at="restoring [")
    assert code == INTERRUPTED
    assert SENTENCE in seen
    assert "Traceback" not in seen
    assert in_store(elsewhere / "interlink-data", what_is_left) == ([], [])


async def what_is_left(runtime: Runtime) -> tuple[list, list]:
    from interlink_runtime.store.assets import all_assets_page

    await sweep_up(runtime, grace_s=0)
    rows = await all_assets_page(runtime.store, limit=10)
    blobs = [path for path in (runtime.settings.store.folder / "blobs").rglob("*") if path.is_file()]
    return list(rows), [path.name for path in blobs if path.name != "lock"]


def test_an_import_that_is_interrupted_keeps_whole_bundles_and_can_be_finished(run, shared_data, tmp_path):
    catalogue = shared_data / "catalogue"
    code, seen = at_terminal(tmp_path, "import", catalogue, "--as", "googledrive=documents", interrupt_at="importing [")
    assert code == INTERRUPTED
    assert "of 41 bundles" in seen
    assert SENTENCE in seen
    rest = run("import", catalogue, "--as", "googledrive=documents")
    assert rest.returncode == 0, rest.stderr
    assert "41 bundles in" in rest.stdout
    assert "unchanged" in run("import", catalogue, "--as", "googledrive=documents").stdout


def test_a_command_that_fails_says_by_which_number_the_log_has_it(run, tmp_path):
    (tmp_path / "no.zip").write_bytes(b"no bundle")
    ended = run("restore", tmp_path / "no.zip")
    assert ended.returncode == 1
    assert "  call: " in ended.stderr
    assert "interlink explain invalid_bundle" in ended.stderr
