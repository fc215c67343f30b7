# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What an operator should know before others do: settings and paths go in, findings come out.

One file per area, each a function of a `Situation`. Nothing is changed, no secret is shown, only
addresses that the settings name are asked, and every wait is bounded.
"""
