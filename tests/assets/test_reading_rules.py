# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Who sees whose contributions."""

from types import SimpleNamespace

import pytest

from interlink_runtime.assets.kept import Kept
from interlink_runtime.assets.readers import Reader
from interlink_runtime.identity.principals import Principal
from interlink_runtime.store.contributions import ContributionRow
from interlink_sdk.manifest import parse_manifest

MANIFEST = parse_manifest("""
id = "suggestions"
version = "1.0.0"
licence = "EUPL-1.2"
name.en = "Suggestions"
description.en = "Only editors read them all"
[schemas.params]
type = "object"
[collections.letters]
title.en = "Letters"
read_role = "editor"
[collections.letters.contribution]
type = "object"
""")
RUNTIME = SimpleNamespace(key=b"k" * 32)
ANA, BRUNO = Principal("person", "ana"), Principal("person", "bruno")


def letter_of(person):
    return ContributionRow.of(
        id="1",
        asset_id="a",
        collection="letters",
        body={},
        author=person,
        author_name=person,
        pseudonym=None,
        once_key=None,
        created_at=0,
    )


def sees(who, role, author):
    kept = Kept(SimpleNamespace(id="a"), role)
    return Reader(RUNTIME, who, MANIFEST, kept, "letters").read(letter_of(author)) is not None


@pytest.mark.parametrize(("role", "visible"), [("owner", True), ("editor", True), ("contributor", False)])
def test_the_collections_role_decides_who_reads_the_letters_of_others(role, visible):
    assert sees(ANA, role, "bruno") is visible


def test_everybody_reads_their_own_letters():
    assert sees(BRUNO, "contributor", "bruno")


def test_a_page_that_is_the_same_for_everybody_shows_nobody_the_letters_of_others():
    assert not sees(None, "owner", "bruno")
