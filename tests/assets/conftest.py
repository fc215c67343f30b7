# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A runtime without a server, and people who use it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from interlink_runtime.discovery import discover
from interlink_runtime.runtime import Runtime, open_runtime
from interlink_runtime.settings import Settings


def settings_in(folder: Path) -> Settings:
    """Return settings that keep everything in *folder*."""
    return Settings.model_validate({"store": {"folder": folder}})


@pytest_asyncio.fixture
async def runtime(tmp_path: Path) -> AsyncIterator[Runtime]:
    """Open a runtime with the example interlinkers."""
    async with open_runtime(settings_in(tmp_path), discovery=discover()) as opened:
        yield opened
