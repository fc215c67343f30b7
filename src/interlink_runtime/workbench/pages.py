# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/workbench` and the few addresses behind it; whoever has used the link of the terminal may be anybody there."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from interlink_runtime.assets.kept import Kept, find, load
from interlink_runtime.identity.cookies import SESSION, cookie_value, drop_cookie, set_cookie
from interlink_runtime.identity.development import sign_in, use_login_link
from interlink_runtime.identity.requests import GATE_COOKIE, has_passed_gate, require_same_origin, runtime_of
from interlink_runtime.identity.sessions import principal_of_token
from interlink_runtime.store.assets import AssetRow, all_assets_page
from interlink_runtime.web.headers import Headers, create_headers
from interlink_runtime.web.languages import translated_languages
from interlink_runtime.web.posted import new_once
from interlink_runtime.web.views import shown_asset
from interlink_runtime.web.visits import LANGUAGE_COOKIE, AnyVisit, Visit, owner_mark
from interlink_runtime.workbench.actions import actions_for, frame_path
from interlink_runtime.workbench.bench import Bench
from interlink_runtime.workbench.checking import OUTCOMES
from interlink_runtime.workbench.people import NOBODY, principal_called
from interlink_runtime.workbench.staging import DIRECTION_COOKIE
from interlink_runtime.workbench.switches import (
    DIRECTION_LABELS,
    PEOPLE_LABELS,
    SCHEME_LABELS,
    WIDTH_LABELS,
    Switches,
    switches_of,
)
from interlink_runtime.workbench.texts import workbench_templates
from interlink_sdk.errors import Forbidden

DAY_S = 86_400
LISTED_ASSETS = 50

router = APIRouter(include_in_schema=False, prefix="/workbench")


@router.get("/login/{token}")
async def use_link(request: Request, token: str) -> Response:
    """Use the one-time link from the terminal."""
    runtime = runtime_of(request)
    response = RedirectResponse("/workbench", 303, _headers())
    gate = await use_login_link(runtime, token)
    set_cookie(response, runtime.settings, GATE_COOKIE, gate, seconds=DAY_S, same_site="strict")
    return response


@router.get("")
async def show(visit: AnyVisit) -> Response:
    """Show the workbench, and be whom the address says from now on in this browser."""
    if not await has_passed_gate(visit.request):
        return visit.page("gate.html", is_on=True, status=403)
    switches = _switches(visit)
    response = await _page(visit, switches)
    await _become(visit, switches, response)
    return response


@router.get("/live")
async def show_live(visit: AnyVisit) -> Response:
    """Show the same without changing who somebody is: the page's script takes from it what is new."""
    await _require_gate(visit.request)
    return await _page(visit, _switches(visit))


@router.get("/pulse")
async def pulse(request: Request) -> Response:
    """Say what changes when there is something new to show, and how often the files were read."""
    await _require_gate(request)
    bench = bench_of(request)
    return JSONResponse({"pulse": bench.pulse}, headers=_headers())


@router.get("/preview/{asset_id}")
async def show_preview(visit: AnyVisit, asset_id: str) -> Response:
    """Show what may be seen of an asset before somebody has a role on it."""
    await _require_gate(visit.request)
    kept = await load(visit.runtime, visit.who, asset_id, "preview")
    shown = await shown_asset(visit, kept, purpose="preview")
    return _rendered(visit.language, "preview.html", {"row": kept.row, "view": shown})


@router.post("/check")
async def check(request: Request) -> Response:
    """Begin to examine the interlinker, or switch whether that happens on every save."""
    require_same_origin(request)
    await _require_gate(request)
    bench, form = bench_of(request), await request.form()
    on_save = str(form.get("on_save", ""))
    if on_save:
        bench.checks_on_save = on_save == "yes"
    else:
        bench.check()
    query = switches_of(_pairs(str(form.get("query", ""))), translated_languages(), "en").changed()
    return RedirectResponse(f"/workbench?{query}#checks", 303, _headers())


def bench_of(request: Request) -> Bench:
    """Return the bench that *request* is about."""
    bench: Bench = request.app.state.bench
    return bench


async def _page(visit: Visit, switches: Switches) -> HTMLResponse:
    bench = bench_of(visit.request)
    who = principal_called(switches.who)
    rows = await _assets(bench)
    if not switches.asset and rows:
        switches = replace(switches, asset=rows[-1].id)
    kept = await find(visit.runtime, who, switches.asset) if switches.asset else None
    values = _known(bench, switches, kept, rows) | {
        "owner": owner_mark(visit.runtime.key, who.id) if who.kind == "person" else "",
        "languages": visit.languages,
    }
    return _rendered(switches.lang, "workbench.html", values)


def _known(bench: Bench, switches: Switches, kept: Kept | None, rows: list[AssetRow]) -> dict[str, Any]:
    manifest = bench.hosted.manifest if bench.hosted else None
    who = principal_called(switches.who)
    has_frame = manifest is not None and not (kept is None and who.kind == "anonymous" and not switches.asset)
    return {
        "bench": bench,
        "switches": switches,
        "manifest": manifest,
        "title": manifest.text(manifest.name, switches.lang) if manifest else bench.project.package.folder.name,
        "rows": rows,
        "kept": kept,
        "actions": list(actions_for(manifest, kept, who, switches)) if manifest else [],
        "frame": _framed(bench, switches, kept) if has_frame else "",
        "once": new_once(),
        "labels": {"who": PEOPLE_LABELS, "dir": DIRECTION_LABELS, "width": WIDTH_LABELS, "scheme": SCHEME_LABELS},
        "outcomes": OUTCOMES,
        "fault_id": f"{hash(bench.fault) & 0xFFFFFFFF:x}",
    }


def _framed(bench: Bench, switches: Switches, kept: Kept | None) -> str:
    assert bench.hosted
    if kept is None and switches.asset and switches.show not in {"instantiate", "restore"}:
        return f"/assets/{switches.asset}"  # the site itself says why this person sees nothing
    return frame_path(bench.hosted.manifest, kept, switches.show)


async def _assets(bench: Bench) -> list[AssetRow]:
    if bench.hosted is None:
        return []
    return await all_assets_page(bench.runtime.store, interlinker=bench.hosted.id, limit=LISTED_ASSETS)


async def _become(visit: Visit, switches: Switches, response: Response) -> None:
    settings = visit.runtime.settings
    before = cookie_value(visit.request, settings, SESSION)
    if switches.who == NOBODY:
        drop_cookie(response, settings, SESSION)
    elif not before or (await principal_of_token(visit.runtime, before)).id != switches.who:
        token = await sign_in(visit.runtime, switches.who, agent="workbench")
        set_cookie(response, settings, SESSION, token, seconds=DAY_S)
    response.set_cookie(LANGUAGE_COOKIE, switches.lang, httponly=True, samesite="lax")
    response.set_cookie(DIRECTION_COOKIE, switches.dir, httponly=True, samesite="lax")


async def _require_gate(request: Request) -> None:
    if not await has_passed_gate(request):
        raise Forbidden("open the link that the program showed in the terminal first")


def _switches(visit: Visit) -> Switches:
    return switches_of(visit.request.query_params, visit.languages, visit.language)


def _rendered(language: str, template: str, values: dict[str, Any]) -> HTMLResponse:
    text = workbench_templates(language).get_template(template).render(**values)
    return HTMLResponse(text, headers=_headers() | {"Content-Language": language})


def _headers() -> Headers:
    # no opener policy: the window in which an asset is made must find the page that waits for its message
    return create_headers(())


def _pairs(query: str) -> dict[str, str]:
    return dict(parse_qsl(query))
