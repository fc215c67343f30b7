# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The runtime over HTTP, for programs: each router parses, calls one verb and answers."""
