# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The suite before two recorded services: it finds what is recorded, and nothing that is not."""

import json
import os
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import httpx2
import pytest

from interlink_sdk.conformance.requirements import service_requirements
from interlink_sdk.conformance.results import CannotTell, Report
from interlink_sdk.conformance.service.case import Circumstances
from interlink_sdk.conformance.service.conversation import Exchange
from interlink_sdk.conformance.service.examining import examine_service
from interlink_sdk.conformance.service.people import People

EVIDENCE = tomllib.loads((Path(__file__).parent / "evidence.toml").read_text(encoding="utf-8"))
SERVICES = ("survey", "googledrive")
OUTAGE = {"upstream-down-500", "delete-ignores-upstream-failure"}
START_TRIES = 200


@pytest.mark.parametrize("service", SERVICES)
async def test_every_finding_about_a_recorded_service_is_found(service: str, shared_data: Path) -> None:
    failed = await failures(service, shared_data)
    wanted = {requirement_for(one) for one in findings(shared_data, service) if one["code"] not in OUTAGE}
    assert wanted - failed == set()


@pytest.mark.parametrize("service", SERVICES)
async def test_what_fails_is_a_finding_or_a_recorded_step(service: str, shared_data: Path) -> None:
    known = {requirement_for(one) for one in findings(shared_data, service)}
    assert await failures(service, shared_data) - known == set(EVIDENCE[service]) - known


@pytest.mark.parametrize("service", SERVICES)
def test_the_steps_that_stand_for_failures_are_recorded(service: str, shared_data: Path) -> None:
    recorded = json.loads((shared_data / "transcripts" / f"{service}.json").read_text(encoding="utf-8"))
    statuses = {one["step"]: one["response"]["status"] for one in recorded["exchanges"]}
    assert {step: statuses[step] for step, _ in EVIDENCE[service].values()} == dict(EVIDENCE[service].values())


def test_every_finding_has_a_requirement_of_its_level(shared_data: Path) -> None:
    requirements = service_requirements()
    levels = {
        one["code"]: (one["level"], requirements[requirement_for(one)].level)
        for service in SERVICES
        for one in findings(shared_data, service)
    }
    assert {code: pair for code, pair in levels.items() if pair[0] != pair[1]} == {}


async def test_an_outage_of_the_upstream_is_found(shared_data: Path) -> None:
    down = Circumstances(asset=asset_of("googledrive", shared_data), is_upstream_down=True)
    with replayed("googledrive", shared_data, "--upstream-down") as address:
        report = await examine_service(address, people_of("googledrive"), circumstances=down)
    assert {EVIDENCE["findings"][code] for code in OUTAGE} <= failed_in(report)


@pytest.mark.parametrize("service", SERVICES)
async def test_a_recorded_service_is_recognised_and_no_credential_is_shown(service: str, shared_data: Path) -> None:
    with replayed(service, shared_data) as address:
        report = await examine_service(address, People("user-1", "user-2", "changethis"))
    assert report.target.dialect == f"{service} (recognised)"
    assert "changethis" not in report.model_dump_json()


async def failures(service: str, shared_data: Path) -> set[str]:
    """Return which requirements a recorded service does not hold; what it has no answer for counts as no answer."""

    def witness(_exchange: Exchange, headers: httpx2.Headers) -> None:
        if headers.get("X-Replay") == "miss":
            raise CannotTell("not recorded")

    with replayed(service, shared_data) as address:
        report = await examine_service(address, people_of(service), witness=witness)
    return failed_in(report)


def failed_in(report: Report) -> set[str]:
    """Return the codes that failed."""
    return {one.code for one in report.results if one.outcome == "failed"}


def people_of(service: str) -> People:
    """Return the credentials that the recording knows by their labels."""
    return People("user-1", "user-2", "changethis" if service == "googledrive" else "")


def requirement_for(finding: dict[str, Any]) -> str:
    """Return the requirement that *finding* shows in."""
    known: dict[str, str] = EVIDENCE["findings"]
    return known.get(f"{finding['code']}.{finding['op']}") or known[finding["code"]]


def findings(shared_data: Path, service: str) -> list[dict[str, Any]]:
    """Return what is known of *service*."""
    found: list[dict[str, Any]] = _findings(shared_data)[service]
    return found


@cache
def _findings(shared_data: Path) -> Any:
    return json.loads((shared_data / "transcripts" / "findings.json").read_text(encoding="utf-8"))


def asset_of(service: str, shared_data: Path) -> str:
    """Return an asset that the recording begins with."""
    recorded = json.loads((shared_data / "transcripts" / f"{service}.json").read_text(encoding="utf-8"))
    made = next(one for one in recorded["exchanges"] if one["step"] == "create-anonymous")
    return str(made["response"]["body"]["id"])


@contextmanager
def replayed(service: str, shared_data: Path, *options: str) -> Iterator[str]:
    """Serve a recording and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    tool, recording = shared_data.parent / "tools" / "replay.py", shared_data / "transcripts" / f"{service}.json"
    command = [sys.executable, os.fspath(tool), os.fspath(recording), "--port", str(port), *options]
    process = subprocess.Popen(command)
    try:
        _wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(START_TRIES):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            try:
                process.wait(timeout=0.05)
            except subprocess.TimeoutExpired:
                continue
            pytest.fail("the recording cannot be served")
        else:
            return
    pytest.fail("the recording is not served in time")
