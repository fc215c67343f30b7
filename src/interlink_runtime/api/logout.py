# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/sign-in/{provider}/logout`: where a provider says that somebody has signed out there.

OpenID Connect Back-Channel Logout 1.0, section 2.5: a form with one token, sent by the provider's
server. Whoever sends it proves with the token, and with nothing else, who they are.
"""

import logging
from urllib.parse import parse_qs

from fastapi import APIRouter, Request, Response

from interlink_runtime.api.answers import json_reply, response_of
from interlink_runtime.api.problems import call_of
from interlink_runtime.api.routes import DirectRoute
from interlink_runtime.assets.once import StoredReply
from interlink_runtime.identity.credentials import providers_of
from interlink_runtime.identity.provider_sessions import end_for_provider
from interlink_runtime.identity.requests import runtime_of
from interlink_sdk.errors import InterlinkError, MalformedRequest, TooLarge

FORM = "application/x-www-form-urlencoded"
MAX_FORM_BYTES = 64 * 1024
NO_STORE = {"Cache-Control": "no-store"}
"""Both answers (section 2.8)."""

log = logging.getLogger("interlink.identity")
# its contract is the standard's, and nobody but a provider calls it
router = APIRouter(route_class=DirectRoute, include_in_schema=False)


@router.post("/sign-in/{provider_id}/logout")
async def end_sessions(request: Request, provider_id: str) -> Response:
    """End the sessions that the provider names; 400 where none could be ended, whatever the reason."""
    provider = providers_of(request).known(provider_id)
    try:
        await end_for_provider(runtime_of(request), provider, await _logout_token(request))
    except InterlinkError as refusal:
        reason = refusal.detail.get("reason", refusal.code)
        log.warning("call %s: a logout token of %r was refused: %s", call_of(request), provider_id, reason)
        document = {"error": "invalid_request", "error_description": refusal.message}
        return response_of(json_reply(400, document, NO_STORE))
    log.info("call %s: %r has ended sessions of a person", call_of(request), provider_id)
    return response_of(StoredReply(200, NO_STORE, b""))


async def _logout_token(request: Request) -> str:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise MalformedRequest(f"a logout token comes as {FORM}")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_FORM_BYTES:
            raise TooLarge(f"a logout token has at most {MAX_FORM_BYTES} bytes", limit_bytes=MAX_FORM_BYTES)
    try:
        tokens = parse_qs(body.decode("ascii"), max_num_fields=10).get("logout_token", [])
    except ValueError:
        tokens = []
    if len(tokens) != 1:
        raise MalformedRequest("the form must have one logout_token")
    return tokens[0]
