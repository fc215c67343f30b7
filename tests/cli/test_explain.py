# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Every code that anything here can carry is explained."""

import ast
import json
from pathlib import Path
from typing import get_args

import pytest

import interlink_runtime
import interlink_sdk
from interlink_runtime.catalogue.report import IMPORT_FINDINGS
from interlink_runtime.explanations import TOKEN_PROBLEMS, explanations, known_codes
from interlink_runtime.identity.oidc.faults import TokenFault
from interlink_sdk.errors import error_classes
from interlink_sdk.metadata import DEFECTS, WARNINGS

SOURCES = [Path(package.__file__).parent for package in (interlink_sdk, interlink_runtime)]
MAKERS = {"problem", "finding", "problem_for"}
"""Functions that other modules make problems with, whose first argument is the code."""


def codes_in(source: Path) -> set[str]:
    """Return the codes that the problems made in a file are given."""
    found = set()
    nodes = list(ast.walk(ast.parse(source.read_text(encoding="utf-8"))))
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef) and node.args.args]
    makers = MAKERS | {function.name for function in functions if function.args.args[0].arg == "code"}
    for call in nodes:
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        values = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
        values += call.args[:1] if name in makers and not values else []
        found |= {value.value for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str)}
    return found


def test_every_code_in_the_source_is_explained():
    files = [path for source in SOURCES for path in source.rglob("*.py")]
    used = {code: path.name for path in files for code in codes_in(path)}
    assert len(used) > 60
    assert {code: file for code, file in used.items() if code not in known_codes()} == {}


def test_every_error_finding_and_defect_is_explained():
    own = {error.code for error in error_classes() if error.__module__ == "interlink_sdk.errors"}
    assert own | set(DEFECTS) | set(WARNINGS) | set(IMPORT_FINDINGS) <= set(known_codes())


def test_every_fault_of_a_token_is_explained():
    assert {f"token_{fault}" for fault in get_args(TokenFault)} == set(TOKEN_PROBLEMS)


def test_an_error_is_explained_with_who_must_act_and_what_to_do(run):
    ended = run("explain", "stale_version")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "whoever asked" in ended.stdout
    assert "read the asset again" in ended.stdout


def test_a_code_with_two_meanings_has_both():
    kinds = [explanation.kind for explanation in explanations("missing_translation")]
    assert kinds == ["defect of a catalogue bundle", "warning about a catalogue bundle"]


def test_json_is_one_document(run):
    items = json.loads(run("explain", "bomb", "--format", "json").stdout)["items"]
    assert [(item["code"], item["acts"]) for item in items] == [("bomb", "whoever sent it")]


@pytest.mark.parametrize(("code", "near"), [("stale_versoin", "stale_version"), ("bad_url", "bad_uri")])
def test_an_unknown_code_is_answered_with_those_like_it(run, code, near):
    ended = run("explain", code)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert near in ended.stderr
