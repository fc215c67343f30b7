# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Bytes on their way out: ranges, names, conditions, and what a browser may do with them."""

import hashlib
from email.message import EmailMessage
from urllib.parse import quote

import pytest
from starlette.requests import ClientDisconnect

from interlink_runtime.api.bodies import safe_name
from interlink_runtime.api.downloads import Streamed

CONTENT = b"0123456789"


@pytest.fixture(scope="module")
def path(ana):
    """Return the address of a file of ten bytes."""
    return f"/api/v1/assets/{ana.upload(CONTENT)['id']}/files/notes.txt"


def test_a_file_comes_whole(ana, path):
    answer = ana.get(path)
    assert (answer.status_code, answer.content) == (200, CONTENT)
    assert answer.headers["content-length"] == "10"
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["etag"] == f'"{hashlib.sha256(CONTENT).hexdigest()}"'


@pytest.mark.parametrize(
    ("wanted", "content", "content_range"),
    [
        ("bytes=0-0", b"0", "bytes 0-0/10"),
        ("bytes=2-4", b"234", "bytes 2-4/10"),
        ("bytes=7-", b"789", "bytes 7-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("bytes=-100", CONTENT, "bytes 0-9/10"),
        ("bytes=0-9", CONTENT, "bytes 0-9/10"),
        ("bytes=8-100", b"89", "bytes 8-9/10"),
        ("BYTES=1-2", b"12", "bytes 1-2/10"),
    ],
)
def test_a_range_comes_as_asked(ana, path, wanted, content, content_range):
    answer = ana.get(path, headers={"Range": wanted})
    assert (answer.status_code, answer.content) == (206, content)
    assert answer.headers["content-range"] == content_range
    assert answer.headers["content-length"] == str(len(content))


@pytest.mark.parametrize("wanted", ["bytes=10-", "bytes=10-20", "bytes=-0"])
def test_a_range_behind_the_end_cannot_be_had(ana, path, wanted):
    answer = ana.get(path, headers={"Range": wanted})
    assert (answer.status_code, answer.json()["status"]) == (416, 416)
    assert answer.headers["content-range"] == "bytes */10"


@pytest.mark.parametrize("wanted", ["bytes=5-2", "bytes=-", "bytes=a-b", "items=0-1", "bytes=0-1,3-4", "bytes 0-1"])
def test_a_range_that_is_none_is_passed_over(ana, path, wanted):
    answer = ana.get(path, headers={"Range": wanted})
    assert (answer.status_code, answer.content) == (200, CONTENT)


def test_if_range_gives_the_part_of_the_same_version_and_the_whole_of_another(ana, path):
    etag = ana.get(path).headers["etag"]
    same = ana.get(path, headers={"Range": "bytes=0-1", "If-Range": etag})
    other = ana.get(path, headers={"Range": "bytes=0-1", "If-Range": '"other"'})
    weak = ana.get(path, headers={"Range": "bytes=0-1", "If-Range": f"W/{etag}"})
    assert [answer.status_code for answer in (same, other, weak)] == [206, 200, 200]


def test_head_tells_the_length_and_knows_no_range(ana, path):
    answer = ana.ask("HEAD", path, headers={"Range": "bytes=0-1"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == "10"


@pytest.mark.parametrize("tag", ["{etag}", "W/{etag}", '"other", {etag}', "*"])
def test_what_the_asker_has_is_not_sent_again(ana, path, tag):
    etag = ana.get(path).headers["etag"]
    answer = ana.get(path, headers={"If-None-Match": tag.format(etag=etag)})
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", etag)


def test_an_asset_that_has_not_changed_is_not_sent_again(ana):
    asset = ana.make()["id"]
    etag = ana.get(f"/api/v1/assets/{asset}").headers["etag"]
    assert ana.get(f"/api/v1/assets/{asset}", headers={"If-None-Match": etag}).status_code == 304
    ana.ask("PUT", f"/api/v1/assets/{asset}", json={"params": {"title": "New"}}, headers={"If-Match": etag})
    assert ana.get(f"/api/v1/assets/{asset}", headers={"If-None-Match": etag}).status_code == 200


def test_an_export_streams_with_its_length_and_both_forms_of_its_name(ana):
    asset = ana.make(title="Ζωή")["id"]
    answer = ana.get(f"/api/v1/assets/{asset}/export?format=text")
    assert answer.content.decode() == "Ζωή"
    assert answer.headers["content-length"] == str(len(answer.content))
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith('attachment; filename="zo_ _title_.txt"')
    message = EmailMessage()
    message["content-disposition"] = disposition.partition("; filename=")[0] + "; " + disposition.rpartition("; ")[2]
    assert message.get_filename() == 'zoë "title".txt'


@pytest.mark.parametrize("format_id", ["json", "html", "bundle", "text"])
def test_every_format_says_its_length_before_it_comes(ana, format_id):
    asset = ana.upload()["id"]
    got, head = (ana.ask(method, f"/api/v1/assets/{asset}/export?format={format_id}") for method in ("GET", "HEAD"))
    assert (got.status_code, head.status_code, head.content) == (200, 200, b"")
    assert got.headers["content-length"] == head.headers["content-length"] == str(len(got.content))


def test_a_head_of_a_bundle_leaves_no_scratch(ana, site):
    asset = ana.make()["id"]
    ana.post(f"/api/v1/assets/{asset}/contributions/notes", {"body": {"text": "x"}})
    ana.ask("HEAD", f"/api/v1/assets/{asset}/export?format=bundle")
    ana.get(f"/api/v1/assets/{asset}/export?format=bundle")
    assert list(site.runtime.scratch.iterdir()) == []


def test_a_file_that_a_hook_wrote_is_kept(ana, site):
    asset = ana.make(how="write")
    assert [file["name"] for file in asset["files"]] == ["made.txt"]
    assert ana.get(f"/api/v1/assets/{asset['id']}/files/made.txt").content == b"made by the hook"
    assert list(site.runtime.scratch.iterdir()) == []


@pytest.mark.parametrize("name", ["page.svg", "page.html"])
def test_what_could_run_is_only_ever_saved(ana, name):
    fields = {"interlinker": "awkward", "params": '{"title": "x"}'}
    answer = ana.post("/api/v1/assets", data=fields, files={"files": (name, b"<svg onload='alert(1)'/>")})
    if answer.status_code == 415:
        return  # the interlinker does not take HTML at all
    file = ana.get(f"/api/v1/assets/{answer.json()['id']}/files/{name}")
    assert file.headers["content-disposition"].startswith("attachment")
    assert file.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in file.headers["content-security-policy"]


HOSTILE = ["../../etc/a.txt", "C:\\temp\\a.txt", "\u202ea.txt", ".hidden.txt", "x" * 300 + ".txt"]


def test_no_control_character_survives_in_a_name():
    assert safe_name("a\r\nb\x00\u202e.txt") == "ab.txt"


@pytest.mark.parametrize("name", HOSTILE)
def test_an_uploads_name_is_never_a_path(ana, name):
    asset = ana.upload(name=name)
    stored = asset["files"][0]["name"]
    assert not any(ch in "/\\" or not ch.isprintable() for ch in stored)
    assert len(stored.encode()) <= 200
    assert not stored.startswith(".")
    assert ana.get(f"/api/v1/assets/{asset['id']}/files/{quote(stored)}").content == CONTENT


def test_two_uploads_of_one_name_are_told_apart(ana):
    fields = {"interlinker": "awkward", "params": '{"title": "x"}'}
    files = [("files", ("a.txt", b"one")), ("files", ("a.txt", b"two"))]
    asset = ana.post("/api/v1/assets", data=fields, files=files).json()
    assert [file["name"] for file in asset["files"]] == ["a.txt", "a (2).txt"]


async def test_the_source_is_closed_when_the_receiver_leaves_in_the_middle():
    closed = []

    async def endless():
        try:
            while True:
                yield b"more"
        finally:
            closed.append(True)

    async def send(message):
        if message["type"] == "http.response.body":
            raise ConnectionResetError

    scope = {"type": "http", "asgi": {"spec_version": "2.4"}, "method": "GET", "path": "/", "headers": []}
    source = endless()
    with pytest.raises((ClientDisconnect, ConnectionResetError)):
        await Streamed(source)(scope, None, send)
    assert closed == [True]
