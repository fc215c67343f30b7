# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Health: an answer, soon, that helps the operator and tells nobody a secret."""

import time

from interlink_sdk.conformance.case import Case, refusal_of
from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.results import Unmet
from interlink_sdk.conformance.secret_settings import secrets_for

QUICK_S = 2.0


@proves("health-answers")
async def answers(case: Case) -> None:
    """Ask once."""
    if error := await refusal_of(case.subject.health()):
        raise Unmet(f"{error.code!r}: {error.message}", expected="an answer")


@proves("health-is-quick")
async def is_quick(case: Case) -> None:
    """Ask and wait."""
    begun = time.monotonic()
    await refusal_of(case.subject.health())
    if (took := time.monotonic() - begun) > QUICK_S:
        raise Unmet(f"an answer after {took:.1f} s", expected=f"one within {QUICK_S:g} s")


@proves("health-says-why")
async def says_why(case: Case) -> None:
    """Ask with whatever is there, and read the detail."""
    if await refusal_of(case.subject.health()):
        return  # that it answers, another requirement says
    health = await case.subject.health()
    if health.status != "ok" and not health.detail.strip():
        raise Unmet(f"the status {health.status!r} without a word", expected="a detail that says why")


@proves("health-tells-no-secret")
async def tells_no_secret(case: Case) -> None:
    """Give the interlinker secret settings and ask."""
    settings, secrets = secrets_for(case.manifest.settings)
    with case.under(settings=settings):
        error = await refusal_of(case.subject.health())
        said = str(error) if error else (await case.subject.health()).detail
    if any(secret in said for secret in secrets):
        raise Unmet("the detail shows a secret setting", expected="no secret")
