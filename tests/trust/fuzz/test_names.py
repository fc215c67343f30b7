# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""File names come from every system and script: none becomes a path, and each comes back as a name that is safe."""

import re
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlink_runtime.api.bodies import distinct, safe_name
from interlink_runtime.api.downloads import disposition
from interlink_sdk.assets import MAX_FILE_NAME_BYTES, File
from interlink_sdk.media import media_type_for

from .budget import examples

NAMES = (
    "ātrais teksts.txt",
    "отчёт.txt",
    "报告.txt",
    "تقرير.txt",
    "דוח.txt",
    "รายงาน.txt",
    "🗳️ voto.txt",
    "n\u0303andu\u0301.txt",
    "..",
    ".",
    "../../etc/passwd",
    "..\\..\\boot.ini",
    "/etc/passwd",
    "C:\\con.txt",
    "CON",
    "aux.txt",
    "nul",
    "COM1.txt",
    ".htaccess",
    "...",
    " leading.txt",
    "trailing. ",
    "a\r\nX-Injected: y.txt",
    'quo"te.txt',
    "semi;colon.txt",
    "%2e%2e%2fx",
    "tab\t.txt",
    "nul\x00.txt",
    "\u202etxt.exe",
    "\ufeffbom.txt",
    "x" * 300 + ".txt",
    "é" * 200 + ".pdf",
    "x." + "y" * 300,
    "<script>alert(1)</script>.html",
    "a'b.txt",
    "{{7*7}}.txt",
    "$(id).txt",
    "-rf",
    "~",
    "desktop.ini",
    "a?b#c.txt",
    "&amp;.txt",
)
HOSTILE_TYPES = (
    ("page.html", b"<script>parent.ran=1</script>", "text/html"),
    ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='ran=1'/>", "image/svg+xml"),
    ("data.xml", b"<?xml-stylesheet type='text/xsl' href='#s'?><x/>", "application/xml"),
    ("page.xhtml", b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "application/xhtml+xml"),
    ("code.js", b"ran=1", "text/javascript"),
    ("page.htm", b"<b>", "image/png"),
    ("odd", b"<script>ran=1</script>", "text/html; charset=utf-7"),
    ("worker.mjs", b"ran=1", "application/octet-stream"),
    ("archive.unknown", b"MIME-Version: 1.0", "application/x-mimearchive"),
    ("a.swf", b"FWS", "application/x-shockwave-flash"),
)
SHOWN = (
    ("doc.pdf", b"%PDF-1.7 /JS (app.alert(1))", "application/pdf"),
    ("text.txt", b"<script>ran=1</script>", "text/plain"),
)


@given(name=st.text(max_size=300))
@examples(400)
def test_a_name_is_made_safe_and_stays_so(name):
    safe = safe_name(name)
    File(name=safe, content=b"")
    assert 0 < len(safe.encode()) <= MAX_FILE_NAME_BYTES
    assert not set(safe) & {"/", "\\", "\0", "\n", "\r"}
    assert safe not in {".", ".."}
    assert safe_name(safe) == safe


@given(names=st.lists(st.sampled_from(["a.txt", "a", "é" * 99 + ".txt", "x" * 196 + ".txt"]), min_size=2, max_size=8))
@examples(60)
def test_names_that_are_alike_are_kept_apart_and_valid(names):
    taken: set[str] = set()
    for name in names:
        one = distinct(safe_name(name), taken)
        assert one not in taken
        File(name=one, content=b"")
        taken.add(one)


@given(name=st.text(max_size=100))
@examples(200)
def test_a_header_holds_every_name_in_one_line_of_ascii(name):
    header = disposition(safe_name(name))
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    if found := re.search(r"filename\*=UTF-8''(.*)$", header):
        assert unquote(found[1]) == safe_name(name)


@given(said=st.none() | st.text(max_size=60))
@examples(100)
def test_no_sender_chooses_a_type_that_breaks_a_header(said):
    media_type = media_type_for("unknown", said)
    assert media_type.isascii()
    assert media_type.isprintable()


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_an_upload_with_any_name_is_stored_and_comes_back(site, name):
    owner = site.person("owner")
    answer = owner.post("/ledger/assets", data={"title": "x"}, files={"file": (name, b"content", "text/plain")})
    assert answer.status_code in {201, 400, 415}, answer.text
    if answer.status_code != 201:
        return
    asset = answer.json()["id"]
    (file,) = owner.get(f"/api/v1/assets/{asset}").json()["files"]
    # the test client decodes a percent sign twice; real sockets do it in test_wire
    for place in ("/api/v1/assets", "/assets") if "%" not in file["name"] else ():
        back = owner.get(f"{place}/{asset}/files/{quote(file['name'], safe='')}")
        assert (back.status_code, back.content) == (200, b"content")
    page = site.own_page("owner").get(f"/assets/{asset}").text
    assert "<script>alert" not in page
    assert "49.txt" not in page
    bundle = owner.get(f"/api/v1/assets/{asset}/export?format=bundle").content
    restored = owner.post("/api/v1/bundles", content=bundle, headers={"Content-Type": "application/zip"})
    assert restored.status_code == 201
    assert restored.json()["files"] == [file]


@pytest.mark.parametrize(("name", "content", "media_type"), HOSTILE_TYPES, ids=[name for name, *_ in HOSTILE_TYPES])
def test_a_file_that_a_browser_would_run_is_only_saved(site, name, content, media_type):
    asset = site.person("owner").make("stage", files={"file": (name, content, media_type)})
    frame = re.search(r'src="(/frames/[^"]+/)"', site.own_page("owner").get(f"/assets/{asset}").text)[1]
    for path in (f"/api/v1/assets/{asset}/files/{name}", f"/assets/{asset}/files/{name}", f"{frame}files/{name}"):
        answer = site.person("owner").get(path)
        assert answer.headers["content-disposition"].startswith("attachment") or is_plain(answer)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(("name", "content", "media_type"), SHOWN, ids=[name for name, *_ in SHOWN])
def test_what_is_shown_is_shown_in_a_sandbox(site, name, content, media_type):
    asset = site.person("owner").make(files={"file": (name, content, media_type)})
    answer = site.person("owner").get(f"/assets/{asset}/files/{name}")
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["x-content-type-options"] == "nosniff"


def is_plain(answer) -> bool:
    """Say whether a browser shows the answer as a picture that it is not, which is nothing."""
    return answer.headers["content-type"].startswith("image/png")
