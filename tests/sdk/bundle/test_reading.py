# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Bundles of strangers: each kind of damage and each trick is refused by its own code."""

import contextlib
import json
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlink_sdk.bundle import BundleLimits, read_bundle
from interlink_sdk.errors import InvalidBundle


def refusals(path: Path, limits: BundleLimits | None = None) -> list[str]:
    """Return the codes of all that is wrong with the bundle at *path*."""
    with pytest.raises(InvalidBundle) as refused:
        read_bundle(path, limits)
    assert all(problem.found and problem.expected and problem.fix for problem in refused.value.problems)
    return [problem.code for problem in refused.value.problems]


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return info


def entry_at(data: bytes, name: bytes) -> int:
    """Return where the central directory's entry of *name* starts."""
    return data.rindex(b"PK\x01\x02", 0, data.rindex(name))


def patch(path: Path, offset: int, layout: str, *values: int) -> Path:
    data = bytearray(path.read_bytes())
    struct.pack_into(layout, data, offset, *values)
    path.write_bytes(data)
    return path


def test_an_honest_bundle_is_opened(doctor):
    with read_bundle(doctor.write()) as bundle:
        assert bundle.content.name == "Opening hours"
        assert [entry.author.name for entry in bundle.contributions("votes")] == ["Ana"] * 3


def test_a_bundle_that_another_tool_deflated_is_opened(doctor):
    doctor.compression = zipfile.ZIP_DEFLATED
    with read_bundle(doctor.write()) as bundle:
        assert b"".join(bundle.open("Añexo – पत्र.txt")) == b"hello"


def test_a_closed_bundle_lets_go_of_its_file(doctor):
    with read_bundle(doctor.write()) as bundle:
        pass
    with pytest.raises(ValueError, match="closed"):
        list(bundle.open("empty"))


def test_text_is_no_bundle(tmp_path):
    path = tmp_path / "text"
    path.write_text("no archive at all")
    assert refusals(path) == ["not_a_zip"]


def test_an_empty_file_is_no_bundle(tmp_path):
    path = tmp_path / "empty"
    path.touch()
    assert refusals(path) == ["not_a_zip"]


def test_half_a_bundle_is_refused(doctor):
    path = doctor.write()
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert refusals(path) == ["not_a_zip"]


def test_an_archive_with_something_in_front_is_refused(doctor):
    path = doctor.write()
    path.write_bytes(b"#!/bin/sh\n" + path.read_bytes())
    assert refusals(path) == ["not_a_zip"]


def test_another_kind_of_zip_is_refused(doctor):
    doctor.members = {"word/document.xml": b"<w/>"}
    assert refusals(doctor.write()) == ["missing_member"]


@pytest.mark.parametrize("member", ["ro-crate-metadata.json", "bundle.json", "state.json", "files/empty"])
def test_a_missing_member_is_named(doctor, member):
    del doctor.members[member]
    assert refusals(doctor.write()) == ["missing_member"]


def test_an_undeclared_member_is_refused(doctor):
    assert refusals(doctor.write([("files/extra", b"")])) == ["undeclared_member"]


@pytest.mark.parametrize(
    "name",
    [
        "../up",
        "files/../../up",
        "/etc/passwd",
        "files/./x",
        "files//x",
        "a\\b",
        "C:x",
        "files/\x1b[2J",
        "files/\u202etxt",
    ],
)
def test_a_name_that_could_leave_its_folder_or_deceive_is_refused(doctor, name):
    assert "unsafe_name" in refusals(doctor.write([(zipfile.ZipInfo(name), b"")]))


def test_a_name_with_a_hidden_end_is_refused(doctor):
    path = doctor.write([("files/xYevil", b"")])
    path.write_bytes(path.read_bytes().replace(b"files/xYevil", b"files/x\0evil"))
    assert "unsafe_name" in refusals(path)


def test_a_folder_is_refused(doctor):
    assert "not_a_file" in refusals(doctor.write([("files/sub/", b"")]))


def test_a_symbolic_link_is_refused(doctor):
    assert "not_a_file" in refusals(doctor.write([(link("files/link"), b"/etc/passwd")]))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_is_there_twice_is_refused(doctor):
    assert "duplicate_member" in refusals(doctor.write([("state.json", b"{}")]))


def test_an_encrypted_member_is_refused(doctor):
    path = doctor.write()
    at = entry_at(path.read_bytes(), b"files/empty")
    assert "encrypted_member" in refusals(patch(path, at + 8, "<H", 1))


def test_a_compression_we_do_not_read_is_refused(doctor):
    doctor.compression = zipfile.ZIP_BZIP2
    assert set(refusals(doctor.write())) == {"unknown_compression"}


def test_a_bomb_is_refused_by_what_it_declares(doctor):
    info = zipfile.ZipInfo("files/bomb")
    info.compress_type = zipfile.ZIP_DEFLATED
    assert "bomb" in refusals(doctor.write([(info, bytes(10_000_000))]))


def test_a_bomb_that_declares_less_than_it_unpacks_to_is_refused(doctor):
    doctor.compression = zipfile.ZIP_DEFLATED
    path = doctor.write()
    at = entry_at(path.read_bytes(), b"contributions/votes.jsonl")
    size = struct.unpack_from("<L", path.read_bytes(), at + 24)[0]
    assert refusals(patch(path, at + 24, "<L", size - 1)) == ["size_mismatch"]


def test_a_stored_member_whose_two_sizes_differ_is_refused(doctor):
    path = doctor.write()
    at = entry_at(path.read_bytes(), b"files/empty")
    assert "damaged" in refusals(patch(path, at + 24, "<L", 5))


def test_a_flipped_bit_is_found(doctor):
    path = doctor.write()
    data = path.read_bytes()
    path.write_bytes(data.replace(b"hello", b"hellp", 1))
    assert refusals(path) == ["damaged"]


def test_other_bytes_with_a_correct_checksum_are_found(doctor):
    doctor.members["files/Añexo – पत्र.txt"] = b"HELLO"
    assert refusals(doctor.write()) == ["digest_mismatch"]


def test_a_checksum_that_would_spoil_the_next_export_is_found(doctor):
    doctor.change("bundle.json", lambda manifest: manifest["asset"]["files"][0].update(crc32=1))
    assert refusals(doctor.write()) == ["digest_mismatch"]


def test_a_state_that_was_changed_alone_is_found(doctor):
    doctor.members["state.json"] = b"{}"
    assert refusals(doctor.write()) == ["digest_mismatch"]


def test_a_file_of_another_length_is_found(doctor):
    doctor.members["files/empty"] = b"not empty"
    assert refusals(doctor.write()) == ["size_mismatch"]


def test_a_file_over_the_limit_is_refused_unread(doctor):
    assert refusals(doctor.write(), BundleLimits(max_archive_bytes=10)) == ["too_large"]


def test_a_bundle_that_unpacks_to_too_much_is_refused(doctor):
    assert refusals(doctor.write(), BundleLimits(max_total_bytes=10)) == ["too_large"]


def test_a_document_over_the_limit_is_refused(doctor):
    assert refusals(doctor.write(), BundleLimits(max_document_bytes=10)) == ["too_large"]


def test_too_many_members_are_refused(doctor):
    assert refusals(doctor.write(), BundleLimits(max_members=2)) == ["too_many_members"]


def test_a_directory_too_large_to_be_honest_is_not_read(doctor):
    path = doctor.write()
    data = bytearray(path.read_bytes())
    padding = bytes(9 * 1024 * 1024)
    end = data.rindex(b"PK\x05\x06")
    size, offset = struct.unpack_from("<LL", data, end + 12)
    data[offset:offset] = padding
    struct.pack_into("<LL", data, end + len(padding) + 12, size + len(padding), offset)
    path.write_bytes(data)
    assert refusals(path) == ["not_a_zip"]


def test_a_newer_format_is_named_with_its_remedy(doctor):
    doctor.change("bundle.json", lambda manifest: manifest.update(format=2, novelty=True))
    assert refusals(doctor.write()) == ["newer_format"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("asset_id", "../1"),
        ("interlinker", "Survey!"),
        ("created_at", "2026-03-01T10:00:00"),
        ("version", 0),
        ("external_id", "pad-1"),
        ("owner", "ana"),
        ("files", [{"name": "../x", "sha256": "0" * 64, "size_bytes": 0, "crc32": 0}]),
        ("files", [{"name": "x", "sha256": "0" * 64, "size_bytes": -1, "crc32": 0}]),
        ("contributions", {}),
    ],
)
def test_a_value_that_the_format_does_not_allow_is_refused(doctor, field, value):
    doctor.change("bundle.json", lambda manifest: manifest["asset"].update({field: value}))
    assert set(refusals(doctor.write())) == {"invalid_value"}


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b'{"a":NaN}',
        b'{"a":1e999}',
        b'{"a":1,"a":2}',
        b"[" * 100_000,
        b'{"a":' * 70 + b"1" + b"}" * 70,
    ],
)
def test_a_state_that_is_not_json_as_we_take_it_is_refused(doctor, text):
    doctor.members["state.json"] = text
    doctor.redigest()
    assert refusals(doctor.write()) == ["not_json"]


def test_a_state_that_is_no_object_is_refused(doctor):
    doctor.members["state.json"] = b"[]"
    doctor.redigest()
    assert refusals(doctor.write()) == ["invalid_value"]


def test_a_number_of_millions_of_digits_is_refused(doctor):
    doctor.members["state.json"] = b'{"a":' + b"9" * 5000 + b"}"
    doctor.redigest()
    assert refusals(doctor.write()) == ["not_json"]


def test_a_contribution_that_is_not_json_is_refused_with_its_line(doctor):
    doctor.members["contributions/votes.jsonl"] = b'{"body":{}}\nnope\n{"body":{}}\n'
    doctor.redigest()
    with pytest.raises(InvalidBundle) as refused:
        read_bundle(doctor.write())
    assert [(p.code, p.key) for p in refused.value.problems] == [("not_json", "contributions/votes.jsonl:2")]


@pytest.mark.parametrize(
    "line", [b'{"body":1}', b'{"body":{},"owner":"x"}', b'{"body":{},"author":{"id":"a"},"pseudonym":"p"}', b"[]"]
)
def test_a_contribution_with_other_values_is_refused(doctor, line):
    doctor.members["contributions/votes.jsonl"] = (line + b"\n") * 3
    doctor.redigest()
    assert set(refusals(doctor.write())) == {"invalid_value"}


def test_a_contribution_longer_than_the_limit_is_refused(doctor):
    assert refusals(doctor.write(), BundleLimits(max_line_bytes=10)) == ["too_large"]


def test_fewer_contributions_than_declared_are_found(doctor):
    doctor.members["contributions/votes.jsonl"] = b'{"body":{}}\n'
    doctor.redigest()
    assert refusals(doctor.write()) == ["count_mismatch"]


def test_a_contribution_whose_file_is_not_there_is_refused(doctor):
    missing = {"name": "x", "sha256": "1" * 64, "size_bytes": 1}
    line = json.dumps({"body": {}, "files": [missing]}).encode() + b"\n"
    doctor.members["contributions/votes.jsonl"] = line * 3
    doctor.redigest()
    assert set(refusals(doctor.write())) == {"missing_member"}


def test_the_list_of_problems_is_bounded(doctor):
    extra = [(f"files/{number}", b"") for number in range(100)]
    assert len(refusals(doctor.write(extra))) == 20


@pytest.fixture(scope="module")
def written(survey) -> bytes:
    return survey.bundle()


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_damage_makes_anything_but_a_refusal_or_the_same_content(written, survey, tmp_path_factory, data):
    damaged = bytearray(written)
    for _ in range(data.draw(st.integers(1, 3))):
        damaged[data.draw(st.integers(0, len(written) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "damaged.zip"
    path.write_bytes(damaged[: data.draw(st.integers(0, len(written)) | st.just(len(written)))])
    with contextlib.suppress(InvalidBundle), read_bundle(path) as bundle:
        assert bundle.content == survey.content
