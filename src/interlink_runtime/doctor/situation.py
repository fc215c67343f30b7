# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What an examination looks at: the settings, where they came from, and the world around them."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from interlink_runtime.settings import Settings

DATABASE = "interlink.sqlite3"
TOLERANCE_S = 60
"""How far clocks may be apart before it is worth a word."""


@dataclass(frozen=True, slots=True)
class Situation:
    """One configuration at one moment."""

    settings: Settings
    settings_file: Path | None = None
    """None where there is no file."""
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    is_deep: bool = False
    """Whether everything that is kept is looked at, which takes time."""

    @property
    def folder(self) -> Path:
        """Where assets are kept."""
        return self.settings.store.folder

    @property
    def database(self) -> Path:
        """The file of the store."""
        return self.folder / DATABASE


def is_local(address: str) -> bool:
    """Say whether *address*, a host or a URL, is this machine."""
    host = (urlsplit(address).hostname if "://" in address else address.strip("[]")) or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
