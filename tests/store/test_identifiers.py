# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Identifiers and folded names."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest

from interlink_runtime.store import identifiers
from interlink_runtime.store.identifiers import new_id
from interlink_runtime.store.names import folded


def test_identifiers_are_uuids_of_version_seven_and_grow():
    made = [new_id() for _ in range(5_000)]
    assert {UUID(text).version for text in made} == {7}
    assert {UUID(text).variant for text in made} == {"specified in RFC 4122"}
    assert made == sorted(set(made))


def test_identifiers_grow_when_the_clock_goes_back(monkeypatch):
    before = new_id()
    monkeypatch.setattr(identifiers.time, "time_ns", lambda: 1)
    assert before < new_id() < new_id()


def test_threads_never_make_the_same_identifier():
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: new_id(), range(4_000)))
    assert len(set(made)) == 4_000


@pytest.mark.parametrize(("name", "same"), [("SÃO José", "sao jose"), ("Straße", "strasse"), ("Ķēniņš", "kenins")])
def test_folded_names_forget_case_and_accents(name, same):
    assert folded(name) == folded(same) == same
