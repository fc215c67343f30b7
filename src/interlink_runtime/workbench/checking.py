# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The conformance suite, put to the author's folder by a program of its own: what it breaks there, it breaks alone."""

import asyncio
import json
import os
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

TIMEOUT_S = 300.0
OUTCOMES = ("failed", "cannot_tell", "not_tested", "not_applicable", "passed")
"""What matters most comes first."""

State = Literal["never", "running", "done", "broken"]


@dataclass(slots=True)
class Examination:
    """The last examination, or the one that is under way."""

    state: State = "never"
    results: list[dict[str, Any]] = field(default_factory=list)
    said: str = ""
    """Why there are no results."""

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many results there are of each outcome."""
        found = [str(result["outcome"]) for result in self.results]
        return [(outcome, found.count(outcome)) for outcome in OUTCOMES if outcome in found]


async def examine(folder: Path, settings: Path | None, examination: Examination) -> None:
    """Run the suite and fill *examination*; ends after TIMEOUT_S at the latest."""
    examination.state = "running"
    extra = ["--settings", str(settings)] if settings else []
    command = [sys.executable, "-m", "interlink_runtime.cli.start", "check", str(folder), "--format", "json", *extra]
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    try:
        async with asyncio.timeout(TIMEOUT_S):
            out, err = await process.communicate()
        _fill(examination, out, err)
    except TimeoutError:
        examination.state, examination.said = "broken", f"the suite did not end within {TIMEOUT_S:g} s"
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()


def _fill(examination: Examination, out: bytes, err: bytes) -> None:
    try:
        results = json.loads(out)["results"]
    except (ValueError, KeyError, TypeError):
        examination.state, examination.said = "broken", err.decode(errors="replace")[-2_000:]
        return
    examination.results = sorted(results, key=lambda one: (OUTCOMES.index(one["outcome"]), one["code"]))
    examination.state, examination.said = "done", ""
