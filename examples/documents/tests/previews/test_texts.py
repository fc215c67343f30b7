# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Plain text, Markdown and CSV."""

from pathlib import Path

import pytest
from interlink_documents.previews import VIEW, Limits, Preview, preview_of, text_of

from interlink_sdk import File


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "file"


def shown(path: Path, content: bytes, media_type: str = "text/plain", limits: Limits = VIEW) -> Preview:
    path.write_bytes(content)
    preview = preview_of(File(name="file", media_type=media_type, path=path), limits)
    assert preview is not None
    return preview


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_the_usual_encodings(path: Path, encoding: str):
    assert "Peñíscola" in shown(path, "Peñíscola".encode(encoding)).html


def test_html_in_text_and_markdown_stays_text(path: Path):
    for media_type in ("text/plain", "text/markdown"):
        html = shown(path, b"<script>alert(1)</script>", media_type).html
        assert "&lt;script&gt;" in html
        assert "<script" not in html


def test_markdown_headings_stand_below_those_of_the_page(path: Path):
    html = shown(path, b"# One\n\n###### Six\n\n| a |\n|---|\n| b |", "text/markdown").html
    assert "<h3>One</h3>" in html
    assert "<h6>Six</h6>" in html
    assert "<td>b</td>" in html


def test_markdown_links_lead_to_the_web_only_and_pictures_are_left_out(path: Path):
    markdown = b"[a](https://example.org) [b](javascript:alert(1)) [c](contribute/x) ![d](https://example.org/d.png)"
    html = shown(path, markdown, "text/markdown").html
    assert html.count("href=") == 1
    assert "<img" not in html


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_is_read_with_the_usual_separators(path: Path, separator: str):
    html = shown(path, f"a{separator}b\n1{separator}2\n".encode(), "text/csv").html
    assert '<th scope="col">a</th><th scope="col">b</th>' in html
    assert "<td>1</td><td>2</td>" in html


def test_a_long_table_says_how_much_is_shown(path: Path):
    preview = shown(path, b"a\n" * 101, "text/csv")
    assert preview.shown == ("rows", 100)


def test_a_long_text_is_cut_and_stays_well_formed(path: Path):
    limits = Limits(pages=1, sheets=1, rows=1, columns=1, characters=1_000)
    preview = shown(path, b"x" * 5_000, limits=limits)
    assert preview.shown == ("characters", 1_000)
    assert preview.html.endswith("x</pre>")


def test_text_is_taken_out_with_a_line_for_each_block(path: Path):
    html = shown(path, b"# Title\n\none\\\ntwo\n\n- a\n- b\n\n| x | y |\n|---|---|\n| 1 | 2 |", "text/markdown").html
    assert text_of(html) == "Title\none\ntwo\na\nb\nx\ty\n1\t2\n"
