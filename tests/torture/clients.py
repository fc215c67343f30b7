# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The clients: each draws wishes, sends them, and sends them again until it knows what became of them.

Of a person there are two clients, who work at the same time and do not know of each other.
"""

import asyncio
import json
from random import Random

import httpx2

from . import wishes
from .history import CREATES, History, JsonObject, Operation
from .server import PEOPLE, Server
from .wishes import Wish
from .world import COLLECTIONS, Known, World

CLIENTS = 6
ATTEMPT_S = 15.0
ATTEMPTS = 400
PAUSE_S = 0.15
"""The longest pause between two attempts."""
IMPATIENCE = 0.1
"""How often a request is sent twice at the same moment, with one key."""
THOUGHT_S = 0.3
"""The longest pause between two operations, so that there is time for trouble."""
TRY_AGAIN = frozenset({503, 504})
STILL_UNDER_WAY = "request_under_way"
"""The code of the answer to a copy that has waited for the first as long as a call may take."""
WEIGHTS = {
    "make": 22,
    "edit": 24,
    "contribute": 26,
    "clone": 8,
    "share": 8,
    "unshare": 2,
    "delete": 6,
    "read": 8,
    "restore": 4,
    "rebirth": 2,
    "rush": 20,
}
INTERLINKERS = ("poll", "poll", "meeting-notes", "documents", "documents", "documents", "roll-call")


class Client:
    """Somebody at work; lives as long as a run."""

    def __init__(self, number: int, server: Server, history: History, world: World, seed: int) -> None:
        self._number = number
        self._person = PEOPLE[number % len(PEOPLE)]
        self._server = server
        self._history = history
        self._world = world
        self._random = Random(f"{seed}/{number}")
        self._marks = 0

    async def work(self) -> None:
        """Do things until enough was done."""
        async with httpx2.AsyncClient(base_url=self._server.url, timeout=ATTEMPT_S) as http:
            while self._world.operations_left > 0:
                self._world.operations_left -= 1
                (deed,) = self._random.choices(list(WEIGHTS), list(WEIGHTS.values()))
                await self._do(http, deed)
                await asyncio.sleep(self._random.uniform(0, THOUGHT_S))

    async def _do(self, http: httpx2.AsyncClient, deed: str) -> None:
        match deed:
            case "rebirth":
                await self._bury_and_restore(http)
            case "rush" if known := self._choose("editor"):
                await self._rush(http, known)
            case "restore" if known := self._choose("owner", mortal=False):
                await self._restore(http, known)
            case _:
                await self._send(http, self._wish(deed) or self._to_make())

    def _wish(self, deed: str) -> Wish | None:
        """Return a wish of this kind about something that there is, None where nothing is."""
        match deed:
            case "edit":
                known = self._choose("editor")
                return wishes.to_edit(known, self._mark(), self._random) if known else None
            case "contribute":
                known = self._choose("viewer", *COLLECTIONS)
                return wishes.to_contribute(known, self._mark(), self._random) if known else None
            case "clone":
                known = self._choose("viewer")
                return wishes.to_clone(known) if known else None
            case "read":
                known = self._any_known()
                return wishes.to_read(known) if known else None
            case "share" | "unshare" | "delete":
                return self._wish_of_owner(deed)
            case _:
                return None

    def _to_make(self) -> Wish:
        return wishes.to_make(self._random.choice(INTERLINKERS), self._mark(), self._random)

    def _wish_of_owner(self, deed: str) -> Wish | None:
        known = self._choose("owner", mortal=True if deed == "delete" else None)
        if known is None:
            return None
        if deed == "delete":
            return wishes.to_delete(known)
        other = self._random.choice([person for person in PEOPLE if known.roles.get(person) != "owner"])
        if deed == "unshare":
            return wishes.to_unshare(known, other) if other in known.roles else None
        return wishes.to_share(known, other, self._random.choice(("editor", "editor", "contributor", "viewer")))

    async def _rush(self, http: httpx2.AsyncClient, known: Known) -> None:
        """Want several things of one asset at the same moment."""
        wanted = [wishes.to_edit(known, self._mark(), self._random) for _ in range(3)]
        if known.interlinker in COLLECTIONS:
            wanted += [wishes.to_contribute(known, self._mark(), self._random) for _ in range(3)]
        wanted.append(wishes.to_clone(known))
        if known.is_mortal and known.roles[self._person] == "owner":
            wanted.append(wishes.to_delete(known))
        self._random.shuffle(wanted)
        await asyncio.gather(*(self._send(http, wish) for wish in wanted))

    async def _restore(self, http: httpx2.AsyncClient, known: Known) -> None:
        exported, bundle = await self._attempt(http, wishes.to_export(known))
        if exported.is_done:
            await self._send(http, wishes.to_restore(known, bundle, exported))

    async def _bury_and_restore(self, http: httpx2.AsyncClient) -> None:
        """Make, export, delete and restore what nobody else knows: its identifier is free and comes back."""
        made, _ = await self._attempt(http, wishes.to_make("documents", self._mark(), self._random))
        if not made.is_done:
            return
        known = Known(made.reply["id"], "documents", made.reply["name"], 1, {self._person: "owner"}, is_mortal=False)
        exported, bundle = await self._attempt(http, wishes.to_export(known))
        deleted, _ = await self._attempt(http, wishes.to_delete(known))
        if exported.is_done and deleted.is_done:
            await self._send(http, wishes.to_restore(known, bundle, exported))

    async def _send(self, http: httpx2.AsyncClient, wish: Wish) -> Operation:
        """Send *wish* and let everybody know what came of it."""
        operation, _ = await self._attempt(http, wish)
        known = self._world.assets.get(wish.asset or "")
        if operation.is_done and wish.kind in CREATES:
            self._world.learn(operation).is_mortal &= wish.kind != "restore"
        elif known and operation.is_done:
            _update(known, operation)
        elif known and operation.status == 412:
            known.version = max(known.version, operation.reply.get("context", {}).get("present", 0))
        return operation

    async def _attempt(self, http: httpx2.AsyncClient, wish: Wish) -> tuple[Operation, bytes]:
        """Send *wish* with one key until there is an outcome."""
        operation = self._history.invoke(self._number, self._person, wish.kind, wish.asset, wish.asked)
        headers = {"Authorization": f"Bearer {self._server.tokens[self._person]}", **wish.headers}
        if wish.method != "GET":
            headers["Idempotency-Key"] = f"{self._number}-{operation.number}"
        while operation.attempts < ATTEMPTS:
            operation.attempts += 1
            answers = await self._ask(http, wish, headers, operation)
            if answers:
                self._history.complete(operation, answers[0].status_code, _reply(answers[0]))
                return operation, answers[0].content
            await asyncio.sleep(self._random.uniform(0.01, PAUSE_S))
        return operation, b""

    async def _ask(
        self, http: httpx2.AsyncClient, wish: Wish, headers: dict[str, str], operation: Operation
    ) -> list[httpx2.Response]:
        """Send *wish* once, or impatiently twice at a time, and return the answers that tell what became of it."""
        # the roll call is asked in two copies always: it notes how often it hears of them
        times = 2 if self._random.random() < IMPATIENCE or wish.asked.get("collection") == "answers" else 1
        sent = (http.request(wish.method, wish.path, headers=headers, **wish.more) for _ in range(times))
        answers = []
        for outcome in await asyncio.gather(*sent, return_exceptions=True):
            if isinstance(outcome, httpx2.HTTPError):
                operation.failures.append(f"no answer ({type(outcome).__name__})")
            elif isinstance(outcome, BaseException):
                raise outcome
            elif outcome.status_code in TRY_AGAIN or _reply(outcome).get("code") == STILL_UNDER_WAY:
                operation.failures.append(f"{outcome.status_code} {_reply(outcome).get('code', '')}".strip())
            else:
                answers.append(outcome)
        if wish.method != "GET" and any(_differ(answers[0], answer) for answer in answers):
            operation.failures.append(f"two answers: {', '.join(str(answer.status_code) for answer in answers)}")
        return sorted(answers, key=lambda answer: not answer.is_success)

    def _choose(self, role: str, *interlinkers: str, mortal: bool | None = None) -> Known | None:
        return self._world.choose(self._random, self._person, role, interlinkers, mortal=mortal)

    def _any_known(self) -> Known | None:
        """Return any asset that was shared with the person once, the dead ones too."""
        mine = [known for known in self._world.assets.values() if self._person in known.roles]
        return self._random.choice(mine) if mine else None

    def _mark(self) -> str:
        self._marks += 1
        return f"mark {self._number}.{self._marks}"


def _update(known: Known, operation: Operation) -> None:
    match operation.kind:
        case "edit" | "read":
            known.version = max(known.version, operation.reply["version"])
            known.name = operation.reply["name"]
        case "share":
            known.roles[operation.asked["subject"].removeprefix("person:")] = operation.asked["role"]
        case "unshare":
            known.roles.pop(operation.asked["subject"].removeprefix("person:"), None)
        case "delete":
            known.is_dead = True


def _differ(one: httpx2.Response, other: httpx2.Response) -> bool:
    """Say whether two answers to one request tell different things.

    Of two that are under way together both are told the same. Where one arrives only after the asset was deleted,
    it finds nothing, and nothing is kept any more of what the other was told.
    """
    statuses = {one.status_code, other.status_code}
    return one.content != other.content and min(statuses) < 300 and not statuses & {403, 404}


def _reply(answer: httpx2.Response) -> JsonObject:
    """Return the JSON object that was answered, empty where it is something else."""
    if not answer.headers.get("content-type", "").startswith(("application/json", "application/problem+json")):
        return {}
    try:
        reply = json.loads(answer.content)
    except ValueError:
        return {}
    return reply if isinstance(reply, dict) else {}
