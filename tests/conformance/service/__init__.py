# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Foreign services: two recorded ones, a sound one, and some that answer as nobody should."""
