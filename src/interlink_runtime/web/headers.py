# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What browsers are told about each kind of answer: what it may load, who may frame it, who may keep it.

Policies follow CSP level 3. No page may run or style anything inline, so that text which slips
through as markup stays without effect.
"""

from collections.abc import Sequence

Headers = dict[str, str]

SANDBOX = "allow-forms allow-downloads allow-popups allow-popups-to-escape-sandbox"
"""What an interlinker's own page may do: post its forms, hand out its files, open links in a new window."""

_EVERYWHERE = {"X-Content-Type-Options": "nosniff"}
_PAGE = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "frame-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
_FRAME = {
    "sandbox": SANDBOX,
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
_NOTHING_PERMITTED = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def page_headers() -> Headers:
    """Return the headers of our own pages, which nobody may frame or keep."""
    policy = _policy(_PAGE | {"frame-ancestors": "'none'"})
    return _private("same-origin") | {"Content-Security-Policy": policy, "Cross-Origin-Opener-Policy": "same-origin"}


def create_headers(platforms: Sequence[str]) -> Headers:
    """Return the headers of the create page: the platform may frame it or open it in a window.

    There is no opener policy, or the window would lose the platform that waits for its message.
    """
    return _private("same-origin") | {"Content-Security-Policy": _policy(_PAGE | _framed_by(platforms))}


def frame_headers(platforms: Sequence[str], styles: Sequence[str] = ()) -> Headers:
    """Return the headers of an interlinker's own page; they hold also where it is opened without our frame.

    *styles* are the CSP sources of the style sheets inside it.
    """
    policy = _policy(_FRAME | {"style-src": " ".join(("'self'", *styles))} | _framed_by(platforms))
    return _private("no-referrer") | {"Content-Security-Policy": policy}


def file_headers() -> Headers:
    """Return the headers of an uploaded file, which is never a page of this site."""
    return _private("no-referrer") | {"Content-Security-Policy": "sandbox; default-src 'none'"}


def image_headers() -> Headers:
    """Return the headers of a catalogue's image, which is the same for everybody."""
    policy = {"Content-Security-Policy": "sandbox; default-src 'none'", "Cache-Control": "public, max-age=3600"}
    return _EVERYWHERE | policy


def _private(referrer: str) -> Headers:
    return _EVERYWHERE | {
        "Referrer-Policy": referrer,
        "Permissions-Policy": _NOTHING_PERMITTED,
        "Cache-Control": "no-store",
    }


def _framed_by(platforms: Sequence[str]) -> dict[str, str]:
    return {"frame-ancestors": " ".join(("'self'", *platforms))}


def _policy(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())
