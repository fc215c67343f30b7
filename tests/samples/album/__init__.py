# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""An album: every hook of the contract, in two modules, plain and `async`."""

from album.leaving import delete, export, migrate, restore
from interlink_sdk import (
    Asset,
    Context,
    Contribution,
    Contributions,
    Draft,
    File,
    Health,
    Html,
    JsonObject,
    Summary,
    hookimpl,
)

__all__ = ["delete", "export", "migrate", "restore"]


@hookimpl
def instantiate(params: JsonObject, files: tuple[File, ...]) -> Draft:
    return Draft(name=str(params["caption"]), state={**params, "pictures": len(files)}, files=files)


@hookimpl
async def edit(asset: Asset, params: JsonObject, files: tuple[File, ...]) -> Draft:
    pictures = (*asset.files, *files)
    return Draft(state={**params, "pictures": len(pictures)}, files=pictures)


@hookimpl
def clone(asset: Asset) -> Draft:
    return Draft(name=f"{asset.name} (copy)", state=asset.state, files=asset.files)


@hookimpl
def contribute(body: JsonObject) -> Contribution:
    return Contribution(body={**body, "seen": True})


@hookimpl
async def view(asset: Asset, contributions: Contributions, purpose: str, context: Context) -> Html:
    stars = [like.body["stars"] for like in contributions["likes"]]
    who = context.actor.name if context.actor else "everybody"
    return Html(body=f"{asset.state['caption']} {stars} for {who} ({purpose}) {context.settings.get('watermark')}")


@hookimpl
def assets(assets: tuple[Asset, ...]) -> list[Summary]:
    return [
        Summary(id=asset.id, name=asset.name, description=f"{asset.state['pictures']} pictures") for asset in assets
    ]


@hookimpl
def health() -> Health:
    return Health(status="degraded", detail="the light table flickers")
