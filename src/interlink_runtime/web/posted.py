# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A form that was posted: its pairs, its files already stored, and the key by which it counts once."""

import json
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from fastapi import Request, Response
from starlette.datastructures import FormData, UploadFile
from starlette.requests import ClientDisconnect

from interlink_runtime.api.bodies import distinct, form_of, stored_uploads
from interlink_runtime.assets.once import MAX_KEY_CHARACTERS, Once, StoredReply, fingerprint, reply_once
from interlink_runtime.runtime import Runtime
from interlink_runtime.store.files import FileEntry
from interlink_runtime.web.signing import read_signed, sign
from interlink_runtime.web.unsent import UNSENT, forget_unsent
from interlink_runtime.web.visits import Visit
from interlink_sdk.errors import MalformedRequest, TooLarge
from interlink_sdk.forms import FILES

ONCE = "_once"
WAITING = "_waiting"
FORM_OVERHEAD_BYTES = 10_000_000
"""What fields and boundaries may add to the files of a form."""

Outcome = TypeVar("Outcome")


@dataclass(frozen=True)
class Posted:
    """What one form held; files of the schema's own fields are also pairs of field and file name."""

    pairs: tuple[tuple[str, str], ...]
    uploads: tuple[FileEntry, ...] = ()

    def text(self, name: str, otherwise: str = "") -> str:
        """Return the last value of the field *name*."""
        return next((value for key, value in reversed(self.pairs) if key == name), otherwise)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return every value of the field *name*."""
        return tuple(value for key, value in self.pairs if key == name)

    @cached_property
    def digest(self) -> str:
        """The digest by which the same form is recognised when it comes again."""
        fields = (part for pair in self.pairs for part in pair)
        files = (part for entry in self.uploads for part in (entry.name, entry.sha256))
        return fingerprint(*fields, *files)


async def posted_form(visit: Visit) -> Posted:
    """Return the form in the body of the request, its files stored.

    Files that came with the form before, when something else was wrong, need not be chosen again.
    Raises MalformedRequest, or TooLarge before a body is read that says it is over the limit.
    """
    limit = visit.runtime.settings.limits.upload_bytes
    refuse_oversize(visit.request, limit)
    try:
        form = await form_of(visit.request, limit + FORM_OVERHEAD_BYTES)
    except ClientDisconnect:
        raise MalformedRequest("the sender left before the form was whole; nothing was kept") from None
    try:
        posted = await _posted(visit.runtime, form)
    finally:
        await form.close()
    whole = posted if posted.uploads else with_waiting(visit, posted)
    visit.request.state.posted = whole
    return whole


def with_waiting(visit: Visit, posted: Posted) -> Posted:
    """Return *posted* with the files that came with it before."""
    return replace(posted, uploads=_waiting(visit, posted.text(WAITING)))


def posted_before(request: Request) -> Posted | None:
    """Return the form that *request* has brought, if it was read."""
    posted: Posted | None = getattr(request.state, "posted", None)
    return posted


def waiting_files(visit: Visit, posted: Posted | None) -> dict[str, Any]:
    """Return what a form that is shown again carries of the files that came with it."""
    if posted is None or not posted.uploads:
        return {"waiting": "", "waiting_names": []}
    entries = [asdict(entry) for entry in posted.uploads]
    body = json.dumps([visit.who.id, entries]).encode()
    names = [entry.name for entry in posted.uploads]
    return {"waiting": sign(visit.runtime.key, WAITING, body), "waiting_names": names}


def refuse_oversize(request: Request, limit_bytes: int) -> None:
    """Raise TooLarge where the body says that it is over *limit_bytes*."""
    length = request.headers.get("content-length", "0")
    if length.isdigit() and int(length) > limit_bytes + FORM_OVERHEAD_BYTES:
        raise TooLarge(f"the form has {length} bytes; at most {limit_bytes} are taken", limit_bytes=limit_bytes)


def new_once() -> str:
    """Return the key that makes one form count once."""
    return secrets.token_urlsafe(18)


async def answer_once(
    visit: Visit,
    posted: Posted,
    act: Callable[[Once | None], Awaitable[Outcome]],
    path_for: Callable[[Outcome], str],
    *,
    principal: str | None = None,
) -> Response:
    """Let *act* take effect once, however often the form comes, and send the person on to what *path_for* says."""
    response = await _answered_once(visit, posted, act, path_for, principal or visit.who.id)
    if unsent := posted.text(UNSENT):
        await forget_unsent(visit, unsent)
    return response


async def _answered_once(
    visit: Visit,
    posted: Posted,
    act: Callable[[Once | None], Awaitable[Outcome]],
    path_for: Callable[[Outcome], str],
    who: str,
) -> Response:
    key = posted.text(ONCE)[:MAX_KEY_CHARACTERS]
    if not key:
        return visit.redirect(path_for(await act(None)))
    whole = fingerprint(visit.request.url.path, posted.digest)

    def reply_for(outcome: Outcome) -> StoredReply:
        return StoredReply(303, {"Location": path_for(outcome)}, b"")

    reply, _ = await reply_once(visit.runtime, Once.of(visit.runtime, who, key, whole, reply_for), act)
    return visit.redirect(reply.headers["Location"])


def _waiting(visit: Visit, token: str) -> tuple[FileEntry, ...]:
    body = read_signed(visit.runtime.key, WAITING, token)
    person, entries = json.loads(body) if body else ("", [])
    files = [FileEntry(**entry) for entry in entries] if person == visit.who.id else []
    # what nobody came back for within hours is swept away
    return tuple(file for file in files if visit.runtime.blobs.path(file.sha256).is_file())


async def _posted(runtime: Runtime, form: FormData) -> Posted:
    pairs: list[tuple[str, str]] = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    uploads: list[FileEntry] = []
    controls = dict.fromkeys(name for name, value in form.multi_items() if isinstance(value, UploadFile))
    for control in controls:
        for entry in await stored_uploads(runtime, form, control):
            name = distinct(entry.name, {upload.name for upload in uploads})
            uploads.append(FileEntry(name, entry.media_type, entry.sha256, entry.size_bytes, entry.crc32))
            if control != FILES:
                pairs.append((control, name))
    return Posted(tuple(pairs), tuple(uploads))
