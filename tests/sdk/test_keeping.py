# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The rules of keeping: who may what, what closes a collection, what is taken, who is who."""

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlink_sdk.assets import Asset, Draft, File, Role
from interlink_sdk.errors import (
    CollectionClosed,
    Forbidden,
    InterlinkError,
    InvalidReply,
    NotOffered,
    TooLarge,
    UnsupportedMediaType,
)
from interlink_sdk.keeping import (
    ROLES,
    Operation,
    at_least,
    changed,
    check_given_files,
    check_uploads,
    day_of,
    is_closed,
    may,
    missing_uploads,
    offered_formats,
    opaque_actor,
    pseudonym,
    require_collection,
    require_offer,
    require_role,
    secret_place,
    strongest,
)
from interlink_sdk.manifest import read_manifest

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
SAMPLES = Path(__file__).parents[1] / "samples"
NOTICEBOARD = read_manifest(SAMPLES / "noticeboard").manifest
ALBUM = read_manifest(SAMPLES / "album").manifest
MAY: dict[Operation, str] = {
    "preview": "owner editor contributor viewer",
    "read": "owner editor contributor viewer",
    "view": "owner editor contributor viewer",
    "export": "owner editor contributor viewer",
    "clone": "owner editor contributor viewer",
    "contribute": "owner editor contributor viewer",
    "edit": "owner editor",
    "share": "owner",
    "delete": "owner",
}


@pytest.mark.parametrize("role", [*ROLES, None])
@pytest.mark.parametrize("operation", get_args(Operation))
def test_a_role_allows_what_the_table_says(role: Role | None, operation: Operation) -> None:
    allowed = role is not None and role in MAY[operation].split()
    assert may(role, operation) is allowed
    if allowed:
        require_role(role, operation)
    else:
        with pytest.raises(Forbidden) as refusal:
            require_role(role, operation)
        assert refusal.value.detail["needed"] == MAY[operation].split()[-1]


def test_a_stronger_role_may_whatever_a_weaker_one_may() -> None:
    for stronger, weaker in pairwise(ROLES):
        assert all(may(stronger, operation) for operation in MAY if may(weaker, operation))
        assert at_least(stronger, weaker)
        assert not at_least(weaker, stronger)
        assert strongest([weaker, stronger]) == stronger
    assert strongest([]) is None
    assert not at_least(None, "viewer")


def test_only_what_is_offered_may_be_asked() -> None:
    require_offer(NOTICEBOARD, "contribute")
    with pytest.raises(NotOffered):
        require_offer(NOTICEBOARD.model_copy(update={"capabilities": ("view",)}), "contribute")


@pytest.mark.parametrize(
    ("collection", "role", "state", "refusal"),
    [
        ("notices", "contributor", {}, None),
        ("notices", "owner", {}, None),
        ("notices", "viewer", {}, Forbidden),
        ("notices", None, {}, Forbidden),
        ("notices", "owner", {"closed": True}, CollectionClosed),
        ("ballots", "viewer", {"until": "2026-05-04"}, None),
        ("ballots", "viewer", {"until": "2026-05-03"}, CollectionClosed),
        ("nothing", "owner", {}, NotOffered),
    ],
)
def test_who_may_add_to_a_collection(
    collection: str, role: Role | None, state: dict[str, Any], refusal: type[InterlinkError] | None
) -> None:
    if refusal is None:
        rules = require_collection(NOTICEBOARD, collection, role=role, state=state, now=NOW)
        assert rules == NOTICEBOARD.collections[collection]
    else:
        with pytest.raises(refusal):
            require_collection(NOTICEBOARD, collection, role=role, state=state, now=NOW)


@pytest.mark.parametrize(
    ("value", "closed"),
    [
        (True, True),
        (False, False),
        (None, False),
        (0, False),
        (1, False),
        (20260503, False),
        ([], False),
        ("", False),
        ("soon", False),
        ("2026-05-03", True),
        ("2026-05-04", False),
        ("20260503", True),
        ("2026-05-04T12:00:00Z", True),
        ("2026-05-04T12:00:01Z", False),
        ("2026-05-04T14:00:00+02:00", True),
        ("2026-05-04T12:00:00-01:00", False),
        ("2026-05-04T11:59", True),
        ("9999-12-31", False),
        ("9999-12-31T23:59:59-23:59", False),
        ("0001-01-01T00:00:00+23:59", True),
    ],
)
def test_what_closes_a_collection(value: Any, closed: bool) -> None:  # noqa: FBT001 - a table
    assert is_closed(NOTICEBOARD.collections["ballots"], {"until": value}, NOW) is closed


def test_a_collection_without_a_closing_key_stays_open() -> None:
    assert not is_closed(NOTICEBOARD.collections["whispers"], {"until": True, "closed": True}, NOW)


@given(st.dates(), st.times(), st.integers(-23, 23))
def test_a_day_counts_until_its_end_where_it_is_asked(day: date, time: Any, hours: int) -> None:
    now = datetime.combine(day, time, timezone(timedelta(hours=hours)))
    ballots = NOTICEBOARD.collections["ballots"]
    assert not is_closed(ballots, {"until": day.isoformat()}, now)
    if day > date.min:
        assert is_closed(ballots, {"until": (day - timedelta(days=1)).isoformat()}, now)


@given(st.datetimes(timezones=st.timezones()), st.datetimes(timezones=st.timezones()))
def test_a_moment_closes_when_it_has_come_in_any_zone(moment: datetime, now: datetime) -> None:
    closed = is_closed(NOTICEBOARD.collections["ballots"], {"until": moment.isoformat()}, now)
    assert closed is (now >= datetime.fromisoformat(moment.isoformat()))


@given(st.one_of(st.text(), st.integers(), st.none(), st.lists(st.text())))
def test_no_state_makes_the_question_fail(value: Any) -> None:
    assert is_closed(NOTICEBOARD.collections["ballots"], {"until": value}, NOW) in {True, False}


def upload(media_type: str = "image/png", size_bytes: int = 1, name: str = "a.png") -> File:
    return File(name=name, media_type=media_type, sha256="0" * 64, size_bytes=size_bytes)


@pytest.mark.parametrize(
    ("uploads", "refusal"),
    [
        ([], None),
        ([upload()], None),
        ([upload("application/pdf", 1000)], None),
        ([upload(), upload()], None),
        ([upload(), upload(), upload()], TooLarge),
        ([upload(size_bytes=1001)], TooLarge),
        ([upload("text/html")], UnsupportedMediaType),
        ([upload("imageish/png")], UnsupportedMediaType),
        ([upload("application/pdf+zip")], UnsupportedMediaType),
    ],
)
def test_which_uploads_are_taken(uploads: list[File], refusal: type[InterlinkError] | None) -> None:
    if refusal is None:
        check_uploads(NOTICEBOARD, uploads)
    else:
        with pytest.raises(refusal):
            check_uploads(NOTICEBOARD, uploads)


def test_without_a_table_of_files_none_is_taken() -> None:
    without = NOTICEBOARD.model_copy(update={"files": None})
    check_uploads(without, [])
    with pytest.raises(NotOffered):
        check_uploads(without, [upload()])


@pytest.mark.parametrize(("sent", "present", "missing"), [(0, 0, 1), (1, 0, 0), (0, 1, 0), (3, 3, 0)])
def test_a_file_that_is_wanted_is_a_problem_of_the_form(sent: int, present: int, missing: int) -> None:
    problems = missing_uploads(ALBUM, [upload()] * sent, present=present)
    assert [(problem.code, problem.key) for problem in problems] == [("file_required", "files")] * missing
    assert missing_uploads(NOTICEBOARD, []) == []


def test_a_draft_names_only_files_that_it_was_given_or_made() -> None:
    given_file, made = upload(), File(name="b.txt", content=b"b")
    check_given_files([given_file, made], [given_file])
    with pytest.raises(InvalidReply):
        check_given_files([given_file], [])
    with pytest.raises(InvalidReply):
        check_given_files([made, made], [])


def test_a_change_is_the_next_version_and_keeps_what_the_draft_leaves_out(asset: Asset) -> None:
    before = asset.model_copy(update={"external_id": "pad-1"})
    after = changed(before, Draft(state={"a": 1}), interlinker_version="2", now=NOW)
    assert (after.version, after.name, after.external_id, after.state) == (2, before.name, "pad-1", {"a": 1})
    assert (after.created_at, after.updated_at, after.interlinker_version) == (before.created_at, NOW, "2")
    renamed = changed(after, Draft(name="New", external_id="pad-2"), interlinker_version="2", now=NOW)
    assert (renamed.version, renamed.name, renamed.external_id) == (3, "New", "pad-2")


def test_every_interlinker_exports_its_own_and_the_common_formats() -> None:
    assert offered_formats(NOTICEBOARD) == ("json", "html", "bundle")
    assert offered_formats(ALBUM) == ("original", "caption", "json", "html", "bundle")
    own_json = ALBUM.model_copy(update={"formats": (ALBUM.formats[0].model_copy(update={"id": "json"}),)})
    assert offered_formats(own_json) == ("json", "html", "bundle")


KEYS, NAMES = st.binary(min_size=32, max_size=32), st.text(st.characters(codec="utf-8", exclude_characters="\0"))


@given(KEYS, KEYS, st.tuples(NAMES, NAMES), st.tuples(NAMES, NAMES))
def test_an_actor_is_the_same_in_one_interlinker_and_another_elsewhere(
    key: bytes, other_key: bytes, one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert (opaque_actor(key, *one) == opaque_actor(key, *other)) is (one == other)
    assert (opaque_actor(key, *one) == opaque_actor(other_key, *one)) is (key == other_key)


@given(KEYS, st.tuples(NAMES, NAMES, NAMES), st.tuples(NAMES, NAMES, NAMES))
def test_a_pseudonym_is_one_per_person_asset_and_collection(
    key: bytes, one: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    assert (pseudonym(key, *one) == pseudonym(key, *other)) is (one == other)
    assert pseudonym(key, *one) != opaque_actor(key, *one[:2])


@given(st.uuids(version=4), st.uuids(version=4))
def test_the_place_of_a_secret_entry_is_its_own_and_before_every_named_one(one: UUID, other: UUID) -> None:
    places = [secret_place(str(entry)) for entry in (one, other)]
    assert (places[0] == places[1]) is (one == other)
    assert all(-(2**60) < place < 0 for place in places)


@given(st.datetimes(timezones=st.timezones()))
def test_the_time_of_a_secret_entry_is_its_day(moment: datetime) -> None:
    day = day_of(moment)
    assert (day.date(), day.time(), day.tzinfo) == (moment.date(), datetime.min.time(), moment.tzinfo)
