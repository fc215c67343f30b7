# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The benchmarks of catalogue, manifests and discovery still run, and measure all that they are about."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.mark.parametrize(
    ("name", "measured"),
    [("bench_catalogue.py", 4), ("bench_manifests.py", 3), ("bench_discovery.py", 4)],
)
def test_a_benchmark_runs_with_small_sizes(tmp_path, name, measured):
    results = tmp_path / "results.json"
    command = [sys.executable, str(BENCHMARKS / name), "--quick", "--json", str(results)]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0, ended.stderr
    rows = json.loads(results.read_text(encoding="utf-8"))["rows"]
    assert len(rows) == measured
    assert all(row["wall"] > 0 for row in rows)
