# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A site with two samples; it is one for all tests of a module."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from interlink_runtime.app import create_app
from interlink_runtime.discovery import Candidate, Discovery
from interlink_runtime.settings import Settings
from interlink_sdk.manifest import read_manifest

from .matrix import Stage
from .platform_site import Issuers, PlatformSite, running_issuers
from .served import Served, serving
from .site import PEOPLE, SECRET, Site

SAMPLES = Path(__file__).parent / "samples"
PLATFORM = "https://platform.example"
SERVICE = {"id": "platform", "enabled": True, "secret": SECRET, "may": ["read_summaries", "delete_own"]}


@pytest.fixture(scope="session")
def discovery() -> Iterator[Discovery]:
    """Find the samples of this folder and nothing else."""
    sys.path.insert(0, str(SAMPLES))
    files = [(name, read_manifest(SAMPLES / name)) for name in ("trust_ledger", "trust_stage")]
    yield Discovery(tuple(Candidate(file.manifest.id, name, f"{name} 1", file) for name, file in files), ())
    sys.path.remove(str(SAMPLES))


@pytest.fixture(scope="session")
def settings_in() -> Callable[..., Settings]:
    """Make the settings of a site in a folder."""

    def made(folder: Path, **tables: Any) -> Settings:
        people = [
            {"id": name, "name": name.title(), "email": f"{name}@example.org", "operator": name == "operator"}
            for name in PEOPLE
        ]
        identity = {"mode": "development", "people": people, "services": [SERVICE]}
        server = {"frame_ancestors": [PLATFORM]}
        return Settings.model_validate(
            {"store": {"folder": folder / "data"}, "identity": identity, "server": server} | tables
        )

    return made


@pytest.fixture(scope="session")
def open_site(discovery: Discovery, settings_in: Callable[..., Settings]) -> Callable[..., Iterator[Site]]:
    """Open a site in a folder."""

    def opened(folder: Path, **tables: Any) -> Iterator[Site]:
        app = create_app(settings_in(folder, **tables), discovery=discovery)
        with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
            yield Site(client, app.state.runtime, app)

    return opened


@pytest.fixture(scope="module")
def site(open_site: Callable[..., Iterator[Site]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Open a site that the tests of one module share; each makes assets of its own."""
    yield from open_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def issuers() -> Iterator[Issuers]:
    """Run a provider that the platform's site believes, and one that nobody does."""
    with running_issuers() as running:
        yield running


@pytest.fixture(scope="module")
def stage(site: Site, issuers: Issuers) -> Stage:
    """Put everybody and everything in place."""
    return Stage(site, issuers)


@pytest.fixture(scope="module")
def platform(
    open_site: Callable[..., Iterator[Site]], issuers: Issuers, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PlatformSite]:
    """Open a site whose people come with tokens of a provider."""
    identity = issuers.settings | {"services": [SERVICE]}
    for site in open_site(tmp_path_factory.mktemp("platform"), identity=identity):
        platform = PlatformSite(site.client, site.runtime, site.app, issuers)
        platform.enrol()
        yield platform


@pytest.fixture(scope="module")
def platform_stage(platform: PlatformSite, issuers: Issuers) -> Stage:
    """Put everybody and everything in place there."""
    return Stage(platform, issuers, ("anonymous", *PEOPLE, "service"))


@pytest.fixture(scope="module")
def served(
    discovery: Discovery, settings_in: Callable[..., Settings], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """Serve a site on a socket, with limits that are small enough to be met."""
    limits = {"json_bytes": 100_000, "upload_bytes": 1_000_000, "bundle_bytes": 3_000_000}
    settings = settings_in(tmp_path_factory.mktemp("served"), limits=limits)
    with serving(create_app(settings, discovery=discovery)) as server:
        yield server
