# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Copying an asset over HTTP, with the empty body that the platform sends."""

import re

from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.results import NotApplicable
from interlink_sdk.conformance.service.case import ABSENT, UNKNOWN, ServiceCase, must, must_be_refused, must_not_know


@proves("http-clone-works")
async def works(case: ServiceCase) -> None:
    """Copy one."""
    _, answer = await case.copied()
    must(answer, answer.is_good and case.id_in(answer), "2xx and the copy's identifier")


@proves("http-clone-has-id")
async def has_id(case: ServiceCase) -> None:
    """Copy one and look for `id`."""
    _, _, answer = await case.copy()
    must(answer, isinstance(answer.table.get("id"), str), "`id` in the answer")


@proves("http-clone-is-another")
async def is_another(case: ServiceCase) -> None:
    """Compare the identifiers."""
    original, copy, answer = await case.copy()
    must(answer, original != copy, f"another identifier than {original!r}")


@proves("http-clone-is-readable")
async def is_readable(case: ServiceCase) -> None:
    """Read the copy."""
    _, copy, _ = await case.copy()
    answer = await case.get(copy)
    must(answer, answer.is_good, "200")


@proves("http-clone-keeps-name")
async def keeps_name(case: ServiceCase) -> None:
    """Compare the names."""
    original, _, answer = await case.copy()
    name = (await case.get(original)).table.get("name")
    if not isinstance(name, str) or not name.strip():
        raise NotApplicable("the original has no name (see http-data-has-name)")
    must(answer, answer.table.get("name", name) == name, f"the name {name!r}")


@proves("http-clone-needs-person")
async def needs_person(case: ServiceCase) -> None:
    """Ask as nobody."""
    answer = await case.clone(await case.make(), "nobody")
    if answer.status in ABSENT:
        raise NotApplicable(f"the service has no clone: {answer.told}")
    must_be_refused(answer, "copying needs a person")


@proves("http-clone-unknown-is-404")
async def unknown_is_404(case: ServiceCase) -> None:
    """Copy what is not there."""
    must_not_know(await case.clone(UNKNOWN))


@proves("http-clone-error-names-it")
async def error_names_it(case: ServiceCase) -> None:
    """Copy what is not there and read the message."""
    answer = await case.clone(UNKNOWN)
    detail = str(answer.table.get("detail", ""))
    must(answer, not re.search(r"\{\w*\}", detail), "a message that names what was asked for")


@proves("http-clone-localised-works")
async def localised_works(case: ServiceCase) -> None:
    """Copy one as the service's own page makes it."""
    if case.dialect.create.localised is None:
        raise NotApplicable("the dialect names no body in several languages")
    await case.copy()  # where nothing can be copied, that is another requirement's concern
    answer = await case.clone(await case.make(case.dialect.create.localised))
    must(answer, not answer.is_crash, "2xx")


@proves("http-clone-forged-token-safe")
async def forged_token_safe(case: ServiceCase) -> None:
    """Copy with a token that is none."""
    answer = await case.clone(await case.make(), "forger")
    must(answer, not answer.is_crash, "401")


@proves("http-clone-not-by-get")
async def not_by_get(case: ServiceCase) -> None:
    """Ask by GET."""
    answer = await case.get(await case.make(), "clone")
    must(answer, not answer.is_good and not answer.is_crash, "405 or 404")
