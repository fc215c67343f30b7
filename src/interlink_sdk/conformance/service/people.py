# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Who asks a service, and with which credential: a label in reports, never the credential itself."""

import re
from dataclasses import dataclass, field
from typing import Literal

from interlink_sdk.dialects import Style

Asker = Literal["ana", "ben", "platform", "forger", "nobody"]
"""Ana makes assets, Ben has no role on them, a forger's token is no token."""

FORGED_TOKEN = "no.such.token"  # noqa: S105 - it is none
SHOWN_SECRET = "…"  # noqa: S105 - what stands for one


@dataclass(frozen=True)
class People:
    """The credentials of one examination."""

    token: str = field(default="", repr=False)
    """Ana's."""
    other_token: str = field(default="", repr=False)
    """Ben's."""
    secret: str = field(default="", repr=False)
    """What the platform shares with the service."""
    cookies: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Cookies of Ana's login, besides the token."""

    def has(self, asker: Asker) -> bool:
        """Say whether there is a credential to ask as *asker*."""
        return bool(self.credential(asker)) or (asker == "ana" and bool(self.cookies))

    def credential(self, asker: Asker) -> str:
        """Return the token or the secret of *asker*, empty where there is none."""
        known = {"ana": self.token, "ben": self.other_token, "platform": self.secret, "forger": FORGED_TOKEN}
        return known.get(asker, "")

    def headers(self, asker: Asker, style: Style) -> dict[str, str]:
        """Return the headers that carry the credential of *asker* in that *style*."""
        credential = self.credential(asker)
        cookies = list(self.cookies) if asker == "ana" else []
        if credential and style == "cookie":
            cookies.append(("auth_token", credential))
        carried = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies)} if cookies else {}
        if credential and style in ("bearer", "raw", "secret"):
            bare = style != "bearer"
            carried["Authorization"] = credential if bare else f"Bearer {credential}"
        return carried

    def redacted(self, text: str) -> str:
        """Return *text* with every credential blotted out."""
        secrets = {self.token, self.other_token, self.secret, *(value for _, value in self.cookies)} - {""}
        for secret in sorted(secrets, key=len, reverse=True):
            text = re.sub(rf"(?<![\w-]){re.escape(secret)}(?![\w-])", SHOWN_SECRET, text)
        return text
