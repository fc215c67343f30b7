# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What comes in with a request: JSON or multipart, bounded, its files stored before any verb runs."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.types import Message, Receive

from interlink_runtime.assets.once import fingerprint
from interlink_runtime.identity.requests import header_of
from interlink_runtime.runtime import Runtime
from interlink_runtime.store.files import FileEntry
from interlink_sdk.assets import MAX_FILE_NAME_BYTES, JsonObject
from interlink_sdk.errors import MalformedRequest, TooLarge, UnsupportedMediaType
from interlink_sdk.media import media_type_for
from interlink_sdk.validation import depth_of

CHUNK_BYTES = 256 * 1024
MAX_FIELDS = 2_000
MAX_FILES = 100
MAX_FIELD_BYTES = 1_000_000
MAX_JSON_DEPTH = 64
FORM_OVERHEAD_BYTES = 1_000_000
FORM = "multipart/form-data"


@dataclass(frozen=True, slots=True)
class Submission:
    """Parameters and files of one request, and the digest by which a repetition is recognised."""

    fields: JsonObject
    uploads: tuple[FileEntry, ...] = ()

    def digest(self) -> str:
        """Return the digest over everything that was sent."""
        return fingerprint(
            json.dumps(self.fields, sort_keys=True),
            *(f"{entry.name}\0{entry.media_type}\0{entry.sha256}" for entry in self.uploads),
        )


async def submission_of(request: Request, runtime: Runtime) -> Submission:
    """Return what *request* carries: a JSON object, or a form with a JSON part `params` and files.

    Raises MalformedRequest, TooLarge, or UnsupportedMediaType for another kind of body.
    """
    kind = media_type_of(request)
    if kind in {"", "application/json"} or kind.endswith("+json"):
        return Submission(await json_object(request, runtime.settings.limits.json_bytes))
    if kind == FORM:
        sent = await form_submission(request, runtime, "files")
        params = sent.fields.get("params")
        given: JsonObject = {"params": parse_object(params.encode())} if isinstance(params, str) else {}
        return Submission({**sent.fields, **given}, sent.uploads)
    raise UnsupportedMediaType(f"the body is {kind!r}; send application/json or {FORM}")


def media_type_of(request: Request) -> str:
    """Return the media type that the body is said to have, empty if nothing is said."""
    return (header_of(request, b"content-type") or "").partition(";")[0].strip().lower()


async def form_submission(request: Request, runtime: Runtime, file_field: str) -> Submission:
    """Return the fields of the form in the body, and its files, which are stored."""
    form = await form_of(request, runtime.settings.limits.upload_bytes)
    try:
        uploads = await stored_uploads(runtime, form, file_field)
        return Submission({key: value for key, value in form.multi_items() if isinstance(value, str)}, uploads)
    finally:
        await form.close()


async def json_object(request: Request, limit_bytes: int) -> JsonObject:
    """Return the JSON object that is the body of *request*."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit_bytes:
            raise TooLarge(f"a JSON body has at most {limit_bytes} bytes", limit_bytes=limit_bytes)
    return parse_object(bytes(body))


def parse_object(data: bytes) -> JsonObject:
    """Return the JSON object in *data*; raises MalformedRequest for anything else."""
    try:
        value = _decoder().decode(data.decode(json.detect_encoding(data)))
    except (ValueError, RecursionError) as error:
        raise MalformedRequest(f"the body is not JSON: {error}") from None
    if not isinstance(value, dict):
        raise MalformedRequest(f"the body is JSON, but {type(value).__name__} where an object is due")
    if depth_of(value, MAX_JSON_DEPTH) > MAX_JSON_DEPTH:
        raise MalformedRequest(f"the JSON is nested deeper than {MAX_JSON_DEPTH} levels")
    if b"\\u" in data and not _is_text(json.dumps(value, ensure_ascii=False)):
        raise MalformedRequest("the JSON has half of a surrogate pair, which is no character")
    return value


async def form_of(request: Request, limit_bytes: int | None = None) -> FormData:
    """Return the form that is the body of *request*; its files lie in temporary files until it is closed."""
    bounded = Request(request.scope, _bounded(request, limit_bytes)) if limit_bytes else request
    try:
        return await bounded.form(max_files=MAX_FILES, max_fields=MAX_FIELDS, max_part_size=MAX_FIELD_BYTES)
    except (HTTPException, MultiPartException, UnicodeDecodeError, ValueError) as error:
        reason = getattr(error, "detail", None) or getattr(error, "message", None) or str(error)
        raise MalformedRequest(f"the form cannot be read: {reason}") from None


def _bounded(request: Request, limit_bytes: int) -> Receive:
    """Return what receives the body of *request* until it is over the limit; fields and boundaries come on top."""
    arrived, most = 0, limit_bytes + FORM_OVERHEAD_BYTES

    async def receive() -> Message:
        nonlocal arrived
        message = await request.receive()
        arrived += len(message.get("body", b""))
        if arrived > most:
            raise TooLarge(f"a form has at most {limit_bytes} bytes here", limit_bytes=limit_bytes)
        return message

    return receive


async def stored_uploads(runtime: Runtime, form: FormData, field: str) -> tuple[FileEntry, ...]:
    """Store the files of *form* and return what is known of them; an empty file field is none."""
    limit = runtime.settings.limits.upload_bytes
    entries: list[FileEntry] = []
    for file in form.getlist(field):
        if not isinstance(file, UploadFile) or (not file.filename and not file.size):
            continue
        name = distinct(safe_name(file.filename or ""), {entry.name for entry in entries})
        blob = await runtime.blobs.put(_chunks(file), max_bytes=limit)
        media_type = media_type_for(name, file.content_type)
        entries.append(FileEntry(name, media_type, blob.sha256, blob.size_bytes, blob.crc32))
    return tuple(entries)


def safe_name(name: str) -> str:
    """Return *name* without folders and control characters, as short as a file name may be."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(ch for ch in last if ch.isprintable()).strip().lstrip(".") or "file"
    return _fitting(PurePosixPath(plain).stem, PurePosixPath(plain).suffix[:20])


def distinct(name: str, taken: set[str]) -> str:
    """Return *name*, numbered if it is taken."""
    path = PurePosixPath(name)
    number, candidate = 1, name
    while candidate in taken:
        number += 1
        candidate = _fitting(path.stem, f" ({number}){path.suffix}")
    return candidate


def _fitting(stem: str, ending: str) -> str:
    while len(f"{stem}{ending}".encode()) > MAX_FILE_NAME_BYTES:
        stem = stem[:-1]
    return f"{stem}{ending}"


async def _chunks(file: UploadFile) -> AsyncIterator[bytes]:
    while chunk := await file.read(CHUNK_BYTES):
        yield chunk


@cache
def _decoder() -> json.JSONDecoder:
    return json.JSONDecoder(parse_constant=_no_constant)  # `json.loads` would make one for every body


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
