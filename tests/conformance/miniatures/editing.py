# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Interlinkers and hosts that edit wrongly."""

from datetime import timedelta
from typing import Any

from tests.conformance.miniature import Host, Miniature

from interlink_sdk.assets import Asset
from interlink_sdk.conformance.subject import ANA
from interlink_sdk.errors import Forbidden, InvalidParameters


def edit(lines: str) -> str:
    """Return an edit hook that consists of *lines*."""
    indented = "".join(f"    {line}\n" for line in lines.splitlines())
    return (
        "@hookimpl\n"
        "def edit(\n"
        "    asset: Asset, contributions: Contributions, params: JsonObject, files: tuple[File, ...], "
        "context: Context\n"
        ") -> Draft:\n"
        f"{indented}"
    )


RIGHT = "return next_draft(asset, params, files or asset.files)\n"


class Edits(Host):
    """A host with an edit of its own; it knows what it was last asked."""

    async def edit(self, asset_id: str, *arguments: Any, by: str = ANA, **named: Any) -> Asset:
        edited: Asset = await self.subject.edit(asset_id, *arguments, by=by, **named)
        return edited


class CountsTwice(Edits):
    async def edit(self, asset_id: str, *arguments: Any, **named: Any) -> Asset:
        edited = await super().edit(asset_id, *arguments, **named)
        return edited.model_copy(update={"version": edited.version * 2})


class MakesAnew(Edits):
    async def edit(self, asset_id: str, *arguments: Any, **named: Any) -> Asset:
        edited = await super().edit(asset_id, *arguments, **named)
        return edited.model_copy(update={"created_at": edited.created_at + timedelta(seconds=1)})


class ForgetsEntries(Edits):
    def __init__(self, subject: Any) -> None:
        super().__init__(subject)
        self.edited: set[str] = set()

    async def edit(self, asset_id: str, *arguments: Any, **named: Any) -> Asset:
        self.edited.add(asset_id)
        return await super().edit(asset_id, *arguments, **named)

    async def contributions(self, asset_id: str, *arguments: Any, **named: Any) -> Any:
        entries = await self.subject.contributions(asset_id, *arguments, **named)
        return () if asset_id in self.edited else entries


class EditsAnything(Edits):
    """A host that leaves out what does not fit."""

    async def edit(self, asset_id: str, *arguments: Any, by: str = ANA, **named: Any) -> Asset:
        try:
            return await super().edit(asset_id, *arguments, by=by, **named)
        except InvalidParameters:
            asset: Asset = await self.subject.read(asset_id, by=by)
            return asset


class ChangesWhenRefused(Edits):
    """A host that counts a version before it judges."""

    def __init__(self, subject: Any) -> None:
        super().__init__(subject)
        self.refused = 0

    async def edit(self, asset_id: str, *arguments: Any, **named: Any) -> Asset:
        try:
            return await super().edit(asset_id, *arguments, **named)
        except InvalidParameters:
            self.refused += 1
            raise

    async def read(self, asset_id: str, *, by: str = ANA) -> Asset:
        asset: Asset = await self.subject.read(asset_id, by=by)
        return asset.model_copy(update={"version": asset.version + self.refused})


class LetsAnybodyEdit(Edits):
    async def edit(self, asset_id: str, *arguments: Any, by: str = ANA, **named: Any) -> Asset:
        try:
            return await super().edit(asset_id, *arguments, by=by, **named)
        except Forbidden:
            return await super().edit(asset_id, *arguments, by=ANA, **named)


class LetsOwnersEdit(Edits):
    async def edit(self, asset_id: str, *arguments: Any, by: str = ANA, **named: Any) -> Asset:
        await self.subject.read(asset_id, by=by)
        if by != ANA:
            raise Forbidden("only whoever made it may change it")
        return await super().edit(asset_id, *arguments, by=by, **named)


MINIATURES = (
    Miniature("a host that counts an edit twice", breaks="edit-makes-next-version", host=CountsTwice),
    Miniature("a host that makes the asset anew", breaks="edit-keeps-identity", host=MakesAnew),
    Miniature(
        "edits nothing",
        breaks="edit-keeps-what-was-sent",
        hooks=edit("return Draft(name=asset.name, state=asset.state, files=files or asset.files)\n"),
    ),
    Miniature(
        "drops files when it edits", breaks="edit-keeps-files", hooks=edit("return next_draft(asset, params, files)\n")
    ),
    Miniature(
        "ignores new files",
        breaks="edit-takes-new-files",
        hooks=edit("return next_draft(asset, params, asset.files)\n"),
    ),
    Miniature("a host that forgets entries", breaks="edit-keeps-contributions", host=ForgetsEntries),
    Miniature(
        "appends when it edits",
        breaks="edit-repeats-equally",
        hooks=edit(
            "present = board_of(asset).get('description', '')\n"
            "params = {**params, 'description': f\"{present}{params.get('description', '')}\"}\n" + RIGHT
        ),
    ),
    Miniature(
        "crashes when it edits",
        breaks="edit-judges-boundaries",
        hooks=edit("{1: 'one', 10: None}[params.get('supports_each', 1) // 9 * 9 or 1]\n" + RIGHT),
    ),
    Miniature("a host that edits with anything", breaks="edit-refuses-unfit", host=EditsAnything),
    Miniature("a host that counts refused edits", breaks="edit-refused-changes-nothing", host=ChangesWhenRefused),
    Miniature("a host that lets anybody edit", breaks="edit-refuses-viewers", host=LetsAnybodyEdit),
    Miniature("a host that lets only owners edit", breaks="edit-takes-editors", host=LetsOwnersEdit),
)
