# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Edits: what they change, what they leave, and who may make them."""

from interlink_sdk.assets import Asset, JsonObject
from interlink_sdk.conformance.case import Case, must_refuse, refusal_of
from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.results import NotApplicable, Unmet
from interlink_sdk.conformance.subject import BEN
from interlink_sdk.conformance.values import Variant, fitting, placed, text_places, texts_in, unfit
from interlink_sdk.errors import CallerError

REFUSED = "invalid_parameters"
WORD = "Quince"
"""A text that no sample has, to be found again."""


@proves("edit-makes-next-version")
async def makes_next_version(case: Case) -> None:
    """Edit twice and look at the version."""
    asset = await case.make()
    for expected in (asset.version + 1, asset.version + 2):
        edited = await case.subject.edit(asset.id, case.params, case.uploads)
        if edited.version != expected:
            raise Unmet(f"version {edited.version}", expected=f"version {expected}")


@proves("edit-keeps-identity")
async def keeps_identity(case: Case) -> None:
    """Compare what no edit may change."""
    asset = await case.make()
    edited = await case.subject.edit(asset.id, case.params)
    for name in ("id", "interlinker", "created_at"):
        if getattr(edited, name) != getattr(asset, name):
            raise Unmet(f"another {name}: {getattr(edited, name)}", expected=str(getattr(asset, name)))


@proves("edit-keeps-what-was-sent")
async def keeps_what_was_sent(case: Case) -> None:
    """Write a word into a text and look for it in what is kept."""
    asset = await case.make()
    for params in _with_word(case):
        if await refusal_of(case.subject.edit(asset.id, params)):
            continue  # a text with rules of its own; another one is tried
        kept = await case.subject.read(asset.id)
        if not any(WORD in text for text in (kept.name, *texts_in(kept.state), *_texts_in_files(kept))):
            raise Unmet(f"{WORD!r} is neither in the state nor in the name", expected="what was sent to be kept")
        return
    raise NotApplicable("no parameter is a text that people write as they like")


@proves("edit-keeps-files")
async def keeps_files(case: Case) -> None:
    """Edit without sending files."""
    asset = await case.make()
    if not asset.files:
        raise NotApplicable("the sample has no files")
    await case.subject.edit(asset.id, case.params)
    kept = await case.subject.read(asset.id)
    lost = {file.name: file.read_bytes() for file in asset.files}.items() - {
        file.name: file.read_bytes() for file in kept.files
    }.items()
    if lost:
        raise Unmet(f"{', '.join(sorted(name for name, _ in lost))} is gone or changed", expected="the files to stay")


@proves("edit-takes-new-files")
async def takes_new_files(case: Case) -> None:
    """Edit with a new file."""
    new = case.text_file("quince.txt", b"The new revision.\n")
    asset = await case.make()
    await case.subject.edit(asset.id, case.params, [new])
    kept = await case.subject.read(asset.id)
    if new.content not in [file.read_bytes() for file in kept.files]:
        raise Unmet(f"the asset has {[file.name for file in kept.files]}", expected=f"the new file {new.name!r}")


@proves("edit-keeps-contributions")
async def keeps_contributions(case: Case) -> None:
    """Count the entries before and after an edit."""
    if not any(sample.contributions for sample in case.samples):
        raise NotApplicable("no sample has contributions")
    asset = await case.make_with_entries()
    before = await _entries(case, asset)
    await case.subject.edit(asset.id, case.params)
    after = await _entries(case, asset)
    if after != before:
        raise Unmet(f"{len(after)} entries", expected=f"the same {len(before)} as before the edit")


@proves("edit-repeats-equally")
async def repeats_equally(case: Case) -> None:
    """Make the same edit twice."""
    asset = await case.make()
    first = await case.subject.edit(asset.id, case.params, case.uploads)
    second = await case.subject.edit(asset.id, case.params, case.uploads)
    if (first.name, first.state) != (second.name, second.state):
        raise Unmet("the same edit made again gave another state", expected="the same state and name")


@proves("edit-judges-boundaries")
async def judges_boundaries(case: Case) -> None:
    """Edit with values at each boundary; none may end in anything but a change or a coded refusal."""
    asset = await case.make()
    for variant in fitting(case.manifest.params_schema, case.params):
        error = await refusal_of(case.subject.edit(asset.id, variant.value))
        if error is not None and not isinstance(error, CallerError):
            raise Unmet(f"{variant}: {error.code!r}: {error.message}", expected="a change, or a refusal for the caller")


@proves("edit-refuses-unfit")
async def refuses_unfit(case: Case) -> None:
    """Edit with values just beyond each boundary."""
    asset = await case.make()
    for variant in _beyond(case):
        await must_refuse(case.subject.edit(asset.id, variant.value), REFUSED, what=str(variant))


@proves("edit-refused-changes-nothing")
async def refused_changes_nothing(case: Case) -> None:
    """Read the asset after a refusal."""
    asset = await case.kept()
    await refusal_of(case.subject.edit(asset.id, _beyond(case)[0].value))
    kept = await case.subject.read(asset.id)
    if (kept.version, kept.state) != (asset.version, asset.state):
        raise Unmet(f"version {kept.version} after the refusal", expected=f"version {asset.version} as it was")


@proves("edit-refuses-viewers")
async def refuses_viewers(case: Case) -> None:
    """Let a viewer and a contributor edit."""
    asset = await case.make()
    for role in ("viewer", "contributor"):
        await case.subject.share(asset.id, BEN, role)
        what = f"an edit by a {role}"
        await must_refuse(case.subject.edit(asset.id, case.params, by=BEN), "forbidden", what=what)


@proves("edit-takes-editors")
async def takes_editors(case: Case) -> None:
    """Let an editor edit."""
    asset = await case.make()
    await case.subject.share(asset.id, BEN, "editor")
    if error := await refusal_of(case.subject.edit(asset.id, case.params, by=BEN)):
        raise Unmet(f"an edit by an editor was refused with {error.code!r}: {error.message}", expected="a new version")


def _with_word(case: Case) -> list[JsonObject]:
    schema, start = case.manifest.params_schema, case.params
    return [placed(start, place, WORD) for place, most in text_places(schema, start) if most >= len(WORD)]


def _beyond(case: Case) -> list[Variant]:
    variants = list(unfit(case.manifest.params_schema, case.params))
    if not variants:
        raise NotApplicable("the parameters' schema allows everything")
    return variants


def _texts_in_files(asset: Asset) -> list[str]:
    return [file.read_text() for file in asset.files]


async def _entries(case: Case, asset: Asset) -> list[object]:
    names = case.manifest.collections
    return [(entry.id, entry.body) for name in names for entry in await case.subject.contributions(asset.id, name)]
