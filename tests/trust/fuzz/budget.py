# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""How long the fuzzing goes on: a short, always equal run for everyday, a long and random one for `make fuzz`."""

import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings

LONG = "FUZZ_EXAMPLES"
"""The environment variable that asks for the long run: how many examples each test tries."""


def examples(few: int) -> Callable[[Any], Any]:
    """Let a test try *few* examples, the same each time, or as many new ones as the long run asks for."""
    many = int(os.environ.get(LONG, "0"))
    return settings(
        max_examples=many or few,
        derandomize=not many,
        database=None,
        deadline=None,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
    )
