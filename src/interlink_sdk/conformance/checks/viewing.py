# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Pages, by their HTML: what they say, what they load, where they lead, and whether everybody can use them."""

import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from interlink_sdk.assets import Asset, Html, JsonObject
from interlink_sdk.bundle import BundledContribution
from interlink_sdk.conformance.case import Case, must_refuse
from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.doctoring import entry_of, rewritten
from interlink_sdk.conformance.pages import PageElements, addresses_in_styles
from interlink_sdk.conformance.results import NotApplicable, Unmet
from interlink_sdk.conformance.subject import ANA, BEN, EVA
from interlink_sdk.conformance.values import texts_in
from interlink_sdk.keeping import at_least

MANY = 1_000
MAX_VIEW_S = 10.0
LEAST_CELLS = 3
"""Rows and columns of a table that nobody follows without headers, as in axe-core's `td-has-header`."""
LOADING = ("img", "source", "video", "audio", "track", "iframe", "object", "embed", "image", "use", "input")
OUTSIDE_OF_BODY = ("html", "head", "body", "title", "base", "meta")
ELSEWHERE = frozenset({"http", "https", "mailto", "tel"})
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True)
class Seen:
    """A page, the asset that it shows, and the page's elements."""

    asset: Asset
    page: Html
    elements: PageElements


@proves("view-has-title")
async def has_title(case: Case) -> None:
    """Look at the title of each sample's page in every language."""
    for locale in case.manifest.languages:
        async for seen in _pages(case, locale=locale):
            if not seen.page.title.strip():
                raise Unmet(f"the page of {seen.asset.name!r} has no title in {locale!r}", expected="Html.title")


@proves("view-speaks-languages")
async def speaks_languages(case: Case) -> None:
    """Compare the page's own words, without what people wrote, in all languages."""
    first, *others = case.manifest.languages
    if not others:
        raise NotApplicable("the interlinker has one language")
    own = await _own_words(case, first)
    if not any(own):
        raise NotApplicable("the pages have no words but those that people wrote")
    if alike := [locale for locale in others if await _own_words(case, locale) == own]:
        raise Unmet(f"the page in {alike[0]!r} has the words of {first!r}", expected="words in the reader's language")


@proves("view-loads-own-files-only")
async def loads_own_files_only(case: Case) -> None:
    """Look for everything that a browser would load with each page."""
    async for seen in _pages(case):
        names = {file.name for file in seen.asset.files}
        for address in _loaded(seen):
            if not address.startswith("#") and _file_in(address) not in names:
                raise Unmet(f"the page loads {address[:100]!r}", expected="files of the asset, as files/NAME")


@proves("view-has-no-scripts")
async def has_no_scripts(case: Case) -> None:
    """Look for scripts in elements, attributes and addresses."""
    async for seen in _pages(case):
        for element in seen.elements.elements:
            handlers = [name for name in element.attributes if name.startswith("on")]
            is_run = any(urlsplit(address).scheme == "javascript" for address in element.addresses())
            if element.tag == "script" or handlers or is_run:
                raise Unmet(f"the page has {element}", expected="a page that works without scripts, which never run")


@proves("view-body-is-content")
async def body_is_content(case: Case) -> None:
    """Look for elements that belong around the body."""
    async for seen in _pages(case):
        for element in seen.elements.named(*OUTSIDE_OF_BODY):
            if not element.has_around("svg"):
                raise Unmet(f"the page has {element}", expected="the content of <body> alone")


@proves("view-styles-take-effect")
async def styles_take_effect(case: Case) -> None:
    """Look for styles where the frame's policy keeps them from taking effect."""
    async for seen in _pages(case):
        for element in seen.elements.elements:
            if element.tag in {"style", "link"} or "style" in element.attributes:
                raise Unmet(f"the page has {element}", expected="styles in Html.styles")


@proves("view-links-stay-in-frame")
async def links_stay_in_frame(case: Case) -> None:
    """Follow the links that are no addresses of other sites."""
    async for seen in _pages(case):
        ids = {element.attributes.get("id") for element in seen.elements.elements}
        for element in seen.elements.named("a", "area"):
            address = element.attributes.get("href", "").strip()
            is_known = urlsplit(address).scheme in {*ELSEWHERE, "javascript"} or address.startswith("files/")
            if address.startswith("#") and unquote(address[1:]) in ids | {""}:
                continue
            if "href" in element.attributes and not is_known:
                raise Unmet(f"a link leads to {address!r}", expected="files/NAME, #ID of the page, or another site")


@proves("view-forms-reach-collections")
async def forms_reach_collections(case: Case) -> None:
    """Look where each form posts to."""
    actions = {f"contribute/{name}" for name in case.manifest.collections}
    async for seen in _pages(case):
        for form in seen.elements.named("form"):
            method, action = (form.attributes.get(name, "") for name in ("method", "action"))
            if method.lower() != "post" or action not in actions:
                raise Unmet(f"the page has {form}", expected=f"method post, and one of {', '.join(sorted(actions))}")
        for button in seen.elements.named("button", "input"):
            if "formaction" in button.attributes:
                raise Unmet(f"the page has {button}", expected="the form to say where it posts to")


@proves("view-forms-ask-what-is-needed")
async def forms_ask_what_is_needed(case: Case) -> None:
    """Compare the fields of each form with the schema of its collection."""
    async for seen in _pages(case):
        for name in case.manifest.collections:
            schema = case.manifest.contribution_schema(name)
            for form in seen.elements.forms_for(name):
                asked = {_field(one.attributes.get("name", "")) for one in seen.elements.within(form, *_FIELDS)} - {""}
                if missing := set(_names(schema, "required")) - asked:
                    raise Unmet(f"a form for {name!r} does not ask for {min(missing)!r}", expected="all that is needed")
                if schema.get("additionalProperties") is False and (more := asked - set(_names(schema, "properties"))):
                    raise Unmet(f"a form for {name!r} asks for {min(more)!r}", expected="fields of its schema")


@proves("view-forms-for-who-may")
async def forms_for_who_may(case: Case) -> None:
    """Look at the page as somebody whose role is too weak for a collection."""
    closed = [name for name, rules in case.manifest.collections.items() if not at_least("viewer", rules.role)]
    if not closed:
        raise NotApplicable("every collection is open to viewers")
    asset = await case.make()
    await case.subject.share(asset.id, BEN, "viewer")
    page = _html(await case.subject.view(asset.id, by=BEN))
    for name in closed:
        if any(PageElements(page.body).forms_for(name)):
            raise Unmet(f"a viewer sees a form for {name!r}", expected="forms for those who may send them")


@proves("view-ids-are-unique")
async def ids_are_unique(case: Case) -> None:
    """Count the identifiers of elements."""
    async for seen in _pages(case):
        ids = [one.attributes["id"] for one in seen.elements.elements if "id" in one.attributes]
        if twice := sorted({one for one in ids if ids.count(one) > 1}):
            raise Unmet(f"the id {twice[0]!r} is there {ids.count(twice[0])} times", expected="each once")


@proves("view-headings-in-order")
async def headings_in_order(case: Case) -> None:
    """Read the headings of each page."""
    async for seen in _pages(case):
        before = 0
        for heading in seen.elements.named(*HEADINGS):
            level = int(heading.tag[1])
            if not heading.text:
                raise Unmet(f"the page has an empty {heading}", expected="headings with text")
            if level > max(before + 1, 2):
                raise Unmet(f"<{heading.tag}> follows <h{before}>: {heading.text[:60]!r}", expected="no level left out")
            before = level


@proves("view-controls-have-labels")
async def controls_have_labels(case: Case) -> None:
    """Look for the label of each field and button."""
    async for seen in _pages(case):
        for control in (*seen.elements.controls(), *seen.elements.named("button")):
            if not seen.elements.name_of(control):
                raise Unmet(f"{control} has no label", expected="a <label> around it, or one that names its id")


@proves("view-pictures-have-text")
async def pictures_have_text(case: Case) -> None:
    """Look for the text in place of each picture."""
    async for seen in _pages(case):
        for picture in seen.elements.named("img"):
            if "alt" not in picture.attributes:
                raise Unmet(f"{picture} has no alt", expected='what it shows, or alt="" where it shows nothing')


@proves("view-links-have-text")
async def links_have_text(case: Case) -> None:
    """Look for the text of each link."""
    async for seen in _pages(case):
        for link in seen.elements.named("a"):
            if "href" in link.attributes and not seen.elements.name_of(link):
                raise Unmet(f"{link} has no text", expected="words that say where it leads")


@proves("view-tables-have-headers")
async def tables_have_headers(case: Case) -> None:
    """Look for header cells in each table that is more than a list of pairs."""
    async for seen in _pages(case):
        for table in seen.elements.named("table"):
            rows = [list(seen.elements.within(row, "td", "th")) for row in seen.elements.within(table, "tr")]
            is_data = len(rows) >= LEAST_CELLS and max(map(len, rows)) >= LEAST_CELLS
            is_layout = table.attributes.get("role") in {"presentation", "none"}
            if is_data and not is_layout and not any(seen.elements.within(table, "th")):
                raise Unmet(f"the page has a table of {len(rows)} rows without <th>", expected="header cells")


@proves("view-preview-hides-entries")
async def preview_hides_entries(case: Case) -> None:
    """Compare the preview before and after people have taken part."""
    if not case.manifest.offers("preview") or not case.manifest.collections:
        raise NotApplicable("the interlinker has no collections, or no preview")
    new, used = await case.make(), await case.make_with_entries()
    before, again, after = [
        _html(await case.subject.view(one.id, purpose="preview")).body.replace(one.id, "") for one in (new, new, used)
    ]
    # that a page comes out in two ways is another requirement
    if before == again != after:
        raise Unmet("the preview changes when people take part", expected="nothing of contributions in it")


@proves("view-bears-many-entries")
async def bears_many_entries(case: Case) -> None:
    """Bring a thousand entries in by a bundle, for each collection, and view the asset."""
    entries = case.samples[0].contributions
    if not entries:
        raise NotApplicable("the first sample has no contributions")
    bundle = await case.subject.bundle((await case.make()).id)
    for name, bodies in entries.items():
        identity = case.manifest.collections[name].identity
        many = [_entry(bodies[number % len(bodies)], number, identity) for number in range(MANY)]
        asset = await case.subject.restore(await rewritten(bundle, case.scratch, entries={name: many}))
        begun = time.monotonic()
        await case.subject.view(asset.id)
        if (took := time.monotonic() - begun) > MAX_VIEW_S:
            raise Unmet(f"a page with {MANY} entries of {name!r} took {took:.1f} s", expected=f"{MAX_VIEW_S:g} s")


@proves("view-shared-is-for-all")
async def shared_is_for_all(case: Case) -> None:
    """Compare the page of two people where the manifest says that it is the same for all."""
    if not case.manifest.view.shared:
        raise NotApplicable("the page is each person's own")
    asset = await case.make_with_entries()
    await case.subject.share(asset.id, BEN, "viewer")
    ana, ben = [await case.subject.view(asset.id, by=person) for person in (ANA, BEN)]
    if ana != ben:
        raise Unmet("two people see two pages", expected="one page, as view.shared in the manifest says")


@proves("view-refused-to-strangers")
async def refused_to_strangers(case: Case) -> None:
    """Let somebody without a role open the page."""
    asset = await case.make()
    await must_refuse(case.subject.view(asset.id, by=EVA), "not_found", "forbidden", what="a stranger's look")


_FIELDS = ("input", "select", "textarea", "button")


async def _pages(case: Case, *, locale: str = "en") -> AsyncIterator[Seen]:
    """Yield the page of each sample, people having taken part; raises NotApplicable where they are elsewhere."""
    for number in range(len(case.samples)):
        asset = await case.subject.read((await case.make_with_entries(number)).id)
        page = _html(await case.subject.view(asset.id, locale=locale))
        yield Seen(asset, page, PageElements(page.body))


def _html(page: object) -> Html:
    if not isinstance(page, Html):
        raise NotApplicable("the page is on another site")
    return page


async def _own_words(case: Case, locale: str) -> list[str]:
    """Return the words of each page that nobody has written."""
    found = []
    async for seen in _pages(case, locale=locale):
        said = seen.elements.text
        for text in sorted([text async for text in _written(case, seen.asset)], key=len, reverse=True):
            said = said.replace(" ".join(text.split()), " ")
        found.append("".join(ch for ch in said if ch.isalpha()))
    return found


async def _written(case: Case, asset: Asset) -> AsyncIterator[str]:
    yield asset.name
    for text in texts_in(asset.state):
        yield text
        for line in text.splitlines():
            yield line
    for file in asset.files:
        yield file.name
    for name in case.manifest.collections:
        for entry in await case.subject.contributions(asset.id, name):
            for text in texts_in(entry.body):
                yield text


def _loaded(seen: Seen) -> Iterator[str]:
    for element in seen.elements.named(*LOADING):
        yield from element.addresses()
    for style in seen.elements.named("style"):
        yield from addresses_in_styles(style.text)
    for element in seen.elements.elements:
        yield from addresses_in_styles(element.attributes.get("style", ""))
    yield from addresses_in_styles(seen.page.styles)


def _file_in(address: str) -> str:
    return unquote(address.removeprefix("files/").partition("#")[0]) if address.startswith("files/") else ""


def _field(name: str) -> str:
    return name.partition(".")[0].partition("[")[0]


def _names(schema: JsonObject, keyword: str) -> list[str]:
    found = schema.get(keyword)
    return [str(name) for name in found] if isinstance(found, list | dict) else []


def _entry(body: JsonObject, number: int, identity: str) -> BundledContribution:
    entry = entry_of(body, number)
    if identity == "named":
        return entry
    return entry.model_copy(
        update={"author": None, "pseudonym": f"person-{number}" if identity == "pseudonymous" else None}
    )
