# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The table of who may do what, and everything that its cells speak of."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from interlink_runtime.store.identifiers import new_id
from interlink_runtime.web.frames import Frame, sign_frame

from .platform_site import Issuers
from .site import PEOPLE, SECRET, Caller, Site

TABLE = Path(__file__).parent / "authorization.txt"
CALLERS = ("anonymous", *PEOPLE, "service")
INVALID = ("expired", "revoked", "garbage", "other issuer")
"""Tokens in the header, which are refused with the reason; the same in a cookie are as good as none."""
KINDS = ("shared", "private", "own", "genesis", "deleted", "unknown")
SAFE = frozenset({"GET", "OPTIONS"})
ONCE_ONLY = ("/delete", "/edit", "/unshare")
"""What these do can be done once with each asset, like whatever DELETE and PUT do."""
ENDS_SESSIONS = ("/logout", "/end", "/end-others")

LEFT = "email:left@example.org"
"""Whose grant can be taken away where nobody else has one."""
FILES = {"file": ("note.txt", b"text", "text/plain")}
FORM = {"title": "A title", "_version": "1"}
ASKS: dict[str, dict[str, Any]] = {
    "POST /api/v1/assets": {"json": {"interlinker": "ledger", "params": {"title": "A title"}}},
    "PUT /api/v1/assets/{asset_id}": {"json": {"params": {"title": "Another"}}, "headers": {"If-Match": '"1"'}},
    "POST /api/v1/assets/{asset_id}/contributions/{collection}": {"json": {"body": {"text": "an entry"}}},
    "POST /api/v1/assets/{asset_id}/grants": {"json": {"subject": "email:new@example.org", "role": "viewer"}},
    "POST /api/v1/catalogue/{entry_id}/instantiate": {"json": {}},
    "POST /api/v1/teams": {"json": {"name": "A team"}},
    "PUT /api/v1/teams/{team_id}/members/{subject}": {"json": {"role": "member"}},
    "POST /{interlinker}/assets": {"json": {"title": "A title"}},
    "POST /{interlinker}/assets/instantiate": {"data": FORM},
    "POST /assets/{asset_id}/edit": {"data": FORM},
    "POST /assets/{asset_id}/share": {"data": {"whom": "new@example.org", "role": "viewer"}},
    "POST /assets/{asset_id}/contribute/{collection}": {"data": {"text": "an entry"}},
    "POST /frames/{token}/contribute/{collection}": {"data": {"idea": "an idea"}},
    "POST /login": {"data": {"person": "owner"}},
    "POST /account/tokens": {"data": {"name": "A script", "days": "3", "scopes": "read"}},
    "POST /restore": {"files": FILES},
    "POST /teams": {"data": {"name": "A team"}},
    "POST /teams/{team_id}/members": {"data": {"whom": "new@example.org", "role": "member"}},
    "POST /api/v1/bundles": {"content": b"no bundle", "headers": {"Content-Type": "application/zip"}},
}
"""What is sent on each route, so that nothing but the caller's rights decides."""


@dataclass(frozen=True)
class Row:
    """What the table says of one route."""

    route: str
    statuses: dict[str, int]

    def expected(self, caller: str, kind: str) -> int:
        """Return the status that *caller* gets on an asset of this kind."""
        if caller in INVALID:
            return self.statuses["invalid"]
        if "{asset_id}" not in self.route or kind == "shared":
            return self.statuses[caller]
        if kind == "genesis":
            return self.statuses[{"anonymous": "genesis", "service": "service"}.get(caller, "genesis+")]
        if caller == "service":
            is_answered = self.statuses["service"] < 400 or self.route.startswith("DELETE")
            return (
                404 if kind in {"deleted", "unknown"} and is_answered and self.is_summary else self.statuses["service"]
            )
        if caller == "anonymous":
            return self.statuses["anonymous"]
        is_owner = kind == "own" or (kind == "private" and caller == "owner")
        return self.statuses["owner" if is_owner else "stranger"]

    @property
    def is_summary(self) -> bool:
        """Whether this is the one address that a service may use."""
        return self.route.endswith(" /{interlinker}/assets/{asset_id}")

    @property
    def method(self) -> str:
        return self.route.split()[0]

    @property
    def path(self) -> str:
        return self.route.split()[1]

    @property
    def is_once_only(self) -> bool:
        return self.method in {"DELETE", "PUT"} or (self.method == "POST" and self.path.endswith(ONCE_ONLY))


@cache
def table() -> dict[str, Row]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    columns = lines[0].split()[2:]
    rows = [(" ".join(cells[:2]), cells[2:]) for cells in (line.split() for line in lines[1:])]
    return {route: Row(route, dict(zip(columns, map(int, given), strict=True))) for route, given in rows}


class Stage:
    """Everybody and everything that the cells of the table speak of; it lives as long as the module."""

    def __init__(self, site: Site, issuers: Issuers, callers: Sequence[str] = (*CALLERS, *INVALID)) -> None:
        self.site, self.issuers = site, issuers
        self.callers = {caller: self.caller(caller) for caller in callers}
        self.fixed = {kind: self.new_asset(kind, "owner") for kind in ("shared", "private", "genesis", "deleted")}
        self.owned = {person: site.person(person).make(files=FILES) for person in PEOPLE}

    def caller(self, name: str) -> Caller:
        """Return *name* with a fresh credential."""
        if name == "anonymous":
            return self.site.nobody()
        tokens: dict[str, Callable[[], str]] = {
            "service": lambda: SECRET,
            "garbage": lambda: "no-such-token",
            "other issuer": lambda: self.issuers.invalid()["other issuer"],
            "expired": lambda: self.site.expired("owner"),
            "revoked": lambda: self.site.ended("owner"),
        }
        return self.site.bearer(tokens[name]() if name in tokens else self.site.token(name))

    def new_asset(self, kind: str, person: str) -> str:
        match kind:
            case "shared":
                return self.site.shared()
            case "genesis":
                return self.site.genesis()
            case "deleted":
                asset = self.site.person("owner").make()
                assert self.site.person("owner").ask("DELETE", f"/api/v1/assets/{asset}").status_code == 204
                return asset
            case "unknown":
                return new_id()
            case _:
                owner = self.site.person(person)
                asset = owner.make(files=FILES)
                owner.share(asset, LEFT, "viewer")
                return asset

    def asset(self, row: Row, caller: str, kind: str, *, succeeds: bool) -> str:
        person = caller if kind == "own" and caller in PEOPLE else "owner"
        if kind == "unknown" or (row.is_once_only and succeeds):
            return self.new_asset(kind, person)
        return self.owned[person] if kind == "own" else self.fixed[kind]

    def frame(self) -> str:
        expires = self.site.runtime.now() + timedelta(hours=1)
        owner = self.site.subject("owner").removeprefix("person:")
        asset = self.site.person("owner").make("stage", files=FILES)
        return sign_frame(
            self.site.runtime.key, Frame(person=owner, asset=asset, collections=("ideas",), expires_at=expires)
        )

    def team(self) -> str:
        made = self.site.person("owner").post("/api/v1/teams", json={"name": "A team"}).json()["id"]
        put = self.site.person("owner").ask(
            "PUT", f"/api/v1/teams/{made}/members/{self.site.subject('viewer')}", json={"role": "member"}
        )
        assert put.status_code == 200, put.text
        return made

    def path(self, row: Row, asset: str, subject: str = "") -> str:
        subject = subject or self.site.subject("viewer")
        places = {
            "asset_id": asset,
            "interlinker": "ledger",
            "name": "note.txt",
            "collection": "ideas" if row.path.startswith("/frames/") else "notes",
            "subject": subject,
            "entry_id": "ledger",
            "code": "not_found",
            "tag": "es",
            "provider_id": "nobody",
            "token_id": new_id(),
            "session_id": new_id(),
            "file": "interlink.css",
        }
        path = row.path.replace("{token}", self.frame() if row.path.startswith("/frames/") else self.site.login_link())
        path = path.replace("{team_id}", self.team()) if "{team_id}" in path else path
        return path.format_map(places)


def cells(row: Row) -> Iterator[tuple[str, str]]:
    kinds = KINDS if "{asset_id}" in row.path else ("shared",)
    return ((caller, kind) for caller in (*CALLERS, *INVALID) for kind in kinds)


def ask(stage: Stage, row: Row, caller: str, kind: str) -> tuple[int, str]:
    """Return what *caller* got, and what is wrong beside the status."""
    answer = ask_as(stage, row, caller, kind, stage.callers[caller])
    if row.path.endswith(ENDS_SESSIONS):
        stage.callers[caller] = stage.caller(caller)
    return answer


def ask_as(stage: Stage, row: Row, caller: str, kind: str, who: Caller) -> tuple[int, str]:
    """Return what *who* got, who comes as *caller*, and what is wrong beside the status."""
    wanted = row.expected(caller, kind)
    subject = stage.site.subject("viewer") if kind == "shared" else LEFT
    path = stage.path(row, stage.asset(row, caller, kind, succeeds=wanted < 400), subject)
    given = {"data": {"subject": subject}} if row.path.endswith(("/unshare", "/remove")) else ASKS.get(row.route, {})
    before = stage.site.events()
    headers = {"Origin": "http://testserver"} | given.get("headers", {})
    answer = who.ask(row.method, path, **(given | {"headers": headers}))
    is_changed = stage.site.events() != before
    if is_changed and (answer.status_code >= 400 or row.method in SAFE):
        return answer.status_code, "and yet something was changed"
    return answer.status_code, ""
