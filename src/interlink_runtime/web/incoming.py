# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A form on its way in that is read while it arrives: its fields go into memory, its files to whoever wants them."""

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from urllib.parse import parse_qsl

from fastapi import Request
from starlette.datastructures import Headers, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect

from interlink_runtime.api.bodies import FORM, MAX_FIELD_BYTES, MAX_FIELDS, MAX_FILES, media_type_of
from interlink_sdk.errors import MalformedRequest, TooLarge

Sink = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class Fields:
    """What a form held: its pairs, and which files came with it."""

    pairs: tuple[tuple[str, str], ...]
    file_names: tuple[str, ...] = ()


async def read_fields(request: Request, limit_bytes: int, sink: Sink) -> Fields:
    """Return the fields of the form in the body of *request*; the bytes of its files are given to *sink*.

    Raises MalformedRequest for what is no form or ends in the middle, TooLarge beyond *limit_bytes*.
    """
    try:
        async with aclosing(_stream(request, limit_bytes)) as stream:
            if media_type_of(request) == FORM:
                return await _multipart(request.headers, stream, sink)
            body = b"".join([chunk async for chunk in stream])
            return Fields(tuple(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MAX_FIELDS)))
    except ClientDisconnect:
        raise MalformedRequest("the sender left before the form was whole; nothing was kept") from None
    except (HTTPException, MultiPartException, ValueError) as error:
        raise MalformedRequest(f"the form cannot be read: {getattr(error, 'message', None) or error}") from None


class _Reader(MultiPartParser):
    """Starlette's parser, whose files are never written where it would put them."""

    def __init__(self, headers: Headers, stream: AsyncGenerator[bytes, None], sink: Sink) -> None:
        super().__init__(headers, stream, max_files=MAX_FILES, max_fields=MAX_FIELDS, max_part_size=MAX_FIELD_BYTES)
        self._sink = sink

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        """Take a piece of a field or of a file."""
        if self._current_part.file is None:
            super().on_part_data(data, start, end)
        else:
            self._sink(data[start:end])


async def _multipart(headers: Headers, stream: AsyncGenerator[bytes, None], sink: Sink) -> Fields:
    form = await _Reader(headers, stream, sink).parse()
    try:
        items = form.multi_items()
        pairs = tuple((name, value) for name, value in items if isinstance(value, str))
        names = (value.filename for _, value in items if isinstance(value, UploadFile))
        return Fields(pairs, tuple(name for name in names if name))
    finally:
        await form.close()


async def _stream(request: Request, limit_bytes: int) -> AsyncGenerator[bytes, None]:
    arrived = 0
    async for chunk in request.stream():
        arrived += len(chunk)
        if arrived > limit_bytes:
            raise TooLarge(f"a form has at most {limit_bytes} bytes here", limit_bytes=limit_bytes)
        yield chunk
