# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A gigabyte in one asset: cloned, exported while it is sent, uploaded and restored, against small and plain ways.

One file of that size is made; the store, the bundle and what passes through lie beside it, so that
four times as much room is needed.
"""

import asyncio
import contextlib
import hashlib
import io
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from large import PERSON, tables, vault
from load import Address, answer_to, request_bytes
from programs import cpu_s_of
from quick import taken
from rounds import Cost, Row, compare, report

from interlink_runtime.assets.clone import clone_asset
from interlink_runtime.identity.development import enrol_people, sign_in
from interlink_runtime.identity.principals import Principal
from interlink_runtime.runtime import Runtime, open_runtime
from interlink_runtime.settings import Settings
from interlink_runtime.store import Step

SERVED = Path(__file__).parent / "large.py"
MIB = 1024 * 1024
GIB, QUICK_BYTES = 1024 * MIB, 2 * MIB
SMALL_BYTES = 1024
PIECE_BYTES, SMALL_PIECE_BYTES = 1 * MIB, MIB // 16
ROUNDS, CLONES = 5, 100
MAX_COMMIT_MS, MAX_FIRST_BYTE_MS, MAX_MEMORY_MB = 2, 50, 16
WAIT_S = 600


@dataclass(frozen=True)
class Server:
    """A server process, and where it answers."""

    pid: int
    address: Address

    @property
    def idle_mb(self) -> float:
        """The memory that the process has now."""
        return _status_mb(self.pid, "VmRSS")

    @property
    def most_mb(self) -> float:
        """The most memory that it ever had since it was last forgotten."""
        return _status_mb(self.pid, "VmHWM")

    def forget_most(self) -> None:
        """Begin to watch for the most memory anew (proc(5), clear_refs)."""
        Path(f"/proc/{self.pid}/clear_refs").write_text("5", encoding="ascii")


@dataclass(frozen=True)
class Received:
    """One answer as it came."""

    first_byte_s: float
    wall_s: float
    cpu_s: float
    size_bytes: int


def ask(server: Server, request: bytes, body: Iterable[bytes] = (), keep: Callable[[bytes], Any] = len) -> Received:
    """Send one request and receive what comes until it is whole; *keep* gets every piece of the body."""
    began, before = time.perf_counter(), cpu_s_of(server.pid)
    with socket.create_connection(server.address, timeout=WAIT_S) as connection:
        connection.sendall(request)
        for piece in body:
            connection.sendall(piece)
        head, first = _head(connection)
        first_byte_s, size = time.perf_counter() - began, len(first)
        keep(first)
        left = _length(head) - len(first)
        while left and (piece := connection.recv(PIECE_BYTES)):
            keep(piece)
            size, left = size + len(piece), left - len(piece)
    wall_s = time.perf_counter() - began
    if not head.startswith((b"PK", b"HTTP/1.1 20")) or left > 0:
        raise RuntimeError(f"unexpected answer: {head[:200]!r} {first[:300]!r}, {left} bytes are missing")
    return Received(first_byte_s, wall_s, cpu_s_of(server.pid) - before, size)


@contextmanager
def serving(what: str, place: Path) -> Iterator[Server]:
    """Run one of the two servers for as long as the context lasts."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        command = [sys.executable, str(SERVED), what, str(listening.fileno()), str(place)]
        with subprocess.Popen(command, pass_fds=[listening.fileno()]) as process:
            try:
                if what == "runtime":
                    answer_to(listening.getsockname(), "/healthz")
                yield Server(process.pid, listening.getsockname())
            finally:
                process.terminate()


class Bench:
    """Measures in one folder, with one large file; lives for one run."""

    def __init__(self, folder: Path, size_bytes: int, rounds: int) -> None:
        self._folder = folder
        self._store = folder / "store"
        self._large = folder / "large.bin"
        self._bundle = folder / "bundle.zip"
        self._size = f"{size_bytes / 1e9:.2g} GB"
        self._rounds = rounds
        self._clones = CLONES if size_bytes == GIB else 5
        _write_random(self._large, size_bytes)
        self._token = asyncio.run(_token(self._store))

    def rows(self) -> Iterator[Row]:
        """Yield what large files cost."""
        ids: list[str] = []
        with serving("runtime", self._store) as ours, serving("zipfile", self._large) as theirs:
            _write_random(self._folder / "small.bin", SMALL_BYTES)
            small = self._upload(ours, self._folder / "small.bin")[1]
            yield from self._stored("upload", ours, lambda: self._upload(ours, self._large), ids)
            yield from self._exports(ours, theirs, ids[0])
            yield from self._stored("restoring", ours, lambda: self._restore(ours), ids)
        yield from self._cloned(ids[0], small)

    def _stored(
        self, what: str, server: Server, store: Callable[[], tuple[Received, str]], ids: list[str]
    ) -> Iterator[Row]:
        """Yield what it costs to take the large file in, and add the asset to *ids*."""
        idle_mb = server.idle_mb
        server.forget_most()

        def taken_in() -> Cost:
            received, asset = store()
            ids.append(asset)
            return Cost(received.wall_s, received.cpu_s)

        yield compare(
            f"{what} of {self._size}",
            "hashing, writing and syncing the same file",
            taken_in,
            lambda: _kept_plainly(self._large, self._folder / "plain.bin"),
            rounds=1,
        )
        yield within(f"memory of {what} above idle", server.most_mb - idle_mb, MAX_MEMORY_MB, "MB")

    def _upload(self, server: Server, path: Path) -> tuple[Received, str]:
        """Upload the file at *path* as an asset."""
        part = '--benchmark\r\nContent-Disposition: form-data; name="'
        head = f'{part}interlinker"\r\n\r\nvault\r\n{part}params"\r\n\r\n{{}}\r\n{part}files"; filename="large.bin"\r\n'
        before = f"{head}Content-Type: application/octet-stream\r\n\r\n".encode()
        after = b"\r\n--benchmark--\r\n"
        length = len(before) + path.stat().st_size + len(after)
        request = self._request("/api/v1/assets", "multipart/form-data; boundary=benchmark", length)
        return _made(server, request + before, _pieces(path, after))

    def _restore(self, server: Server) -> tuple[Received, str]:
        request = self._request("/api/v1/bundles", "application/zip", self._bundle.stat().st_size)
        return _made(server, request, _pieces(self._bundle, b""))

    def _request(self, path: str, media_type: str, length: int) -> bytes:
        lines = [f"POST {path} HTTP/1.1", "Host: localhost", f"Authorization: Bearer {self._token}"]
        lines += [f"Content-Type: {media_type}", f"Content-Length: {length}", "", ""]
        return "\r\n".join(lines).encode()

    def _exports(self, ours: Server, theirs: Server, asset: str) -> Iterator[Row]:
        request = request_bytes("GET", f"/api/v1/assets/{asset}/export?format=bundle", self._token)
        idle_mb, received = ours.idle_mb, []
        ours.forget_most()
        with self._bundle.open("wb") as bundle:
            ask(ours, request, keep=bundle.write)

        def export() -> Cost:
            received.append(ask(ours, request))
            return Cost(received[-1].cpu_s, received[-1].wall_s)

        def plain() -> Cost:
            answer = ask(theirs, b"any request")
            return Cost(answer.cpu_s, answer.wall_s)

        yield compare(
            f"export of {self._size}: processor time (in the next column: wall time)",
            "`zipfile`, stored, reads of 64 KB, sent to a socket",
            export,
            plain,
            rounds=self._rounds,
            at_most=1.1,
        )
        yield within("memory of an export above idle", ours.most_mb - idle_mb, MAX_MEMORY_MB, "MB")
        first_byte_ms = statistics.median(answer.first_byte_s for answer in received) * 1_000
        yield within("first byte of an export", first_byte_ms, MAX_FIRST_BYTE_MS, "ms")

    def _cloned(self, large: str, small: str) -> Iterator[Row]:
        loop = asyncio.new_event_loop()
        opened = open_runtime(Settings.model_validate(tables(self._store)), discovery=vault())
        runtime = loop.run_until_complete(opened.__aenter__())

        def clone(asset: str, commits_s: list[float]) -> Cost:
            return loop.run_until_complete(_clones(runtime, asset, self._clones, commits_s))

        try:
            clone(large, [])
            before, commits_s = _file_bytes(self._store / "blobs"), []
            yield compare(
                f"clone of {self._size}",
                "clone of 1 KB",
                lambda: clone(large, commits_s),
                lambda: clone(small, []),
                rounds=self._rounds,
                at_most=1.1,
            )
            written = _file_bytes(self._store / "blobs") - before
            yield within("a clone in the store", statistics.median(commits_s) * 1_000, MAX_COMMIT_MS, "ms")
            yield within("payload bytes that clones wrote", written, 0, "bytes")
        finally:
            loop.run_until_complete(opened.__aexit__(None, None, None))
            loop.close()


@dataclass(frozen=True)
class Timed:
    """The store, which tells how long each commit took."""

    store: Any
    commits_s: list[float]

    async def commit(self, steps: Sequence[Step]) -> None:
        """Commit *steps*."""
        began = time.perf_counter()
        await self.store.commit(steps)
        self.commits_s.append(time.perf_counter() - began)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)


def within(what: str, found: float, allowed: float, unit: str) -> Row:
    """Return how *found* compares with what is allowed."""
    with contextlib.redirect_stdout(io.StringIO()):  # it would call every unit a millisecond
        row = compare(
            what,
            f"{allowed:g} {unit}",
            lambda: Cost((found + (allowed == 0)) / 1_000),
            lambda: Cost((allowed or 1) / 1_000),
            rounds=1,
            at_most=1,
        )
    print(f"  {what}: {found:.3g} {unit}, goal ≤ {allowed:g} {unit} {'met' if row.is_met else 'missed'}", flush=True)
    return row


async def _clones(runtime: Runtime, asset: str, times: int, commits_s: list[float]) -> Cost:
    watched = replace(runtime, store=Timed(runtime.store, commits_s))  # type: ignore[arg-type]
    began_s, began_cpu_s = time.perf_counter(), time.process_time()
    for _ in range(times):
        await clone_asset(watched, Principal("person", PERSON), asset)
    return Cost((time.perf_counter() - began_s) / times, (time.process_time() - began_cpu_s) / times)


def _made(server: Server, request: bytes, body: Iterable[bytes]) -> tuple[Received, str]:
    answer = io.BytesIO()
    received = ask(server, request, body, answer.write)
    return received, str(json.loads(answer.getvalue())["id"])


def _kept_plainly(path: Path, target: Path) -> Cost:
    began_s, began_cpu_s = time.perf_counter(), time.process_time()
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as source, target.open("wb", buffering=0) as kept:
        while piece := source.read(SMALL_PIECE_BYTES):
            digest.update(piece)
            kept.write(piece)
        os.fsync(kept.fileno())
    cost = Cost(time.perf_counter() - began_s, time.process_time() - began_cpu_s)
    target.unlink()
    return cost


async def _token(folder: Path) -> str:
    async with open_runtime(Settings.model_validate(tables(folder)), discovery=vault()) as runtime:
        await enrol_people(runtime)
        return await sign_in(runtime, PERSON)


def _write_random(path: Path, size_bytes: int) -> None:
    with path.open("wb") as target:
        for _ in range(0, size_bytes, PIECE_BYTES):
            target.write(os.urandom(min(PIECE_BYTES, size_bytes)))


def _pieces(path: Path, after: bytes) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as source:
        while piece := source.read(PIECE_BYTES):
            yield piece
    yield after


def _head(connection: socket.socket) -> tuple[bytes, bytes]:
    """Return the head of an answer, and the first bytes behind it; a bare archive has no head."""
    received = connection.recv(PIECE_BYTES)
    while received.startswith(b"HTTP") and b"\r\n\r\n" not in received:
        received += connection.recv(PIECE_BYTES)
    if not received.startswith(b"HTTP"):
        return received, b""
    head, _, first = received.partition(b"\r\n\r\n")
    return head, first


def _length(head: bytes) -> int:
    """Return how long the body is, -1 where that is not said: until the connection is closed."""
    length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
    return int(length) if length.isdigit() else -1


def _file_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _status_mb(pid: int, name: str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1]) * 1024 / 1_000_000


def main() -> None:
    """Measure, print and report."""
    is_quick = taken()
    size_bytes, rounds = (QUICK_BYTES, 1) if is_quick else (GIB, ROUNDS)
    with tempfile.TemporaryDirectory(dir=None if is_quick else Path(__file__).parent) as name:
        if shutil.disk_usage(name).free < 6 * size_bytes:
            raise SystemExit(f"{name} has not enough room for six files of {size_bytes} bytes")
        bench = Bench(Path(name), size_bytes, rounds)
        measured = list(bench.rows())
    report(measured, __file__)


if __name__ == "__main__":
    main()
