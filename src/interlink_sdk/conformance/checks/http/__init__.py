# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The checks of a service at an address, one module for each part of INTERLINK's HTTP contract."""
