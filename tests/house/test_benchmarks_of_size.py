# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The benchmarks of many assets and of large files still run, and measure all that they are about."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def test_the_growth_of_every_question_is_measured(tmp_path: Path) -> None:
    growths = results_of("bench_growth.py", tmp_path)
    assert {"read one asset", "make one", "first page: no filter", "deep page: no filter"} < set(growths)
    assert all(list(growth["ms"]) == ["200", "400"] and growth["growth"] > 0 for growth in growths.values())


def test_large_files_are_measured_coming_in_going_out_and_copied(tmp_path: Path) -> None:
    rows = results_of("bench_gigabyte.py", tmp_path)
    for what in ("upload", "memory of an export", "first byte", "restoring", "clone of", "payload bytes"):
        assert any(name.startswith(what) for name in rows), what
    assert rows["payload bytes that clones wrote"]["is_met"]


def results_of(name: str, folder: Path) -> dict[str, Any]:
    """Run a benchmark with small sizes and return its rows by what they are about."""
    results = folder / "results.json"
    command = [sys.executable, str(BENCHMARKS / name), "--quick", "--json", str(results)]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0, ended.stderr
    document = json.loads(results.read_text(encoding="utf-8"))
    return {row["what"]: row for row in document["rows"]}
