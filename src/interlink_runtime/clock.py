# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Points in time as the store keeps them: UTC microseconds since 1970, exact in both directions."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def moment(microseconds_: int) -> datetime:
    """Return the point in time that the store keeps as *microseconds_*."""
    return EPOCH + microseconds_ * MICROSECOND


def microseconds(instant: datetime) -> int:
    """Return *instant* as the store keeps it."""
    return (instant - EPOCH) // MICROSECOND
