# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Names and texts in all scripts and directions: kept as they were written, and shown as text."""

import json
from collections.abc import Iterator, Sequence

from interlink_sdk.assets import Asset, Html, JsonObject
from interlink_sdk.conformance.case import Case, refusal_of
from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.markup import PROBE, Markup
from interlink_sdk.conformance.results import NotApplicable, Unmet
from interlink_sdk.conformance.subject import BEN
from interlink_sdk.conformance.values import Place, placed, text_places, texts_in
from interlink_sdk.errors import InterlinkError
from interlink_sdk.validation import SchemaValidator, key_of

SCRIPTS = (
    "Žagaru ķirši un ēnas",
    "¿Qué pedís, señoría?",
    "Зачем нам скамейки",
    "Γιατί χρειαζόμαστε σκιά",
    "公園には何が必要ですか",
    "공원에 무엇이 필요합니까",
    "هل نحتاج إلى ظل",
    "האם צריך צל",
    "สวนสาธารณะ",
    "हमें छाया चाहिए",
    "🌳 🏛 👍🏽",
)
MARKS = ("Cafe\u0301 and z\u030cagari", "a\u0323\u0308 two marks", "\u212bngstr\u00f6m")
"""Equal to other texts after normalisation, but not the same."""
INVISIBLE = ("👩\u200d🌾 in the garden", "می\u200cخواهم", "\u2067שלום\u2069 there", "10\u00a0000 people", "ex\u00adtra")
SIGNS = (
    "\"double\" & 'single' ‘typographic’",
    "<script>alert(1)</script>",
    "${title} {{ title }} {title} %(title)s %s",
    "back\\slash \\n and /slash/",
    "=1+1; -- 100 % #1",
)
LINES = ("First line\nsecond line\n\nnew paragraph", "a\ttab and  two spaces")
MARKUP = f"x\"'><b {PROBE}>&lt;5</b>"
WORD = "Quince"
MANY = 500
LONG_FIELD_CHARACTERS = 1_000
"""A field that takes so much is written in lines."""


@proves("name-keeps-scripts")
async def keeps_scripts(case: Case) -> None:
    """Write texts of many scripts, of both directions, and emoji."""
    await _check_kept(case, SCRIPTS)


@proves("name-keeps-marks")
async def keeps_marks(case: Case) -> None:
    """Write letters with marks of their own, which normalisation would join."""
    await _check_kept(case, MARKS)


@proves("name-keeps-invisible")
async def keeps_invisible(case: Case) -> None:
    """Write joiners, direction marks, hard spaces and soft hyphens."""
    await _check_kept(case, INVISIBLE)


@proves("name-keeps-signs")
async def keeps_signs(case: Case) -> None:
    """Write what is code in HTML, in templates, in shells and in tables."""
    await _check_kept(case, SIGNS)


@proves("name-keeps-lines")
async def keeps_lines(case: Case) -> None:
    """Write several lines where a long text is asked for."""
    await _check_kept(case, LINES, least=LONG_FIELD_CHARACTERS)


@proves("name-counts-characters")
async def counts_characters(case: Case) -> None:
    """Write as many characters as may be, each of four bytes."""
    trees = enumerate(_places(case))
    await _check_texts(case, [(place, f"{number}{'🌳' * (min(most, MANY) - 1)}") for number, (place, most) in trees])


@proves("name-is-text-of-title")
async def is_text_of_title(case: Case) -> None:
    """Give assets names in many scripts."""
    place = next((place for place, _ in _places(case) if place in {("name",), ("title",)}), None)
    if place is None:
        raise NotApplicable("no parameter is called name or title")
    for text in (*SCRIPTS, *MARKS, *INVISIBLE, *SIGNS):
        asset = await _made_with(case, [(place, text)])
        if asset is not None and asset.name != text:
            raise Unmet(f"an asset called {text!r} has the name {asset.name!r}", expected="the name that was given")


@proves("name-same-in-list")
async def same_in_list(case: Case) -> None:
    """Compare names in the list with those of the assets."""
    made = [asset for text in SCRIPTS if (asset := await _made_with(case, [(_places(case)[0][0], text)]))]
    if not made:
        raise NotApplicable("no text that was tried is taken")
    listed = {summary.id: summary.name for summary in await case.subject.list()}
    for asset in made:
        if listed.get(asset.id) != asset.name:
            raise Unmet(f"{asset.name!r} is listed as {listed.get(asset.id)!r}", expected="the asset's name")


@proves("name-same-in-json")
async def same_in_json(case: Case) -> None:
    """Look for texts of the state in the exported JSON."""
    if "json" not in {"json", *(entry.id for entry in case.manifest.formats)} or not case.manifest.offers("export"):
        raise NotApplicable("the interlinker exports no JSON")
    for text in (*SCRIPTS, *INVISIBLE):
        asset = await _made_with(case, [(_places(case)[0][0], text)])
        if asset is not None and _holds(texts_in(asset.state), text):
            document = json.loads((await case.subject.export(asset.id, "json")).read_bytes())
            if not _holds(texts_in(document), text):
                raise Unmet(f"the JSON does not have {text!r}", expected="every text of the state")


@proves("name-kept-in-entries")
async def kept_in_entries(case: Case) -> None:
    """Contribute texts of many scripts, with marks, signs and joiners."""
    for texts in (SCRIPTS, MARKS, INVISIBLE, SIGNS):
        for collection, asset, body in await _bodies_with(case, " / ".join(texts)):
            if await refusal_of(case.subject.contribute(asset.id, collection, body, by=BEN)):
                continue  # a choice of the asset's, no text of one's own
            kept = [
                said
                for entry in await case.subject.contributions(asset.id, collection)
                for said in texts_in(entry.body)
            ]
            if lost := [text for text in texts if not _holds(kept, text)]:
                raise Unmet(f"an entry of {collection!r} lost {lost[0]!r}", expected="the text as it was written")


@proves("name-escaped-in-view")
async def escaped_in_view(case: Case) -> None:
    """Write markup into every text and look for it in the page."""
    for asset in await _made_with_markup(case):
        page = await case.subject.view(asset.id)
        if isinstance(page, Html):
            _check_escaped(page.body, "the page")


@proves("name-escaped-entries-in-view")
async def escaped_entries_in_view(case: Case) -> None:
    """Write markup into contributions and look for it in the page."""
    for collection, asset, body in await _bodies_with(case, MARKUP):
        if await refusal_of(case.subject.contribute(asset.id, collection, body, by=BEN)):
            continue
        page = await case.subject.view(asset.id)
        if isinstance(page, Html):
            _check_escaped(page.body, f"the page with an entry of {collection!r}")


@proves("name-shown-as-written")
async def shown_as_written(case: Case) -> None:
    """Look for text that is escaped twice."""
    for asset in await _made_with_markup(case):
        page = await case.subject.view(asset.id)
        shown = Markup(page.body).text if isinstance(page, Html) else ""
        if "&amp;lt;" in shown or f"&lt;b {PROBE}" in shown:
            raise Unmet("people read `&lt;` in place of `<`", expected="text to be escaped once")


@proves("name-escaped-in-html-export")
async def escaped_in_html_export(case: Case) -> None:
    """Write markup into every text and look for it in the exported HTML."""
    for asset in await _made_with_markup(case):
        file = await case.subject.export(asset.id, "html")
        _check_escaped(file.read_text(), "the exported HTML")


def _check_escaped(body: str, where: str) -> None:
    if Markup(body).has_probe:
        raise Unmet(f"a text with {MARKUP!r} became an element of {where}", expected="text to be escaped")


async def _check_kept(case: Case, texts: Sequence[str], *, least: int = 0) -> None:
    places = [(place, most) for place, most in _places(case) if most >= least]
    if not places:
        raise NotApplicable(f"no text takes {least} characters")
    for text in texts:
        # at each place with another number behind it, so that each is looked for by itself
        numbered = ((place, f"{text} {number}", most) for number, (place, most) in enumerate(places))
        await _check_texts(case, [(place, said) for place, said, most in numbered if len(said) <= most])


async def _check_texts(case: Case, texts: Sequence[tuple[Place, str]]) -> None:
    """Raise Unmet unless all *texts* are taken and kept, save at places with rules of their own."""
    if together := await _made_with(case, texts):
        await _check_holds(case, together, texts)
        return
    for place, text in texts:
        if asset := await _made_with(case, [(place, text)]):
            await _check_holds(case, asset, [(place, text)])
        elif _fits(case, [(place, text)]) and await _made_with(case, [(place, WORD)]):
            raise Unmet(f"{key_of(place)} = {text!r} was refused", expected="any text to be taken")


async def _check_holds(case: Case, made: Asset, texts: Sequence[tuple[Place, str]]) -> None:
    asset = await case.subject.read(made.id)
    kept = [asset.name, *texts_in(asset.state), *(file.read_text() for file in asset.files)]
    for place, text in texts:
        if not _holds(kept, text):
            raise Unmet(f"{key_of(place)} = {text!r} is not what is kept", expected="the text as it was written")


def _fits(case: Case, texts: Sequence[tuple[Place, str]]) -> bool:
    return not SchemaValidator(case.manifest.params_schema).problems(_with(case, texts))


def _with(case: Case, texts: Sequence[tuple[Place, str]]) -> JsonObject:
    params = case.params
    for place, text in texts:
        params = placed(params, place, text)
    return params


def _holds(texts: Iterator[str] | Sequence[str], text: str) -> bool:
    return any(text.strip() in one for one in texts)


def _places(case: Case) -> list[tuple[Place, int]]:
    found = list(text_places(case.manifest.params_schema, case.params))
    if not found:
        raise NotApplicable("no parameter is a text that people write as they like")
    return found


async def _made_with(case: Case, texts: Sequence[tuple[Place, str]]) -> Asset | None:
    """Return an asset with *texts*, None where they are not taken."""
    params = _with(case, texts)
    if SchemaValidator(case.manifest.params_schema).problems(params):
        return None
    try:
        return await case.subject.make(params, case.uploads)
    except InterlinkError:
        return None


async def _made_with_markup(case: Case) -> list[Asset]:
    """Return assets with markup in every text that takes it: one for all, else one for each."""
    wide = [(place, MARKUP) for place, most in _places(case) if most >= len(MARKUP)]
    if together := await _made_with(case, wide):
        return [together]
    each = [await _made_with(case, [one]) for one in wide]
    if not any(each):
        raise NotApplicable("no text takes markup")
    return [asset for asset in each if asset]


async def _bodies_with(case: Case, text: str) -> list[tuple[str, Asset, JsonObject]]:
    """Return bodies with *text* at each place of each collection, with an asset that Ben may add them to."""
    found: list[tuple[str, Asset, JsonObject]] = []
    for number, sample in enumerate(case.samples[:1]):
        for collection, bodies in sample.contributions.items():
            schema = case.manifest.contribution_schema(collection)
            for place, most in text_places(schema, bodies[0]):
                if most >= len(text):
                    asset = await case.make(number)
                    await case.subject.share(asset.id, BEN, case.manifest.collections[collection].role)
                    found.append((collection, asset, placed(bodies[0], place, text)))
    if not found:
        raise NotApplicable("no contribution of the first sample has a text that people write as they like")
    return found
