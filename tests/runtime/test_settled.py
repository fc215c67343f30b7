# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""While a runtime serves, the collector leaves alone what lives as long as it; afterwards everything is as before."""

import gc
from pathlib import Path

from starlette.testclient import TestClient

from interlink_runtime.app import create_app
from interlink_runtime.discovery import Discovery
from interlink_runtime.settings import Settings


def test_a_runtime_that_serves_is_spared_by_the_collector_and_leaves_nothing_behind(tmp_path: Path) -> None:
    before, frozen = gc.get_threshold(), gc.get_freeze_count()
    app = create_app(Settings.model_validate({"store": {"folder": tmp_path}}), discovery=Discovery((), ()))
    with TestClient(app):
        assert gc.get_freeze_count() > frozen + 10_000
        assert gc.get_threshold()[0] > before[0]
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() <= frozen
