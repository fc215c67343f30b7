# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A window of Chromium, with people who are signed in to a site of this folder's samples."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from interlink_runtime.identity.requests import SESSION_COOKIE

from ..served import Served  # noqa: TID252 - tests are no package with a name of its own


@dataclass(frozen=True)
class Window:
    """One person's window of a browser."""

    page: Page
    served: Served

    def open(self, path: str) -> Page:
        """Open a page of the site."""
        self.page.goto(self.served.url + path)
        return self.page

    def send(self, path: str, **form: Any) -> str:
        """Send a form as a page of the site does, with the person's own cookie, and return where it leads."""
        url, headers = self.served.url + path, {"Origin": self.served.url}
        answer = self.page.context.request.post(url, headers=headers, multipart=form, max_redirects=0)
        assert answer.status == 303, answer.text()
        return answer.headers["location"].partition("?")[0]

    def ran(self) -> bool:
        """Say whether a planted script ran in any frame."""
        return any(frame.evaluate("window.ran !== undefined") for frame in self.page.frames)


@pytest.fixture
def window(browser: Browser, served: Served) -> Iterator[Window]:
    """Give the window of the owner."""
    context = browser.new_context()
    context.set_default_timeout(10_000)
    cookie = {"name": SESSION_COOKIE, "value": served.token("owner"), "url": served.url, "sameSite": "Strict"}
    context.add_cookies([cookie])
    yield Window(context.new_page(), served)
    context.close()
