# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Names as they are searched for: without regard to case and accents."""

import unicodedata


def folded(name: str) -> str:
    """Return *name* so that `São José`, `sao jose` and `SÃO JOSÉ` are the same."""
    if name.isascii():
        return name.lower()
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
