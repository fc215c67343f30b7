# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""How commands end."""

GOOD = 0
NOT_GOOD = 1
WRONG_USAGE = 2
COULD_NOT_TELL = 3
INTERRUPTED = 130
"""What shells expect of a command that Ctrl-C ended."""
