# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Meeting notes: all there is stands in `interlinker.toml`; no hook is needed."""
