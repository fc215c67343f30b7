# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A short torture of the runtime, and of runtimes that are wrong in one way each: those must be found out."""

import subprocess
import sys
from pathlib import Path

import pytest

from .mutants import MUTANTS

ROOT = Path(__file__).parents[2]
SEED = 3
OPERATIONS = 120
MUTANT_OPERATIONS = 60
WITHIN_S = 180


def tortured(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.torture", "--seed", SEED, *arguments]
    return subprocess.run([*map(str, command)], cwd=ROOT, capture_output=True, text=True, timeout=WITHIN_S, check=False)


@pytest.mark.parametrize("server", ["uvicorn", "granian"])
def test_nothing_acknowledged_is_lost_and_nothing_comes_twice(server: str) -> None:
    pytest.importorskip(server, reason=f"{server} is not installed")
    run = tortured("--operations", OPERATIONS, "--server", server)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "clean" in run.stdout


@pytest.mark.parametrize("name", sorted(MUTANTS))
def test_a_runtime_that_is_wrong_in_one_way_is_found_out(name: str) -> None:
    run = tortured("--operations", MUTANT_OPERATIONS, "--mutant", name)
    assert run.returncode == 1, run.stdout + run.stderr
    assert f"\n  {MUTANTS[name].caught_as}: " in run.stdout
    assert f"run it again: python -m tests.torture --seed {SEED}" in run.stdout
