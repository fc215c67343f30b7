# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""One module per page: it gathers values for its template, or lets a verb act and sends the person on."""
