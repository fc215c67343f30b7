# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Reading an asset over HTTP, as the platform does for every list."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin, urlsplit

from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.results import CannotTell, NotApplicable
from interlink_sdk.conformance.service.case import REFUSED, UNKNOWN, ServiceCase, must, must_be_refused, must_not_know

ODD = ("ñandú", "$where", "a b", "3fa85f64-5717-4562-b3fc-2c963f66afa6", "1")


@proves("http-data-is-json")
async def is_json(case: ServiceCase) -> None:
    """Read one."""
    answer = await case.get(await case.make())
    if answer.status in REFUSED:
        raise CannotTell(f"it needs a login: {answer.told}")
    must(answer, answer.status == 200 and answer.table and answer.media_type == "application/json", "200 and JSON")


@proves("http-data-has-id")
async def has_id(case: ServiceCase) -> None:
    """Read one and look for `id`."""
    answer = await case.data()
    must(answer, isinstance(answer.table.get("id"), str), "`id` in the answer")


@proves("http-data-is-the-one-asked")
async def is_the_one_asked(case: ServiceCase) -> None:
    """Compare the identifiers."""
    asset_id = await case.make()
    answer = await case.get(asset_id)
    must(answer, not case.id_in(answer) or case.id_in(answer) == asset_id, f"the asset {asset_id!r}")


@proves("http-data-has-name")
async def has_name(case: ServiceCase) -> None:
    """Read one and look for its name."""
    answer = await case.data()
    name = answer.table.get("name")
    must(answer, isinstance(name, str) and name.strip(), "a `name`")


@proves("http-data-icon-is-address")
async def icon_is_address(case: ServiceCase) -> None:
    """Read one and look at its icon."""
    answer = await case.data()
    icon = answer.table.get("icon")
    fits = icon is None or (isinstance(icon, str) and icon.startswith(("https://", "http://", "/")))
    must(answer, fits, "an address")


@proves("http-data-has-created")
async def has_created(case: ServiceCase) -> None:
    """Read one and look for its beginning."""
    answer = await case.data()
    must(answer, case.moment(answer.table.get("created_at")), "`created_at`, RFC 3339")


@proves("http-data-has-updated")
async def has_updated(case: ServiceCase) -> None:
    """Read one and look for its last change."""
    answer = await case.data()
    must(answer, case.moment(answer.table.get("updated_at")), "`updated_at`, RFC 3339")


@proves("http-data-times-have-offset")
async def times_have_offset(case: ServiceCase) -> None:
    """Read one and look at the end of its times."""
    answer = await case.data()
    said = [value for key in ("created_at", "updated_at") if isinstance(value := answer.table.get(key), str)]
    naive = [text for text in said if (moment := _moment(text)) and moment.tzinfo is None]
    must(answer, not naive, "an offset, or Z")


@proves("http-data-created-is-past")
async def created_is_past(case: ServiceCase) -> None:
    """Read one and compare with the clock."""
    answer = await case.data()
    moment = case.moment(answer.table.get("created_at"))
    must(answer, moment is None or moment < datetime.now(UTC) + timedelta(minutes=5), "a time that has been")


@proves("http-data-unknown-is-404")
async def unknown_is_404(case: ServiceCase) -> None:
    """Read what is not there."""
    must_not_know(await case.get(UNKNOWN))


@proves("http-data-odd-ids-refused")
async def odd_ids_refused(case: ServiceCase) -> None:
    """Read what cannot be there."""
    for odd in ODD:
        answer = await case.get(odd)
        must(answer, not answer.is_crash, "404 or 422")


@proves("http-data-errors-are-json")
async def errors_are_json(case: ServiceCase) -> None:
    """Read what is not there and look at the body."""
    answer = await case.get(UNKNOWN)
    if answer.is_crash or answer.is_good:
        raise NotApplicable(f"there is no refusal to look at (see http-data-unknown-is-404): {answer.told}")
    must(answer, answer.json is not None and answer.media_type.endswith("json"), "an error as JSON")


@proves("http-data-head-follows")
async def head_follows(case: ServiceCase) -> None:
    """Ask for the head alone."""
    answer = await case.get(await case.make(), asker="ana", method="HEAD")
    must(answer, answer.status != 405 and not answer.is_crash, "what GET answers, without a body")


@proves("http-data-slash-leads-here")
async def slash_leads_here(case: ServiceCase) -> None:
    """Ask with a slash more and go where it leads."""
    path = case.path(await case.make()) + "/"
    answer = await case.conversation.ask("GET", path, "ana", style=case.dialect.credential)
    if answer.is_redirect:
        here = urlsplit(urljoin(str(case.conversation.client.base_url.join(path)), answer.location)).path
        base = case.conversation.client.base_url.path.rstrip("/")
        must(answer, here == f"{base}{path.rstrip('/')}", "the same path without the slash")
    must(answer, not answer.is_crash, "no crash")


@proves("http-data-forged-token-safe")
async def forged_token_safe(case: ServiceCase) -> None:
    """Ask with a token that is none."""
    answer = await case.get(await case.make(), asker="forger")
    must(answer, not answer.is_crash, "401, or what everybody may read")


@proves("http-data-needs-person")
async def needs_person(case: ServiceCase) -> None:
    """Ask as nobody."""
    must_be_refused(await case.get(await case.make(), asker="nobody"), "reading needs a person")


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
