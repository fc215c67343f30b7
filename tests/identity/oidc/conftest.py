# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""An issuer, and a runtime that believes it."""

import importlib.util
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from starlette.testclient import TestClient

from interlink_runtime.app import create_app
from interlink_runtime.discovery import Discovery
from interlink_runtime.settings import Settings


def _module(name: str) -> ModuleType:
    """Return the module *name* of this folder, which is no package."""
    full = f"tests_identity_oidc_{name}"
    if full not in sys.modules:
        spec = importlib.util.spec_from_file_location(full, Path(__file__).with_name(f"{name}.py"))
        sys.modules[full] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[full])
    return sys.modules[full]


issuers = _module("issuers")
OURS = "http://testserver"


@pytest.fixture(scope="session")
def real() -> ModuleType:
    """Return what runs the real provider."""
    return _module("real")


@pytest.fixture(scope="module")
def issuer() -> Iterator[Any]:
    """Run an issuer."""
    with issuers.running_issuer() as issuer:
        yield issuer


@pytest.fixture(autouse=True)
def _honest_again(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let no test's lies reach the next one."""
    yield
    if "issuer" in request.fixturenames:
        request.getfixturevalue("issuer").reset()


@pytest.fixture(scope="session")
def new_key() -> Callable[[str, str], Any]:
    """Return what makes a key."""
    return issuers.new_key


@pytest.fixture(scope="session")
def signed() -> Callable[..., str]:
    """Return what signs a token."""
    return issuers.signed


@pytest.fixture(scope="module")
def site(issuer: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., TestClient]]:
    """Run runtimes that believe *issuer*, one for each choice of what overlays the settings."""
    running: dict[str, TestClient] = {}
    with ExitStack() as stack:

        def start(identity: dict[str, Any] | None = None, url: str = OURS, **provider: Any) -> TestClient:
            name = repr((identity, url, provider))
            if name not in running:
                settings = settings_for(issuer.url, tmp_path_factory.mktemp("store"), url, provider, identity or {})
                app = create_app(settings, discovery=Discovery((), ()))
                client = TestClient(app, base_url=url, raise_server_exceptions=False, follow_redirects=False)
                running[name] = stack.enter_context(client)
            return running[name]

        yield start


def settings_for(issuer: str, folder: Path, url: str, provider: dict[str, Any], identity: dict[str, Any]) -> Settings:
    believed = {
        "id": "town",
        "name": "The town",
        "issuer": issuer,
        "audiences": [issuers.AUDIENCE],
        "groups_claim": "groups",
        "operator_claim": "roles",
        "operator_values": ["interlink-operator"],
    }
    given = {
        "server": {"public_url": url},
        "store": {"folder": folder},
        "identity": {"providers": [believed | provider], **identity},
    }
    return Settings.model_validate(given)
