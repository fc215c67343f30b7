# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""An asset and its interlinker's manifest on their way to a page: schemas, titles and labels are looked up here."""

from collections.abc import Mapping
from html import escape

from interlink_sdk.assets import Asset, Contributions
from interlink_sdk.manifest import Manifest
from interlink_sdk.rendering.page import Entries, render_state


def render_asset(asset: Asset, contributions: Contributions, manifest: Manifest, locale: str) -> str:
    """Return the content of an asset's page with all its contributions, in the language *locale*."""
    entries = [
        Entries(
            title=manifest.text(manifest.collections[name].title, locale),
            entries=collection,
            schema=manifest.contribution_schema(name),
            labels=_labels(manifest, name, locale),
        )
        for name, collection in contributions.items()
        if name in manifest.collections
    ]
    labels = _labels(manifest, "params" if manifest.edits_by_default else "state", locale)
    schema = manifest.state_schema
    return render_state(schema, asset.state, asset.files, labels=labels, locale=locale, contributions=entries)


def render_stored(asset: Asset, manifest: Manifest | None, locale: str) -> str:
    """Return what is stored of an asset as a page, also when its interlinker is gone and nobody knows its schema."""
    if manifest is None:
        return render_state({}, asset.state, asset.files, locale=locale)
    return render_asset(asset, Contributions({}, ()), manifest, locale)


def render_document(title: str, body: str, locale: str) -> str:
    """Return a whole HTML document that shows *body*, which is HTML, below *title*, which is text."""
    head = (
        '<meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>"
    )
    return (
        f'<!doctype html>\n<html lang="{escape(locale)}">\n<head>{head}</head>\n'
        f"<body>\n<main>\n<h1>{escape(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _labels(manifest: Manifest, schema: str, locale: str) -> Mapping[str, str]:
    texts = manifest.labels.get(locale) or manifest.labels.get(locale.partition("-")[0]) or {}
    prefix = f"{schema}."
    return {key.removeprefix(prefix): text for key, text in texts.items() if key.startswith(prefix)}
