# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What can be done with assets, one file per verb: load, authorize, call, validate, commit.

The API, the pages, the platform's routes and the commands all go through these.
"""
