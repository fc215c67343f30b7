# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Summaries: one for each asset that a person has a role on, newest first, short and plain."""

import re
from urllib.parse import urlsplit

from interlink_sdk.assets import JsonObject
from interlink_sdk.conformance.case import Case, refusal_of
from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.results import CannotTell, NotApplicable, Unmet
from interlink_sdk.conformance.subject import ANA, BEN, EVA
from interlink_sdk.conformance.values import maximal, placed, text_places, texts_in

MANY = 30
MAX_DESCRIPTION_CHARACTERS = 300
"""More does not fit into a row of a list."""
SIGNS = "Tom & Ann: 2 < 3"
WORD = "Quince"
_ESCAPED = re.compile(r"&(amp|lt|gt|quot|#\d+|#x[0-9a-f]+);", re.IGNORECASE)
_ELEMENT = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)


@proves("summary-one-for-each")
async def one_for_each(case: Case) -> None:
    """List thirty assets and look for each."""
    made = [(await case.make(number % len(case.samples))).id for number in range(MANY)]
    listed = [summary.id for summary in await case.subject.list()]
    if sorted(listed) != sorted(made):
        raise Unmet(f"{len(set(listed))} summaries for {MANY} assets, {len(listed)} in all", expected="one for each")


@proves("summary-newest-first")
async def newest_first(case: Case) -> None:
    """Make assets one after the other and compare the order in which they are listed."""
    made = [(await case.make(number % len(case.samples))).id for number in range(5)]
    listed = [summary.id for summary in await case.subject.list()]
    if sorted(listed) == sorted(made) and listed != made[::-1]:
        places = [made.index(one) + 1 for one in listed]
        raise Unmet(f"made as 1 to 5, listed as {places}", expected="the newest first")


@proves("summary-asked-in-bulk")
async def asked_in_bulk(case: Case) -> None:
    """Count the calls that one list takes."""
    for number in range(5):
        await case.make(number % len(case.samples))
    before = len(case.subject.exchanges)
    await case.subject.list()
    calls = [call for call, _ in case.subject.exchanges[before:] if call.hook == "assets"]
    if not calls:
        raise CannotTell(f"the calls to hooks cannot be seen on {case.subject.placement!r}")
    if len(calls) > 1:
        raise Unmet(f"{len(calls)} calls for a list of 5", expected="one call with all assets")


@proves("summary-description-short")
async def description_short(case: Case) -> None:
    """Look at the descriptions of the samples, and of an asset with as much text as may be."""
    await _make_all(case)
    for summary in await case.subject.list():
        if (length := len(summary.description)) > MAX_DESCRIPTION_CHARACTERS:
            raise Unmet(f"a description of {length} characters", expected=f"at most {MAX_DESCRIPTION_CHARACTERS}")


@proves("summary-description-plain")
async def description_plain(case: Case) -> None:
    """Write signs into every text and look for HTML in the descriptions."""
    await _make_all(case)
    places = list(text_places(case.manifest.params_schema, case.params))
    for place, most in places:
        if most >= len(SIGNS):
            await refusal_of(case.subject.make(placed(case.params, place, SIGNS), case.uploads))
    written = _written(case)
    for summary in await case.subject.list():
        own = _without(summary.description, written)
        if found := _ESCAPED.search(own) or _ELEMENT.search(own):
            raise Unmet(f"{found[0]!r} in a description", expected="plain text, which lists escape themselves")


@proves("summary-icon-is-https")
async def icon_is_https(case: Case) -> None:
    """Look at the addresses of icons."""
    await _make_all(case)
    for summary in await case.subject.list():
        if summary.icon is not None and (
            urlsplit(summary.icon).scheme != "https" or not urlsplit(summary.icon).hostname
        ):
            raise Unmet(f"the icon {summary.icon!r}", expected="an https address, or none")


@proves("summary-of-nothing")
async def of_nothing(case: Case) -> None:
    """List before there is any asset."""
    if listed := await case.subject.list(by=EVA):
        raise Unmet(f"{len(listed)} summaries before there is any asset", expected="an empty list")


@proves("summary-hides-others")
async def hides_others(case: Case) -> None:
    """List as somebody who has an asset, but no role on another one."""
    own = await case.make(by=EVA)
    await case.make_with_entries()
    if others := [summary for summary in await case.subject.list(by=EVA) if summary.id != own.id]:
        raise Unmet(f"{others[0].name!r} is listed to somebody without a role", expected="nothing of it")


@proves("summary-shows-shared")
async def shows_shared(case: Case) -> None:
    """Share an asset with Ben as a viewer and list as Ben."""
    asset = await case.make()
    await case.subject.share(asset.id, BEN, "viewer")
    if [summary.id for summary in await case.subject.list(by=BEN)] != [asset.id]:
        raise Unmet("an asset is not listed to whom it is shared with", expected="it to be")


@proves("summary-follows-edit")
async def follows_edit(case: Case) -> None:
    """Edit an asset after it was listed, and compare its name with that in the list."""
    if not case.manifest.offers("edit"):
        raise NotApplicable("the interlinker does not offer 'edit'")
    asset = await case.make()
    await case.subject.list()
    renamed = False
    for place, most in text_places(case.manifest.params_schema, case.params):
        if most >= len(WORD) and not renamed:
            params = placed(case.params, place, WORD)
            if await refusal_of(case.subject.edit(asset.id, params, case.uploads)):
                continue
            renamed = (await case.subject.read(asset.id)).name == WORD
    if not renamed:
        raise NotApplicable("no text of an edit becomes the asset's name")
    listed = next(summary for summary in await case.subject.list(by=ANA) if summary.id == asset.id)
    if listed.name != WORD:
        raise Unmet(f"an asset that is now {WORD!r} is listed as {listed.name!r}", expected="its present name")


async def _make_all(case: Case) -> None:
    for number in range(len(case.samples)):
        await case.make(number)
    await refusal_of(case.subject.make(maximal(case.manifest.params_schema), case.uploads))


def _written(case: Case) -> list[str]:
    """Return the texts that people wrote, which may look like HTML without being it."""
    samples: list[JsonObject] = [case.params_of(sample) for sample in case.samples]
    return [SIGNS, *(text for params in samples for text in texts_in(params))]


def _without(said: str, texts: list[str]) -> str:
    for text in sorted(texts, key=len, reverse=True):
        said = said.replace(text, "")
    return said
