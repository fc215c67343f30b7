# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A runtime with small interlinkers and three people, and browsers that are signed in."""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from interlink_runtime.app import create_app
from interlink_runtime.discovery import Candidate, Discovery, Refusal
from interlink_runtime.identity.development import new_login_link
from interlink_runtime.settings import Settings
from interlink_sdk.errors import PluginRefused, Problem
from interlink_sdk.manifest import read_manifest

SAMPLES = Path(__file__).parent / "samples"
PLATFORM = "https://demo.interlink-project.eu"
PEOPLE = [
    {"id": "ana", "name": "Ana García", "email": "ana@example.org", "language": "en"},
    {"id": "bruno", "name": "Bruno Rossi", "email": "bruno@example.org", "language": "it"},
    {"id": "olga", "name": "Olga Ozola", "operator": True},
]


@dataclass
class Browser:
    """A browser of one person, or of nobody; it knows how forms are sent."""

    http: TestClient
    app: FastAPI
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Any:
        """Open a page."""
        return self._sent("GET", path, headers)

    def post(self, path: str, data: dict[str, Any] | None = None, *, files: Any = None, **headers: str) -> Any:
        """Send a form, as a page of the site does."""
        return self._sent("POST", path, {"origin": "http://testserver", **headers}, data=data or {}, files=files)

    def made(self, interlinker: str, data: dict[str, Any], files: Any = None) -> str:
        """Make an asset through the form and return its identifier."""
        answer = self.post(f"/{interlinker}/assets/instantiate", data, files=files)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"].removeprefix("/assets/").partition("?")[0]

    def frame(self, asset: str) -> str:
        """Return the address of the frame in the page of *asset*."""
        return re.search(r'<iframe[^>]* src="([^"]+)"', self.get(f"/assets/{asset}").text)[1]

    def _sent(self, method: str, path: str, headers: dict[str, str], **content: Any) -> Any:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"accept": "text/html", **({"cookie": cookie} if cookie else {})}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.http.request(method, path, headers=sent, follow_redirects=False, **content)
        for name, value in answer.cookies.items():
            self.cookies[name] = value
        self.http.cookies.clear()
        return answer


@pytest.fixture
def http(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Run the site."""
    monkeypatch.setattr(sys, "path", [str(SAMPLES), *sys.path])
    settings = Settings.model_validate(
        {
            "store": {"folder": tmp_path / "data"},
            "identity": {"mode": "development", "people": PEOPLE},
            "server": {"frame_ancestors": [PLATFORM]},
            "limits": {"upload_bytes": 100_000},
            "interlinkers": {"away": {"enabled": True}},
        }
    )
    with TestClient(create_app(settings, discovery=discovery()), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def nobody(http: TestClient) -> Browser:
    """Give a browser in which nobody is signed in."""
    return Browser(http, http.app)


@pytest.fixture
def sign_in(http: TestClient) -> Callable[[str], Browser]:
    """Sign a person in, through the one-time link."""

    def signed_in(person: str) -> Browser:
        browser = Browser(http, http.app)
        link = http.portal.call(new_login_link, http.app.state.runtime)
        assert browser.get(f"/login/{link}").headers["location"] == "/login"
        assert browser.post("/login", {"person": person}).status_code == 303
        return browser

    return signed_in


@pytest.fixture
def ana(sign_in: Callable[[str], Browser]) -> Browser:
    """Give the browser of somebody who reads English."""
    return sign_in("ana")


@pytest.fixture
def bruno(sign_in: Callable[[str], Browser]) -> Browser:
    """Give the browser of somebody who reads Italian."""
    return sign_in("bruno")


def discovery() -> Discovery:
    """Return the samples as installed plugins, and one that is refused."""
    names = sorted(folder.name for folder in SAMPLES.iterdir() if (folder / "interlinker.toml").is_file())
    candidates = []
    for name in names:
        file = read_manifest(SAMPLES / name)
        candidates.append(Candidate(file.manifest.id, name, f"{name} 1", file))
    problem = Problem(code="x", file="interlinker.toml", line=3, found="'nam'", expected="'name'", fix="correct it")
    refusal = Refusal("faulty", "faulty 2.0", PluginRefused("the manifest cannot be used", problems=[problem]))
    return Discovery(tuple(candidates), (refusal,))


def text_of(answer: Any) -> str:
    """Return what a person reads on a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


@pytest.fixture
def platform() -> str:
    """Give the origin of the co-production platform."""
    return PLATFORM
