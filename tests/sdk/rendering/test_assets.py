# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The page of an asset finds its schemas, titles and labels in the manifest."""

from datetime import UTC, datetime

import pytest

from interlink_sdk.assets import Asset, Contribution, ContributionFile, Contributions
from interlink_sdk.manifest import Manifest
from interlink_sdk.rendering import render_asset, render_stored

AT = datetime(2026, 3, 5, tzinfo=UTC)


@pytest.fixture
def manifest() -> Manifest:
    text = {"type": "object", "properties": {"text": {"type": "string", "title": "Text"}}}
    return Manifest.model_validate(
        {
            "id": "notes",
            "version": "1.0.0",
            "name": {"en": "Notes"},
            "description": {"en": "Notes"},
            "licence": "EUPL-1.2",
            "schemas": {"params": text},
            "collections": {"comments": {"title": {"en": "Comments", "es": "Comentarios"}, "contribution": text}},
            "labels": {"es": {"params.properties.text.title": "Texto", "comments.properties.text.title": "Opinión"}},
        }
    )


@pytest.fixture
def asset() -> Asset:
    identifier = "0190c1de-7000-7000-8000-000000000001"
    return Asset(id=identifier, interlinker="notes", name="N", state={"text": "x"}, created_at=AT, updated_at=AT)


def test_the_page_speaks_the_readers_language_in_state_and_contributions(asset, manifest, tmp_path):
    lines = tmp_path / "comments.jsonl"
    lines.write_text(Contribution(body={"text": "y"}).model_dump_json() + "\n")
    contributions = Contributions({"comments": ContributionFile(path=lines, count=1)}, ["comments"])
    assert render_asset(asset, contributions, manifest, "es") == (
        "<dl><dt>Texto</dt><dd>x</dd></dl><section><h2>Comentarios</h2><ol><li>"
        "<dl><dt>Opinión</dt><dd>y</dd></dl></li></ol></section>"
    )


def test_what_is_stored_is_shown_when_the_interlinker_is_gone(asset):
    assert render_stored(asset, None, "en") == "<dl><dt>Text</dt><dd>x</dd></dl>"


def test_what_is_stored_is_shown_with_the_labels_of_its_manifest(asset, manifest):
    assert render_stored(asset, manifest, "es-ES") == "<dl><dt>Texto</dt><dd>x</dd></dl>"
