# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What each hook does when the author leaves it out.

Cheap ones are `async`, so that they run where they are called; those that may take longer are
plain functions and run in a thread of the interlinker.
"""

import json
from typing import Any

from interlink_sdk.assets import (
    MAX_NAME_CHARACTERS,
    Asset,
    Contribution,
    Contributions,
    Draft,
    File,
    Health,
    Html,
    JsonObject,
    Summary,
)
from interlink_sdk.context import Context, Purpose
from interlink_sdk.errors import NotOffered
from interlink_sdk.hookspecs import hookimpl
from interlink_sdk.manifest import Manifest

MAX_DESCRIPTION_CHARACTERS = 200


@hookimpl
async def instantiate(params: JsonObject, files: tuple[File, ...], manifest: Manifest, context: Context) -> Draft:
    """Keep the parameters as the state, and the files."""
    name = _name_in(params) or _name_of(files) or manifest.text(manifest.name, context.locale)
    return Draft(name=name, state=params, files=files)


@hookimpl
async def clone(asset: Asset) -> Draft:
    """Take the same state and files; contributions are left behind."""
    return Draft(name=asset.name, state=asset.state, files=asset.files)


@hookimpl
def export(asset: Asset, contributions: Contributions, format: str, manifest: Manifest, context: Context) -> File:  # noqa: A002 - the contract's word
    """Write `json` or `html`."""
    if format == "json":
        content = _as_json(asset, contributions).encode()
        return File(name=_file_name(asset, "json"), media_type="application/json", content=content)
    if format == "html":
        content = _as_document(asset, contributions, manifest, context).encode()
        return File(name=_file_name(asset, "html"), media_type="text/html", content=content)
    raise NotOffered(f"{manifest.id!r} declares the format {format!r} but has no export hook", format=format)


@hookimpl
async def assets(assets: tuple[Asset, ...]) -> tuple[Summary, ...]:
    """Take the name, and the first text of the state that is not the name as description."""
    return tuple(Summary(id=asset.id, name=asset.name, description=_first_text(asset)) for asset in assets)


@hookimpl
def view(asset: Asset, contributions: Contributions, purpose: Purpose, manifest: Manifest, context: Context) -> Html:
    """Show the state by its schema, the files and the contributions; a preview shows nobody's contributions."""
    shown = contributions if purpose == "view" else Contributions({}, ())
    return Html(title=asset.name, body=_as_html(asset, shown, manifest, context))


@hookimpl
async def edit(asset: Asset, params: JsonObject, files: tuple[File, ...], manifest: Manifest) -> Draft:
    """Take the parameters as the new state; new files replace the present ones."""
    if not manifest.edits_by_default:
        raise NotOffered(f"{manifest.id!r} declares edit, but its state has another schema and it has no edit hook")
    return Draft(name=_name_in(params) or asset.name, state=params, files=files or asset.files)


@hookimpl
async def contribute(body: JsonObject, files: tuple[File, ...]) -> Contribution:
    """Take the entry as it is."""
    return Contribution(body=body, files=files)


@hookimpl
async def delete() -> None:
    """Release nothing: all there is, the keeper has."""


@hookimpl
async def restore(asset: Asset) -> Draft:
    """Take the same state and files."""
    return Draft(name=asset.name, state=asset.state, files=asset.files)


@hookimpl
async def migrate(state: JsonObject) -> JsonObject:
    """Keep the state; whoever asked checks it against the present schema."""
    return state


@hookimpl
async def health() -> Health:
    """Answer, which is proof enough."""
    return Health()


def _name_in(params: JsonObject) -> str | None:
    for key in ("name", "title"):
        text = params.get(key)
        if isinstance(text, str) and text.strip():
            return text.strip()[:MAX_NAME_CHARACTERS].strip()
    return None


def _name_of(files: tuple[File, ...]) -> str | None:
    return files[0].name.rpartition(".")[0] or files[0].name if files else None


def _first_text(asset: Asset) -> str:
    texts = (value for value in asset.state.values() if isinstance(value, str) and value.strip() != asset.name)
    text = " ".join(next(texts, "").split())
    return text if len(text) <= MAX_DESCRIPTION_CHARACTERS else f"{text[: MAX_DESCRIPTION_CHARACTERS - 1]}…"


def _file_name(asset: Asset, extension: str) -> str:
    stem = "".join(ch for ch in asset.name if ch.isprintable() and ch not in '/\\:*?"<>|').strip(". ")
    while len(stem.encode()) > 150:
        stem = stem[:-1]
    return f"{stem or asset.id}.{extension}"


def _as_json(asset: Asset, contributions: Contributions) -> str:
    document: dict[str, Any] = {
        "name": asset.name,
        "interlinker": asset.interlinker,
        "interlinker_version": asset.interlinker_version,
        "state": asset.state,
        "files": [
            {"name": file.name, "media_type": file.media_type, "size_bytes": file.size_bytes, "sha256": file.sha256}
            for file in asset.files
        ],
        "contributions": {
            name: [entry.model_dump(mode="json", exclude={"mine", "collection", "files"}) for entry in entries]
            for name, entries in contributions.items()
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _as_html(asset: Asset, contributions: Contributions, manifest: Manifest, context: Context) -> str:
    from interlink_sdk.rendering import render_asset

    return render_asset(asset, contributions, manifest, context.locale)


def _as_document(asset: Asset, contributions: Contributions, manifest: Manifest, context: Context) -> str:
    from interlink_sdk.rendering import render_document

    return render_document(asset.name, _as_html(asset, contributions, manifest, context), context.locale)
