# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Interlinkers that do not say how they are."""

from tests.conformance.miniature import Miniature


def health(line: str) -> str:
    """Return a health hook that does *line*."""
    return f"import time\n\n\n@hookimpl\ndef health(context: Context) -> Health:\n    {line}\n"


MINIATURES = (
    Miniature("has no answer", breaks="health-answers", hooks=health("raise ConnectionError('no upstream')")),
    Miniature("answers late", breaks="health-is-quick", hooks=health("time.sleep(2.2); return Health()")),
    Miniature("does not say why", breaks="health-says-why", hooks=health("return Health(status='failing')")),
    Miniature(
        "tells its token",
        breaks="health-tells-no-secret",
        hooks=health('return Health(detail=f\'asked with {context.settings.get("token", "nothing")}\')'),
    ),
)
