# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""An interlinker in the host's own process: opened, or refused with the reason."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from interlink_runtime.discovery import Candidate
from interlink_runtime.placements.in_process import open_in_process
from interlink_sdk.calls import CheckHealth, Context, Instantiate
from interlink_sdk.client import Client
from interlink_sdk.errors import HookInvalid, HookRaised, PluginRefused

Install = Callable[..., Candidate]

THREADED = """
import threading
from interlink_sdk import Draft, Health, hookimpl

@hookimpl
def instantiate():
    return Draft(name=threading.current_thread().name)

@hookimpl
async def health():
    return Health(detail=threading.current_thread().name)
"""


def context() -> Context:
    return Context(now=datetime(2026, 1, 1, tzinfo=UTC), operation_id="call-7")


async def test_plain_hooks_run_in_the_interlinkers_own_threads(candidate: Install) -> None:
    placement = open_in_process(candidate("threaded", THREADED))
    client = Client(placement.handler)
    made = await client.instantiate(Instantiate(interlinker="threaded", context=context(), params={}))
    health = await client.health(CheckHealth(interlinker="threaded", context=context()))
    assert placement.own_hooks == {"instantiate", "health"}
    assert made.name == "hooks-threaded-1"
    assert health.detail == threading.current_thread().name
    await placement.close()


async def test_a_manifest_alone_needs_no_code(candidate: Install) -> None:
    placement = open_in_process(candidate("alone", None))
    assert placement.own_hooks == set()
    await placement.close()


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("raise ValueError('broken')", "ValueError: broken"),
        ("import sys; sys.exit(3)", "SystemExit: 3"),
        ("import a_module_that_is_not_there", "ModuleNotFoundError: No module named 'a_module_that_is_not_there'"),
        ("def (", "SyntaxError: "),
        ("raise KeyboardInterrupt", "KeyboardInterrupt: "),
        ("from interlink_sdk import CallerError; raise CallerError('no')", "CallerError: no"),
    ],
)
def test_an_import_that_raises_is_refused_with_the_traceback_in_the_log(
    candidate: Install, caplog: pytest.LogCaptureFixture, code: str, found: str
) -> None:
    with caplog.at_level(logging.ERROR, "interlink.placements"), pytest.raises(PluginRefused) as refusal:
        open_in_process(candidate("raises", code))
    (problem,) = refusal.value.problems
    assert problem.code == "import_raised"
    assert problem.found.startswith(found)
    assert caplog.records[0].exc_info


def test_a_module_with_faults_is_refused_with_all_of_them(candidate: Install) -> None:
    code = "from interlink_sdk import hookimpl\n@hookimpl\ndef veiw(): ...\n@hookimpl\ndef edit(oops): ...\n"
    with pytest.raises(HookInvalid) as refusal:
        open_in_process(candidate("faulty", code))
    assert [(problem.code, problem.line) for problem in refusal.value.problems] == [
        ("unknown_hook", 2),
        ("unknown_hook_argument", 4),
    ]


async def test_a_hook_that_raises_is_a_failure(candidate: Install) -> None:
    code = "from interlink_sdk import hookimpl\n@hookimpl\ndef instantiate():\n    raise SystemExit(1)\n"
    placement = open_in_process(candidate("exits", code))
    with pytest.raises(HookRaised):
        await Client(placement.handler).instantiate(Instantiate(interlinker="exits", context=context(), params={}))
    await placement.close()
