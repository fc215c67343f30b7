# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What opens interlinkers, puts the layers on them and finds them by id.

Opening happens in the background: a runtime with fifty interlinkers answers at once, and one
that cannot be imported is refused with its reason while the others serve.
"""

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from interlink_runtime.discovery import Candidate, Discovery, Refusal
from interlink_runtime.layers import layered
from interlink_runtime.placements.in_process import InProcess, open_in_process
from interlink_runtime.placements.threads import HookThreads
from interlink_runtime.settings import Settings
from interlink_sdk.assets import JsonObject
from interlink_sdk.calls import Handler
from interlink_sdk.client import Client
from interlink_sdk.errors import InterlinkError, InterlinkerUnavailable, NotFound, PluginRefused, Problem
from interlink_sdk.manifest import Manifest, ManifestFile
from interlink_sdk.validation import SchemaValidator

log = logging.getLogger("interlink.host")

IMPORTS_AT_ONCE = 2
"""More would only wait for each other: importing holds Python's global lock."""

State = Literal["starting", "ready", "refused", "disabled"]


@dataclass(slots=True, eq=False)
class Hosted:
    """One interlinker as the host knows it, from start to end of the runtime."""

    id: str
    distribution: str
    file: ManifestFile
    settings: JsonObject
    state: State = "starting"
    reason: InterlinkError | None = None
    """Why it is refused or disabled."""
    own_hooks: frozenset[str] = frozenset()
    handler: Handler | None = None
    placement: InProcess | None = None
    opened: asyncio.Event = field(default_factory=asyncio.Event)
    state_validator: SchemaValidator | None = None

    @property
    def manifest(self) -> Manifest:
        """The interlinker's manifest."""
        return self.file.manifest

    def keeps_parameters(self, hook: Literal["instantiate", "edit"]) -> bool:
        """Say whether the state that *hook* makes is the parameters, which were judged by the same schema before."""
        is_judged = self.manifest.nature == "software"  # the gate judges the parameters of no others
        return is_judged and self.manifest.edits_by_default and hook not in self.own_hooks

    def refuse(self, error: InterlinkError) -> None:
        """Take it out of use for *error*, until the runtime starts again."""
        self.state, self.reason = "refused", error
        self.opened.set()


class Host:
    """All interlinkers of a runtime by id; it lives as long as the runtime."""

    def __init__(self, discovery: Discovery, settings: Settings) -> None:
        self._import_s = settings.limits.import_s
        self._importing = asyncio.Semaphore(IMPORTS_AT_ONCE)
        self._tasks: list[asyncio.Task[None]] = []
        self.refusals: tuple[Refusal, ...] = discovery.refusals
        self._candidates = discovery.candidates
        self._hosted = {candidate.id: _hosted(candidate, settings) for candidate in discovery.candidates}

    def start(self) -> None:
        """Begin to open every interlinker that is not disabled, in the background."""
        for candidate in self._candidates:
            hosted = self._hosted[candidate.id]
            if hosted.state == "starting":
                self._tasks.append(asyncio.create_task(self._open(candidate, hosted)))

    async def opened(self) -> None:
        """Wait until no interlinker is starting any more."""
        for hosted in self._hosted.values():
            await hosted.opened.wait()

    async def close(self) -> None:
        """Close every placement."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for hosted in self._hosted.values():
            if hosted.placement:
                await hosted.placement.close()

    def __iter__(self) -> Iterator[Hosted]:
        return iter(self._hosted.values())

    def find(self, identifier: str) -> Hosted | None:
        """Return the interlinker called *identifier*, whatever its state."""
        return self._hosted.get(identifier)

    def known(self, identifier: str) -> Hosted:
        """Return the interlinker called *identifier*; raises NotFound."""
        hosted = self._hosted.get(identifier)
        if hosted is None:
            raise NotFound(f"there is no interlinker {identifier!r} here", interlinker=identifier)
        return hosted

    def put(self, hosted: Hosted) -> None:
        """Serve *hosted*, which whoever opened it also swaps: the workbench."""
        self._hosted[hosted.id] = hosted

    async def client(self, identifier: str, deadline_s: float) -> Client:
        """Return the client of an interlinker, waiting for it to start at most *deadline_s*.

        Raises InterlinkerUnavailable with the reason when it cannot be called.
        """
        hosted = self._hosted.get(identifier)
        if hosted is None:
            raise InterlinkerUnavailable(f"{identifier!r} is not installed here", interlinker=identifier)
        if not hosted.opened.is_set():
            await _opened(hosted, deadline_s)
        if hosted.handler is None:
            reason = hosted.reason.message if hosted.reason else hosted.state
            raise InterlinkerUnavailable(f"{identifier!r} cannot be used: {reason}", interlinker=identifier)
        return Client(hosted.handler)

    async def _open(self, candidate: Candidate, hosted: Hosted) -> None:
        try:
            async with self._importing, asyncio.timeout(self._import_s):
                placement = await _import(candidate)
            hosted.state_validator = SchemaValidator(hosted.manifest.state_schema)
            hosted.placement, hosted.own_hooks = placement, placement.own_hooks
            hosted.handler = layered(placement.handler, hosted.manifest)
            hosted.state = "ready"
            hosted.opened.set()
        except TimeoutError:
            hosted.refuse(_import_overrun(candidate.id, self._import_s))
        except InterlinkError as error:
            hosted.refuse(error)
        except Exception as error:
            log.exception("opening %s raised", hosted.id)
            hosted.refuse(PluginRefused(f"{hosted.id!r} cannot be opened: {type(error).__name__}"))
        if hosted.reason:
            log.error("interlinker %s is refused: %s", hosted.id, hosted.reason)


async def _opened(hosted: Hosted, deadline_s: float) -> None:
    try:
        async with asyncio.timeout(deadline_s):
            await hosted.opened.wait()
    except TimeoutError:
        raise InterlinkerUnavailable(f"{hosted.id!r} is still starting", interlinker=hosted.id) from None


async def _import(candidate: Candidate) -> InProcess:
    # a thread of its own: an import that never ends must not keep the next one waiting
    thread = HookThreads(f"import-{candidate.id}", size=1)
    try:
        placement: InProcess = await thread.run(lambda: open_in_process(candidate))
        return placement
    finally:
        thread.close()


def _hosted(candidate: Candidate, settings: Settings) -> Hosted:
    decided = settings.interlinkers.get(candidate.id)
    hosted = Hosted(candidate.id, candidate.distribution, candidate.file, decided.settings if decided else {})
    if decided and not decided.enabled:
        hosted.state = "disabled"
        hosted.reason = InterlinkerUnavailable("the operator has disabled it", interlinker=candidate.id)
        hosted.opened.set()
    elif problems := _settings_problems(hosted):
        hosted.refuse(PluginRefused(f"the settings of {candidate.id!r} do not fit its schema", problems=problems))
    return hosted


def _settings_problems(hosted: Hosted) -> list[Problem]:
    schema = hosted.manifest.settings
    if schema is None:
        fix = "remove the table from the settings"
        expected = "an interlinker that has settings"
        found = "settings for an interlinker that has none"
        key = f"interlinkers.{hosted.id}.settings"
        extra = Problem(code="unknown_key", key=key, found=found, expected=expected, fix=fix)
        return [extra] if hosted.settings else []
    problems = SchemaValidator(schema).problems(hosted.settings) if isinstance(schema, dict) else []
    prefix = f"interlinkers.{hosted.id}.settings"
    keys = (f"{prefix}.{problem.key}" if problem.key else prefix for problem in problems)
    return [problem.model_copy(update={"key": key}) for key, problem in zip(keys, problems, strict=True)]


def _import_overrun(identifier: str, seconds: float) -> PluginRefused:
    problem = Problem(
        code="import_overrun",
        key=identifier,
        found=f"an import that is not done after {seconds:g} s",
        expected="a package that can be imported quickly",
        why="it would keep a thread busy for as long as the runtime runs",
        fix="tell the maintainer to do nothing at import, or raise limits.import_s",
    )
    return PluginRefused(f"the import of {identifier!r} takes too long", problems=[problem])
