# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Interlinkers whose pages are sound as HTML, and still shut people out."""

from tests.conformance.miniature import Miniature
from tests.conformance.miniatures.viewing import adds, view


def styled(styles: str) -> str:
    """Return a view hook whose page has *styles*."""
    return view(fields=f"title=asset.name, body=body, styles={styles!r}")


MINIATURES = (
    Miniature(
        "says what is no language",
        breaks="use-passes-axe",
        hooks=adds('<p lang="klingon-of-the-north">Qapla</p>'),
    ),
    Miniature(
        "writes dark on dark",
        breaks="use-readable-in-the-dark",
        hooks=styled("h2 { color: #17212b }"),
    ),
    Miniature("is six hundred pixels wide", breaks="use-fits-narrow-screens", hooks=styled("h1 { min-width: 600px }")),
    Miniature(
        "has a link that only mice find",
        breaks="use-reached-by-keyboard",
        hooks=adds('<a href="https://example.org/" tabindex="-1">Example</a>'),
    ),
)
