# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Removes the blobs that nothing names any more, and the traces of erased names; it may run while all else does.

Nothing is removed at once. A row goes when nothing has named it for the grace time, so that a
clone whose original is deleted meanwhile still finds its files; a file without a row goes when it
is older than that, because its row may be on the way. The grace must therefore be longer than any
call may take; a day is a good one. One folder follows the other, so that a step is short and
memory does not grow with the number of blobs.
"""

from functools import partial

from interlink_runtime.store.asset_names import rewrite_after_erasure
from interlink_runtime.store.blob_rows import blobs_known, forget_unused_blobs
from interlink_runtime.store.blobs import LocalBlobs
from interlink_runtime.store.incoming import on_thread
from interlink_runtime.store.store import Store


async def sweep(store: Store, blobs: LocalBlobs, *, now_s: float, grace_s: float) -> list[str]:
    """Remove what nothing has named for *grace_s* seconds and return the digests of removed files."""
    before_s = now_s - grace_s
    removed: list[str] = []
    for prefix in await on_thread(blobs.prefixes):
        await store.commit(forget_unused_blobs(prefix, now=_microseconds(now_s), before=_microseconds(before_s)))
        # listed first and looked up after: what is stored in between is not in the list
        names = await on_thread(partial(blobs.names_under, prefix))
        known = await blobs_known(store, prefix)
        orphans = [sha256 for sha256, stored_s in names if sha256 not in known and stored_s < before_s]
        removed += await on_thread(partial(_remove, blobs, orphans, before_s))
    await on_thread(partial(blobs.drop_incoming, before_s))
    await rewrite_after_erasure(store)
    return removed


def _remove(blobs: LocalBlobs, orphans: list[str], before_s: float) -> list[str]:
    return [sha256 for sha256 in orphans if blobs.delete_older(sha256, before_s)]


def _microseconds(seconds: float) -> int:
    return int(seconds * 1_000_000)
