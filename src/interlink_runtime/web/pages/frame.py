# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/frames/{token}/…`: an interlinker's own page, its files and its forms.

Nothing here reads a cookie: the token says who the person is and what the page may do. Errors are
pages of the frame too, because the site's own pages refuse to be framed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from markupsafe import Markup

from interlink_runtime.api.bodies import MAX_FIELD_BYTES, form_of
from interlink_runtime.api.downloads import file_response
from interlink_runtime.api.problems import status_of
from interlink_runtime.assets.contribute import contribute_to_asset
from interlink_runtime.assets.kept import load
from interlink_runtime.assets.view import view_asset
from interlink_runtime.identity.people import principal_of_person
from interlink_runtime.identity.principals import ANONYMOUS, Principal
from interlink_runtime.identity.requests import runtime_of
from interlink_runtime.runtime import Runtime
from interlink_runtime.web.frames import Frame, inline_style, read_frame
from interlink_runtime.web.headers import frame_headers
from interlink_runtime.web.posted import posted_form, refuse_oversize
from interlink_runtime.web.refusals import Refusal, refusal_for
from interlink_runtime.web.visits import Visit
from interlink_runtime.web.words import N_
from interlink_sdk.assets import Html, JsonObject, Redirect
from interlink_sdk.errors import InterlinkError, NotFound, NotOffered, Unauthenticated
from interlink_sdk.forms import value_from_form
from interlink_sdk.validation import message_for

EXPIRED = Refusal(
    N_("This page was open for too long"),
    N_("Nothing was sent. Open the asset again and send it from there; what you typed is shown below."),
)
"""A forged address gets the same answer: it is of no help to whoever tries."""

OUTDATED = Refusal(EXPIRED.heading, N_("Open the asset again."))
AWAY = Refusal(N_("This content is on another site"), N_("It opens in a new window."))

Pairs = Sequence[tuple[str, str]]

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Framed:
    """A valid token, and the visit of whom it is for."""

    visit: Visit
    frame: Frame


@router.get("/frames/{token}/")
async def show_frame(request: Request, token: str) -> Response:
    """Show the interlinker's page."""
    framed = await _framed(request, token)
    if framed is None:
        return _refused(_nobody(request), OUTDATED, 401)
    visit, frame = framed.visit, framed.frame
    try:
        viewed = await view_asset(visit.runtime, visit.who, frame.asset, purpose=frame.purpose, locale=visit.language)
    except InterlinkError as error:
        return _refused(visit, refusal_for(error.code), status_of(error))
    match viewed.page:
        case Html() as page:
            return _page(visit, page, viewed.kept.row.name)
        case Redirect(url=url):
            return _refused(visit, AWAY, 200, away=url)


@router.get("/frames/{token}/files/{name}")
async def send_file(request: Request, token: str, name: str) -> Response:
    """Send a file of the frame's asset; the frame's origin is opaque, so that any origin may embed it."""
    framed = await _framed(request, token)
    if framed is None:
        raise Unauthenticated("this page's address is not valid any more")
    visit, frame = framed.visit, framed.frame
    kept = await load(visit.runtime, visit.who, frame.asset, frame.purpose)
    entry = next((entry for entry in kept.files if entry.name == name), None)
    if entry is None:
        raise NotFound(f"the asset has no file {name!r}", file=name)
    response = file_response(request, visit.runtime, entry, inline=True)
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@router.post("/frames/{token}/contribute/{collection}")
async def contribute(request: Request, token: str, collection: str) -> Response:
    """Add an entry and show the page again, or say what is wrong and keep what was typed in sight."""
    framed = await _framed(request, token)
    if framed is None:
        return _refused(_nobody(request), EXPIRED, 401, typed=await _typed(request))
    posted = await posted_form(framed.visit)
    try:
        await _contribute(framed, collection, posted.pairs)
    except InterlinkError as error:
        problems = [message_for(problem, framed.visit.say) for problem in error.problems]
        refusal, back = refusal_for(error.code), framed.visit.link(f"/frames/{token}/")
        return _refused(framed.visit, refusal, status_of(error), problems=problems, back=back, typed=posted.pairs)
    return Response(status_code=303, headers=_headers(framed.visit) | {"Location": "../"})


async def _contribute(framed: Framed, collection: str, pairs: Pairs) -> None:
    runtime, frame = framed.visit.runtime, framed.frame
    if collection not in frame.collections:
        raise NotOffered(f"this page adds nothing to {collection!r}", collection=collection)
    kept = await load(runtime, framed.visit.who, frame.asset, "contribute")
    schema = runtime.host.known(kept.row.interlinker).manifest.contribution_schema(collection)
    body: JsonObject = value_from_form(schema, pairs)
    await contribute_to_asset(runtime, framed.visit.who, frame.asset, collection, body, locale=frame.language)


async def _framed(request: Request, token: str) -> Framed | None:
    runtime = runtime_of(request)
    frame = read_frame(runtime.key, token, runtime.now())
    who = await _principal(runtime, frame) if frame else None
    return Framed(Visit(request, runtime, who, spoken=frame.language), frame) if frame and who else None


async def _principal(runtime: Runtime, frame: Frame) -> Principal | None:
    if frame.person is None:
        return ANONYMOUS
    return await principal_of_person(runtime, frame.person)


async def _typed(request: Request) -> list[tuple[str, str]]:
    """Return what was typed without storing any of it: nobody vouches for the request."""
    refuse_oversize(request, 0)
    form = await form_of(request, MAX_FIELD_BYTES)
    pairs = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    await form.close()
    return pairs


def _nobody(request: Request) -> Visit:
    return Visit(request, runtime_of(request), ANONYMOUS)


def _page(visit: Visit, page: Html, name: str) -> Response:
    style = inline_style(page.styles)
    headers = _headers(visit, style.source)
    # the interlinker's own markup, which the sandbox keeps from doing anything
    body = Markup(page.body)  # noqa: S704
    return visit.page("frame.html", headers=headers, title=page.title or name, body=body, styles=Markup(style.text))  # noqa: S704


def _refused(
    visit: Visit,
    refusal: Refusal,
    status: int,
    *,
    problems: Sequence[str] = (),
    back: str = "",
    away: str = "",
    typed: Pairs = (),
) -> Response:
    shown = [(name, value) for name, value in typed if value and not name.startswith("_")]
    return visit.page(
        "frame_message.html",
        status=status,
        headers=_headers(visit),
        refusal=refusal,
        problems=problems,
        back=back,
        away=away,
        typed=shown,
    )


def _headers(visit: Visit, *styles: str) -> dict[str, str]:
    return frame_headers(visit.runtime.settings.server.frame_ancestors, styles)
