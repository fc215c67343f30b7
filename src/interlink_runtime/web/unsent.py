# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A form that came without a session: what was typed waits until its person is back, and takes no effect before.

Each form of ours says in a mark whose it is. What was typed is given back only to that person, only
in the browser that sent it (a random token in a cookie of its own) and only for an hour. Nothing of
it is in an address, a cookie or the log. A form of another site is never kept, nor one without a
mark, so that nobody can put words into another person's form.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from fastapi import Request, Response

from interlink_runtime.clock import microseconds
from interlink_runtime.identity.cookies import cookie_value, drop_cookie, set_cookie, signed, unsigned
from interlink_runtime.identity.requests import require_same_origin
from interlink_runtime.identity.sessions import digest_of
from interlink_runtime.runtime import Runtime
from interlink_runtime.store.unsent_forms import (
    UnsentRow,
    drop_oldest_unsent,
    drop_unsent,
    insert_unsent,
    unsent_load,
    unsent_row,
)
from interlink_runtime.web.incoming import Fields, read_fields
from interlink_runtime.web.visits import OWNER, Visit, is_owner_mark
from interlink_sdk.errors import InterlinkError

COOKIE = "interlink_unsent"
UNSENT = "_unsent"
"""The field by which a form that came back says what it came from."""
MINUTES = 60
MAX_TYPED_BYTES = 1_000_000
MAX_OF_PERSON = 10
MAX_IN_ALL_BYTES = 64_000_000
MAX_COOKIES = 5
"""How many of ours one browser may carry: each costs every request some bytes."""
_PURPOSE = "unsent"
_TAG_CHARACTERS = 12


@dataclass(frozen=True, slots=True)
class Unsent:
    """A form as it came: which one, with what, and which files have to be chosen again."""

    form: str
    params: Mapping[str, str]
    fields: Fields


@dataclass(frozen=True, slots=True)
class Waiting:
    """A form that waits now: the tag in its address, and the token for the browser's cookie."""

    tag: str
    token: str
    file_names: tuple[str, ...]


async def keep_unsent(visit: Visit, form: str) -> Waiting | None:
    """Let the form in the body of the request wait; None where that must not be or is too much.

    *form* names it among all forms.
    """
    request, runtime = visit.request, visit.runtime
    try:
        require_same_origin(request)
        fields = await read_fields(request, runtime.settings.limits.upload_bytes, lambda _: None)
        body = json.dumps([form, request.path_params, fields.pairs, fields.file_names]).encode()
        return await _kept(visit, body, fields)
    except InterlinkError:
        return None  # then the page only asks to sign in


def remember(response: Response, visit: Visit, waiting: Waiting) -> None:
    """Give the browser the cookie by which it gets the form back."""
    settings = visit.runtime.settings
    names = sorted(name for name in visit.request.cookies if name.removeprefix("__Host-").startswith(f"{COOKIE}_"))
    for name in names[MAX_COOKIES - 1 :]:
        drop_cookie(response, settings, name.removeprefix("__Host-"))
    value = signed(visit.runtime.key, _PURPOSE, waiting.token.encode())
    set_cookie(response, settings, _cookie_for(waiting.tag), value, seconds=MINUTES * 60)


async def unsent_form(visit: Visit, tag: str) -> Unsent | None:
    """Return what waits under *tag* for this person in this browser.

    Somebody else who has signed in meanwhile gets nothing, and it is forgotten: they share the browser.
    """
    runtime, token = visit.runtime, _token(visit.runtime, visit.request, tag)
    row = await unsent_row(runtime.store, digest_of(token), now=microseconds(runtime.now())) if token else None
    if row is None or visit.person is None:
        return None
    if not hmac.compare_digest(row.owner, visit.mark):
        await runtime.store.commit([drop_unsent(row.token_hash)])
        return None
    form, params, pairs, names = json.loads(row.body)
    fields = Fields(tuple((name, value) for name, value in pairs), tuple(names))
    return Unsent(form, params, fields)


async def forget_unsent(visit: Visit, tag: str) -> None:
    """Forget what waited under *tag*, which has been sent now."""
    token = _token(visit.runtime, visit.request, tag)
    if token:
        await visit.runtime.store.commit([drop_unsent(digest_of(token))])


async def _kept(visit: Visit, body: bytes, fields: Fields) -> Waiting | None:
    runtime = visit.runtime
    owner = next((value for name, value in fields.pairs if name == OWNER), "")
    if not is_owner_mark(runtime.key, owner) or len(body) > MAX_TYPED_BYTES:
        return None
    now = runtime.now()
    count, size = await unsent_load(runtime.store, owner, now=microseconds(now))
    if size + len(body) > MAX_IN_ALL_BYTES:
        return None
    token = secrets.token_urlsafe(32)
    expires = microseconds(now + timedelta(minutes=MINUTES))
    row = UnsentRow(digest_of(token), owner, body, len(body), expires)
    # what was typed last is missed most
    room = [drop_oldest_unsent(owner)] if count >= MAX_OF_PERSON else []
    await runtime.store.commit([*room, insert_unsent(row)])
    return Waiting(_tag_of(token), token, fields.file_names)


def _token(runtime: Runtime, request: Request, tag: str) -> str:
    cookie = cookie_value(request, runtime.settings, _cookie_for(tag[:_TAG_CHARACTERS]))
    token = (unsigned(runtime.key, _PURPOSE, cookie or "") or b"").decode()
    return token if token and _tag_of(token) == tag else ""


def _tag_of(token: str) -> str:
    # an address shows it, so it says nothing of the token
    return hashlib.sha256(f"tag\0{token}".encode()).hexdigest()[:_TAG_CHARACTERS]


def _cookie_for(tag: str) -> str:
    return f"{COOKIE}_{''.join(ch for ch in tag if ch.isascii() and ch.isalnum())}"
