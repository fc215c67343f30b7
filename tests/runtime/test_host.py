# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The host opens in the background, lets callers wait, and says why somebody cannot be called."""

import asyncio
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from interlink_runtime.discovery import Discovery, discover
from interlink_runtime.host import Host
from interlink_runtime.settings import Settings
from interlink_sdk.calls import Context, Instantiate
from interlink_sdk.errors import DeadlineExceeded, HookInvalid, InterlinkerUnavailable, NotFound, PluginRefused

Install = Callable[..., str]
WAIT_S = 10

SETTINGS_SCHEMA = """\
id = "{id}"
version = "1.0.0"
licence = "EUPL-1.2"
name.en = "Installed"
description.en = "Installed for a test."
[schemas.params]
type = "object"
[settings]
type = "object"
required = ["level"]
properties.level = {{ type = "integer" }}
"""
SLOW = """
import builtins
builtins.slow_import_began.set()
builtins.slow_import_may_end.wait(10)
"""


def settings(**tables: Any) -> Settings:
    return Settings.model_validate(tables)


def call(identifier: str, deadline_s: float = 10.0) -> Instantiate:
    context = Context(now=datetime(2026, 1, 1, tzinfo=UTC), operation_id="call-7", deadline_s=deadline_s)
    return Instantiate(interlinker=identifier, context=context, params={"a": 1})


@pytest.fixture
def slow_import(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Return what lets the package with the code SLOW end its import."""
    import builtins

    may_end = threading.Event()
    monkeypatch.setattr(builtins, "slow_import_began", threading.Event(), raising=False)
    monkeypatch.setattr(builtins, "slow_import_may_end", may_end, raising=False)
    return may_end


class Hosting:
    """A host that is open for one test."""

    def __init__(self, site: Path, **tables: Any) -> None:
        self.host = Host(discover([str(site)]), settings(**tables))

    async def __aenter__(self) -> Host:
        self.host.start()
        return self.host

    async def __aexit__(self, *_: object) -> None:
        await self.host.close()


async def test_an_interlinker_is_opened_in_the_background_and_called(site: Path, install: Install) -> None:
    install("one")
    async with Hosting(site) as host:
        assert host.known("one").state == "starting"
        client = await host.client("one", WAIT_S)
        assert (await client.instantiate(call("one"))).state == {"a": 1}
        assert (host.known("one").state, host.known("one").reason) == ("ready", None)


async def test_a_caller_waits_for_the_start_within_its_deadline(
    site: Path, install: Install, slow_import: threading.Event
) -> None:
    install("slow", SLOW)
    async with Hosting(site) as host:
        with pytest.raises(InterlinkerUnavailable, match="still starting"):
            await host.client("slow", 0.01)
        waiting = asyncio.create_task(host.client("slow", WAIT_S))
        await asyncio.sleep(0)
        slow_import.set()
        assert await (await waiting).instantiate(call("slow"))


async def test_an_import_that_never_ends_is_refused_and_the_others_serve(
    site: Path, install: Install, slow_import: threading.Event
) -> None:
    for identifier in ("a-stuck", "b-stuck", "c-stuck"):
        install(identifier, SLOW)
    for number in range(5):
        install(f"good-{number}")
    async with Hosting(site, limits={"import_s": 0.2}) as host:
        for number in range(5):
            await host.client(f"good-{number}", WAIT_S)
        with pytest.raises(InterlinkerUnavailable, match="takes too long"):
            await host.client("a-stuck", WAIT_S)
        reason = host.known("a-stuck").reason
        assert isinstance(reason, PluginRefused)
        assert reason.problems[0].code == "import_overrun"
    slow_import.set()


@pytest.mark.parametrize(
    ("code", "kind", "said"),
    [
        ("import sys; sys.exit(1)", PluginRefused, "raised"),
        ("from interlink_sdk import hookimpl\n@hookimpl\ndef veiw(): ...", HookInvalid, "1 fault"),
    ],
)
async def test_what_cannot_be_opened_is_refused_with_its_reason(
    site: Path, install: Install, code: str, kind: type[Exception], said: str
) -> None:
    install("bad", code)
    install("good")
    async with Hosting(site) as host:
        with pytest.raises(InterlinkerUnavailable, match=said):
            await host.client("bad", WAIT_S)
        assert host.known("bad").state == "refused"
        assert isinstance(host.known("bad").reason, kind)
        assert await host.client("good", WAIT_S)


async def test_what_is_disabled_is_known_and_not_imported(site: Path, install: Install) -> None:
    package = install("off", "raise ValueError('imported')")
    async with Hosting(site, interlinkers={"off": {"enabled": False}}) as host:
        with pytest.raises(InterlinkerUnavailable, match="disabled"):
            await host.client("off", WAIT_S)
        assert host.known("off").state == "disabled"
        assert package not in sys.modules


async def test_what_is_not_installed_is_said_to_be_so(site: Path) -> None:
    async with Hosting(site) as host:
        assert host.find("nowhere") is None
        with pytest.raises(NotFound):
            host.known("nowhere")
        with pytest.raises(InterlinkerUnavailable, match="not installed"):
            await host.client("nowhere", WAIT_S)


@pytest.mark.parametrize(
    ("given", "keys"),
    [
        ({"level": "high"}, ["interlinkers.tuned.settings.level"]),
        ({}, ["interlinkers.tuned.settings.level"]),
        ({"level": 3}, []),
    ],
)
async def test_settings_fit_the_interlinkers_schema(
    site: Path, install: Install, given: dict[str, Any], keys: list[str]
) -> None:
    install("tuned", manifest=SETTINGS_SCHEMA.format(id="tuned"))
    async with Hosting(site, interlinkers={"tuned": {"settings": given}}) as host:
        hosted = host.known("tuned")
        assert [problem.key for problem in hosted.reason.problems] if hosted.reason else keys == []
        assert (hosted.state == "refused") is bool(keys)


async def test_settings_for_an_interlinker_that_has_none_are_refused(site: Path, install: Install) -> None:
    install("plain")
    async with Hosting(site, interlinkers={"plain": {"settings": {"level": 3}}}) as host:
        reason = host.known("plain").reason
        assert reason is not None
        assert [problem.code for problem in reason.problems] == ["unknown_key"]


async def test_a_hook_that_overruns_its_deadline_frees_the_caller(site: Path, install: Install) -> None:
    never = "import threading\nfrom interlink_sdk import hookimpl\n@hookimpl\ndef instantiate():\n"
    install("stuck", f"{never}    threading.Event().wait()\n")
    async with Hosting(site) as host:
        client = await host.client("stuck", WAIT_S)
        with pytest.raises(DeadlineExceeded):
            await client.instantiate(call("stuck", deadline_s=0.05))


async def test_two_hundred_interlinkers_are_known_before_any_is_imported(site: Path, install: Install) -> None:
    packages = {f"many-{number}": install(f"many-{number}") for number in range(200)}
    async with Hosting(site) as host:
        assert [hosted.id for hosted in host] == sorted(packages)
        assert {hosted.state for hosted in host} == {"starting"}
        assert sys.modules.keys() & packages.values() == set()
        assert await host.client("many-7", WAIT_S)


async def test_refusals_of_discovery_are_kept_for_the_operator(site: Path, install: Install) -> None:
    install("bad", manifest="id = 3")
    async with Hosting(site) as host:
        assert [refusal.id for refusal in host.refusals] == ["bad"]
        assert list(host) == []


async def test_closing_does_not_wait_for_what_is_still_starting(
    site: Path, install: Install, slow_import: threading.Event
) -> None:
    install("slow", SLOW)
    async with asyncio.timeout(WAIT_S):
        async with Hosting(site) as host:
            await asyncio.sleep(0)
            assert host.known("slow").state == "starting"
    slow_import.set()


def test_a_host_without_interlinkers_is_empty() -> None:
    assert list(Host(Discovery((), ()), settings())) == []
