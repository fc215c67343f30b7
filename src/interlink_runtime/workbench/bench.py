# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The interlinker on the bench: it is read, swapped for what is served, and read again after every change."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from interlink_runtime.catalogue.plugins import enter_plugins
from interlink_runtime.discovery.stamps import Stamps
from interlink_runtime.host import Hosted
from interlink_runtime.layers import layered
from interlink_runtime.placements.in_process import InProcess
from interlink_runtime.runtime import Runtime
from interlink_runtime.workbench.checking import Examination, examine
from interlink_runtime.workbench.faults import Fault, fault_from, fault_of_reply
from interlink_runtime.workbench.importing import import_fresh, interrupt_stuck
from interlink_runtime.workbench.loops import OwnLoop
from interlink_runtime.workbench.people import make_samples
from interlink_runtime.workbench.recording import Recorder
from interlink_runtime.workbench.watching import changes, stamps_below
from interlink_sdk.assets import JsonObject
from interlink_sdk.calls import Failure, Handler
from interlink_sdk.conformance.package import Package
from interlink_sdk.errors import AuthorError, Conflict, Problem, SettingsInvalid, error_classes
from interlink_sdk.manifest import ManifestFile, read_manifest
from interlink_sdk.relay import open_relay
from interlink_sdk.validation import SchemaValidator

IMPORT_S = 5.0
"""How long an import may take before the page says that it is stuck."""
log = logging.getLogger("interlink.workbench")
FAULTS_OF_AUTHORS = frozenset({"deadline_exceeded", *(error.code for error in error_classes(AuthorError))})
"""Replies that are an author's to mend; the others are for whoever asked."""


@dataclass(frozen=True, slots=True)
class Project:
    """What `interlink dev` was started with."""

    package: Package
    folder: Path
    """Where the store and the samples' list are, beside the author's files."""
    settings: JsonObject
    settings_file: Path | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """The interlinker as it was read at one time."""

    placement: InProcess
    loop: OwnLoop
    handler: Handler

    async def close(self) -> None:
        """Let its threads end."""
        await self.placement.close()
        self.loop.close()


@dataclass(slots=True)
class Bench:
    """What the workbench knows; it lives as long as its server."""

    runtime: Runtime
    project: Project
    recorder: Recorder
    tell: Callable[[str], None]
    """Says a fault in the terminal."""
    import_s: float = IMPORT_S
    hosted: Hosted | None = None
    version: Version | None = None
    fault: Fault | None = None
    reloads: int = 0
    reload_ms: float = 0.0
    checks_on_save: bool = False
    examination: Examination = field(default_factory=Examination)
    _said: str = ""
    _checking: asyncio.Task[None] | None = None
    _old: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def pulse(self) -> str:
        """What changes when the page has something new to show."""
        return f"{self.reloads}.{self.recorder.count}.{self.examination.state}.{hash(self.fault)}"

    async def reload(self) -> None:
        """Read everything anew; what cannot be used becomes the fault, and the last good version goes on."""
        began = time.perf_counter()
        try:
            file = await asyncio.to_thread(read_manifest, self.project.package.folder)
            self._require_same(file)
            await self._swap(file, await self._read(file))
        except Exception as error:  # noqa: BLE001 - an author's file may raise anything
            self.show(fault_from(error, self.project.package))
        else:
            self.fault, self._said = None, ""
            self.recorder.note("workbench", f"read in {(time.perf_counter() - began) * 1_000:.0f} ms")
            await self._settle()
        self.reload_ms = (time.perf_counter() - began) * 1_000
        self.reloads += 1

    def show(self, fault: Fault) -> None:
        """Put *fault* over the page, and into the terminal once."""
        self.fault = fault
        text = fault.text()
        if text != self._said:
            self._said = text
            self.tell(text)

    def check(self) -> None:
        """Begin to examine the folder; an examination that is under way is given up."""
        if self._checking:
            self._checking.cancel()
        self.examination = Examination("running")
        folder = self.project.package.project or self.project.package.folder
        self._checking = asyncio.create_task(examine(folder, self.project.settings_file, self.examination))

    async def close(self) -> None:
        """End everything that was begun."""
        tasks = [*self._old, *([self._checking] if self._checking else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self.version:
            self.version.loop.close()  # its placement is the host's to close

    async def _read(self, file: ManifestFile) -> Version:
        module = await import_fresh(self.project.package, timeout_s=self.import_s)
        placement = InProcess(open_relay(file.manifest, module))
        loop = OwnLoop(f"loop-{file.manifest.id}")
        handler = self.recorder.around(layered(loop.around(placement.handler), file.manifest), self._learn)
        return Version(placement, loop, handler)

    async def _swap(self, file: ManifestFile, version: Version) -> None:
        hosted = self.hosted
        if hosted is None:
            hosted = self.hosted = Hosted(file.manifest.id, "workbench", file, self.project.settings)
            self.runtime.host.put(hosted)
        is_new = self.version is None or hosted.file.digest != file.digest
        old, self.version = self.version, version
        hosted.file, hosted.placement, hosted.handler = file, version.placement, version.handler
        hosted.own_hooks, hosted.state, hosted.reason = version.placement.own_hooks, "ready", None
        hosted.state_validator = SchemaValidator(file.manifest.state_schema)
        hosted.opened.set()
        if old:
            self._close_later(old)
        if is_new:
            await enter_plugins(self.runtime)

    def _close_later(self, old: Version) -> None:
        # calls that are under way may finish with the version that they began with
        async def close() -> None:
            with suppress(asyncio.CancelledError):
                await asyncio.sleep(self.runtime.settings.limits.deadline_s)
            await old.close()

        task = asyncio.create_task(close())
        self._old.add(task)
        task.add_done_callback(self._old.discard)

    async def _settle(self) -> None:
        if self.hosted:
            await make_samples(self.runtime, self.hosted, self.project.folder)
        if self.checks_on_save:
            self.check()

    def _learn(self, failure: Failure, cause: BaseException | None) -> None:
        if failure.code in FAULTS_OF_AUTHORS:
            self.show(fault_of_reply(failure.code, failure.message, cause, self.project.package))
        if failure.code == "deadline_exceeded":
            interrupt_stuck(self.project.package)

    def _require_same(self, file: ManifestFile) -> None:
        manifest = file.manifest
        if self.hosted and manifest.id != self.hosted.id:
            raise Conflict(f"the id was {self.hosted.id!r} and is {manifest.id!r} now: start `interlink dev` again")
        problems = _settings_problems(manifest.settings, self.project)
        if problems:
            raise SettingsInvalid(f"{manifest.id!r} does not take these settings", problems=problems)


@asynccontextmanager
async def open_bench(
    runtime: Runtime, project: Project, recorder: Recorder, tell: Callable[[str], None], *, import_s: float = IMPORT_S
) -> AsyncIterator[Bench]:
    """Give the bench with the interlinker on it, and follow the author's files for as long as the context lasts."""
    bench = Bench(runtime, project, recorder, tell, import_s)
    known = await asyncio.to_thread(stamps_below, [project.package.folder])
    await bench.reload()
    following = asyncio.create_task(_follow(bench, known))
    try:
        yield bench
    finally:
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
        await bench.close()


async def _follow(bench: Bench, known: Stamps) -> None:
    async for _ in changes([bench.project.package.folder], known):
        try:
            await bench.reload()
        except Exception:
            log.exception("following the files goes on after a defect")


def _settings_problems(schema: object, project: Project) -> list[Problem]:
    if isinstance(schema, dict):
        # without a file the author is not asked for what has no value yet
        return SchemaValidator(schema).problems(project.settings) if project.settings_file else []
    if not project.settings:
        return []
    expected, fix = "an interlinker that has settings", "leave --settings out, or declare them in the manifest"
    return [Problem(code="unknown_key", key="settings", found="settings", expected=expected, fix=fix)]
