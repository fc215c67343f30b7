# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""OpenID providers: their tokens are checked here, and people sign in through them.

Pure are `tokens`, `keys`, `claims` and `transactions`; `fetching` is the only way to the network,
`kept` decides when it is taken, `live` is one provider, and `providers` are all, for as long as the runtime runs.
"""
