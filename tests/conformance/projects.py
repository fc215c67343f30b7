# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The sound interlinker as the project of an author: pyproject.toml, LICENSE, README, source."""

import shutil
from pathlib import Path

from .miniature import SOUND_FOLDER

FOLDER_NAME = "interlink_ideas"

PYPROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "interlink-ideas"
version = "1.1.0"
readme = "README.md"
requires-python = ">=3.11"
license = "EUPL-1.2"
license-files = ["LICENSE"]
dependencies = ["interlink>=0.1,<1"]

[project.entry-points."interlink.interlinkers"]
ideas = "interlink_ideas"
"""


def write_project(folder: Path, *, inside: str = "src") -> Path:
    """Write the project into *folder*, its package *inside*, and return *folder*."""
    shutil.copytree(SOUND_FOLDER, folder / inside / FOLDER_NAME, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    (folder / "README.md").write_text("# Ideas\n\nCollects the ideas of a group by topic.\n", encoding="utf-8")
    (folder / "LICENSE").write_text("European Union Public Licence, version 1.2\n", encoding="utf-8")
    return folder
