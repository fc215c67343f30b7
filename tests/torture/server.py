# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The server across its lives: whenever it dies it is started again, until it is told to stop.

The socket is the harness's own: a request that comes while the server is dead waits for the next life.
"""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Awaitable
from contextlib import suppress
from pathlib import Path

from interlink_runtime.cli.serving import ServerName
from interlink_runtime.identity.development import enrol_people, sign_in
from interlink_runtime.runtime import open_runtime
from interlink_runtime.settings import Settings, load_settings

from .power import cut_power, make_note
from .runner import DATABASE
from .space import Space, make_space

ROOT = Path(__file__).parents[2]
RUNNER = "tests.torture.runner"
PEOPLE = ("ana", "bob", "eve")
LOCK_WAIT_S = 0.4
RESTART_S = 0.05
STOP_S = 20.0
MAX_UNEXPECTED = 10
SETTINGS = """
[store]
folder = "{folder}"
lock_wait_s = {lock_wait_s}
[identity]
mode = "development"
people = [{people}]
# the clock jumps, and sessions are not what is tortured here
session_hours = 720
idle_minutes = 43200
"""


class Server:
    """One server of one run, in a folder of its own."""

    def __init__(self, folder: Path, mutant: str | None = None, *, kind: ServerName = ServerName.UVICORN) -> None:
        self.folder = folder
        self.space: Space = make_space(folder / "disk")
        self.settings = _settings_in(folder)
        make_note(folder / "synced")
        self.tokens: dict[str, str] = {}
        self.lives = 0
        self.pid: int | None = None
        self.unexpected: list[str] = []
        """Ends that nobody wished for."""
        self.is_power_cut = False
        """Whether the next death takes away what was not synced."""
        self.is_scarce = False
        """Whether it may fail to start for want of room."""
        self._mutant = mutant
        self._kind = kind
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=2_048)
        self._is_stopping = False
        self._living: asyncio.Task[None] | None = None
        self._ended = asyncio.Event()

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://localhost:{self._listening.getsockname()[1]}"

    @property
    def database(self) -> Path:
        """The file of its store."""
        return self.settings.store.folder / DATABASE

    @property
    def blobs(self) -> Path:
        """The folder of its blobs."""
        return self.settings.store.folder / "blobs"

    async def start(self) -> None:
        """Make the store with its people, and start the first life."""
        async with open_runtime(self.settings) as runtime:
            await enrol_people(runtime)
            self.tokens = {person: await sign_in(runtime, person) for person in PEOPLE}
        self._living = asyncio.create_task(self._live())

    def order(self, moment: str) -> None:
        """Order it to die at *moment*: `before COMMIT 2`."""
        waiting = self.folder / "order.new"
        waiting.write_text(moment, encoding="utf-8")
        waiting.replace(self.folder / "order")

    def rescind(self) -> None:
        """Take back an order that was not obeyed yet."""
        (self.folder / "order").unlink(missing_ok=True)

    def set_clock(self, ahead_s: float) -> None:
        """Set its clock so many seconds ahead of the world's."""
        waiting = self.folder / "clock.new"
        waiting.write_text(str(ahead_s), encoding="utf-8")
        waiting.replace(self.folder / "clock")

    def kill(self) -> None:
        """Kill it, whatever it is doing."""
        if self.pid is not None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    async def ended(self, within_s: float) -> bool:
        """Wait for the next death and say whether it came in time."""
        self._ended.clear()
        try:
            await asyncio.wait_for(self._ended.wait(), within_s)
        except TimeoutError:
            return False
        return True

    async def alive_while(self, work: Awaitable[object]) -> None:
        """Wait for *work*; raises RuntimeError where the server cannot be brought to life any more."""
        working = asyncio.ensure_future(work)
        assert self._living is not None
        await asyncio.wait({working, self._living}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            working.cancel()
            await self._living
        await working

    async def stop(self) -> None:
        """Let it finish what was begun, and end it for good."""
        self._is_stopping = True
        if self.pid is not None:
            os.kill(self.pid, signal.SIGTERM)
        if self._living is not None:
            try:
                await asyncio.wait_for(self._living, STOP_S)
            except TimeoutError:
                self.unexpected.append(f"the server did not stop within {STOP_S:g} s of SIGTERM")
        self._listening.close()

    async def _live(self) -> None:
        command = [sys.executable, "-m", RUNNER, str(self.folder), str(self._listening.fileno()), self._kind]
        pipe = asyncio.subprocess.PIPE
        with (self.folder / "server.log").open("wb") as log:
            program = await asyncio.create_subprocess_exec(
                *command,
                *([self._mutant] if self._mutant else []),
                stdin=pipe,
                stdout=pipe,
                stderr=log,
                pass_fds=[self._listening.fileno()],
                cwd=ROOT,
            )
            try:
                while not self._is_stopping:
                    await self._live_once(program)
            finally:
                self.kill()
                if program.stdin is not None:
                    program.stdin.close()
                await program.wait()

    async def _live_once(self, program: asyncio.subprocess.Process) -> None:
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write(b"start\n")
        self.pid = int(await program.stdout.readline())
        self.lives += 1
        code = int(await program.stdout.readline())
        self.pid = None
        if code not in {-signal.SIGKILL, -signal.SIGTERM} and not self._is_stopping:
            if not self.is_scarce:
                self.unexpected.append(f"the server ended by itself with {code}; see server.log")
            if len(self.unexpected) > MAX_UNEXPECTED:
                raise RuntimeError((self.folder / "server.log").read_text(encoding="utf-8")[-2_000:])
            await asyncio.sleep(RESTART_S)
        if self.is_power_cut:
            cut_power(self.folder / "synced", self.database, self.blobs)
            self.is_power_cut = False
        self._ended.set()


def _settings_in(folder: Path) -> Settings:
    people = ", ".join(f'{{ id = "{person}", name = "{person.title()}" }}' for person in PEOPLE)
    text = SETTINGS.format(folder=folder / "disk" / "data", lock_wait_s=LOCK_WAIT_S, people=people)
    file = folder / "interlink.toml"
    file.write_text(text, encoding="utf-8")
    return load_settings(file, {})
