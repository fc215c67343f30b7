# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Points in time survive the store, to the microsecond and in both directions."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from interlink_runtime.clock import microseconds, moment


@given(st.datetimes(timezones=st.timezones()))
def test_a_moment_comes_back_exactly(instant: datetime) -> None:
    assert moment(microseconds(instant)) == instant.astimezone(UTC)


@given(st.integers(-(10**15), 10**15))
def test_what_is_stored_comes_back_exactly(stored: int) -> None:
    assert microseconds(moment(stored)) == stored
