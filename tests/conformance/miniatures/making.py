# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Interlinkers and hosts that make assets wrongly."""

from collections.abc import Sequence
from typing import Any

from tests.conformance.miniature import Host, Miniature

from interlink_sdk.assets import Asset, File, JsonObject
from interlink_sdk.conformance.subject import ANA
from interlink_sdk.errors import InvalidParameters

GOOD: JsonObject = {"title": "Something else", "topics": ["Rest"]}


def instantiate(lines: str) -> str:
    """Return an instantiate hook that does *lines* before it makes the board."""
    indented = "".join(f"    {line}\n" for line in lines.splitlines())
    return (
        "@hookimpl\n"
        "def instantiate(params: JsonObject, files: tuple[File, ...], context: Context) -> Draft:\n"
        f"{indented}"
        "    return draft_of(params, files, made_on=context.now.date().isoformat(), revision=1)\n"
    )


class MakesSomethingElse(Host):
    """A host that corrects what does not fit in its own way, and says nothing."""

    async def make(self, params: JsonObject, files: Sequence[File] = (), *, by: str = ANA, locale: str = "en") -> Any:
        try:
            return await self.subject.make(params, files, by=by, locale=locale)
        except InvalidParameters as error:
            if any(problem.key == "files" for problem in error.problems):
                raise
            return await self.subject.make(GOOD, files, by=by, locale=locale)


class NamesNoField(Host):
    """A host that refuses without saying what is wrong."""

    async def make(self, params: JsonObject, files: Sequence[File] = (), *, by: str = ANA, locale: str = "en") -> Any:
        try:
            return await self.subject.make(params, files, by=by, locale=locale)
        except InvalidParameters as error:
            if any(problem.key == "files" for problem in error.problems):
                raise
            raise InvalidParameters(error.message) from None


class LeavesTheRefused(Host):
    """A host that makes an asset first and judges the parameters afterwards."""

    async def make(self, params: JsonObject, files: Sequence[File] = (), *, by: str = ANA, locale: str = "en") -> Any:
        try:
            return await self.subject.make(params, files, by=by, locale=locale)
        except InvalidParameters as error:
            if not any(problem.key == "files" for problem in error.problems):
                await self.subject.make(GOOD, files, by=by, locale=locale)
            raise


class LosesAField(Host):
    """A host that keeps a state without one of its fields."""

    async def make(self, *arguments: Any, **named: Any) -> Asset:
        return _without_day(await self.subject.make(*arguments, **named))

    async def read(self, *arguments: Any, **named: Any) -> Asset:
        return _without_day(await self.subject.read(*arguments, **named))


class AnswersOtherwise(Host):
    """A host that answers with another state than it keeps."""

    async def make(self, *arguments: Any, **named: Any) -> Asset:
        made: Asset = await self.subject.make(*arguments, **named)
        return made.model_copy(update={"state": {**made.state, "revision": 7}})


def _without_day(asset: Asset) -> Asset:
    state = {key: value for key, value in asset.state.items() if key != "made_on"}
    return asset.model_copy(update={"state": state})


MINIATURES = (
    Miniature(
        "takes optional fields for granted",
        breaks="make-takes-smallest",
        hooks=instantiate("if len(params['title']) == 1 and len(params) == 2:\n    params['description']"),
    ),
    Miniature(
        "crashes at a boundary",
        breaks="make-judges-boundaries",
        hooks=instantiate("{1: 'one', 10: None}[params.get('supports_each', 1) // 9 * 9 or 1]"),
    ),
    Miniature(
        "refuses what its schema allows",
        breaks="make-takes-what-fits",
        hooks=instantiate(
            "if params.get('supports_each') == 10:\n"
            "    raise refused('supports_each', '10', texts_for(context.locale)['choose'])"
        ),
    ),
    Miniature("a host that corrects parameters", breaks="make-refuses-unfit", host=MakesSomethingElse),
    Miniature("a host that names no field", breaks="make-names-the-field", host=NamesNoField),
    Miniature("a host that makes before it judges", breaks="make-refused-leaves-nothing", host=LeavesTheRefused),
    Miniature(
        "names every asset alike",
        breaks="make-takes-the-name",
        hooks=instantiate(
            "draft = draft_of(params, files, made_on=context.now.date().isoformat(), revision=1)\n"
            "if params['title'].startswith(('What does the park', 'Where may cars')):\n"
            "    return draft.model_copy(update={'name': 'Ideas'})"
        ),
    ),
    Miniature(
        "a host that loses a field of the state",
        breaks="make-state-fits",
        host=LosesAField,
        also=frozenset({"delete-reaches-hook-once"}),
        because="that check compares the asset which the hook gets with the one that is read",
    ),
    Miniature(
        "numbers its assets",
        breaks="make-repeats-equally",
        hooks="from itertools import count\n\nNUMBERS = count(2)\n\n\n"
        + instantiate("return draft_of(params, files, made_on=context.now.date().isoformat(), revision=next(NUMBERS))"),
    ),
    Miniature("a host that answers otherwise than it keeps", breaks="make-answers-what-is-kept", host=AnswersOtherwise),
)
