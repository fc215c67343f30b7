# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Every call and its reply as they pass, and every line that an interlinker prints or logs: the last of each."""

import json
import logging
import sys
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TextIO

from interlink_sdk.calls import Call, Failure, Handler, Reply

KEPT_CALLS = 200
KEPT_LINES = 500
KEPT_CAUSES = 20
MAX_JSON_CHARACTERS = 20_000
HOOKS_LOG = "interlink.hooks"
"""Where dispatch logs what a hook raised."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One call with its reply."""

    number: int
    hook: str
    outcome: str
    """`ok`, or the code of the failure."""
    duration_ms: float
    call: Any
    reply: Any


@dataclass(frozen=True, slots=True)
class Line:
    """One line of output."""

    number: int
    source: str
    text: str


class Recorder:
    """The last calls and lines, newest last; it lives as long as the workbench."""

    def __init__(self) -> None:
        self.calls: deque[Recorded] = deque(maxlen=KEPT_CALLS)
        self.lines: deque[Line] = deque(maxlen=KEPT_LINES)
        self._causes: OrderedDict[str, BaseException] = OrderedDict()
        self.count = 0
        """Grows with everything that is recorded."""

    def around(self, handler: Handler, on_failure: Callable[[Failure, BaseException | None], None]) -> Handler:
        """Return *handler*, recorded; *on_failure* learns what the hook raised, where that is known."""

        async def handle(call: Call) -> Reply:
            began = time.perf_counter()
            reply = await handler(call)
            self._add(call, reply, (time.perf_counter() - began) * 1_000)
            if isinstance(reply, Failure):
                on_failure(reply, self._causes.pop(call.context.operation_id, None))
            return reply

        return handle

    def note(self, source: str, text: str) -> None:
        """Keep a line."""
        self.count += 1
        self.lines.append(Line(self.count, source, text))

    def note_cause(self, operation: str, cause: BaseException) -> None:
        """Keep what a hook raised until its reply comes by."""
        self._causes[operation] = cause
        while len(self._causes) > KEPT_CAUSES:
            self._causes.popitem(last=False)

    def _add(self, call: Call, reply: Reply, duration_ms: float) -> None:
        self.count += 1
        outcome = reply.code if isinstance(reply, Failure) else "ok"
        said = _json(call)
        if isinstance(said, dict) and isinstance(said.get("context"), dict):
            # settings may be secrets, and a page is looked at over shoulders
            said["context"]["settings"] = dict.fromkeys(said["context"].get("settings") or {}, "…")
        self.calls.append(Recorded(self.count, call.hook, outcome, duration_ms, said, _json(reply)))


class RecordingHandler(logging.Handler):
    """Gives log records to a recorder."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(logging.INFO)
        self._recorder = recorder

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record's lines, and what a hook raised."""
        if record.name == HOOKS_LOG and record.exc_info and isinstance(record.args, tuple) and record.exc_info[1]:
            self._recorder.note_cause(str(record.args[-1]), record.exc_info[1])
        if not record.name.startswith(("interlink.access", "interlink.workbench", "asyncio")):
            self._recorder.note(f"{record.name} {record.levelname.lower()}", record.getMessage())


@contextmanager
def recorded_output(recorder: Recorder) -> Iterator[None]:
    """Let everything that is printed and logged also go to *recorder* for as long as the context lasts."""
    handler, out, err = RecordingHandler(recorder), sys.stdout, sys.stderr
    logging.getLogger().addHandler(handler)
    sys.stdout, sys.stderr = _Tee(out, "stdout", recorder), _Tee(err, "stderr", recorder)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = out, err
        logging.getLogger().removeHandler(handler)


class _Tee:
    """A stream that also tells a recorder its whole lines."""

    def __init__(self, stream: TextIO, source: str, recorder: Recorder) -> None:
        self._stream, self._source, self._recorder, self._rest = stream, source, recorder, ""

    def write(self, text: str) -> int:
        """Write, and keep what has become a line."""
        *lines, self._rest = (self._rest + text).split("\n")
        for line in lines:
            self._recorder.note(self._source, line)
        return self._stream.write(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _json(value: Call | Reply) -> Any:
    try:
        text = value.model_dump_json()
    except Exception as error:  # noqa: BLE001 - an author's value may hold anything
        return f"cannot be shown: {type(error).__name__}"
    if len(text) > MAX_JSON_CHARACTERS:
        return f"{text[:MAX_JSON_CHARACTERS]}… ({len(text)} characters)"
    return json.loads(text)
