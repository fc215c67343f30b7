# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/account`: the sessions and access tokens of whoever is signed in, to see and to end."""

from dataclasses import dataclass, replace
from datetime import datetime

from fastapi import APIRouter, Response

from interlink_runtime.clock import moment
from interlink_runtime.identity.access_tokens import (
    MAX_NAME_CHARACTERS,
    NewAccessToken,
    end_token_of,
    make_access_token,
    tokens_of_person,
)
from interlink_runtime.identity.cookies import SESSION, cookie_value
from interlink_runtime.identity.scopes import SCOPES
from interlink_runtime.identity.sessions import (
    session_of_token,
    sessions_of_person,
    stop_other_sessions,
    stop_session_of,
)
from interlink_runtime.store.access_tokens import AccessTokenRow
from interlink_runtime.store.sessions import SessionRow
from interlink_runtime.web.posted import Posted, new_once, posted_form
from interlink_runtime.web.visits import PersonVisit, Visit
from interlink_runtime.web.words import N_, SCOPE_HELP, TOKEN_SCOPES
from interlink_sdk.errors import Conflict, InvalidParameters

DEFAULT_DAYS = 90
MAX_TYPED_CHARACTERS = 200
DEFAULT_SCOPES = ("read",)
NOTICES = {"ended": N_("It has ended."), "others": N_("All other sessions have ended.")}
FAULTS = {
    "name": N_("Give it a name of at most 80 characters."),
    "scopes": N_("Choose what it may do."),
    "days": N_("Choose a number of days that is allowed here."),
    "": N_("You have too many tokens. End one of them first."),
}

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Session:
    """One session as its person sees it."""

    id: str
    agent: str
    seen_at: datetime
    created_at: datetime
    expires_at: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class Token:
    """One access token as its person sees it."""

    id: str
    name: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
    has_expired: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """What was typed into the form of a new token, and what is wrong with it."""

    name: str = ""
    scopes: tuple[str, ...] = DEFAULT_SCOPES
    days: str = str(DEFAULT_DAYS)
    faults: tuple[str, ...] = ()


@router.get("/account")
async def show_account(visit: PersonVisit, notice: str = "") -> Response:
    """Show sessions and tokens."""
    return await _page(visit, notice=NOTICES.get(notice, ""))


@router.post("/account/tokens")
async def make_token(visit: PersonVisit) -> Response:
    """Make a token and show it, this once."""
    wish = _wish(await posted_form(visit))
    days = int(wish.days) if wish.days.isascii() and wish.days.isdigit() and len(wish.days) < 6 else 0
    try:
        made = await make_access_token(visit.runtime, visit.who, name=wish.name, scopes=wish.scopes, days=days)
    except (InvalidParameters, Conflict) as refusal:
        faults = tuple(problem.key for problem in refusal.problems) or ("",)
        return await _page(visit, wish=replace(wish, faults=faults), status=422)
    return await _page(visit, made=made, status=201)


@router.post("/account/tokens/{token_id}/end")
async def end_token(visit: PersonVisit, token_id: str) -> Response:
    """End one token."""
    await end_token_of(visit.runtime, visit.who, token_id)
    return visit.redirect("/account", [("notice", "ended")])


@router.post("/account/sessions/{session_id}/end")
async def end_session(visit: PersonVisit, session_id: str) -> Response:
    """End one session, which may be this one."""
    await stop_session_of(visit.runtime, visit.who, session_id)
    return visit.redirect("/account", [("notice", "ended")])


@router.post("/account/sessions/end-others")
async def end_other_sessions(visit: PersonVisit) -> Response:
    """End all sessions but this one."""
    await stop_other_sessions(visit.runtime, visit.who, await _own_session(visit))
    return visit.redirect("/account", [("notice", "others")])


async def show_again(visit: Visit, posted: Posted) -> Response:
    """Show the account with the token that was asked for, not made."""
    return await _page(visit, wish=_wish(posted))


def _wish(posted: Posted) -> Wish:
    return Wish(posted.text("name")[:MAX_TYPED_CHARACTERS], posted.texts("scopes"), posted.text("days")[:10])


async def _page(
    visit: Visit,
    *,
    notice: str = "",
    wish: Wish = Wish(),
    made: NewAccessToken | None = None,
    status: int = 200,
) -> Response:
    own = await _own_session(visit)
    tokens = await tokens_of_person(visit.runtime, visit.who)
    offered = [scope for scope in SCOPES if scope != "operate" or visit.who.is_operator]
    return visit.page(
        "account.html",
        status=status,
        sessions=[_session(row, own) for row in await sessions_of_person(visit.runtime, visit.who)],
        tokens=[_token(visit, row) for row in tokens],
        scopes=[(scope, visit.say(TOKEN_SCOPES[scope]), visit.say(SCOPE_HELP[scope])) for scope in offered],
        max_days=visit.runtime.settings.identity.token_days,
        max_name=MAX_NAME_CHARACTERS,
        notice=visit.say(notice) if notice else "",
        faults={key: visit.say(FAULTS[key]) for key in wish.faults},
        wish=wish,
        made=made,
        once=new_once(),
    )


async def _own_session(visit: Visit) -> str:
    token = cookie_value(visit.request, visit.runtime.settings, SESSION)
    found = await session_of_token(visit.runtime, token) if token else None
    return found[1].id if found else ""


def _session(row: SessionRow, own: str) -> Session:
    return Session(
        row.id, row.agent, moment(row.seen_at), moment(row.created_at), moment(row.expires_at), is_this=row.id == own
    )


def _token(visit: Visit, row: AccessTokenRow) -> Token:
    return Token(
        row.id,
        row.name,
        [visit.say(TOKEN_SCOPES[scope]) for scope in row.scopes.split() if scope in TOKEN_SCOPES],
        moment(row.created_at),
        moment(row.expires_at),
        moment(row.used_at) if row.used_at else None,
        has_expired=moment(row.expires_at) <= visit.runtime.now(),
    )
