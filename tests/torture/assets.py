# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Assets: everything acknowledged is there once, whole, and as it was sent."""

from collections.abc import Iterator
from typing import Any

from .faults import Fault, Life
from .history import Operation
from .kept import Kept, Version


def check_assets(lives: dict[str, Life], kept: Kept) -> Iterator[Fault]:
    """Yield what is lost, doubled, half made or different."""
    for asset, life in lives.items():
        yield from _check_replies(life)
        if life.death and asset in kept.assets:
            yield Fault("risen", "it was deleted and is there", asset)
        elif not life.death and asset in kept.assets:
            yield from _check_versions(life, kept)
        elif not life.death and not life.may_be_dead:
            yield Fault("lost", "it was made and is not there", asset)
        if life.birth.kind in {"clone", "restore"}:
            yield from _check_origin(life, lives)
    for asset in kept.assets.keys() - lives.keys():
        yield Fault("doubled", f"{kept.assets[asset].name!r} is there, but nobody was told of it", asset)


def _check_replies(life: Life) -> Iterator[Fault]:
    for one in (life.birth, *life.edits):
        if one.reply["name"] != one.asked.get("name", one.reply["name"]):
            yield Fault("different", f"another name was acknowledged than was sent: {one}", life.asset)
        if "sha256" in one.asked and [file["sha256"] for file in one.reply["files"]] != [one.asked["sha256"]]:
            yield Fault("different", f"another file was acknowledged than was sent: {one}", life.asset)


def _check_versions(life: Life, kept: Kept) -> Iterator[Fault]:
    told = {snapshot.version: snapshot for snapshot in (_told(one) for one in (life.birth, *life.edits))}
    found = {version.version: version for version in kept.versions.get(life.asset, [])}
    unsure = sum(one.kind == "edit" and one.may_be_done for one in life.operations)
    for number in sorted(told.keys() - found.keys()):
        yield Fault("lost", f"version {number} was acknowledged and is not there", life.asset)
    if len(found.keys() - told.keys()) > unsure:
        extra = ", ".join(map(str, sorted(found.keys() - told.keys())))
        yield Fault("doubled", f"nobody was told of version {extra}", life.asset)
    for number in told.keys() & found.keys():
        if told[number] != found[number]:
            yield Fault("different", f"version {number} is {found[number]}, told was {told[number]}", life.asset)
    if sorted(found) != list(range(min(found, default=1), max(found, default=0) + 1)):
        yield Fault("half_made", f"the versions are {sorted(found)}", life.asset)
    if found and kept.assets[life.asset] != found[max(found)]:
        yield Fault("half_made", f"it is {kept.assets[life.asset]}, its last version {found[max(found)]}", life.asset)
    if kept.grants.get(life.asset, {}).get(f"person:{life.birth.person}") != "owner":
        yield Fault("half_made", "who made it is not its owner", life.asset)


def _check_origin(life: Life, lives: dict[str, Life]) -> Iterator[Fault]:
    """Yield copies with the content of no version of their original, and what came back as another version."""
    original = lives.get(life.birth.asset or "")
    if original is None or original is life:
        return
    born = _told(life.birth)
    wanted = [_told(one) for one in (original.birth, *original.edits)]
    if life.birth.kind == "restore":
        wanted = [version for version in wanted if version.version == born.version]
    if not any((version.state, version.files) == (born.state, born.files) for version in wanted):
        yield Fault("different", f"it has the content of no version of {original.asset}: {life.birth}", life.asset)


def _told(one: Operation) -> Version:
    reply: dict[str, Any] = one.reply
    files = tuple((file["name"], file["sha256"], file["size_bytes"]) for file in reply["files"])
    return Version(reply["version"], reply["name"], reply["state"], files)
