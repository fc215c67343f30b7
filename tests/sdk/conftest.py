# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What the tests of the SDK's core share: the samples, importable, and values to call hooks with."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from interlink_sdk.assets import Asset
from interlink_sdk.calls import Context

TESTS = Path(__file__).parents[1]
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def samples(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of sample interlinkers, from which packages can be imported."""
    monkeypatch.syspath_prepend(TESTS / "samples")
    return TESTS / "samples"


@pytest.fixture
def asset() -> Asset:
    """Return an asset of no interlinker in particular."""
    return Asset(
        id="0195f000-0000-7000-8000-000000000000",
        interlinker="sample",
        name="Sample",
        state={"what": "nothing"},
        created_at=NOW,
        updated_at=NOW,
    )


@pytest.fixture
def fields() -> Callable[..., dict[str, Any]]:
    """Return what gives the fields that every call has; keywords are those of its context."""

    def fields_with(**context: Any) -> dict[str, Any]:
        return {"interlinker": "sample", "context": Context(now=NOW, operation_id="call-7", **context)}

    return fields_with
