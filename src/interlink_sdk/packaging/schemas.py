# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From pydantic models of an author to JSON Schemas as text; their modules are imported in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from interlink_sdk.errors import BuildFailed, Problem

IMPORT_TIMEOUT_S = 60
_SCRIPT = """
import importlib, json, sys
sys.path.insert(0, sys.argv[1])
found, out = {}, sys.stdout
sys.stdout = sys.stderr  # what the module prints is no schema
for name, place in json.loads(sys.argv[2]).items():
    module, _, path = place.partition(":")
    model = importlib.import_module(module)
    for part in path.split("."):
        model = getattr(model, part)
    found[name] = model.model_json_schema()
json.dump(found, out)
"""


def schema_texts(models: Mapping[str, str], root: Path) -> dict[str, str]:
    """Return the schema of each of *models* (`module:Class`, importable from *root*) by its file."""
    if not models:
        return {}
    command = (sys.executable, "-c", _SCRIPT, str(root), json.dumps(dict(models)))
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - this Python, with the project that its author asks to build
            command, cwd=root, env=environment, capture_output=True, text=True, timeout=IMPORT_TIMEOUT_S, check=False
        )
    except subprocess.TimeoutExpired:
        raise _failed(models, f"no answer in {IMPORT_TIMEOUT_S} s") from None
    if done.returncode:
        raise _failed(models, (done.stderr.strip().splitlines() or ["a process that ended"])[-1])
    return {
        name: json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in json.loads(done.stdout).items()
    }


def _failed(models: Mapping[str, str], found: str) -> BuildFailed:
    problem = Problem(
        code="schema_not_generated",
        file="pyproject.toml",
        key="tool.interlink.schemas",
        found=found,
        expected=f"pydantic models at {', '.join(map(repr, models.values()))}",
        fix="write `package.module:Class`, and let the module be imported without error",
    )
    return BuildFailed("the schemas cannot be generated from their models", problems=[problem])
