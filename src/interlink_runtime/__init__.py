# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The place: it keeps assets, runs interlinkers and serves people, platforms and operators."""
