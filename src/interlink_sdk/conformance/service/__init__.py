# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A foreign service at an address, examined through INTERLINK's HTTP contract.

An address and credentials go in; the dialect is given or recognised, every requirement of the surface
`http` is put to the service, and the report comes out, with what was asked and answered as evidence.
"""
