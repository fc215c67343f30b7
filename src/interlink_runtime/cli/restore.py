# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`interlink restore`: an asset comes back from its portable bundle, with an operator's word for it."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from interlink_runtime.assets.kept import Kept
from interlink_runtime.assets.restore import restore_asset
from interlink_runtime.cli.exits import GOOD
from interlink_runtime.cli.options import Form, OutputForm, SettingsFile
from interlink_runtime.cli.printing import Show, print_json, printable, progress
from interlink_runtime.cli.running import in_runtime
from interlink_runtime.identity.principals import SYSTEM
from interlink_runtime.runtime import Runtime
from interlink_runtime.settings import load_settings
from interlink_runtime.store.people import people_named

READINGS = 2
"""How often a bundle is read: once to verify it as a whole, once to keep it."""


def restore(
    file: Annotated[Path, typer.Argument(help="The portable bundle.", exists=True, dir_okay=False, readable=True)],
    owner: Annotated[
        str | None, typer.Option(metavar="PERSON", help="Who will own it; without, only commands can reach it.")
    ] = None,
    settings: SettingsFile = None,
    form: OutputForm = Form.TEXT,
) -> int:
    """Restore an asset from its portable bundle.

    The bundle is checked as a whole first. Authors are taken to be who it says they are; identifier
    and times are kept where they are free. Ctrl-C leaves nothing of it.
    """
    size_bytes = file.stat().st_size
    kept, is_known = in_runtime(load_settings(settings), lambda runtime: _restore(runtime, file, size_bytes, owner))
    if not is_known:
        typer.echo(f"note: nobody called {owner!r} has signed in here yet", err=True)
    if form is Form.JSON:
        row = kept.row
        print_json(
            {"id": row.id, "interlinker": row.interlinker, "name": row.name, "version": row.version, "owner": row.owner}
        )
    else:
        typer.echo(f"{kept.id}  {kept.row.interlinker}  {printable(kept.row.name)}")
    return GOOD


async def _restore(runtime: Runtime, file: Path, size_bytes: int, owner: str | None) -> tuple[Kept, bool]:
    is_known = owner is None or bool(await people_named(runtime.store, [owner]))
    with progress("restoring") as show:
        watched = _Watched(show, READINGS * size_bytes)
        try:
            return await restore_asset(runtime, SYSTEM, file, owner=owner, watch=watched), is_known
        except asyncio.CancelledError:
            watched.is_cancelled = True
            raise


class _Watched:
    """One reading of a bundle, which a thread does: shows how far it is, and ends it when it is cancelled."""

    def __init__(self, show: Show, total_bytes: int) -> None:
        self._show = show
        self._done_bytes, self._total_bytes = 0, total_bytes
        self.is_cancelled = False

    def __call__(self, piece_bytes: int) -> None:
        if self.is_cancelled:
            raise asyncio.CancelledError
        self._done_bytes += piece_bytes
        self._show(min(self._done_bytes, self._total_bytes), self._total_bytes)
