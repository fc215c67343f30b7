# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Documents on the SDK's keeper: from the upload to the original back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from interlink_documents.page import texts_for

from interlink_sdk import File, Html
from interlink_sdk.errors import InvalidParameters, UnsupportedMediaType
from interlink_sdk.forms import labels_of
from interlink_sdk.keeper import Keeper

LANGUAGES = ["en", "es", "it", "lv"]
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {
    ".docx": DOCX,
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".md": "text/markdown",
}


@pytest.fixture
def keeper() -> Iterator[Keeper]:
    with Keeper("interlink_documents") as keeper:
        yield keeper


def text_file(text: str, name: str = "house_rules.txt", media_type: str = "text/plain") -> File:
    return File(name=name, media_type=media_type, content=text.encode())


async def body_of(keeper: Keeper, asset_id: str, locale: str = "en") -> str:
    page = await keeper.view(asset_id, locale=locale)
    assert isinstance(page, Html)
    return page.body


async def test_without_a_title_the_file_name_is_the_title(keeper: Keeper):
    assert (await keeper.make({}, [text_file("x")])).name == "house rules"


async def test_without_a_file_nothing_is_made(keeper: Keeper):
    with pytest.raises(InvalidParameters) as refusal:
        await keeper.make({"title": "Rules"})
    assert [problem.key for problem in refusal.value.problems] == ["files"]


async def test_a_type_that_is_not_listed_is_refused(keeper: Keeper):
    with pytest.raises(UnsupportedMediaType):
        await keeper.make({}, [text_file("<svg/>", "logo.svg", "image/svg+xml")])


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "image/png"),
        (b"<html><script>alert(1)</script></html>", "application/pdf"),
        (b"MZ\x90\0\x03\0\0\0", "application/pdf"),
        (b"", "application/pdf"),
        (PNG, "image/jpeg"),
        (PNG, "text/plain"),
        (b"%PDF-1.7\n", DOCX),
    ],
)
async def test_a_file_that_is_something_else_is_refused_at_its_field(keeper: Keeper, content: bytes, media_type: str):
    with pytest.raises(InvalidParameters) as refusal:
        await keeper.make({}, [File(name="file", media_type=media_type, content=content)])
    assert [problem.key for problem in refusal.value.problems] == ["files"]


async def test_a_new_file_is_the_next_revision_and_keeps_the_title(keeper: Keeper):
    asset = await keeper.make({"title": "Rules"}, [text_file("first")])
    changed = await keeper.edit(asset.id, {}, [text_file("second")])
    assert (changed.name, changed.state["revision"]) == ("Rules", 2)
    assert (await keeper.export(asset.id)).read_text() == "second"


async def test_a_new_file_that_is_something_else_is_refused_and_the_old_one_stays(keeper: Keeper):
    asset = await keeper.make({}, [text_file("first")])
    with pytest.raises(InvalidParameters):
        await keeper.edit(asset.id, {}, [File(name="x.txt", media_type="text/plain", content=PNG)])
    assert (await keeper.export(asset.id)).read_text() == "first"


async def test_new_texts_without_a_file_keep_file_and_revision(keeper: Keeper):
    asset = await keeper.make({"title": "Rules"}, [text_file("first")])
    changed = await keeper.edit(asset.id, {"title": "House rules", "description": "For all"})
    assert changed.state == {"title": "House rules", "description": "For all"}
    assert changed.files == asset.files


async def test_the_same_file_again_is_no_new_revision(keeper: Keeper):
    asset = await keeper.make({"title": "Rules"}, [text_file("first")])
    assert "revision" not in (await keeper.edit(asset.id, {}, [text_file("first")])).state


async def test_the_original_comes_back_byte_for_byte(keeper: Keeper, samples: Path):
    content = (samples / "invitation.docx").read_bytes()
    asset = await keeper.make({}, [File(name="invitation.docx", media_type=DOCX, content=content)])
    download = await keeper.export(asset.id)
    assert (download.name, download.media_type, download.read_bytes()) == ("invitation.docx", DOCX, content)


async def test_the_text_can_be_taken_out(keeper: Keeper, samples: Path):
    content = (samples / "invitation.docx").read_bytes()
    asset = await keeper.make({}, [File(name="invitation.docx", media_type=DOCX, content=content)])
    text = (await keeper.export(asset.id, "txt")).read_text()
    assert "Where\tLibrary, room 2" in text


async def test_a_picture_is_shown_with_its_title_as_alternative_text(keeper: Keeper):
    picture = File(name="map & plan.png", media_type="image/png", content=PNG)
    asset = await keeper.make({"title": 'The "map"'}, [picture])
    body = await body_of(keeper, asset.id)
    assert '<img src="files/map%20%26%20plan.png" alt="The &#34;map&#34;">' in body


async def test_what_cannot_be_previewed_can_be_downloaded(keeper: Keeper):
    locked = File(name="locked.docx", media_type=DOCX, content=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    asset = await keeper.make({}, [locked])
    body = await body_of(keeper, asset.id)
    assert texts_for("en")["none"] in body
    assert 'href="files/locked.docx"' in body


async def test_what_people_type_is_text(keeper: Keeper):
    evil = '"><script>alert(1)</script>'
    asset = await keeper.make({"title": evil, "description": evil}, [text_file(evil, 'a"b.txt')])
    assert "<script" not in await body_of(keeper, asset.id)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_page_speaks_the_language_of_its_reader(keeper: Keeper, language: str):
    asset = await keeper.make({}, [text_file("x")])
    assert f">{texts_for(language)['preview']}</h2>" in await body_of(keeper, asset.id, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_there_in_every_language(keeper: Keeper, language: str):
    texts, english = texts_for(language), texts_for("en")
    assert texts.keys() == english.keys()
    assert texts["first"].keys() == english["first"].keys()
    assert keeper.manifest.files is not None
    assert set(texts["kinds"]) == set(keeper.manifest.files.accept)


@pytest.mark.parametrize("language", ["es", "it", "lv"])
def test_every_field_is_labelled_in_every_language(keeper: Keeper, language: str):
    manifest = keeper.manifest
    schemas = {"params": manifest.params_schema, "state": manifest.state_schema}
    labels = {f"{name}.{key}" for name, schema in schemas.items() for key in labels_of(schema)}
    assert set(manifest.labels[language]) == labels


async def test_every_sample_can_be_made_and_seen(keeper: Keeper):
    for sample in keeper.manifest.samples:
        path = keeper.file.path(sample.files[0])
        file = File(name=path.name, media_type=TYPES[path.suffix], content=path.read_bytes())
        asset = await keeper.make(sample.params, [file])
        assert '<section class="preview"' in await body_of(keeper, asset.id)
