# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A form that was read and could not be taken is shown again, without any script."""

import re
import sqlite3
from contextlib import closing

import pytest


@pytest.fixture
def locked(http):
    """Let another process hold the store, so that nothing can be written."""
    store = http.app.state.runtime.store
    store._writer._lock_wait_s = 0.05
    path = http.app.state.runtime.settings.store.folder / "interlink.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_a_store_that_cannot_be_written_keeps_what_was_typed_in_the_form(ana, request):
    form = {"title": "A long evening", "people.0": "Eva", "people.1": "Jānis", "_once": "k" * 20}
    request.getfixturevalue("locked")
    answer = ana.post("/notes/assets/instantiate", form)
    assert answer.status_code == 503
    assert "retry-after" in answer.headers
    for value in ("A long evening", "Eva", "Jānis", "k" * 20):
        assert f'value="{value}"' in answer.text
    assert answer.headers["interlink-call"] in answer.text
    assert 'href="/explain/store_unavailable"' in answer.text
    assert re.search(r'role="alert" tabindex="-1" id="above"', answer.text)


def test_the_files_that_came_with_it_need_not_be_chosen_again(ana, request):
    request.getfixturevalue("locked")
    files = {"_files": ("plan.txt", b"Less rain", "text/plain")}
    answer = ana.post("/notes/assets/instantiate", {"title": "Water"}, files=files)
    assert answer.status_code == 503
    assert "need not be chosen again: plan.txt" in answer.text


def test_a_refusal_without_a_form_leads_back_to_the_page_before(ana, bruno):
    asset = ana.made("notes", {"title": "Water"})
    answer = bruno.post(f"/assets/{asset}/clone", referer="http://testserver/assets?q=water")
    assert answer.status_code == 404
    assert 'href="/assets?q=water"' in answer.text
    assert answer.headers["interlink-call"] in answer.text


def test_another_sites_page_is_never_led_back_to(ana, bruno):
    asset = ana.made("notes", {"title": "Water"})
    answer = bruno.post(f"/assets/{asset}/clone", referer="https://evil.example/trap")
    assert "/trap" not in answer.text
