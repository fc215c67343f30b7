# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Refusals: the right code for each reason, words that help, and nothing in them that is nobody's business."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

from interlink_sdk.conformance.case import Case, must_refuse, refusal_of
from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.results import NotApplicable, Unmet
from interlink_sdk.conformance.secret_settings import secrets_for
from interlink_sdk.conformance.subject import BEN, EVA
from interlink_sdk.conformance.values import fitting
from interlink_sdk.errors import InterlinkError
from interlink_sdk.manifest.model import CAPABILITIES, Capability

UNKNOWN_ASSET = "0195f000-0000-7000-8000-00000000dead"
UNKNOWN = "unheard_of"
TRACES = re.compile(
    r"Traceback \(most recent call last\)|File \"[^\"]+\", line \d+|\b(?:Key|Value|Type|Attribute|Index)Error\b"
)

Attempt = Callable[[], Awaitable[object]]


@proves("refuse-unknown-asset")
async def unknown_asset(case: Case) -> None:
    """Do everything with an asset that never was."""
    for verb, attempt in _attempts(case, UNKNOWN_ASSET, "ana"):
        await must_refuse(attempt(), "not_found", what=f"to {verb} an asset that never was")


@proves("refuse-strangers")
async def strangers(case: Case) -> None:
    """Read and edit an asset on which one has no role; viewing and the like, other requirements are about."""
    asset = await case.make()
    for verb, attempt in _attempts(case, asset.id, EVA):
        if verb not in {"read", "edit"}:
            continue
        await must_refuse(attempt(), "not_found", "forbidden", what=f"to {verb} an asset that is not shared")


@proves("refuse-what-is-not-offered")
async def what_is_not_offered(case: Case) -> None:
    """Do what the manifest does not offer."""
    asset = await case.make()
    missing = [capability for capability in CAPABILITIES if not case.manifest.offers(capability)]
    tried = [(verb, attempt) for verb, attempt in _all_attempts(case, asset.id, "ana") if verb in missing]
    if not tried:
        raise NotApplicable("the interlinker offers everything")
    for verb, attempt in tried:
        await must_refuse(attempt(), "not_offered", what=f"to {verb}, which the manifest does not offer,")


@proves("refuse-unknown-collection")
async def unknown_collection(case: Case) -> None:
    """Contribute to a collection that nobody has heard of."""
    asset = await case.make()
    attempt = case.subject.contribute(asset.id, UNKNOWN, {"text": "?"})
    await must_refuse(attempt, "not_offered", "not_found", what=f"an entry for the collection {UNKNOWN!r}")


@proves("refuse-with-reason")
async def with_reason(case: Case) -> None:
    """Look at what the hooks' own refusals say."""
    async for variant, error in _own_refusals(case):
        if not error.message.strip():
            raise Unmet(f"{variant} was refused without a word", expected="a sentence that says why")
        if error.code == "invalid_parameters" and not any(problem.key and problem.fix for problem in error.problems):
            raise Unmet(f"{variant} was refused with {error.message!r} alone", expected="a problem with key and fix")


@proves("refuse-without-traces")
async def without_traces(case: Case) -> None:
    """Look for traces of the program in what refusals say."""
    async for variant, error in _own_refusals(case):
        if found := TRACES.search(f"{error} {error.detail}"):
            raise Unmet(f"{variant}: the refusal shows {found[0]!r}", expected="words for the person who asked")


@proves("refuse-without-secrets")
async def without_secrets(case: Case) -> None:
    """Give the interlinker secret settings and look for them in what refusals say."""
    settings, secrets = secrets_for(case.manifest.settings)
    with case.under(settings=settings):
        async for variant, error in _own_refusals(case):
            if any(secret in f"{error} {error.detail}" for secret in secrets):
                raise Unmet(f"{variant}: the refusal shows a secret setting", expected="no secret in any message")


def _attempts(case: Case, asset_id: str, by: str) -> Iterator[tuple[str, Attempt]]:
    for verb, attempt in _all_attempts(case, asset_id, by):
        # who may see a preview, the platform decides
        if verb == "read" or (verb != "preview" and case.manifest.offers(_capability(verb))):
            yield verb, attempt


def _all_attempts(case: Case, asset_id: str, by: str) -> Iterator[tuple[str, Attempt]]:
    subject, params = case.subject, case.params
    yield "read", lambda: subject.read(asset_id, by=by)
    yield "view", lambda: subject.view(asset_id, by=by)
    yield "preview", lambda: subject.view(asset_id, by=by, purpose="preview")
    yield "edit", lambda: subject.edit(asset_id, params, by=by)
    yield "clone", lambda: subject.clone(asset_id, by=by)
    yield "export", lambda: subject.export(asset_id, by=by)
    yield "delete", lambda: subject.delete(asset_id, by=by)


def _capability(verb: str) -> Capability:
    return next(capability for capability in CAPABILITIES if capability == verb)


async def _own_refusals(case: Case) -> AsyncIterator[tuple[str, InterlinkError]]:
    """Yield how the hooks refuse what fits the schemas; raises NotApplicable where they never do."""
    count = 0
    async for variant, error in _refused(case):
        if error.code not in {"already_contributed", "collection_closed"}:  # those are of who keeps the assets
            count += 1
            yield variant, error
    if not count:
        raise NotApplicable("the interlinker refuses nothing that its schemas allow")


async def _refused(case: Case) -> AsyncIterator[tuple[str, InterlinkError]]:
    for variant in fitting(case.manifest.params_schema, case.params):
        if error := await refusal_of(case.subject.make(variant.value, case.uploads)):
            yield str(variant), error
    sample = next((sample for sample in case.manifest.samples if sample.contributions), None)
    if sample is None or not case.manifest.offers("contribute"):
        return
    asset = await case.make(case.manifest.samples.index(sample))
    for collection, bodies in sample.contributions.items():
        await case.subject.share(asset.id, BEN, case.manifest.collections[collection].role)
        for variant in fitting(case.manifest.contribution_schema(collection), bodies[0] if bodies else {}):
            attempt = case.subject.contribute(asset.id, collection, variant.value, by=BEN)
            if error := await refusal_of(attempt):
                yield f"{variant} for {collection!r}", error
