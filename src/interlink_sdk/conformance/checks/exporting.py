# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Exports: files that are what they claim to be, with everything that the reader may see and nothing else."""

import json
from collections.abc import Iterator
from itertools import product
from pathlib import PurePosixPath

from interlink_sdk.assets import Asset, JsonObject
from interlink_sdk.conformance.case import Case, must_refuse, refusal_of
from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.contents import fault_of, formulas_in, languages_of, loaded_by
from interlink_sdk.conformance.results import NotApplicable, Unmet
from interlink_sdk.conformance.subject import ANA, EVA, PARTICIPANTS
from interlink_sdk.conformance.uses import formats_of
from interlink_sdk.conformance.values import Place, placed, text_places, texts_in
from interlink_sdk.keeping import COMMON_FORMATS, at_least
from interlink_sdk.media import UNKNOWN, media_type_for

LEO = "leo"
FORMULA = '=HYPERLINK("https://example.org";"more")'
TABLES = ("text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
COMMON_TYPES = {"json": "application/json", "html": "text/html"}


@proves("export-has-declared-type")
async def has_declared_type(case: Case) -> None:
    """Compare the media type of each format's file with the manifest's."""
    declared = {entry.id: entry.media_type for entry in case.manifest.formats if entry.media_type}
    asset = await case.make_with_entries()
    for name, media_type in (COMMON_TYPES | declared).items():
        file = await case.subject.export(asset.id, name)
        if file.media_type != media_type:
            raise Unmet(f"the format {name!r} comes as {file.media_type!r}", expected=repr(media_type))


@proves("export-is-what-it-says")
async def is_what_it_says(case: Case) -> None:
    """Read each format of each sample as what its media type says, in every declared language."""
    for number in range(len(case.samples)):
        asset = await case.make_with_entries(number)
        for name in formats_of(case):
            for locale in case.manifest.languages:
                file = await case.subject.export(asset.id, name, locale=locale)
                if fault := fault_of(file.media_type, file.read_bytes()):
                    raise Unmet(f"the format {name!r} in {locale!r} is no {file.media_type!r}: {fault}", expected="one")


@proves("export-is-not-empty")
async def is_not_empty(case: Case) -> None:
    """Look at how long each format of each sample is."""
    for number in range(len(case.samples)):
        asset = await case.make_with_entries(number)
        for name in formats_of(case):
            if not (await case.subject.export(asset.id, name)).read_bytes().strip():
                raise Unmet(f"the format {name!r} of {asset.name!r} is empty", expected="the content of the asset")


@proves("export-has-fitting-name")
async def has_fitting_name(case: Case) -> None:
    """Compare the extension of each file's name with its media type."""
    asset = await case.make_with_entries()
    for name in formats_of(case):
        file = await case.subject.export(asset.id, name)
        by_name = media_type_for(file.name)
        is_known = by_name != UNKNOWN or file.media_type == UNKNOWN
        if not PurePosixPath(file.name).suffix or (is_known and by_name != file.media_type):
            raise Unmet(f"{file.media_type!r} comes as {file.name!r}", expected="the extension of its media type")


@proves("export-is-repeatable")
async def is_repeatable(case: Case) -> None:
    """Export each format twice."""
    asset = await case.make_with_entries()
    for name in formats_of(case):
        first, second = [await case.subject.export(asset.id, name) for _ in range(2)]
        if (first.name, first.read_bytes()) != (second.name, second.read_bytes()):
            raise Unmet(f"the format {name!r} comes out in two ways", expected="the same bytes for the same asset")


@proves("export-html-says-language")
async def html_says_language(case: Case) -> None:
    """Look for the language in the exported HTML."""
    asset = await case.make_with_entries()
    for locale in case.manifest.languages:
        said = languages_of((await case.subject.export(asset.id, "html", locale=locale)).read_text())
        if said != [locale]:
            raise Unmet(f"the HTML in {locale!r} says {', '.join(said) or 'no language'}", expected=f'lang="{locale}"')


@proves("export-html-stands-alone")
async def html_stands_alone(case: Case) -> None:
    """Look for what the exported HTML would load or run."""
    asset = await case.make_with_entries()
    if found := loaded_by((await case.subject.export(asset.id, "html")).read_text()):
        raise Unmet(f"the HTML loads or runs {found[0]}", expected="a page that needs nothing else")


@proves("export-json-has-entries")
async def json_has_entries(case: Case) -> None:
    """Look for the text of every entry in the owner's JSON."""
    asset = await case.make_with_entries()
    said = list(texts_in(json.loads((await case.subject.export(asset.id, "json")).read_bytes())))
    for name in _collections(case):
        for entry in await case.subject.contributions(asset.id, name):
            if lost := [text for text in texts_in(entry.body) if text not in said]:
                raise Unmet(
                    f"{lost[0]!r} of {name!r} is not in the JSON", expected="every entry that the reader may see"
                )


@proves("export-hides-entries")
async def hides_entries(case: Case) -> None:
    """Let a viewer export before and after somebody else adds what the viewer may not see."""
    hidden = [name for name in _collections(case) if not at_least("viewer", case.manifest.collections[name].read_role)]
    hidden = [name for name in hidden if case.samples[0].contributions.get(name)]
    if not hidden:
        raise NotApplicable("viewers may see the entries of every collection")
    asset = await case.make_with_entries()
    await case.subject.share(asset.id, LEO, "viewer")
    for collection in hidden:
        before, again = [await _exported(case, asset.id, by=LEO) for _ in range(2)]
        await case.subject.contribute(asset.id, collection, case.samples[0].contributions[collection][0], by=ANA)
        after = await _exported(case, asset.id, by=LEO)
        # that a format comes out in two ways is another requirement
        if told := [name for name in before if before[name] == again[name] != after[name]]:
            raise Unmet(f"{told[0]!r} tells a viewer of an entry for {collection!r}", expected="nothing of it")


@proves("export-disarms-formulas")
async def disarms_formulas(case: Case) -> None:
    """Write formulas into texts and contributions, and look for cells that a spreadsheet would run."""
    tables = [entry.id for entry in case.manifest.formats if entry.media_type in TABLES]
    if not tables:
        raise NotApplicable("no format is a table")
    for name, asset in product(tables, await _with_formulas(case)):
        file = await case.subject.export(asset.id, name)
        if cells := formulas_in(file.media_type, file.read_bytes()):
            raise Unmet(f"{name!r} has the cell {cells[0]!r}", expected="text that no spreadsheet takes for a formula")


@proves("export-has-common-formats")
async def has_common_formats(case: Case) -> None:
    """Export what every interlinker offers: JSON and HTML."""
    asset = await case.make()
    for name in COMMON_FORMATS:
        if error := await refusal_of(case.subject.export(asset.id, name)):
            raise Unmet(f"{name!r}: {error.code!r}: {error.message}", expected="a file")


@proves("export-download-is-declared")
async def download_is_declared(case: Case) -> None:
    """Export without a format, and in the download format."""
    asset = await case.make_with_entries()
    wanted = case.manifest.download_format
    said, unsaid = await case.subject.export(asset.id, wanted), await case.subject.export(asset.id)
    if (said.media_type, said.read_bytes()) != (unsaid.media_type, unsaid.read_bytes()):
        raise Unmet(f"the download is {unsaid.media_type!r}, not the format {wanted!r}", expected=f"{wanted!r}")


@proves("export-unknown-refused")
async def unknown_refused(case: Case) -> None:
    """Ask for a format that nobody has."""
    asset = await case.make()
    await must_refuse(case.subject.export(asset.id, "papyrus"), "not_offered", what="the format 'papyrus'")


@proves("export-refused-to-strangers")
async def refused_to_strangers(case: Case) -> None:
    """Let somebody without a role export, also the bundle."""
    asset = await case.make()
    for name in (*formats_of(case), None):
        attempt = case.subject.export(asset.id, name, by=EVA)
        await must_refuse(attempt, "not_found", "forbidden", what=f"an export in {name!r} by somebody without a role")
    await must_refuse(case.subject.bundle(asset.id, by=EVA), "not_found", "forbidden", what="a stranger's bundle")


def _collections(case: Case) -> list[str]:
    if not case.manifest.collections:
        raise NotApplicable("the interlinker has no collections")
    return list(case.manifest.collections)


async def _exported(case: Case, asset_id: str, *, by: str) -> dict[str, bytes]:
    return {name: (await case.subject.export(asset_id, name, by=by)).read_bytes() for name in formats_of(case)}


async def _with_formulas(case: Case) -> list[Asset]:
    """Return an asset with a formula in every text that takes one, and one whose entries have them."""
    armed, asset = await case.subject.make(await _armed(case), case.uploads), await case.make()
    for collection, bodies in case.samples[0].contributions.items():
        places = [place for place, _ in _texts(case.manifest.contribution_schema(collection), bodies[0], FORMULA)]
        for place, person in zip(places, PARTICIPANTS, strict=False):
            await case.subject.share(asset.id, person, case.manifest.collections[collection].role)
            await refusal_of(
                case.subject.contribute(asset.id, collection, placed(bodies[0], place, FORMULA), by=person)
            )
    return [armed, asset]


async def _armed(case: Case) -> JsonObject:
    """Return parameters with a formula at each place where it is taken."""
    armed = case.params
    for number, (place, _) in enumerate(list(_texts(case.manifest.params_schema, case.params, f"{FORMULA}00"))):
        tried = placed(armed, place, f"{FORMULA}{number}")
        if not await refusal_of(case.subject.make(tried, case.uploads)):
            armed = tried
    return armed


def _texts(schema: JsonObject, start: JsonObject, text: str) -> Iterator[tuple[Place, int]]:
    return ((place, most) for place, most in text_places(schema, start) if most >= len(text))
