# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Every way to use an interlinker, as steps that a check takes one after the other."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

from interlink_sdk.assets import Asset
from interlink_sdk.conformance.case import Case, refusal_of
from interlink_sdk.keeping import BUNDLE_FORMAT, offered_formats

Step = tuple[str, Callable[[], Awaitable[object]]]
"""A verb for messages, and what does it."""


def formats_of(case: Case) -> list[str]:
    """Return the formats that an export hook, or its default, writes."""
    return [name for name in offered_formats(case.manifest) if name != BUNDLE_FORMAT]


def ways_to_look(case: Case, asset: Asset, locale: str = "en") -> Iterator[Step]:
    """Yield the ways to look at *asset*."""
    subject = case.subject
    yield "list", lambda: subject.list(locale=locale)
    if case.manifest.offers("view"):
        yield "view", lambda: subject.view(asset.id, locale=locale)
    for name in formats_of(case) if case.manifest.offers("export") else ():
        yield f"export {name!r} of", lambda name=name: subject.export(asset.id, name, locale=locale)  # type: ignore[misc]


async def everything(case: Case) -> AsyncIterator[Step]:
    """Yield every way to use the interlinker, in an order in which each has what it needs."""
    subject, kept = case.subject, list[Asset]()

    async def make() -> None:
        kept.append(await case.make_with_entries())

    yield "make", make
    if not kept:
        return
    asset = kept[0]
    for step in ways_to_look(case, asset):
        yield step
    if case.manifest.offers("edit"):
        yield "edit", lambda: subject.edit(asset.id, case.params, case.uploads)
    if case.manifest.offers("clone"):
        yield "clone", lambda: subject.clone(asset.id)
    if case.manifest.offers("delete"):
        yield "delete", lambda: subject.delete(asset.id)


async def do_everything(case: Case) -> None:
    """Take every step, however it ends."""
    async for _, step in everything(case):
        await refusal_of(step())
