# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Migrations: states of older versions, kept as fixtures in the package, come back in bundles."""

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

from interlink_sdk.assets import Asset, JsonObject
from interlink_sdk.bundle import read_bundle, stream_bundle
from interlink_sdk.conformance.case import Case, refusal_of
from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.results import NotApplicable, Unmet
from interlink_sdk.conformance.values import texts_in
from interlink_sdk.validation import SchemaValidator

FIXTURES = "fixtures"
"""The folder in the package: `fixtures/VERSION/*.json`, each a state of that version."""
UNKNOWN_VERSION = "0.0.0"
UNKNOWN_STATE: JsonObject = {"a_field_of_long_ago": ["that", "nobody", "knows"]}
CRASHES = frozenset({"hook_raised", "invalid_reply"})


@dataclass(frozen=True)
class Fixture:
    """A state of an older version."""

    name: str
    version: str
    state: JsonObject


@proves("migrate-fixtures-readable")
async def fixtures_readable(case: Case) -> None:
    """Read every file under `fixtures`."""
    for path in _paths(case):
        name = path.relative_to(case.package.folder).as_posix()
        if path.parent.name == case.manifest.version:
            raise Unmet(f"{name!r} is of the present version", expected="an older version", file=name)
        try:
            is_object = isinstance(json.loads(path.read_bytes()), dict)
        except ValueError as error:
            raise Unmet(f"{name!r} is no JSON: {error}", expected="a JSON object", file=name) from None
        if not is_object:
            raise Unmet(f"{name!r} is no JSON object", expected="a JSON object", file=name)


@proves("migrate-brings-fixtures")
async def brings_fixtures(case: Case) -> None:
    """Restore each fixture from a bundle of its version."""
    validator = SchemaValidator(case.manifest.state_schema)
    for fixture in _fixtures(case):
        if error := await refusal_of(_restored(case, fixture)):
            raise Unmet(f"{fixture.name!r}: {error.code!r}: {error.message}", expected="an asset")
        asset = await _restored(case, fixture)
        if problems := validator.problems(asset.state):
            raise Unmet(f"{fixture.name!r} becomes a state in which {problems[0]}", expected="one that fits")


@proves("migrate-keeps-texts")
async def keeps_texts(case: Case) -> None:
    """Look for each text of a fixture in what it becomes."""
    for fixture in _fixtures(case):
        if await refusal_of(_restored(case, fixture)):
            continue  # that it can be restored, another requirement says
        asset = await _restored(case, fixture)
        kept = list(texts_in(asset.state))
        if lost := [text for text in texts_in(fixture.state) if not any(text in one for one in kept)]:
            raise Unmet(f"{lost[0]!r} of {fixture.name!r} is lost", expected="every text to be carried over")


@proves("migrate-repeats-equally")
async def repeats_equally(case: Case) -> None:
    """Restore each fixture twice."""
    for fixture in _fixtures(case):
        if await refusal_of(_restored(case, fixture)):
            continue
        first, second = await _restored(case, fixture), await _restored(case, fixture)
        if first.state != second.state:
            raise Unmet(f"{fixture.name!r} becomes two states", expected="the same each time")


@proves("migrate-refuses-unknown")
async def refuses_unknown(case: Case) -> None:
    """Restore a state of a version that never was, which does not fit."""
    if not SchemaValidator(case.manifest.state_schema).problems(UNKNOWN_STATE):
        raise NotApplicable("the schema of the state allows everything")
    unknown = Fixture("a state of long ago", UNKNOWN_VERSION, UNKNOWN_STATE)
    made = (await case.make()).id
    bundle = await _bundle_of(case, made, unknown)
    error = await refusal_of(case.subject.restore(bundle))
    if error is None:
        raise Unmet("a state that nobody knows was restored", expected="a refusal")
    if error.code in CRASHES:
        raise Unmet(f"{error.code!r}: {error.message}", expected="a refusal in words")
    if [summary.id for summary in await case.subject.list()] != [made]:
        raise Unmet("something was restored besides the refusal", expected="nothing")


def _paths(case: Case) -> list[Path]:
    found = sorted((case.package.folder / FIXTURES).glob("*/*.json"))
    if not found:
        raise NotApplicable(f"the package has no {FIXTURES}/VERSION/*.json: there is no older version to prove")
    return found


def _fixtures(case: Case) -> Iterator[Fixture]:
    for path in _paths(case):
        try:
            state = json.loads(path.read_bytes())
        except ValueError:
            continue
        if isinstance(state, dict) and path.parent.name != case.manifest.version:
            yield Fixture(path.relative_to(case.package.folder).as_posix(), path.parent.name, state)


async def _restored(case: Case, fixture: Fixture) -> Asset:
    made = await case.make()
    return await case.subject.restore(await _bundle_of(case, made.id, fixture))


async def _bundle_of(case: Case, asset_id: str, fixture: Fixture) -> bytes:
    """Return the bundle of an asset, as if it had been written by the fixture's version."""
    path = case.scratch / "present.zip"
    path.write_bytes(await case.subject.bundle(asset_id))
    with read_bundle(path) as opened:
        content = opened.content.model_copy(
            update={"interlinker_version": fixture.version, "state": fixture.state, "contributions": ()}
        )
        by_digest = {file.sha256: b"".join(opened.open(file.name)) for file in content.files}
    chunks = stream_bundle(content, lambda sha256: _once(by_digest[sha256]), lambda _: _once(b""))
    return b"".join([chunk async for chunk in chunks])


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content
