# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A module is judged as a whole before it is opened: each fault with its code, file and line."""

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from interlink_sdk import defaults
from interlink_sdk.errors import HookInvalid, Problem
from interlink_sdk.hookspecs import HOOKS
from interlink_sdk.manifest import Manifest, read_manifest
from interlink_sdk.relay import open_relay

MINIATURES = Path(__file__).parents[1] / "miniatures" / "hooks"
FAULTY = sorted(path.stem for path in MINIATURES.glob("*.py") if path.stem != "sound")


@pytest.fixture
def manifest(samples: Path) -> Manifest:
    return read_manifest(samples / "noticeboard").manifest


def module_of(name: str) -> ModuleType:
    spec = spec_from_file_location(f"miniature_{name}", MINIATURES / f"{name}.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def faults_of(manifest: Manifest, name: str) -> list[Problem]:
    with pytest.raises(HookInvalid) as refusal:
        open_relay(manifest, module_of(name))
    return list(refusal.value.problems)


def marked_lines(name: str) -> set[tuple[str, int]]:
    lines = (MINIATURES / f"{name}.py").read_text(encoding="utf-8").splitlines()
    marks = ((number, re.search(r"# <- (.+)", line)) for number, line in enumerate(lines, 1))
    return {(code, number) for number, mark in marks if mark for code in mark[1].split()}


@pytest.mark.parametrize("name", [name for name in FAULTY if name not in {"foreign", "not_a_function"}])
def test_each_fault_is_named_with_its_file_and_line(manifest: Manifest, name: str) -> None:
    faults = faults_of(manifest, name)
    assert {(fault.code, fault.line) for fault in faults} == marked_lines(name)
    assert {fault.file for fault in faults} == {f"hooks/{name}.py"}
    assert all(fault.key and fault.found and fault.expected and fault.fix for fault in faults)


def test_a_hook_of_another_package_is_named_where_it_was_written(manifest: Manifest) -> None:
    (fault,) = faults_of(manifest, "foreign")
    assert (fault.code, fault.key, fault.file) == ("foreign_hook", "clone", "interlink_sdk/defaults.py")
    assert "interlink_sdk.defaults" in fault.found


def test_what_is_no_function_has_no_line_but_a_file(manifest: Manifest) -> None:
    (fault,) = faults_of(manifest, "not_a_function")
    assert (fault.code, fault.key, fault.file, fault.line) == (
        "hook_not_function",
        "view",
        "hooks/not_a_function.py",
        None,
    )


def test_a_misspelling_gets_a_suggestion(manifest: Manifest) -> None:
    (hook,) = faults_of(manifest, "unknown_hook")
    (argument,) = faults_of(manifest, "unknown_argument")
    assert (hook.fix, argument.fix) == ("did you mean 'instantiate'?", "did you mean 'params'?")


def test_what_only_looks_wrong_is_opened(manifest: Manifest) -> None:
    assert open_relay(manifest, module_of("sound")).own_hooks == {"view", "clone"}


def test_hooks_may_be_spread_over_the_modules_of_a_package(samples: Path) -> None:
    album = pytest.importorskip("album")
    relay = open_relay(read_manifest(samples / "album").manifest, album)
    assert relay.own_hooks == HOOKS.keys()
    assert relay.implementations["export"].__module__ == "album.leaving"


def test_one_implementation_stands_behind_every_hook(samples: Path, manifest: Manifest) -> None:
    show_of_hands = pytest.importorskip("show_of_hands")
    relay = open_relay(manifest, show_of_hands)
    assert all(len(getattr(relay.manager.hook, hook).get_hookimpls()) == 1 for hook in HOOKS)
    assert relay.implementations["view"] is show_of_hands.view
    assert relay.implementations["edit"] is defaults.edit


def test_a_manifest_alone_has_every_hook(manifest: Manifest) -> None:
    relay = open_relay(manifest)
    assert relay.own_hooks == set()
    assert relay.implementations == {hook: getattr(defaults, hook) for hook in HOOKS}


def test_two_relays_know_nothing_of_each_other(samples: Path, manifest: Manifest) -> None:
    first, second = open_relay(manifest, pytest.importorskip("show_of_hands")), open_relay(manifest)
    assert first.manager is not second.manager
    assert second.own_hooks == set()
