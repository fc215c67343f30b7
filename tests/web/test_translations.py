# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Every message of the pages is translated, with the placeholders it has in English."""

import re

import pytest
from babel.messages.catalog import Catalog, Message

from interlink_runtime.web.messages import said_messages, translated_catalogs
from interlink_runtime.web.refusals import REFUSALS
from interlink_sdk.errors import error_classes

PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}|%%")


@pytest.fixture(scope="module")
def said() -> Catalog:
    return said_messages()


@pytest.fixture(params=[file.parent.name for file, _ in translated_catalogs()])
def catalog(request) -> Catalog:
    return next(catalog for file, catalog in translated_catalogs() if file.parent.name == request.param)


def test_the_pages_speak_four_languages():
    assert [file.parent.name for file, _ in translated_catalogs()] == ["es", "it", "lv"]


def test_every_message_is_translated(said, catalog):
    missing = [message.id for message in said if message.id and not is_translated(catalog, message)]
    assert missing == [], "run python -m interlink_runtime.web.messages and translate what is new"


def test_no_translation_is_only_a_guess(catalog):
    assert [message.id for message in catalog if message.id and message.fuzzy] == []


def test_no_translation_is_left_of_what_is_not_said_any_more(said, catalog):
    known = {key_of(message) for message in said}
    assert [message.id for message in catalog if message.id and key_of(message) not in known] == []


def test_translations_have_the_placeholders_of_the_original(said, catalog):
    for message in said:
        if message.id:
            wanted = {frozenset(PLACEHOLDER.findall(text)) for text in texts(message.id)}
            found = {frozenset(PLACEHOLDER.findall(text)) for text in texts(catalog[key_of(message)].string)}
            assert found == wanted, message.id


def test_every_error_that_people_can_cause_has_words_for_them():
    codes = {error.code for error in error_classes()}
    assert codes >= set(REFUSALS)
    for family_only in ("error", "refused", "author_error", "operator_error"):
        assert family_only in codes - set(REFUSALS)


def is_translated(catalog: Catalog, message: Message) -> bool:
    found = catalog.get(key_of(message))
    return found is not None and all(texts(found.string))


def key_of(message: Message) -> str:
    return texts(message.id)[0]


def texts(text) -> list[str]:
    return [text] if isinstance(text, str) else list(text)
