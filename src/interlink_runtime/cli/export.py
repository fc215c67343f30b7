# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`interlink export`: an asset leaves as a file."""

import asyncio
import hashlib
import os
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from interlink_runtime.assets.export import Exported, export_asset
from interlink_runtime.cli.exits import GOOD
from interlink_runtime.cli.options import Form, OutputForm, SettingsFile
from interlink_runtime.cli.printing import print_json, progress
from interlink_runtime.cli.running import in_runtime, require_store
from interlink_runtime.identity.principals import SYSTEM
from interlink_runtime.runtime import Runtime
from interlink_runtime.settings import load_settings
from interlink_sdk.errors import Conflict

STDOUT = "-"


def export(
    asset: Annotated[str, typer.Argument(help="The asset's identifier, as `interlink assets` lists it.")],
    format_id: Annotated[
        str, typer.Option("--as", metavar="FORMAT", help="bundle, json, html, or a format of the interlinker's own.")
    ] = "bundle",
    output: Annotated[
        str | None,
        typer.Option("--output", metavar="FILE", help="Write here, or to stdout (-)."),
    ] = None,
    settings: SettingsFile = None,
    form: OutputForm = Form.TEXT,
) -> int:
    """Export an asset, as portable bundle or in another format.

    The bundle needs no interlinker: it can be made of every asset that is kept. A file that exists
    is replaced only where --output names it, and then as a whole: Ctrl-C leaves no half file.
    """
    if output == STDOUT and form is Form.JSON:
        raise typer.BadParameter("stdout cannot take both the export and a JSON document", param_hint="--output")
    chosen = load_settings(settings)
    require_store(chosen)
    written = in_runtime(chosen, lambda runtime: _export(runtime, asset, format_id, output))
    if form is Form.JSON:
        print_json(written)
    elif output != STDOUT:
        typer.echo(f"{written['file']}: {written['size_bytes']} bytes, {written['media_type']}")
    return GOOD


async def _export(runtime: Runtime, asset: str, format_id: str, output: str | None) -> dict[str, str | int]:
    exported = await export_asset(runtime, SYSTEM, asset, format_id)
    name = output or _free(exported.name)
    digest = hashlib.sha256()
    written = 0
    async with _closing(exported.chunks) as chunks:
        with _opened(name) as target, progress("exporting") as show:
            async for chunk in chunks:
                target.write(chunk)
                digest.update(chunk)
                written += len(chunk)
                show(written, exported.size_bytes)
                await asyncio.sleep(0)  # where Ctrl-C takes effect, however fast the chunks come
    return _described(name, exported, digest.hexdigest())


@asynccontextmanager
async def _closing(chunks: AsyncIterator[bytes]) -> AsyncIterator[AsyncIterator[bytes]]:
    """Give *chunks*, whose source is closed also where they are not read to their end."""
    try:
        yield chunks
    finally:
        if isinstance(chunks, AsyncGenerator):
            await chunks.aclose()


def _free(name: str) -> str:
    if Path(name).exists():
        raise Conflict(f"{name!r} exists already; name the file with --output")
    return name


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    """Give what the export is written to; a file appears under its name when it is whole."""
    if name == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = Path(f"{name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            yield file
        part.replace(name)
    finally:
        part.unlink(missing_ok=True)


def _described(name: str, exported: Exported, sha256: str) -> dict[str, str | int]:
    return {
        "file": name,
        "media_type": exported.media_type,
        "size_bytes": exported.size_bytes,
        "sha256": sha256,
    }
