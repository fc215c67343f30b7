# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""All interlinkers that the runtime knows of: installed plugins and imported bundles, searchable and usable.

Entries come in through `plugins` and `importing`, and go out through `search` and `entries`.
"""
