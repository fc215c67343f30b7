# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/restore`: bring an asset back from its portable bundle.

A bundle may be larger than any other upload. It goes into this process's scratch space while it
arrives, once, and is gone with the answer: whoever breaks off leaves nothing.
"""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Response

from interlink_runtime.assets.restore import restore_asset
from interlink_runtime.store.files import FileEntry
from interlink_runtime.store.identifiers import new_id
from interlink_runtime.web.incoming import read_fields
from interlink_runtime.web.posted import FORM_OVERHEAD_BYTES, Posted, answer_once, new_once, refuse_oversize
from interlink_runtime.web.refusals import refusal_for
from interlink_runtime.web.visits import PersonVisit, Visit
from interlink_sdk.errors import CallerError, InterlinkError, InterlinkerUnavailable, InvalidBundle

BUNDLE_TYPE = "application/zip"

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Arrived:
    """A form with a bundle, and where the bundle lies."""

    posted: Posted
    path: Path


@router.get("/restore")
async def show_form(visit: PersonVisit) -> Response:
    """Ask for the bundle."""
    return _page(visit)


@router.post("/restore")
async def restore(visit: PersonVisit) -> Response:
    """Restore the bundle and show the asset, or say why it cannot be restored."""
    try:
        async with _arrived(visit) as arrived:
            return await _restore(visit, arrived)
    except (CallerError, InterlinkerUnavailable) as error:
        return _page(visit, error, status=422)


async def show_again(visit: Visit, posted: Posted) -> Response:  # noqa: ARG001 - the signature of them all
    """Ask for the bundle again."""
    return _page(visit)


async def _restore(visit: Visit, arrived: Arrived) -> Response:
    if not arrived.posted.uploads:
        raise InvalidBundle("no file was chosen")
    return await answer_once(
        visit,
        arrived.posted,
        lambda once: restore_asset(visit.runtime, visit.who, arrived.path, locale=visit.language, once=once),
        lambda kept: f"/assets/{kept.id}?notice=restored",
    )


@asynccontextmanager
async def _arrived(visit: Visit) -> AsyncIterator[Arrived]:
    """Give the form while its bundle is there."""
    limit = visit.runtime.settings.limits.bundle_bytes
    refuse_oversize(visit.request, limit)
    path = visit.runtime.scratch / f"{new_id()}.zip"
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("xb") as file:

            def take(piece: bytes) -> None:
                nonlocal size
                file.write(piece)
                digest.update(piece)
                size += len(piece)

            fields = await read_fields(visit.request, limit + FORM_OVERHEAD_BYTES, take)
        uploads = tuple(
            FileEntry(name, BUNDLE_TYPE, digest.hexdigest(), size, 0) for name in fields.file_names[:1] if size
        )
        posted = Posted(fields.pairs, uploads)
        visit.request.state.posted = posted
        yield Arrived(posted, path)
    finally:
        path.unlink(missing_ok=True)


def _page(visit: Visit, error: InterlinkError | None = None, *, status: int = 200) -> Response:
    return visit.page(
        "restore.html",
        status=status,
        error=error,
        refusal=refusal_for(error.code) if error else None,
        max_bytes=visit.runtime.settings.limits.bundle_bytes,
        once=new_once(),
    )
