# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""An interlinker that is wrong in the way its state says, to show that the runtime stays right."""

import asyncio
from pathlib import Path

from interlink_sdk import Asset, Draft, File, JsonObject, hookimpl

WRONG = {
    "forget to return": lambda draft: None,
    "return text": lambda draft: "not a draft",
    "break the schema": lambda draft: draft.model_copy(update={"state": {"unknown": 1}}),
    "name a foreign file": lambda draft: draft.model_copy(update={"files": (File(name="a.txt", sha256="0" * 64),)}),
    "leave the folder": lambda draft: draft.model_copy(
        update={"files": (File(name="passwd", path=Path("/etc/passwd")),)}
    ),
}


@hookimpl
async def instantiate(params: JsonObject, files: tuple[File, ...], scratch: Path) -> Draft:
    """Make an asset, or fail as wished."""
    draft = Draft(name=str(params["title"]), state=params, files=files)
    match params.get("how"):
        case "raise":
            (scratch / "left.txt").write_text("left behind", encoding="utf-8")
            raise RuntimeError("the author did not think of this")
        case "never answer":
            await asyncio.Event().wait()
        case "write":
            (scratch / "made.txt").write_text("made by the hook", encoding="utf-8")
            return draft.model_copy(update={"files": (File(name="made.txt", path=scratch / "made.txt"),)})
    return WRONG[params["how"]](draft) if params.get("how") in WRONG else draft


@hookimpl
def export(asset: Asset, scratch: Path) -> File:
    """Write the title."""
    if asset.state.get("how") == "raise at export":
        raise RuntimeError("no export today")
    path = scratch / 'zoë "title".txt'
    path.write_text(asset.name, encoding="utf-8")
    return File(name=path.name, media_type="text/plain", path=path)


@hookimpl
def delete(asset: Asset) -> None:
    """Refuse to let go, if wished."""
    if asset.state.get("how") == "keep":
        raise RuntimeError("it cannot be released")
