# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The token of a frame opens one page of one person, until its time is over, and nothing else."""

import logging
import re
from datetime import timedelta

import pytest

from interlink_runtime.web.frames import Frame, read_frame, sign_frame
from interlink_runtime.web.posted import WAITING
from interlink_runtime.web.signing import sign

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@pytest.fixture(scope="module")
def asset(site):
    return site.person("owner").make("stage", files={"file": ("note.txt", b"secret file", "text/plain")})


@pytest.fixture
def frame_for(site, asset):
    """Return the address of a frame as *person* gets it on the page of the asset."""

    def framed(person: str = "owner") -> str:
        page = site.own_page(person).get(f"/assets/{asset}").text
        return re.search(r'<iframe[^>]* src="(/frames/[^"]+/)"', page)[1]

    return framed


def made(site, **facts) -> str:
    frame = Frame.model_validate({"expires_at": site.runtime.now() + timedelta(hours=1)} | facts)
    return f"/frames/{sign_frame(site.runtime.key, frame)}/"


def test_a_frame_names_its_own_person_and_asset(site, asset, frame_for):
    frame = read_frame(site.runtime.key, frame_for().split("/")[2], site.runtime.now())
    assert (frame.person, frame.asset, frame.collections) == ("owner", asset, ("ideas",))


def test_a_frame_stops_working_when_its_person_loses_the_role(site, asset, frame_for):
    site.person("owner").share(asset, "person:viewer", "viewer")
    address = frame_for("viewer")
    assert site.nobody().get(address).status_code == 200
    assert site.person("owner").ask("DELETE", f"/api/v1/assets/{asset}/grants/person:viewer").status_code == 204
    assert site.nobody().get(address).status_code == 404
    assert site.nobody().get(f"{address}files/note.txt").status_code == 404
    assert site.nobody().post(f"{address}contribute/ideas", data={"idea": "late"}).status_code == 404


def test_a_frame_acts_for_its_own_person_whoever_sends_it(site, asset, frame_for):
    posted = site.own_page("stranger").post(f"{frame_for()}contribute/ideas", data={"idea": "as whom?"})
    assert posted.status_code == 303
    entries = site.person("owner").get(f"/api/v1/assets/{asset}/contributions/ideas").json()["items"]
    assert [entry["mine"] for entry in entries if entry["body"]["idea"] == "as whom?"] == [True]


def test_a_frame_gives_its_bearer_no_other_page(site, asset, frame_for):
    token = frame_for().split("/")[2]
    for caller in (site.bearer(token), site.nobody()):
        headers = {} if caller.headers else {"Cookie": f"interlink_session={token}"}
        assert caller.get(f"/api/v1/assets/{asset}", headers=headers).status_code in {401, 404}
        assert caller.get("/assets", headers=headers).status_code == 401


def test_a_frame_adds_to_no_collection_that_its_token_does_not_name(site, asset):
    address = made(site, person="owner", asset=asset, collections=())
    assert site.nobody().post(f"{address}contribute/ideas", data={"idea": "x"}).status_code == 409


def test_a_frame_of_nobody_sees_no_private_asset(site, asset):
    assert site.nobody().get(made(site, person=None, asset=asset)).status_code == 404
    assert site.nobody().get(made(site, person="stranger", asset=asset)).status_code == 404
    assert site.nobody().get(made(site, person="never-here", asset=asset)).status_code == 401


def test_a_frame_is_over_after_its_time_and_shows_what_was_typed(site, asset):
    address = made(site, person="owner", asset=asset, collections=("ideas",), expires_at=site.runtime.now())
    before = site.events()
    assert site.nobody().get(address).status_code == 401
    assert site.nobody().get(f"{address}files/note.txt").status_code == 401
    answer = site.nobody().post(f"{address}contribute/ideas", data={"idea": "<b>typed</b> for long"})
    assert answer.status_code == 401
    assert "&lt;b&gt;typed&lt;/b&gt; for long" in answer.text
    assert site.events() == before


def test_no_change_of_a_single_character_is_accepted(site, frame_for):
    token = frame_for().split("/")[2]
    for place in range(len(token)):
        other = ALPHABET[(ALPHABET.find(token[place]) + 17) % 64]
        forged = f"{token[:place]}{other}{token[place + 1 :]}"
        assert read_frame(site.runtime.key, forged, site.runtime.now()) is None, place


@pytest.mark.parametrize("token", ["x", "a.b", "%00", "é.é", "A" * 30_000, "e30.e30"])
def test_what_is_no_token_is_answered_like_an_old_one(site, token):
    assert site.nobody().get(f"/frames/{token}/").status_code in {401, 404}


def test_a_mark_for_another_purpose_opens_no_frame(site, asset):
    frame = Frame(person="owner", asset=asset, expires_at=site.runtime.now() + timedelta(hours=1))
    token = sign(site.runtime.key, WAITING, frame.model_dump_json().encode())
    assert site.nobody().get(f"/frames/{token}/").status_code == 401


def test_a_token_stands_in_no_log_and_no_referrer(site, frame_for, caplog):
    caplog.set_level(logging.DEBUG)
    address = frame_for()
    token = address.split("/")[2]
    answers = [
        site.nobody().get(address),
        site.nobody().get(f"{address}files/note.txt"),
        site.nobody().post(f"{address}contribute/ideas", data={"idea": "quiet"}),
        site.nobody().post(f"{address}contribute/ideas", data={}),
        site.nobody().get(f"/frames/{token}x/"),
        site.nobody().get(f"/frames/{token}"),
        site.nobody().get(f"/frames/{token}/nowhere"),
    ]
    link = site.login_link()
    site.nobody().get(f"/login/{link}")
    assert {answer.headers.get("referrer-policy", "no-referrer") for answer in answers} == {"no-referrer"}
    logged = "\n".join(record.getMessage() + str(record.__dict__.get("exc_text")) for record in caplog.records)
    ours = "\n".join(line for line in logged.splitlines() if "HTTP Request:" not in line)
    assert token not in ours
    assert link not in ours
    assert "/frames/…/" in ours


def test_a_page_that_links_to_its_frame_sends_no_address_elsewhere(site, asset):
    policy = site.own_page("owner").get(f"/assets/{asset}").headers["referrer-policy"]
    assert policy == "same-origin"
