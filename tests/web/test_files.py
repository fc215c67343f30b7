# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Uploaded files are never pages of this site."""

import pytest

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 50


@pytest.fixture
def upload(ana):
    def uploaded(name: str, content: bytes, media_type: str) -> str:
        asset = ana.made("notes", {"title": "Files"}, files={"_files": (name, content, media_type)})
        return f"/assets/{asset}/files/{name}"

    return uploaded


@pytest.mark.parametrize(("name", "media_type"), [("a.html", "text/html"), ("a.svg", "image/svg+xml")])
def test_what_could_act_is_only_saved(ana, upload, name, media_type):
    answer = ana.get(upload(name, b"<script>alert(1)</script>", media_type))
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


def test_a_picture_may_be_shown(ana, upload):
    answer = ana.get(upload("a.png", PNG, "image/png"))
    assert answer.headers["content-disposition"].startswith("inline")
    assert answer.headers["content-type"] == "image/png"


def test_a_part_of_a_file_can_be_asked_for(ana, upload):
    answer = ana.get(upload("a.txt", b"0123456789", "text/plain"), range="bytes=2-4")
    assert (answer.status_code, answer.content) == (206, b"234")


def test_files_of_others_are_not_found(bruno, upload):
    assert bruno.get(upload("a.txt", b"secret", "text/plain")).status_code == 404


def test_a_file_that_the_asset_does_not_have_is_not_found(ana, upload):
    assert ana.get(upload("a.txt", b"x", "text/plain").replace("a.txt", "b.txt")).status_code == 404
