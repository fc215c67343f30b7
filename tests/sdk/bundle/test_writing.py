# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The laws of the portable bundle: complete, deterministic, announced in advance, in every script."""

import asyncio
import hashlib
import io
import json
import string
import tempfile
import zipfile
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlink_sdk.bundle import (
    BundleAttachment,
    BundleContent,
    BundledContribution,
    BundledFile,
    OpenedBundle,
    Tally,
    bundle_length,
    contribution_line,
    read_bundle,
    stream_bundle,
    write_collection,
)
from interlink_sdk.bundle.archive import Member, archive_length, directory, local_header
from interlink_sdk.errors import OperatorError

FORBIDDEN_IN_A_BUNDLE = ("external_id", "owner", "grant")


def streamed_again(bundle: OpenedBundle) -> bytes:
    """Write *bundle* from what was read of it."""

    async def file(sha256: str) -> AsyncIterator[bytes]:
        for chunk in bundle.open_file(sha256):
            yield chunk

    async def lines(collection: str) -> AsyncIterator[bytes]:
        for line in bundle.open_contributions(collection):
            yield line

    async def joined() -> bytes:
        return b"".join([chunk async for chunk in stream_bundle(bundle.content, file, lines)])

    return asyncio.run(joined())


def reread(data: bytes) -> tuple[BundleContent, bytes]:
    """Read *data* as a bundle; return its content and the bundle written from it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "bundle.zip")
        path.write_bytes(data)
        with read_bundle(path) as bundle:
            return bundle.content, streamed_again(bundle)


printable = st.characters(exclude_categories=["C", "Z"], exclude_characters="/\\")
file_names = st.text(printable, min_size=1, max_size=20).filter(lambda name: name not in {".", ".."})
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=5), children, max_size=3),
    max_leaves=10,
)
json_objects = st.dictionaries(st.text(max_size=8), json_values, max_size=4)
moments = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=st.just(UTC) | st.timezones())  # noqa: DTZ001
collections = st.dictionaries(
    st.text(string.ascii_lowercase, min_size=1, max_size=10),
    st.lists(
        st.builds(
            BundledContribution,
            id=st.none() | st.uuids().map(str),
            body=json_objects,
            pseudonym=st.none() | st.text(printable, min_size=1, max_size=5),
            created_at=st.none() | moments,
        ),
        max_size=3,
    ),
    max_size=2,
)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_bundle_that_is_read_and_written_again_has_the_same_bytes(kept_type, data):
    entries = data.draw(collections)
    first = kept_type(
        files=data.draw(st.dictionaries(file_names, st.binary(max_size=50), max_size=3)),
        collections={name: b"".join(map(contribution_line, lines)) for name, lines in entries.items()},
        facts={
            "name": data.draw(st.text(printable, min_size=1, max_size=20)),
            "state": data.draw(json_objects),
            "created_at": data.draw(moments),
            "updated_at": data.draw(moments),
            "author": data.draw(st.none() | st.just("Zoë")),
        },
    )
    written = first.bundle()
    content, again = reread(written)
    assert (content, again) == (first.content, written)


@pytest.fixture(scope="module")
def kept_type(survey):
    return type(survey)


def test_the_order_of_keys_in_a_state_does_not_matter(kept):
    one, other = kept(facts={"state": {"a": 1, "b": 2}}), kept(facts={"state": {"b": 2, "a": 1}})
    assert one.bundle() == other.bundle()


def test_the_time_zone_of_the_machine_and_of_the_times_does_not_matter(kept):
    one = kept(facts={"updated_at": "2026-03-05T12:00:00+02:00"})
    other = kept(facts={"updated_at": "2026-03-05T10:00:00Z"})
    assert one.bundle() == other.bundle()


def test_microseconds_are_kept(survey):
    content, _ = reread(survey.bundle())
    assert content.created_at == datetime(2026, 3, 1, 9, 0, 0, 1, tzinfo=UTC)


def test_a_time_without_a_zone_is_refused(kept):
    with pytest.raises(ValueError, match="timezone"):
        _ = kept(facts={"updated_at": "2026-03-05T12:00:00"}).content


def test_every_member_is_stored_at_the_time_of_the_last_change(survey):
    with zipfile.ZipFile(io.BytesIO(survey.bundle())) as archive:
        members = archive.infolist()
        assert archive.testzip() is None
    assert {member.compress_type for member in members} == {zipfile.ZIP_STORED}
    assert {member.date_time for member in members} == {(2026, 3, 5, 23, 59, 58)}


def test_the_members_come_in_a_fixed_order_that_starts_with_the_crate(survey):
    with zipfile.ZipFile(io.BytesIO(survey.bundle())) as archive:
        names = archive.namelist()
    assert names == [
        "ro-crate-metadata.json",
        "bundle.json",
        "state.json",
        "files/Añexo – पत्र.txt",
        "files/empty",
        "contributions/votes.jsonl",
        "contributions/comments.jsonl",
    ]


def test_no_word_of_owners_grants_or_foreign_identifiers_is_in_a_bundle(survey):
    text = survey.bundle().decode(errors="replace").lower()
    assert not [word for word in FORBIDDEN_IN_A_BUNDLE if word in text]


def test_the_crate_describes_every_file_with_size_digest_and_type(survey):
    with zipfile.ZipFile(io.BytesIO(survey.bundle())) as archive:
        graph = json.loads(archive.read("ro-crate-metadata.json"))["@graph"]
    entities = {entity["@id"]: entity for entity in graph}
    file = entities["files/A%C3%B1exo%20%E2%80%93%20%E0%A4%AA%E0%A4%A4%E0%A5%8D%E0%A4%B0.txt"]
    assert file["contentSize"] == "5"
    assert file["sha256"] == hashlib.sha256(b"hello").hexdigest()
    assert file["encodingFormat"] == "application/octet-stream"
    assert entities["ro-crate-metadata.json"]["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert entities["#interlinker"]["softwareVersion"] == "1.2.0"
    assert {part["@id"] for part in entities["./"]["hasPart"]} < entities.keys()


def test_the_crate_names_the_author_the_language_and_what_it_was_made_from(kept):
    origin = "0190c1de-7000-7000-8000-00000000000f"
    facts = {"author": "Ana", "language": "es", "cloned_from": origin, "knowledge": "swot"}
    with zipfile.ZipFile(io.BytesIO(kept(facts=facts).bundle())) as archive:
        graph = json.loads(archive.read("ro-crate-metadata.json"))["@graph"]
    root = next(entity for entity in graph if entity["@id"] == "./")
    assert root["isBasedOn"] == [f"urn:uuid:{origin}", "swot"]
    assert (root["inLanguage"], root["author"]) == ("es", {"@id": "#author"})


def test_a_stored_file_that_is_not_what_it_was_stops_the_stream(survey):
    async def damaged(_: str) -> AsyncIterator[bytes]:
        yield b"hellO"

    async def drain() -> None:
        async for _ in stream_bundle(survey.content, damaged, damaged):
            pass

    with pytest.raises(OperatorError, match="is damaged"):
        asyncio.run(drain())


def test_two_files_of_one_name_are_refused(survey):
    content = survey.content.model_dump()
    content["files"] = [content["files"][0]] * 2
    with pytest.raises(ValueError, match="the same name"):
        BundleContent.model_validate(content)


def test_a_contribution_has_an_author_or_a_pseudonym():
    with pytest.raises(ValueError, match="not both"):
        BundledContribution(body={}, author={"id": "a"}, pseudonym="p")


def test_attachments_of_contributions_travel_once(kept, tmp_path):
    photo = Tally.of([b"ph", b"oto"]).stored
    attached = BundledFile(name="photo.jpg", media_type="image/jpeg", sha256=photo.sha256, size_bytes=5)
    entries = [BundledContribution(body={"n": n}, files=(attached,)) for n in range(2)]
    lines = tmp_path / "lines"
    collection = write_collection("photos", entries, lines)
    facts = {"attachments": [BundleAttachment(**photo.model_dump())], "contributions": [collection]}
    first = kept(files={"photo": b"photo"}, collections={"photos": lines.read_bytes()}, facts=facts)
    path = tmp_path / "bundle.zip"
    path.write_bytes(first.bundle())
    with read_bundle(path) as bundle:
        assert list(bundle.contributions("photos")) == entries
        assert b"".join(bundle.open_file(photo.sha256)) == b"photo"
        assert b"".join(bundle.open("photo")) == b"photo"


def test_no_contributions_are_an_empty_collection(tmp_path):
    collection = write_collection("votes", [], tmp_path / "lines")
    assert (collection.count, collection.size_bytes, collection.crc32) == (0, 0, 0)


def sparse(members: list[Member], path: Path, at: datetime) -> None:
    """Write the archive of *members* with holes where their bytes would be."""
    with path.open("wb") as archive:
        for member in members:
            archive.write(local_header(member, at))
            archive.seek(member.size_bytes, io.SEEK_CUR)
        archive.write(directory(members, at))


@pytest.mark.parametrize("size", [2**32 - 2, 2**32 - 1, 2**32, 5 * 2**30])
def test_an_archive_beyond_four_gigabytes_is_read_by_others(tmp_path, size):
    at = datetime(2026, 3, 5, tzinfo=UTC)
    members = [Member("large", size, 0), Member("behind", 0, 0)]
    path = tmp_path / "large.zip"
    sparse(members, path, at)
    with zipfile.ZipFile(path) as archive:
        found = [(member.filename, member.file_size) for member in archive.infolist()]
        assert archive.read("behind") == b""
    assert found == [("large", size), ("behind", 0)]
    assert path.stat().st_size == archive_length(members, at)


def test_an_archive_of_very_many_members_is_read_by_others(tmp_path):
    at = datetime(2026, 3, 5, tzinfo=UTC)
    members = [Member(str(number), 0, 0) for number in range(2**16)]
    sparse(members, tmp_path / "many.zip", at)
    with zipfile.ZipFile(tmp_path / "many.zip") as archive:
        assert len(archive.infolist()) == 2**16


@pytest.mark.parametrize(("year", "shown"), [(1, 1980), (1980, 1980), (2107, 2107), (9000, 2107)])
def test_a_time_that_dos_cannot_say_is_moved_to_the_nearest_year(kept, year, shown):
    bundle = kept(facts={"updated_at": datetime(year, 6, 1, tzinfo=UTC)}).bundle()
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        assert archive.infolist()[0].date_time[0] == shown


def test_a_stream_is_made_in_chunks_no_larger_than_those_it_is_given(kept):
    chunks = [b"x" * 1000] * 50
    tally = Tally.of(chunks)
    content = kept(facts={"files": [{"name": "big", **tally.stored.model_dump()}]}).content

    async def file(_: str) -> AsyncIterator[bytes]:
        for chunk in chunks:
            yield chunk

    async def sizes() -> Iterator[int]:
        return [len(chunk) async for chunk in stream_bundle(content, file, file)]

    lengths = asyncio.run(sizes())
    assert sum(lengths) == bundle_length(content)
    assert lengths.count(1000) == 50
