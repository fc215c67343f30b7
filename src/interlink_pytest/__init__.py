# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What pytest loads in every environment with this distribution: it looks whether there is an interlinker to check.

It stands outside of the SDK, since importing anything from there takes longer than the whole of many
test runs. Where a project offers no interlinker, nothing more is loaded and nothing changes.
"""

from pathlib import Path
from typing import Any

ENTRY_POINT_GROUP = "interlink.interlinkers"
SWITCH = "interlink_conformance"
SETTINGS = "interlink_settings"


def pytest_addoption(parser: Any) -> None:
    """Add the switches."""
    group = parser.getgroup("interlink", "conformance of an interlinker")
    group.addoption("--no-conformance", action="store_true", help="leave the conformance suite of interlink out")
    group.addoption(
        "--conformance-strict",
        action="store_true",
        help="let requirements that should hold fail like those that must",
    )
    parser.addini(SWITCH, "whether the conformance suite of interlink is put to this project", "bool", default=True)
    parser.addini(SETTINGS, "TOML file with the settings that the interlinker is checked with", "string", default="")


def pytest_configure(config: Any) -> None:
    """Load the suite where the project offers an interlinker."""
    if config.getoption("no_conformance") or not config.getini(SWITCH) or not offers_interlinker(config.rootpath):
        return
    from interlink_sdk.conformance.pytest_plugin import Conformance

    config.pluginmanager.register(Conformance(config), "interlink-conformance")


def offers_interlinker(folder: Path) -> bool:
    """Say whether the project in *folder* has an entry point of an interlinker."""
    try:
        text = (folder / "pyproject.toml").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    if ENTRY_POINT_GROUP not in text:
        return False
    import tomllib

    try:
        points = tomllib.loads(text)["project"]["entry-points"][ENTRY_POINT_GROUP]
    except (ValueError, KeyError, TypeError):
        return False
    return bool(points)
