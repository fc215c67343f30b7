# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Pages in a browser: by axe-core, by keyboard, on a narrow screen and in the dark. Only where there is one."""

from collections.abc import AsyncIterator

from interlink_sdk.assets import Html
from interlink_sdk.conformance.browser import NARROW, WIDE, Scheme, Shown, axe_core, open_window
from interlink_sdk.conformance.case import Case
from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.results import NotApplicable, Unmet


@proves("use-passes-axe")
async def passes_axe(case: Case) -> None:
    """Put axe-core's rules of WCAG 2.2 AA to each sample's page."""
    axe_core()
    async for page in _shown(case):
        if found := await page.violations():
            raise Unmet(f"axe-core finds {found[0]}", expected="nothing")


@proves("use-readable-in-the-dark")
async def readable_in_the_dark(case: Case) -> None:
    """Let axe-core measure contrasts where a person has chosen a dark screen."""
    axe_core()
    async for page in _shown(case, scheme="dark"):
        if found := await page.violations("color-contrast"):
            raise Unmet(f"on a dark screen axe-core finds {found[0]}", expected="a contrast of at least 4.5 to 1")


@proves("use-fits-narrow-screens")
async def fits_narrow_screens(case: Case) -> None:
    """Show each sample's page 320 pixels wide."""
    async for page in _shown(case, width=NARROW):
        if (width := await page.width()) > NARROW:
            raise Unmet(f"the page is {width} pixels wide on a screen of {NARROW}", expected="no scrolling sideways")


@proves("use-reached-by-keyboard")
async def reached_by_keyboard(case: Case) -> None:
    """Go through each sample's page with the Tab key."""
    async for page in _shown(case):
        if missed := await page.unreached():
            raise Unmet(f"the Tab key does not come to {missed[0]}", expected="it to come to every control and link")


async def _shown(case: Case, *, width: int = WIDE, scheme: Scheme = "light") -> AsyncIterator[Shown]:
    """Show the page of each sample in a window; raises NotTested where there is no browser."""
    async with open_window(width=width, scheme=scheme) as window:
        for number in range(len(case.samples)):
            asset = await case.subject.read((await case.make_with_entries(number)).id)
            yield await window.show(_html(await case.subject.view(asset.id)), asset)


def _html(page: object) -> Html:
    if not isinstance(page, Html):
        raise NotApplicable("the page is on another site")
    return page
