# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A site where people come with the tokens of a provider, in the ways in which INTERLINK's platform sends them."""

import importlib.util
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from interlink_runtime.identity.oidc.claims import person_id

from .site import PEOPLE, Caller, Site

How = Literal["bearer", "raw header", "cookie"]
HOUR_S = 3_600
ISSUERS = Path(__file__).parents[1] / "identity" / "oidc" / "issuers.py"
"""Issuers that sign with keys of their own and publish them: those against which identity is tested."""
PLATFORM_COOKIE = "auth_token"


@dataclass(frozen=True)
class Issuers:
    """A provider that the settings name, and one like it that they do not."""

    believed: Any
    other: Any

    @property
    def settings(self) -> dict[str, Any]:
        """What the operator writes of the one that is believed."""
        provider = {
            "id": "town",
            "issuer": self.believed.url,
            "audiences": ["interlink"],
            "operator_claim": "roles",
            "operator_values": ["interlink-operator"],
        }
        return {"mode": "off", "providers": [provider], "auth_token_cookie": True}

    def token(self, person: str, **claims: Any) -> str:
        """Return a token of the believed issuer that is good, unless *claims* say otherwise."""
        return self._token(self.believed, person, **claims)

    def invalid(self) -> dict[str, str]:
        """Return tokens that were really signed and must not be believed."""
        now = int(time.time())
        return {
            "other issuer": self._token(self.other, "owner"),
            "other issuer's key": self._token(self.other, "owner", iss=self.believed.url),
            "wrong audience": self.token("owner", aud="another-platform"),
            "no audience": self.token("owner", aud=None),
            "expired token": self.token("owner", iat=now - 2 * HOUR_S, exp=now - HOUR_S),
        }

    def _token(self, issuer: Any, person: str, **claims: Any) -> str:
        roles = ["interlink-operator"] if person == "operator" else []
        usual = {"sub": person, "name": person.title(), "roles": roles, "exp": int(time.time()) + HOUR_S}
        token: str = issuer.token(**(usual | claims))
        return token


@dataclass(frozen=True)
class PlatformSite(Site):
    """The running runtime, and the issuer of its people's tokens."""

    issuers: Issuers

    def subject(self, person: str) -> str:
        return f"person:{person_id(self.runtime.key, self.issuers.believed.url, person)}"

    def token(self, person: str) -> str:
        return self.issuers.token(person)

    def sender(self, token: str, how: How) -> Caller:
        """Return whoever sends *token* in this way."""
        match how:
            case "bearer":
                return self.bearer(token)
            case "raw header":
                return Caller(self.client, {"Authorization": token})
            case "cookie":
                return Caller(self.client, {"Cookie": f"{PLATFORM_COOKIE}={token}"})

    def enrol(self) -> None:
        """Let everybody come once, so that things can be shared with them."""
        for person in PEOPLE:
            assert self.person(person).get("/api/v1/me").status_code == 200


@contextmanager
def running_issuers() -> Iterator[Issuers]:
    """Run both on free ports."""
    running: Callable[[], Any] = _module().running_issuer
    with running() as believed, running() as other:
        yield Issuers(believed, other)


def _module() -> ModuleType:
    name = "tests_identity_oidc_issuers"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, ISSUERS)
        assert spec
        assert spec.loader
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]
