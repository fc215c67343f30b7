# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A roll call: everybody answers once, and the first answer counts; all there is stands in the manifest."""
