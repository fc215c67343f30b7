# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/sign-in/{provider}` and `/signed-out`: people leave for their identity provider and come back.

Leaving is a link, not a form: `form-action 'self'` would stop a form that ends at the provider.
What speaks to providers is imported by whoever really goes to one (`oidc.providers` says why).
"""

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Response

from interlink_runtime.api.problems import call_of, status_of
from interlink_runtime.identity.cookies import SESSION, cookie_value, drop_cookie, set_cookie
from interlink_runtime.identity.credentials import providers_of
from interlink_runtime.identity.oidc.claims import person_in, session_in
from interlink_runtime.identity.oidc.faults import provider_failed
from interlink_runtime.identity.oidc.transactions import (
    SECONDS,
    Transaction,
    as_cookie,
    cookie_for,
    from_cookie,
    new_transaction,
)
from interlink_runtime.identity.people import enrolment
from interlink_runtime.identity.sessions import new_session
from interlink_runtime.web.headers import page_headers
from interlink_runtime.web.refusals import UNKNOWN, Refusal
from interlink_runtime.web.visits import AnyVisit, Visit, local_path
from interlink_runtime.web.words import N_
from interlink_sdk.errors import Forbidden, InterlinkError, MalformedRequest, NotFound, UpstreamFailed

if TYPE_CHECKING:
    from interlink_runtime.identity.oidc.live import LiveProvider

log = logging.getLogger("interlink.identity")
MAX_NEXT_CHARACTERS = 1_500
HOUR_S = 3600

_DISTURBED = N_("Nothing was changed. Please try again in a minute; if it stays so, tell the operator of this site.")
FAILURES: Final[Mapping[str, Refusal]] = {
    "unreachable": Refusal(N_("The place where you sign in cannot be reached"), _DISTURBED),
    "too_slow": Refusal(N_("The place where you sign in does not answer"), _DISTURBED),
    "bad_answer": Refusal(N_("The place where you sign in answered something that is not understood"), _DISTURBED),
    "wrong_issuer": Refusal(N_("The place where you sign in could not be recognised"), _DISTURBED),
    "refused": Refusal(N_("The sign-in was refused"), N_("Please begin again. A sign-in can be used only once.")),
    "declined": Refusal(N_("You did not sign in"), N_("You can try again, or go on without signing in.")),
    "lapsed": Refusal(
        N_("This sign-in is not open any more"),
        N_("It took too long, or it was begun in another browser. Please begin again."),
    ),
}

router = APIRouter()


class Arrival(Visit):
    """A visit whose address holds a code, so that no link on its page may repeat it."""

    @property
    def path(self) -> str:
        """Where signing in or another language leads back to."""
        return "/"


@router.get("/sign-in/{provider_id}")
async def leave(visit: AnyVisit, provider_id: str, next: str = "/") -> Response:  # noqa: A002 - the query's word
    """Send the person to the provider, and let the browser remember this attempt."""
    from interlink_runtime.identity.oidc.login import address_to_sign_in

    provider = providers_of(visit.request).known(provider_id)
    attempt = new_transaction(provider_id, _next_page(next), visit.runtime.now())
    try:
        address = await address_to_sign_in(provider, attempt, _redirect_uri(visit, provider))
    except UpstreamFailed as failure:
        return _failed(visit, failure, provider, attempt.next_page)
    response = Response(status_code=303, headers=page_headers() | {"Location": address})
    cookie = as_cookie(visit.runtime.key, attempt)
    set_cookie(response, visit.runtime.settings, attempt.cookie, cookie, seconds=SECONDS)
    return response


@router.get("/sign-in/{provider_id}/callback")
async def arrive(
    visit: AnyVisit, provider_id: str, state: str = "", code: str = "", iss: str | None = None, error: str = ""
) -> Response:
    """Receive the person from the provider; whatever happened, the attempt is over."""
    settings, provider = visit.runtime.settings, providers_of(visit.request).known(provider_id)
    cookie = cookie_value(visit.request, settings, cookie_for(state))
    attempt = from_cookie(visit.runtime.key, cookie, provider=provider_id, state=state, now=visit.runtime.now())
    try:
        response = await _signed_in(visit, provider, _answered(provider, attempt, error), code=code, issuer=iss)
    except (UpstreamFailed, Forbidden, MalformedRequest) as failure:
        response = _failed(visit, failure, provider, attempt.next_page if attempt else "/")
    drop_cookie(response, settings, cookie_for(state))
    return response


@router.get("/signed-out")
async def show_signed_out(visit: AnyVisit, provider: str = "") -> Response:
    """Say that the session has ended, and go on to the provider to end the one there."""
    # who is still signed in came by somebody's link, and stays so
    name, address = await _way_out(visit, "" if visit.person else provider)
    headers = page_headers() | ({"Refresh": f"0; url={address}"} if address else {})
    return visit.page("signed_out.html", headers=headers, provider=name, address=address)


def offer_providers(visit: Visit, next_page: str) -> Response | None:
    """Show the providers to choose from, or go to the only one; None where there is none."""
    offered = providers_of(visit.request).for_login()
    if len(offered) == 1:
        return visit.redirect(f"/sign-in/{offered[0].settings.id}", [("next", next_page)])
    choices = [(provider.settings.id, _name_of(provider)) for provider in offered]
    return visit.page("sign_in.html", providers=choices, next_page=next_page) if choices else None


def _answered(provider: "LiveProvider", attempt: Transaction | None, error: str) -> Transaction:
    if attempt is None:
        raise MalformedRequest("no attempt to sign in is open that this answers", reason="lapsed")
    if error == "access_denied":
        raise Forbidden("the sign-in was not completed", reason="declined")
    if error:
        raise provider_failed(provider.settings.id, "refused")
    return attempt


async def _signed_in(
    visit: Visit, provider: "LiveProvider", attempt: Transaction, *, code: str, issuer: str | None
) -> Response:
    from interlink_runtime.identity.oidc.login import claims_for_code

    runtime = visit.runtime
    claims = await claims_for_code(
        provider, attempt, _redirect_uri(visit, provider), code=code, issuer=issuer, now=runtime.now()
    )
    person = person_in(claims, provider.settings, runtime.key)
    begun = new_session(
        runtime,
        person.id,
        provider=provider.settings.id,
        provider_session=session_in(claims, provider.settings, runtime.key),
        agent=visit.request.headers.get("user-agent", ""),
        instead_of=cookie_value(visit.request, runtime.settings, SESSION),
    )
    await runtime.store.commit([*enrolment(runtime, person), *begun.steps])
    response = visit.redirect(attempt.next_page)
    seconds = runtime.settings.identity.session_hours * HOUR_S
    set_cookie(response, runtime.settings, SESSION, begun.token, seconds=seconds)
    return response


async def _way_out(visit: Visit, provider_id: str) -> tuple[str, str | None]:
    try:
        provider = providers_of(visit.request).known(provider_id)
        metadata = await provider.metadata()
    except (NotFound, UpstreamFailed):
        return "", None
    from interlink_runtime.identity.oidc.login import address_to_sign_out

    return _name_of(provider), address_to_sign_out(metadata, provider.settings, f"{_base(visit)}/signed-out")


def _failed(visit: Visit, failure: InterlinkError, provider: "LiveProvider", next_page: str) -> Response:
    reason, call = str(failure.detail.get("reason", "")), call_of(visit.request)
    log.warning("call %s: nobody was signed in through %r: %s", call, provider.settings.id, reason)
    arrival = Arrival(visit.request, visit.runtime, visit.who)
    return arrival.page(
        "sign_in_failed.html",
        status=status_of(failure),
        headers=page_headers() | {"Referrer-Policy": "no-referrer"},
        refusal=FAILURES.get(reason, UNKNOWN),
        reason=reason,
        error=failure,
        call=call,
        again=visit.link(f"/sign-in/{provider.settings.id}", [("next", next_page)]),
    )


def _redirect_uri(visit: Visit, provider: "LiveProvider") -> str:
    return f"{_base(visit)}/sign-in/{provider.settings.id}/callback"


def _base(visit: Visit) -> str:
    # never what the request says of itself: a forged Host header would decide where the code goes
    return (visit.runtime.settings.server.public_url or "").rstrip("/")


def _next_page(wanted: str) -> str:
    return local_path(wanted, "/") if len(wanted) <= MAX_NEXT_CHARACTERS else "/"


def _name_of(provider: "LiveProvider") -> str:
    return provider.settings.name or provider.settings.id
