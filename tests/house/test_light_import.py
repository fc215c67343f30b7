# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Importing the SDK stays light: a worker's environment has pydantic and pluggy, and nothing else."""

import subprocess
import sys

import pytest

LIGHT = {"interlink_sdk", "pluggy", "pydantic", "pydantic_core"}
OF_PYDANTIC = {"annotated_types", "typing_extensions", "typing_inspection"}

SCRIPT = """
import sys
before = set(sys.modules)
import {module}
print(*sorted({{name.partition(".")[0] for name in set(sys.modules) - before}} - sys.stdlib_module_names))
"""


@pytest.mark.parametrize("module", ["interlink_sdk", "interlink_sdk.client", "interlink_sdk.dispatch"])
def test_importing_loads_pydantic_and_pluggy_and_nothing_heavier(module: str) -> None:
    command = [sys.executable, "-c", SCRIPT.format(module=module)]
    loaded = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout.split()
    outside = {name for name in loaded if not name.startswith("_sysconfigdata")}
    assert outside - LIGHT - OF_PYDANTIC == set()
