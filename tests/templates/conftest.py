# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Projects made from the templates, and the commands that an author runs in them."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from interlink_sdk.scaffold import Answers, answers_for, make_project

PATIENCE_S = 120
ALL = ("en", "es", "it", "lv")
Make = Callable[..., tuple[Path, Answers]]
Do = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Return what makes a project and gives its folder and answers; each has an identifier of its own."""

    def make_one(template: str, licence: str = "EUPL-1.2", languages: tuple[str, ...] = ALL) -> tuple[Path, Answers]:
        name = f"Baked {template} {licence} {' '.join(languages)}"
        answers = answers_for(
            name, template=template, licence=licence, languages=languages, author="Ana", began=date(2026, 11, 24)
        )
        make_project(answers, tmp_path / answers.id)
        return tmp_path / answers.id, answers

    return make_one


@pytest.fixture
def do() -> Do:
    """Return what runs a command in a project, as if the project were installed."""

    def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(folder / "src")},
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )

    return run
