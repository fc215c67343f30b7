# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Making assets over HTTP: who may, what comes back, what is refused."""

from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.results import CannotTell, NotApplicable
from interlink_sdk.conformance.service.case import ABSENT, REFUSED, ServiceCase, must, must_be_refused
from interlink_sdk.conformance.service.conversation import Exchange


@proves("http-create-parent-untouched")
async def parent_untouched(case: ServiceCase) -> None:
    """Send a name that would reach a file of the service's own; read that file before and after."""
    create = case.dialect.create
    if create.encoding != "multipart" or not create.parent:
        raise NotApplicable("the dialect names no file of the service's own that an upload could reach")
    case.need_expendable()
    before = await case.conversation.ask("GET", create.parent)
    if not before.is_good:
        raise CannotTell(f"the file is not there beforehand: {before.told}")
    await case.create({"file": f"..{create.parent}", "content": "A conformance check"})
    after = await case.conversation.ask("GET", create.parent)
    must(after, after.is_good and after.body == before.body, "the file as it was before the upload")


@proves("http-create-works")
async def works(case: ServiceCase) -> None:
    """Make one."""
    made = await _made(case)
    must(made, case.id_in(made), "2xx and a JSON object with an identifier")


@proves("http-create-says-201")
async def says_201(case: ServiceCase) -> None:
    """Make one and look at the status."""
    made = await _made(case)
    must(made, made.status == 201 or not made.is_good, "201")


@proves("http-create-has-id")
async def has_id(case: ServiceCase) -> None:
    """Make one and look for `id`."""
    made = await _made(case)
    must(made, isinstance(made.table.get("id"), str) or not case.id_in(made), "`id` in the answer")


@proves("http-create-has-name")
async def has_name(case: ServiceCase) -> None:
    """Make one and look for `name`."""
    made = await _made(case)
    must(made, isinstance(made.table.get("name"), str) or not case.id_in(made), "`name` in the answer")


@proves("http-create-has-times")
async def has_times(case: ServiceCase) -> None:
    """Make one and look for both times."""
    made = await _made(case)
    must(made, {"created_at", "updated_at"} <= set(made.table) or not case.id_in(made), "both times in the answer")


@proves("http-create-needs-person")
async def needs_person(case: ServiceCase) -> None:
    """Ask as nobody."""
    must_be_refused(await case.create(asker="nobody"), "making needs a person")


@proves("http-create-empty-refused")
async def empty_refused(case: ServiceCase) -> None:
    """Send nothing that an asset could be made of."""
    create = case.dialect.create
    if create.encoding == "multipart":
        answer = await case.conversation.ask("POST", create.path, "ana", style=case.dialect.credential)
    else:
        answer = await case.create({})
    _must_be_wrong(answer)


@proves("http-create-wrong-type-refused")
async def wrong_type_refused(case: ServiceCase) -> None:
    """Send another kind of body."""
    body = {"name": "x"} if case.dialect.create.encoding == "multipart" else [1]
    path, style = case.dialect.create.path, case.dialect.credential
    _must_be_wrong(await case.conversation.ask("POST", path, "ana", style=style, json=body))


@proves("http-create-broken-refused")
async def broken_refused(case: ServiceCase) -> None:
    """Send half of a JSON object."""
    if case.dialect.create.encoding not in ("json", "untyped_json"):
        raise NotApplicable("assets are not made of JSON here")
    path, style = case.dialect.create.path, case.dialect.credential
    typed = {"Content-Type": "application/json"}
    _must_be_wrong(await case.conversation.ask("POST", path, "ana", style=style, content=b"{nope", headers=typed))


@proves("http-create-untyped-taken")
async def untyped_taken(case: ServiceCase) -> None:
    """Send the sample as the catalogue's seeder does."""
    create = case.dialect.create
    if create.encoding not in ("json", "untyped_json"):
        raise NotApplicable("assets are not made of JSON here")
    made = await case.conversation.send(
        create.path, create.sample, "untyped_json", "ana", style=case.dialect.credential
    )
    if made.status in REFUSED:
        raise CannotTell(f"it needs a login: {made.told}")
    must(made, made.is_good, "2xx")


@proves("http-create-forged-ignored")
async def forged_ignored(case: ServiceCase) -> None:
    """Send what only the service may decide; it may be refused or ignored."""
    forged = case.dialect.create.forged
    if forged is None:
        raise NotApplicable("the dialect names no fields that could be forged")
    made = await case.create(forged)
    kept = {"_id", "id", "type", "created_at", "updated_at", "user_id"}
    taken = [key for key in kept & set(forged) if key in made.table and made.table[key] == forged[key]]
    must(made, not made.is_crash and not taken, f"none of {', '.join(sorted(taken))} taken from the body")


@proves("http-create-localised-readable")
async def localised_readable(case: ServiceCase) -> None:
    """Make one as the service's own page does, and read it."""
    if case.dialect.create.localised is None:
        raise NotApplicable("the dialect names no body in several languages")
    answer = await case.get(await case.make(case.dialect.create.localised))
    must(answer, not answer.is_crash, "200 with one name")


@proves("http-create-to-id")
async def to_id(case: ServiceCase) -> None:
    """Send the documented request."""
    path, style = case.path(await case.make()), case.dialect.credential
    answer = await case.conversation.ask("POST", path, "ana", style=style, json={"title": "x"})
    must(answer, answer.status not in ABSENT, "a route for POST /assets/{id}")


async def _made(case: ServiceCase) -> Exchange:
    made = await case.create()
    if made.status in REFUSED:
        raise CannotTell(f"nothing can be made without a login; give --token: {made.told}")
    return made


def _must_be_wrong(answer: Exchange) -> None:
    if answer.status in REFUSED:
        raise CannotTell(f"it needs a login: {answer.told}")
    must(answer, 400 <= answer.status < 500, "400 or 422")
