# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What lies on the disk: each part has all the others, no bytes are missing, and nothing is left over."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from .faults import Fault
from .kept import Kept


def check_rows(kept: Kept) -> Iterator[Fault]:
    """Yield rows that lack what belongs to them, and what SQLite finds wrong."""
    for damage in kept.damage:
        yield Fault("corrupt", damage)
    for asset in kept.assets:
        if not kept.versions.get(asset):
            yield Fault("half_made", "it has no version", asset)
        if "owner" not in kept.grants.get(asset, {}).values():
            yield Fault("half_made", "it has no owner", asset)
        if not any(event.asset == asset for event in kept.events):
            yield Fault("half_made", "no event tells of it", asset)
    for asset in (kept.versions.keys() | kept.grants.keys() | kept.entries.keys()) - kept.assets.keys():
        yield Fault("half_made", "there are rows of it, but not the asset", asset)
    for asset in kept.answered - kept.assets.keys():
        yield Fault("orphan", "what was answered about it is kept, and it is gone", asset)


def check_blobs(kept: Kept, blobs: Path) -> Iterator[Fault]:
    """Yield, after the sweep, rows without their bytes, other bytes, and bytes or rows that nothing names."""
    found = {file.parent.name + file.name: file for file in blobs.glob("[0-9a-f][0-9a-f]/*")}
    for asset, versions in kept.versions.items():
        for name, sha256, size_bytes in {file for version in versions for file in version.files}:
            if kept.blobs.get(sha256) != size_bytes or (asset, sha256) not in kept.named:
                yield Fault("half_made", f"no row knows the bytes of {name!r}", asset)
            if sha256 not in found:
                yield Fault("lost", f"the bytes of {name!r} are not there", asset)
    for sha256, file in found.items():
        if hashlib.sha256(file.read_bytes()).hexdigest() != sha256:
            yield Fault("corrupt", f"the blob {sha256} has other bytes")
    used = {sha256 for _, sha256 in kept.named} | kept.images
    for what, left in (("file", found.keys() - used), ("row", kept.blobs.keys() - used)):
        for sha256 in left:
            yield Fault("orphan", f"the {what} of the blob {sha256} is left")
    for missing in kept.blobs.keys() - found.keys():
        yield Fault("lost", f"the blob {missing} has a row and no file")


def check_scratch(store: Path) -> Iterator[Fault]:
    """Yield files that were on their way and are nobody's any more."""
    for folder in (store / "scratch", store / "blobs" / "incoming"):
        for left in folder.iterdir():
            yield Fault("orphan", f"{left.relative_to(store)} is left")
