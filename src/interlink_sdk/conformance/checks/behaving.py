# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Good behaviour: hooks are functions of their arguments, in company of others, and in time."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from copy import deepcopy
from datetime import UTC, datetime

from interlink_sdk.assets import Asset, Html, JsonObject
from interlink_sdk.calls import Contribute, Edit, Instantiate
from interlink_sdk.conformance.case import Case, refusal_of
from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.results import CannotTell, NotApplicable, Unmet
from interlink_sdk.conformance.secret_settings import secrets_for
from interlink_sdk.conformance.subject import ANA, BEN
from interlink_sdk.conformance.uses import everything, formats_of, ways_to_look
from interlink_sdk.conformance.values import fitting, maximal, minimal, placed, text_places
from interlink_sdk.errors import CallerError, InterlinkError

AT_ONCE = 20
SHORT_DEADLINE_S = 3.0
GRACE_S = 0.5
UNSTEADY = "the same asset is made or shown in two ways, which another requirement is about"
SETTLING_STEPS = 10
OTHER_DAY = datetime(2031, 5, 6, 12, tzinfo=UTC)
OTHER_LOCALES = ("de", "es-MX", "zh-Hant-TW", "ar", "en-GB")
CRASHES = frozenset({"hook_raised", "invalid_reply"})


@proves("behave-changes-no-argument")
async def changes_no_argument(case: Case) -> None:
    """Read the asset before and after it is viewed, listed and exported."""
    asset = await case.make_with_entries()
    before = deepcopy((await case.subject.read(asset.id)).model_dump())
    for _, step in ways_to_look(case, asset):
        await refusal_of(step())
    if (await case.subject.read(asset.id)).model_dump() != before:
        raise Unmet("the asset is another one after it was only looked at", expected="the same")


@proves("behave-keeps-assets-apart")
async def keeps_assets_apart(case: Case) -> None:
    """Change one of two equal assets and look at the other."""
    changed, other = await case.make(), await case.make()
    before = await _shown(case, other)
    if await _shown(case, other) != before:
        raise NotApplicable(UNSTEADY)
    if case.manifest.offers("edit"):
        await refusal_of(case.subject.edit(changed.id, _titled(case, "Quince"), case.uploads))
    await _take_part(case, changed)
    if await _shown(case, other) != before:
        raise Unmet("an asset changed together with another one", expected="each asset on its own")


@proves("behave-bears-company")
async def bears_company(case: Case) -> None:
    """Make and view twenty assets at once, and compare with one after the other."""
    params = [_titled(case, f"Quince {number}") for number in range(AT_ONCE)]
    single = [await _content(case, await case.subject.make(one, case.uploads)) for one in params]
    if await _content(case, await case.subject.make(params[0], case.uploads)) != single[0]:
        raise NotApplicable(UNSTEADY)
    made = await asyncio.gather(*(case.subject.make(one, case.uploads) for one in params))
    together = await asyncio.gather(*(_content(case, asset) for asset in made))
    wrong = [number for number, (one, other) in enumerate(zip(single, together, strict=True)) if one != other]
    if wrong:
        raise Unmet(f"{len(wrong)} of {AT_ONCE} assets made at once are wrong", expected="the same as one by one")


@proves("behave-answers-alike")
async def answers_alike(case: Case) -> None:
    """View and list the same twice."""
    asset = await case.make_with_entries()
    if await _shown(case, asset) != await _shown(case, asset):
        raise Unmet("the same asset was shown in two ways", expected="the same page and summary for the same arguments")


@proves("behave-shows-every-asset")
async def shows_every_asset(case: Case) -> None:
    """View, list and export the smallest and the largest asset that there can be."""
    for params in (minimal(case.manifest.params_schema), maximal(case.manifest.params_schema)):
        try:
            asset = await case.subject.make(params, case.uploads)
        except InterlinkError:
            continue  # what is taken is another requirement
        for verb, step in ways_to_look(case, asset):
            error = await refusal_of(step())
            if error is not None and error.code in CRASHES:
                raise Unmet(f"to {verb} an asset of {_size(params)}: {error.message}", expected="an answer")


@proves("behave-keeps-deadline")
async def keeps_deadline(case: Case) -> None:
    """Give each call three seconds."""
    with case.under(deadline_s=SHORT_DEADLINE_S):
        async for verb, step in everything(case):
            begun = time.monotonic()
            await refusal_of(step())
            if (took := time.monotonic() - begun) > SHORT_DEADLINE_S + GRACE_S:
                raise Unmet(f"to {verb} took {took:.1f} s", expected=f"an answer within {SHORT_DEADLINE_S:g} s")


@proves("behave-stops-when-cancelled")
async def stops_when_cancelled(case: Case) -> None:
    """Cancel the making of an asset while it is under way, and look for it."""
    _want_here(case)
    task = asyncio.ensure_future(case.subject.make(case.params, case.uploads))
    await asyncio.sleep(0)
    if task.done():
        raise NotApplicable("the asset is made at once: there is nothing to cancel")
    task.cancel()
    await asyncio.wait([task])
    if not task.cancelled():
        raise Unmet("the hook went on after it was cancelled", expected="asyncio.CancelledError to be let through")
    for _ in range(SETTLING_STEPS):
        if listed := await case.subject.list():
            raise Unmet(f"{len(listed)} assets are there after the cancellation", expected="none")
        await asyncio.sleep(GRACE_S / SETTLING_STEPS)


@proves("behave-uses-given-time")
async def uses_given_time(case: Case) -> None:
    """Tell hooks another day and look for today in what they answer."""
    with case.under(now=OTHER_DAY):
        asset = await case.make_with_entries()
        if case.manifest.offers("edit"):
            await refusal_of(case.subject.edit(asset.id, case.params, case.uploads))
    days = {moment.date().isoformat() for moment in (datetime.now(UTC), datetime.now(UTC).astimezone())}
    calls = [pair for pair in case.subject.exchanges if isinstance(pair[0], Instantiate | Edit | Contribute)]
    if not calls:
        raise CannotTell(f"the calls to hooks cannot be seen on {case.subject.placement!r}")
    for call, reply in calls:
        asked = call.params if isinstance(call, Instantiate | Edit) else getattr(call, "body", {})
        said = reply.value.model_dump(include={"name", "state", "body"}) if reply.ok else {}
        if found := [day for day in days if day in str(said) and day not in str(asked)]:
            raise Unmet(f"{call.hook!r} wrote today's {found[0]}", expected=f"the given {OTHER_DAY:%Y-%m-%d}")


@proves("behave-bears-other-locales")
async def bears_other_locales(case: Case) -> None:
    """Do everything in languages that the interlinker does not have."""
    for locale in OTHER_LOCALES:
        asset = await case.make(locale=locale)
        for verb, step in ways_to_look(case, asset, locale):
            if error := await refusal_of(step()):
                found = f"to {verb} in {locale!r}: {error.code!r}: {error.message}"
                raise Unmet(found, expected="an answer in another language")


@proves("behave-refuses-in-language")
async def refuses_in_language(case: Case) -> None:
    """Compare what hooks refuse in the languages of the manifest."""
    languages = case.manifest.languages
    if len(languages) == 1:
        raise NotApplicable("the interlinker has one language")
    async for asked, refuse in _refused_entries(case):
        if not isinstance(await refusal_of(refuse(languages[0])), CallerError):
            continue
        said = {language: error.message for language in languages if (error := await refusal_of(refuse(language)))}
        alike = [language for language in languages[1:] if said.get(language) == said.get(languages[0])]
        if alike:
            raise Unmet(f"{asked}: {said[languages[0]]!r} in {', '.join(alike)} too", expected="each language its own")
        return
    raise NotApplicable("the interlinker refuses nothing that its schemas allow")


@proves("behave-bears-settings")
async def bears_settings(case: Case) -> None:
    """Do everything with the fewest and with the most settings that fit."""
    schema = case.manifest.settings
    if not isinstance(schema, dict):
        raise NotApplicable("the interlinker has no settings")
    for settings in (minimal(schema), maximal(schema)):
        with case.under(settings=settings):
            async for verb, step in everything(case):
                error = await refusal_of(step())
                if error is not None and error.code in CRASHES:
                    raise Unmet(f"to {verb} with {sorted(settings)} set: {error.message}", expected="an answer")


@proves("behave-shows-no-secrets")
async def shows_no_secrets(case: Case) -> None:
    """Give the interlinker secret settings and look for them in what people get."""
    settings, secrets = secrets_for(case.manifest.settings)
    with case.under(settings=settings):
        asset = await case.make_with_entries()
        shown = [(await case.subject.read(asset.id)).model_dump_json(), str(await _shown(case, asset))]
        if case.manifest.offers("export"):
            files = [await case.subject.export(asset.id, name) for name in formats_of(case)]
            shown += [file.read_text() for file in files]
    if any(secret in text for secret in secrets for text in shown):
        raise Unmet("a secret setting is in the asset, its page or an export", expected="no secret to leave the hooks")


def _want_here(case: Case) -> None:
    if case.subject.placement != "keeper":
        raise CannotTell(f"what hooks do on {case.subject.placement!r} cannot be seen from here")


def _titled(case: Case, text: str) -> JsonObject:
    place = next((place for place, most in text_places(case.manifest.params_schema, case.params) if most >= 20), None)
    return placed(case.params, place, text) if place else case.params


async def _take_part(case: Case, asset: Asset) -> None:
    for collection, bodies in case.manifest.samples[0].contributions.items() if case.manifest.samples else ():
        await case.subject.share(asset.id, BEN, case.manifest.collections[collection].role)
        for body in bodies[:1]:
            await refusal_of(case.subject.contribute(asset.id, collection, body, by=BEN))


async def _shown(case: Case, asset: Asset) -> object:
    """Return what people see of *asset*, without what changes with every call by right."""
    page = await case.subject.view(asset.id) if case.manifest.offers("view") else None
    seen = (page.title, page.body, page.styles) if isinstance(page, Html) else page
    summaries = [summary for summary in await case.subject.list() if summary.id == asset.id]
    kept = await case.subject.read(asset.id)
    entries = [len(await case.subject.contributions(asset.id, name)) for name in case.manifest.collections]
    return seen, summaries, kept.name, deepcopy(kept.state), entries


async def _content(case: Case, asset: Asset) -> object:
    page = await case.subject.view(asset.id) if case.manifest.offers("view") else None
    shown = page.body.replace(asset.id, "") if isinstance(page, Html) else None
    kept = await case.subject.read(asset.id)
    return kept.name, kept.state, [file.read_bytes() for file in kept.files], shown


async def _refused_entries(case: Case) -> AsyncIterator[tuple[str, Callable[[str], Awaitable[object]]]]:
    """Yield what hooks may refuse although it fits the schemas, and how to ask for it in a language."""
    for variant in fitting(case.manifest.params_schema, case.params):
        params = variant.value
        yield str(variant), lambda locale, params=params: case.subject.make(params, case.uploads, locale=locale)  # type: ignore[misc]
    if not case.manifest.samples or not case.manifest.offers("contribute"):
        return
    for name, bodies in case.manifest.samples[0].contributions.items():
        asset = await case.make()
        await case.subject.share(asset.id, ANA, "owner")
        for variant in fitting(case.manifest.contribution_schema(name), bodies[0]):
            body = variant.value
            yield (
                f"{variant} for {name!r}",
                lambda locale, asset=asset, name=name, body=body: case.subject.contribute(  # type: ignore[misc]
                    asset.id, name, body, by=ANA, locale=locale
                ),
            )


def _size(params: JsonObject) -> str:
    return "what is required alone" if len(params) < 3 else "everything that there can be"
