# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`--quick`: small sizes, to see within seconds that a benchmark still runs; its figures mean nothing."""

import sys

OPTION = "--quick"


def taken() -> bool:
    """Say whether the command line asks for small sizes, and take that off it; the rest is for `report`."""
    is_asked = OPTION in sys.argv
    sys.argv = [argument for argument in sys.argv if argument != OPTION]
    return is_asked
