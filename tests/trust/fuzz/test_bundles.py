# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A bundle is a file from anywhere: a damaged, doctored or boundless one is refused, and nothing else ever happens."""

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlink_sdk.bundle import BundleLimits, read_bundle
from interlink_sdk.errors import InvalidBundle

from .budget import examples

ODD_NAMES = (
    "../state.json", "/etc/passwd", "files/../../x", "files/", "state.json", "C:\\x", "files/a\x00b", "a" * 60_000,
)  # fmt: skip


@pytest.fixture(scope="module")
def good(site) -> bytes:
    owner = site.person("owner")
    asset = owner.make(title="Bundled", text="text" * 50, files={"file": ("note.txt", b"content " * 40, "text/plain")})
    for number in range(3):
        owner.post(f"/api/v1/assets/{asset}/contributions/notes", json={"body": {"text": f"note {number}"}})
    return owner.get(f"/api/v1/assets/{asset}/export?format=bundle").content


def read(path, content: bytes) -> bool:
    """Say whether *content* is taken; whatever is not InvalidBundle fails the test."""
    path.write_bytes(content)
    try:
        bundle = read_bundle(path)
    except InvalidBundle:
        return False
    bundle.close()
    return True


@given(data=st.data())
@examples(300)
def test_a_bundle_with_changed_bytes_is_read_or_refused(data, good, tmp_path):
    content = bytearray(good)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(content) - 1))
        match data.draw(st.integers(0, 3)):
            case 0:
                content[place] = data.draw(st.integers(0, 255))
            case 1:
                del content[place : place + data.draw(st.integers(1, 64))]
            case 2:
                content[place:place] = data.draw(st.binary(min_size=1, max_size=16))
            case _:
                content[place : place + 4] = struct.pack("<I", data.draw(st.sampled_from([0, 1, 2**31, 2**32 - 1])))
        if not content:
            break
    read(tmp_path / "x.zip", bytes(content))


@given(content=st.binary(max_size=300))
@examples(60)
def test_any_bytes_are_no_bundle(content, tmp_path):
    assert not read(tmp_path / "x.zip", content)


def test_a_good_bundle_is_read(good, tmp_path):
    assert read(tmp_path / "x.zip", good)


@given(length=st.integers(0, 5_000))
@examples(60)
def test_a_bundle_that_was_cut_off_is_refused(length, good, tmp_path):
    assert not read(tmp_path / "x.zip", good[: min(length, len(good) - 1)])


@pytest.mark.parametrize("name", ODD_NAMES, ids=range(len(ODD_NAMES)))
def test_a_member_with_an_odd_name_is_refused(good, tmp_path, name):
    with zipfile.ZipFile(io.BytesIO(good)) as source:
        members = [(info, source.read(info)) for info in source.infolist()]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for info, content in members:
            archive.writestr(info, content)
        archive.writestr(zipfile.ZipInfo(name), b"x") if name != "state.json" else None
        archive.writestr(zipfile.ZipInfo("unexpected"), b"x")
    assert not read(tmp_path / "x.zip", target.getvalue())


@pytest.mark.parametrize("members", [1, 100])
def test_a_bomb_is_refused_before_it_is_unpacked(site, tmp_path, members):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(members):
            archive.writestr(f"files/{number}", b"\0" * 2_000_000)
    assert not read(tmp_path / "x.zip", target.getvalue())
    answer = site.person("owner").post(
        "/api/v1/bundles", content=target.getvalue(), headers={"Content-Type": "application/zip"}
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_bundle")
    assert not list(site.runtime.scratch.glob("*.zip"))


def test_a_bundle_that_unpacks_to_more_than_the_limit_is_refused(good, tmp_path):
    (tmp_path / "x.zip").write_bytes(good)
    for limit in ("max_archive_bytes", "max_total_bytes", "max_members", "max_document_bytes", "max_line_bytes"):
        with pytest.raises(InvalidBundle):
            read_bundle(tmp_path / "x.zip", BundleLimits.model_validate({limit: 1}))
