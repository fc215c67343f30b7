# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""How an album leaves and comes back."""

from pathlib import Path

from interlink_sdk import Asset, Draft, File, JsonObject, hookimpl


@hookimpl
def export(asset: Asset, format: str, scratch: Path) -> File:  # noqa: A002 - the contract's word
    if format == "original":
        return asset.files[0]
    path = scratch / "caption.txt"
    path.write_text(str(asset.state["caption"]), encoding="utf-8")
    return File(name="caption.txt", media_type="text/plain", path=path)


@hookimpl
async def restore(asset: Asset) -> Draft:
    return Draft(name=asset.name, state=asset.state, files=asset.files)


@hookimpl
def migrate(state: JsonObject, from_version: str) -> JsonObject:
    return {**state, "pictures": int(str(state.get("pictures", 0))), "migrated_from": from_version}


@hookimpl
async def delete() -> None:
    return None
