# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""An import that is killed leaves whole entries only, and the next one completes it."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from interlink_runtime.catalogue.entries import entry
from interlink_runtime.catalogue.importing import import_catalogue
from interlink_runtime.runtime import Runtime
from interlink_runtime.store.assets import all_assets_page
from interlink_runtime.store.catalogue import entries_from

CHILD = """
import asyncio, sys
from pathlib import Path
from interlink_runtime.catalogue.importing import import_catalogue
from interlink_runtime.runtime import open_runtime
from interlink_runtime.settings import Settings

async def main(store, folder):
    async with open_runtime(Settings.model_validate({"store": {"folder": store}})) as runtime:
        show = lambda done, total: print(done, flush=True)
        await import_catalogue(runtime, Path(folder), {"googledrive": "documents"}, show)

asyncio.run(main(*sys.argv[1:]))
"""


@pytest.mark.parametrize("bundles", [1, 20])
async def test_a_killed_import_is_completed_by_the_next(opened, real, tmp_path, bundles):
    kill_import(tmp_path / "data", real, after=bundles)
    async with opened() as runtime:
        entered = await whole_entries(runtime)
        assert bundles <= entered < 41
        report = await import_catalogue(runtime, real, {"googledrive": "documents"})
        assert report.counts == {"imported": 41 - entered, "updated": 0, "unchanged": entered, "left_out": 0}
        assert await whole_entries(runtime) == 41
        assert len(await all_assets_page(runtime.store, limit=100)) == 26


def kill_import(store: Path, folder: Path, *, after: int) -> None:
    """Import *folder* in another process, and kill it when so many bundles are done."""
    command = [sys.executable, "-c", CHILD, str(store), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for _ in range(after):
            assert child.stdout.readline()
        child.send_signal(signal.SIGKILL)


async def whole_entries(runtime: Runtime) -> int:
    """Return how many entries there are, each with all its templates, whose assets are the only ones."""
    rows = await entries_from(runtime.store, "import")
    known = [await entry(runtime, row.id) for row in rows]
    assert all(set(each.templates) == set(each.entry.resources) for each in known)
    templates = {asset for each in known for asset in each.templates.values()}
    assert templates == {row.id for row in await all_assets_page(runtime.store, limit=100)}
    return len(rows)
