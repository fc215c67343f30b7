# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Deletion: what is gone, what remains, who may, and that the interlinker hears of it once."""

from collections.abc import Awaitable, Callable, Iterator

from interlink_sdk.assets import Asset
from interlink_sdk.calls import Delete
from interlink_sdk.conformance.case import Case, must_refuse, refusal_of
from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.doctoring import rewritten
from interlink_sdk.conformance.results import CannotTell, NotApplicable, Unmet
from interlink_sdk.conformance.subject import ANA, BEN, EVA
from interlink_sdk.keeping import ROLES

GONE = "not_found"


@proves("delete-makes-unknown")
async def makes_unknown(case: Case) -> None:
    """Delete an asset and try every verb on it."""
    asset = await case.make_with_entries()
    await case.subject.delete(asset.id)
    for verb, step in _verbs(case, asset):
        await must_refuse(step(), GONE, what=f"to {verb} a deleted asset")


@proves("delete-unlists")
async def unlists(case: Case) -> None:
    """Delete an asset and look for it in the lists of its owner and of a viewer."""
    asset = await case.make()
    await case.subject.share(asset.id, BEN, "viewer")
    await case.subject.delete(asset.id)
    for person in (ANA, BEN):
        if any(summary.id == asset.id for summary in await case.subject.list(by=person)):
            raise Unmet(f"a deleted asset is listed to {person!r}", expected="it to be gone")


@proves("delete-reaches-hook-once")
async def reaches_hook_once(case: Case) -> None:
    """Look at the calls that a deletion takes."""
    asset = await case.kept()
    if not case.subject.exchanges:
        raise CannotTell(f"the calls to hooks cannot be seen on {case.subject.placement!r}")
    await case.subject.delete(asset.id)
    calls = [call for call, _ in case.subject.exchanges if isinstance(call, Delete)]
    if len(calls) != 1 or (calls[0].asset.id, calls[0].asset.state) != (asset.id, asset.state):
        raise Unmet(f"{len(calls)} calls of the delete hook", expected="one, with the asset as it was")


@proves("delete-bears-repetition")
async def bears_repetition(case: Case) -> None:
    """Delete the same asset twice."""
    asset = await case.make()
    await case.subject.delete(asset.id)
    error = await refusal_of(case.subject.delete(asset.id))
    if error is not None and error.code != GONE:
        raise Unmet(f"deleting twice: {error.code!r}: {error.message}", expected=f"nothing, or {GONE!r}")


@proves("delete-leaves-others")
async def leaves_others(case: Case) -> None:
    """Delete one of two equal assets, and read the other with its files and entries."""
    gone, other = await case.make_with_entries(), await case.make_with_entries()
    before = await _all_of(case, other)
    await case.subject.delete(gone.id)
    if error := await refusal_of(_all_of(case, other)):
        raise Unmet(f"an equal asset went with it: {error.code!r}: {error.message}", expected="it to stay")
    if await _all_of(case, other) != before:
        raise Unmet("an equal asset changed with it", expected="it to stay as it was")


@proves("delete-takes-entries-along")
async def takes_entries_along(case: Case) -> None:
    """Make a bundle before anybody takes part, delete the asset after, and restore the bundle."""
    if not case.samples[0].contributions:
        raise NotApplicable("the first sample has no contributions")
    empty = await case.subject.bundle((await case.make()).id)
    back = await case.subject.restore(empty)
    for name, bodies in case.samples[0].contributions.items():
        await case.subject.contribute(back.id, name, bodies[0], by=ANA)
    await case.subject.delete(back.id)
    again = await case.subject.restore(await rewritten(empty, case.scratch, asset_id=back.id))
    for name in case.samples[0].contributions:
        if entries := await case.subject.contributions(again.id, name):
            raise Unmet(f"{len(entries)} entries of {name!r} outlived their asset", expected="none")


@proves("delete-refused-to-others")
async def refused_to_others(case: Case) -> None:
    """Let everybody but the owner delete."""
    asset = await case.make()
    for role in ROLES[1:]:
        await case.subject.share(asset.id, BEN, role)
        await must_refuse(
            case.subject.delete(asset.id, by=BEN), "forbidden", what=f"a deletion by whom the role {role!r} was given"
        )
    await must_refuse(case.subject.delete(asset.id, by=EVA), GONE, "forbidden", what="a deletion by a stranger")
    await case.subject.read(asset.id)


def _verbs(case: Case, asset: Asset) -> Iterator[tuple[str, Callable[[], Awaitable[object]]]]:
    subject, offers = case.subject, case.manifest.offers
    yield "read", lambda: subject.read(asset.id)
    yield "make the bundle of", lambda: subject.bundle(asset.id)
    if offers("view"):
        yield "view", lambda: subject.view(asset.id)
    if offers("edit"):
        yield "edit", lambda: subject.edit(asset.id, case.params, case.uploads)
    if offers("clone"):
        yield "clone", lambda: subject.clone(asset.id)
    if offers("export"):
        yield "export", lambda: subject.export(asset.id)
    for name, bodies in case.samples[0].contributions.items():
        yield f"read {name!r} of", lambda name=name: subject.contributions(asset.id, name)  # type: ignore[misc]
        yield (
            f"add to {name!r} of",
            lambda name=name, body=bodies[0]: subject.contribute(asset.id, name, body),  # type: ignore[misc]
        )


async def _all_of(case: Case, asset: Asset) -> object:
    kept = await case.subject.read(asset.id)
    entries = [len(await case.subject.contributions(asset.id, name)) for name in case.manifest.collections]
    return kept.name, kept.version, kept.state, [file.read_bytes() for file in kept.files], entries
