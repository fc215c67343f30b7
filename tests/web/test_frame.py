# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Interlinkers' own pages: framed, without rights, acting only through their token."""

import re
from datetime import timedelta

import pytest

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 50


@pytest.fixture
def board(ana):
    return ana.made("board", {"title": "Ideas"}, files={"_files": ("a.png", PNG, "image/png")})


@pytest.fixture
def frame(ana, board):
    return ana.frame(board)


def test_the_frame_is_sandboxed_by_attribute_and_by_itself(ana, board, frame, platform):
    attribute = re.search(r'<iframe[^>]*sandbox="([^"]+)"', ana.get(f"/assets/{board}").text)[1]
    policy = ana.get(frame).headers["content-security-policy"]
    for words in (attribute, re.search(r"sandbox ([^;]+)", policy)[1]):
        assert "allow-forms" in words
        assert "allow-scripts" not in words
        assert "allow-same-origin" not in words
    assert "default-src 'none'" in policy
    assert f"frame-ancestors 'self' {platform}" in policy
    assert ana.get(frame).headers["referrer-policy"] == "no-referrer"


def test_the_frame_has_a_title_and_a_link_that_needs_no_frame(ana, board):
    page = ana.get(f"/assets/{board}").text
    address = re.search(r'<iframe class="frame" src="([^"]+)" title="Ideas"', page)[1]
    assert f'<a href="{address}">Show this content on a page of its own</a>' in page


def test_the_styles_of_the_author_are_allowed_by_their_digest(nobody, frame):
    answer = nobody.get(frame)
    assert "<style>ul { color: rgb(1, 2, 3) }</style>" in answer.text
    assert re.search(r"style-src 'self' 'sha256-[A-Za-z0-9+/=]+'", answer.headers["content-security-policy"])


def test_a_frame_needs_no_cookie_and_sets_none(nobody, frame):
    answer = nobody.get(frame)
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers


def test_files_of_the_asset_are_below_the_frame(nobody, frame):
    answer = nobody.get(f"{frame}files/a.png")
    assert answer.content == PNG
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert nobody.get(f"{frame}files/b.png").status_code == 404


def test_an_entry_is_added_without_cookie_and_origin(nobody, frame):
    answer = nobody.post(f"{frame}contribute/ideas", {"idea": "trees"}, origin="null")
    assert (answer.status_code, answer.headers["location"]) == (303, "../")
    assert "<li>trees</li>" in nobody.get(frame).text


def test_an_entry_that_does_not_fit_stays_in_sight(nobody, frame):
    answer = nobody.post(f"{frame}contribute/ideas", {"idea": "x" * 21}, origin="null")
    assert answer.status_code == 422
    assert "Shorten this to at most 20 characters." in answer.text
    assert "x" * 21 in answer.text
    assert "sandbox" in answer.headers["content-security-policy"]
    assert f'href="{frame}"' in answer.text


def test_a_frame_adds_to_its_own_collections_only(nobody, frame):
    assert nobody.post(f"{frame}contribute/other", {"idea": "x"}, origin="null").status_code == 409


def test_a_forged_token_opens_nothing(nobody, frame):
    forged = frame.replace("/frames/", "/frames/x")
    assert nobody.get(forged).status_code == 401
    assert nobody.get(f"{forged}files/a.png").status_code == 401
    answer = nobody.post(f"{forged}contribute/ideas", {"idea": "trees"})
    assert answer.status_code == 401


def test_what_was_typed_into_an_expired_page_is_shown_again(nobody, frame):
    runtime = nobody.app.state.runtime
    later = runtime.now() + timedelta(hours=9)
    nobody.app.state.runtime = type(runtime)(**{**fields(runtime), "now": lambda: later})
    answer = nobody.post(f"{frame}contribute/ideas", {"idea": "my <long> thought"}, origin="null")
    assert answer.status_code == 401
    assert "This page was open for too long" in answer.text
    assert "my &lt;long&gt; thought" in answer.text


def test_a_role_that_was_taken_away_counts_at_once(ana, bruno, board):
    ana.post(f"/assets/{board}/share", {"whom": "Bruno Rossi", "role": "viewer"})
    frame = bruno.frame(board)
    ana.post(f"/assets/{board}/unshare", {"subject": "person:bruno"})
    assert bruno.get(frame).status_code == 404
    assert bruno.post(f"{frame}contribute/ideas", {"idea": "x"}, origin="null").status_code == 404


def fields(runtime):
    return {name: getattr(runtime, name) for name in type(runtime).__dataclass_fields__}
