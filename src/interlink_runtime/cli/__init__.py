# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The commands `interlink …`: each parses, calls one thing, prints and ends.

They end with 0 when all is good, 1 when not, 2 when used wrongly, 3 when they could not tell.
"""
