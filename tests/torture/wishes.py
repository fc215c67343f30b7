# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What a client may want: each wish is one request, with what a check must know of it.

Every made or edited asset is named after a mark that is unique in the run, so that its origin can
be told from what is kept.
"""

import hashlib
import json
from dataclasses import dataclass, field
from random import Random
from typing import Any

from .history import JsonObject, Operation
from .world import COLLECTIONS, Known

OPTIONS = ["Here", "There", "Nowhere"]
MAX_UPLOAD_BYTES = 900_000


@dataclass(frozen=True)
class Wish:
    """One request, sent as often as it takes."""

    kind: str
    method: str
    path: str
    asset: str | None = None
    asked: JsonObject = field(default_factory=dict)
    more: JsonObject = field(default_factory=dict)
    """What the HTTP client takes: json, data, files, content."""
    headers: dict[str, str] = field(default_factory=dict)


def to_make(interlinker: str, mark: str, random: Random) -> Wish:
    """Return the wish for a new asset that is called *mark*."""
    asked: JsonObject = {"interlinker": interlinker, "name": mark}
    body = {"interlinker": interlinker, "params": _params(interlinker, mark)}
    return Wish("make", "POST", "/api/v1/assets", None, *_body(body, interlinker, asked, mark, random))


def to_edit(known: Known, mark: str, random: Random) -> Wish:
    """Return the wish to change the version that is known, so that the asset is called *mark*."""
    asked: JsonObject = {"base": known.version, "name": mark}
    body = {"params": _params(known.interlinker, mark)}
    with_file = known.interlinker if random.random() < 0.7 else ""
    asked, more = _body(body, with_file, asked, mark, random)
    return Wish("edit", "PUT", _path(known), known.id, asked, more, {"If-Match": f'"{known.version}"'})


def to_contribute(known: Known, mark: str, random: Random) -> Wish:
    """Return the wish to add an entry."""
    collection = COLLECTIONS[known.interlinker]
    body = {"option": random.choice(OPTIONS)} if collection == "votes" else {"text": mark}
    asked = {"collection": collection, "body": body}
    return Wish(
        "contribute", "POST", f"{_path(known)}/contributions/{collection}", known.id, asked, {"json": {"body": body}}
    )


def to_clone(known: Known) -> Wish:
    """Return the wish for a copy."""
    return Wish("clone", "POST", f"{_path(known)}/clone", known.id)


def to_share(known: Known, person: str, role: str) -> Wish:
    """Return the wish to give *person* a role."""
    asked = {"subject": f"person:{person}", "role": role}
    return Wish("share", "POST", f"{_path(known)}/grants", known.id, asked, {"json": asked})


def to_unshare(known: Known, person: str) -> Wish:
    """Return the wish to take the role of *person* away."""
    asked = {"subject": f"person:{person}"}
    return Wish("unshare", "DELETE", f"{_path(known)}/grants/person:{person}", known.id, asked)


def to_delete(known: Known) -> Wish:
    """Return the wish to erase it."""
    return Wish("delete", "DELETE", _path(known), known.id)


def to_read(known: Known) -> Wish:
    """Return the wish to read it."""
    return Wish("read", "GET", _path(known), known.id)


def to_export(known: Known) -> Wish:
    """Return the wish for its bundle."""
    return Wish("export", "GET", f"{_path(known)}/export?format=bundle", known.id)


def to_restore(known: Known, bundle: bytes, exported: Operation) -> Wish:
    """Return the wish to have it back from the bundle that *exported* gave."""
    asked = {
        "of": known.id,
        "exported": [exported.invoked, exported.completed],
        "bundle": hashlib.sha256(bundle).hexdigest(),
    }
    headers = {"Content-Type": "application/zip"}
    return Wish("restore", "POST", "/api/v1/bundles", known.id, asked, {"content": bundle}, headers)


def _path(known: Known) -> str:
    return f"/api/v1/assets/{known.id}"


def _params(interlinker: str, mark: str) -> JsonObject:
    match interlinker:
        case "poll":
            return {"question": mark, "options": OPTIONS}
        case "meeting-notes":
            return {"title": mark, "date": "2026-05-01", "agenda": [{"topic": mark, "discussion": mark * 20}]}
        case _:
            return {"title": mark}


def _body(
    body: dict[str, Any], interlinker: str, asked: JsonObject, mark: str, random: Random
) -> tuple[JsonObject, JsonObject]:
    """Return what was asked and what is sent: JSON, or for a document a form with a file."""
    if interlinker != "documents":
        return asked, {"json": body}
    content = _text(mark, random)
    fields = {key: value if isinstance(value, str) else json.dumps(value) for key, value in body.items()}
    asked = {**asked, "sha256": hashlib.sha256(content).hexdigest()}
    return asked, {"data": fields, "files": {"files": (f"{mark}.txt", content, "text/plain")}}


def _text(mark: str, random: Random) -> bytes:
    """Return a text that nobody else uploads, or one that somebody has uploaded before."""
    if random.random() < 0.2:
        return b"What everybody uploads.\n" * 500
    return f"{mark}\n".encode() * (random.randint(1, MAX_UPLOAD_BYTES) // (len(mark) + 1) + 1)
