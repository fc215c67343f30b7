# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Interlinkers that do not keep texts, or show them as what they are not."""

from tests.conformance.miniature import SOUND_FOLDER, Miniature
from tests.conformance.miniatures.contributing import contribute
from tests.conformance.miniatures.making import instantiate

PAGES = (SOUND_FOLDER / "pages.py").read_text("utf-8")

ASCII_NAME = "''.join(ch for ch in {0} if ch.isascii()).strip() or 'untitled'"
DRAFT = "draft = draft_of(params, files, made_on=context.now.date().isoformat(), revision=1)\n"


def pages(right: str, wrong: str) -> dict[str, bytes | None]:
    """Return the module of pages with one expression that is wrong."""
    assert right in PAGES, right
    return {"pages.py": PAGES.replace(right, wrong).encode()}


def keeps(change: str) -> str:
    """Return an instantiate hook that makes *change* of the contact's name."""
    return instantiate(
        f"changed = lambda text: {change}\n"
        "contact = {**params.get('contact', {})}\n"
        "if 'name' in contact:\n    contact['name'] = changed(contact['name']) or '?'\n"
        "params = {**params, **({'contact': contact} if contact else {})}"
    )


MINIATURES = (
    Miniature(
        "drops what is not of the west",
        breaks="name-keeps-scripts",
        hooks=keeps("''.join(ch for ch in text if ord(ch) < 0x370 or 0x2000 < ord(ch) < 0x2fff or ord(ch) == 0x1f333)"),
        also=frozenset({"name-keeps-invisible"}),
        because="the texts with joiners and direction marks are of such scripts",
    ),
    Miniature(
        "normalises texts",
        breaks="name-keeps-marks",
        hooks="import unicodedata\n\n\n" + keeps("unicodedata.normalize('NFC', text)"),
    ),
    Miniature(
        "drops what cannot be seen",
        breaks="name-keeps-invisible",
        hooks="import unicodedata\n\n\n"
        + keeps("''.join(ch for ch in text if unicodedata.category(ch) != 'Cf').replace('\\u00a0', ' ')"),
    ),
    Miniature(
        "fills in templates",
        breaks="name-keeps-signs",
        hooks="from string import Template\n\n\n" + keeps("Template(text).safe_substitute(title=params['title'])"),
    ),
    Miniature(
        "folds lines",
        breaks="name-keeps-lines",
        hooks=instantiate(
            "if 'description' in params:\n"
            "    params = {**params, 'description': params['description'].replace('\\n', ' ')}"
        ),
    ),
    Miniature(
        "cuts texts by bytes",
        breaks="name-counts-characters",
        hooks=keeps("text.encode()[:200].decode(errors='ignore')"),
    ),
    Miniature(
        "makes names plain",
        breaks="name-is-text-of-title",
        hooks=instantiate(DRAFT + f"return draft.model_copy(update={{'name': {ASCII_NAME.format('draft.name')}}})"),
    ),
    Miniature(
        "lists plain names",
        breaks="name-same-in-list",
        hooks=(
            "@hookimpl\n"
            "def assets(assets: tuple[Asset, ...]) -> tuple[Summary, ...]:\n"
            f"    return tuple(Summary(id=one.id, name={ASCII_NAME.format('one.name')}, description='A board')\n"
            "                 for one in assets)\n"
        ),
    ),
    Miniature(
        "exports JSON for old systems",
        breaks="name-same-in-json",
        manifest={
            "formats": [
                {"id": "csv", "media_type": "text/csv", "title": {"en": "C", "es": "C", "it": "C", "lv": "C"}},
                {
                    "id": "markdown",
                    "media_type": "text/markdown",
                    "title": {"en": "M", "es": "M", "it": "M", "lv": "M"},
                },
                {"id": "json", "media_type": "application/json", "title": {"en": "J", "es": "J", "it": "J", "lv": "J"}},
            ]
        },
        hooks=(
            "import json\n\n\n"
            "@hookimpl\n"
            "def export(asset: Asset, contributions: Contributions, format: str) -> File:\n"
            "    if format == 'json':\n"
            "        kept = {'name': asset.name, 'state': asset.state}\n"
            "        kept |= {name: [entry.body for entry in contributions[name]] for name in contributions}\n"
            "        text = json.dumps(kept, ensure_ascii=False)\n"
            "        content = text.encode('latin-1', 'replace').decode('latin-1').encode()\n"
            "        return File(name='ideas.json', media_type='application/json', content=content)\n"
            "    if format == 'csv':\n"
            "        return File(name='ideas.csv', media_type='text/csv', content=table_of(contributions).encode())\n"
            "    content = text_of(asset, contributions).encode()\n"
            "    return File(name='ideas.md', media_type='text/markdown', content=content)\n"
        ),
    ),
    Miniature(
        "drops signs of entries",
        breaks="name-kept-in-entries",
        hooks=contribute(
            "if collection == 'remarks':\n"
            "    return Contribution(body={'text': body['text'].encode('cp1257', 'replace').decode('cp1257')})"
        ),
    ),
    Miniature(
        "shows a description as HTML",
        breaks="name-escaped-in-view",
        files=pages('f"<p>{escape(str(text))}</p>"', 'f"<p>{text}</p>"'),
    ),
    Miniature(
        "shows entries as HTML",
        breaks="name-escaped-entries-in-view",
        files=pages('[escape(str(entry.body["text"])) for', '[str(entry.body["text"]) for'),
    ),
    Miniature(
        "escapes twice",
        breaks="name-shown-as-written",
        files=pages('f"<p>{escape(str(text))}</p>"', 'f"<p>{escape(escape(str(text)))}</p>"'),
    ),
    Miniature(
        "exports HTML as it comes",
        breaks="name-escaped-in-html-export",
        manifest={
            "formats": [
                {"id": "csv", "media_type": "text/csv", "title": {"en": "C", "es": "C", "it": "C", "lv": "C"}},
                {
                    "id": "markdown",
                    "media_type": "text/markdown",
                    "title": {"en": "M", "es": "M", "it": "M", "lv": "M"},
                },
                {"id": "html", "media_type": "text/html", "title": {"en": "H", "es": "H", "it": "H", "lv": "H"}},
            ]
        },
        hooks=(
            "@hookimpl\n"
            "def export(asset: Asset, contributions: Contributions, format: str, context: Context) -> File:\n"
            "    if format == 'html':\n"
            "        head = f'<html lang=\"{context.locale}\"><head><title>Ideas</title></head>'\n"
            "        content = f'<!doctype html>{head}<body><h1>{asset.name}</h1></body></html>'.encode()\n"
            "        return File(name='ideas.html', media_type='text/html', content=content)\n"
            "    if format == 'csv':\n"
            "        return File(name='ideas.csv', media_type='text/csv', content=table_of(contributions).encode())\n"
            "    content = text_of(asset, contributions).encode()\n"
            "    return File(name='ideas.md', media_type='text/markdown', content=content)\n"
        ),
    ),
)
