# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Services that are wrong in one way each: by the code of the requirement, how an answer differs from a sound one."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from .sound import OWNED, Asked, SoundService, Told, Wrong

CRASH = 500
HERE = ("clone", "view", "download", "edit", "answers")


def at(method: str, verb: str, *, when: Callable[[Asked, Told], bool], then: Callable[[Told], Told]) -> Wrong:
    """Return what answers otherwise at one route."""

    def wrong(_service: SoundService, asked: Asked, told: Told) -> Told:
        last = asked.path.rstrip("/").rpartition("/")[2]
        found = "create" if asked.path == "/assets" else last if last in HERE else "data"
        return then(told) if asked.method == method and found == verb and when(asked, told) else told

    return wrong


def always(_asked: Asked, told: Told) -> bool:
    """Say yes where the sound service does what it is asked."""
    return told.status < 300


def read(asked: Asked, told: Told) -> bool:
    """Say yes to whoever reads an asset that is there."""
    return always(asked, told) and "asset-" in asked.path


def deleted(asked: Asked, told: Told) -> bool:
    """Say yes to whoever asks for an asset that was there."""
    return lost(asked, told) and "asset-" in asked.path


def refused(asked: Asked, told: Told) -> bool:
    """Say yes to nobody."""
    return told.status == 401 and not asked.person and not asked.headers.get("authorization")


def role(asked: Asked, _told: Told) -> bool:
    """Say yes to Ben."""
    return asked.person == "ben"


def lost(_asked: Asked, told: Told) -> bool:
    """Say yes where there is nothing."""
    return told.status == 404


def forged(asked: Asked, _told: Told) -> bool:
    """Say yes to a token that is none."""
    return asked.is_forged


def status(number: int, body: Any = None) -> Callable[[Told], Told]:
    """Return what answers *number*."""
    return lambda told: replace(told, status=number, body=body if body is not None else told.body)


def without(*keys: str) -> Callable[[Told], Told]:
    """Return what leaves *keys* out."""
    return lambda told: replace(told, body={key: value for key, value in told.body.items() if key not in keys})


def having(**values: Any) -> Callable[[Told], Told]:
    """Return what says *values* instead."""
    return lambda told: replace(told, body=told.body | values)


def crashed(_told: Told) -> Told:
    """Crash."""
    return Told(CRASH, "Internal Server Error")


def elsewhere(_told: Told) -> Told:
    """Lead to another site."""
    return Told(307, None, {"location": "https://elsewhere.example/page"})


def overwritten(service: SoundService, asked: Asked, told: Told) -> Told:
    """Write an upload where its name says."""
    if b"../static" in asked.body:
        service.logo = b"gone"
    return told


def raw_taken(asked: Asked, told: Told) -> bool:
    """Say yes to a token without its scheme."""
    return asked.headers.get("authorization") == "token-of-ana" and told.status == 401


MINIATURES: dict[str, Wrong] = {
    "http-create-parent-untouched": overwritten,
    "http-create-works": at("POST", "create", when=always, then=without("id", "_id")),
    "http-create-says-201": at("POST", "create", when=always, then=status(200)),
    "http-create-has-id": at("POST", "create", when=always, then=without("id")),
    "http-create-has-name": at("POST", "create", when=always, then=without("name")),
    "http-create-has-times": at("POST", "create", when=always, then=without("updated_at")),
    "http-create-needs-person": at("POST", "create", when=refused, then=status(201, {"id": "x"})),
    "http-create-empty-refused": at("POST", "create", when=lambda a, _t: a.body == b"{}", then=status(201)),
    "http-create-wrong-type-refused": at("POST", "create", when=lambda a, _t: a.body[:1] == b"[", then=crashed),
    "http-create-broken-refused": at("POST", "create", when=lambda a, _t: a.body == b"{nope", then=crashed),
    "http-create-untyped-taken": at(
        "POST", "create", when=lambda a, _t: "content-type" not in a.headers, then=status(422)
    ),
    "http-create-forged-ignored": at("POST", "create", when=lambda a, _t: b"forged" in a.body, then=status(201, OWNED)),
    "http-create-localised-readable": at("GET", "data", when=lambda a, _t: a.path.endswith("4869"), then=crashed),
    "http-create-to-id": at("POST", "data", when=always, then=status(405)),
    "http-data-is-json": at("GET", "data", when=read, then=lambda _t: Told(200, "<p>")),
    "http-data-has-id": at("GET", "data", when=read, then=without("id")),
    "http-data-is-the-one-asked": at("GET", "data", when=read, then=having(id="other", _id="other")),
    "http-data-has-name": at("GET", "data", when=read, then=having(name=" ")),
    "http-data-icon-is-address": at("GET", "data", when=read, then=having(icon=7)),
    "http-data-has-created": at("GET", "data", when=read, then=having(created_at="yesterday")),
    "http-data-has-updated": at("GET", "data", when=read, then=having(updated_at=None)),
    "http-data-times-have-offset": at(
        "GET",
        "data",
        when=read,
        then=having(created_at="2026-01-01T00:00:00"),
    ),
    "http-data-created-is-past": at(
        "GET",
        "data",
        when=read,
        then=having(created_at="2999-01-01T00:00:00Z"),
    ),
    "http-data-unknown-is-404": at("GET", "data", when=lambda a, t: lost(a, t) and "0000" in a.path, then=status(200)),
    "http-data-odd-ids-refused": at("GET", "data", when=lambda a, _t: "$where" in a.path, then=crashed),
    "http-data-errors-are-json": at("GET", "data", when=lost, then=lambda _t: Told(404, "<p>lost</p>")),
    "http-data-head-follows": at("HEAD", "data", when=always, then=status(405)),
    "http-data-slash-leads-here": at(
        "GET",
        "data",
        when=lambda a, _t: a.path.endswith("/"),
        then=lambda _t: Told(307, None, {"location": "/board/assets/x"}),
    ),
    "http-data-forged-token-safe": at("GET", "data", when=forged, then=crashed),
    "http-data-needs-person": at("GET", "data", when=refused, then=status(200)),
    "http-view-works": at("GET", "view", when=always, then=lambda _t: Told(307, None, {"location": "view"})),
    "http-view-stays-here": at("GET", "view", when=always, then=elsewhere),
    "http-view-needs-person": at("GET", "view", when=refused, then=status(200)),
    "http-view-says-401": at("GET", "view", when=refused, then=status(403)),
    "http-view-needs-role": at("GET", "view", when=role, then=status(200)),
    "http-view-unknown-is-404": at("GET", "view", when=lost, then=crashed),
    "http-view-forged-token-safe": at("GET", "view", when=forged, then=crashed),
    "http-view-wants-scheme": at("GET", "view", when=raw_taken, then=status(200)),
    "http-view-takes-cookie": at("GET", "view", when=lambda a, _t: "cookie" in a.headers, then=status(401)),
    "http-clone-works": at("POST", "clone", when=always, then=crashed),
    "http-clone-has-id": at("POST", "clone", when=always, then=without("id")),
    "http-clone-is-another": lambda _s, a, t: (
        Told(201, t.body | {"id": a.path.split("/")[2]}) if a.path.endswith("/clone") and always(a, t) else t
    ),
    "http-clone-is-readable": at("POST", "clone", when=always, then=having(id="lost")),
    "http-clone-keeps-name": at("POST", "clone", when=always, then=having(name="Copy of A board")),
    "http-clone-needs-person": at("POST", "clone", when=refused, then=status(201)),
    "http-clone-unknown-is-404": at("POST", "clone", when=lost, then=crashed),
    "http-clone-error-names-it": at("POST", "clone", when=lost, then=having(detail="no asset {id}")),
    "http-clone-localised-works": at("POST", "clone", when=lambda a, _t: a.path.endswith("4869/clone"), then=crashed),
    "http-clone-forged-token-safe": at("POST", "clone", when=forged, then=crashed),
    "http-clone-not-by-get": at("GET", "clone", when=lambda _a, t: t.status == 405, then=status(200)),
    "http-download-offered": at("GET", "download", when=always, then=status(404)),
    "http-download-here": at("GET", "download", when=always, then=elsewhere),
    "http-download-needs-person": at("GET", "download", when=refused, then=status(200)),
    "http-download-unknown-is-404": at("GET", "download", when=lost, then=crashed),
    "http-download-forged-token-safe": at("GET", "download", when=forged, then=crashed),
    "http-download-any-name": at("GET", "download", when=lambda a, _t: "506cc4" in a.path, then=crashed),
    "http-download-quotes-safe": at(
        "GET",
        "download",
        when=lambda a, _t: "61223b" in a.path,
        then=lambda _t: Told(200, b"", {"content-disposition": 'attachment; filename="a"; x="b"'}),
    ),
    "http-download-says-no": at("GET", "download", when=lambda _a, t: t.status == 409, then=status(200)),
    "http-edit-offered": at("GET", "edit", when=always, then=status(404)),
    "http-edit-needs-person": at("PUT", "data", when=refused, then=status(200)),
    "http-edit-keeps-type": lambda s, a, t: (
        Told(200, s.assets.pop(a.path.split("/")[2], {})) if a.method == "PUT" and b"type" in a.body else t
    ),
    "http-edit-other-id-refused": at("PUT", "data", when=lambda a, _t: b"other" in a.body, then=crashed),
    "http-edit-unknown-is-404": at("PUT", "data", when=lost, then=status(200)),
    "http-list-offered": at("GET", "create", when=always, then=status(405)),
    "http-list-needs-person": at("GET", "create", when=refused, then=status(200, [])),
    "http-list-holds-assets-only": at(
        "GET", "create", when=refused, then=status(403, [{"data": {}, "user_id": "ana"}])
    ),
    "http-entries-need-person": at("GET", "answers", when=refused, then=status(200)),
    "http-entries-need-role": at("GET", "answers", when=role, then=status(200)),
    "http-entries-unknown-is-404": at("POST", "answers", when=lost, then=status(200)),
    "http-health-answers": lambda _s, a, t: Told(404) if a.path == "/healthcheck" else t,
    "http-instantiate-page": lambda _s, a, t: Told(404) if a.path.endswith("/instantiate") else t,
    "http-gets-are-safe": lambda _s, a, t: (
        Told(200, {"paths": {"/files/delete": {"get": {}}}}) if a.path == "/openapi.json" else t
    ),
    "http-delete-erases": lambda s, a, t: (
        Told(204, s.assets.setdefault(i := a.path.split("/")[2], {"id": i}) and None)
        if a.method == "DELETE" and t.status == 204
        else t
    ),
    "http-delete-is-empty": at("DELETE", "data", when=always, then=status(200, {"status_code": 204})),
    "http-delete-again-is-safe": at("DELETE", "data", when=deleted, then=crashed),
    "http-delete-unknown-is-404": at("DELETE", "data", when=lambda a, _t: "nope" in a.path, then=crashed),
    "http-delete-needs-person": at("DELETE", "data", when=refused, then=status(204)),
    "http-delete-by-its-maker": at("DELETE", "data", when=always, then=status(403)),
}
