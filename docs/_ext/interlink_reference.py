# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: INP001 - Sphinx finds this folder through conf.py
"""From the code to the reference: each page asks for one listing, which is Markdown made of the code itself.

A page says ```` ```{interlink-reference} errors ``` ````. A listing of something that this version
does not have yet is one sentence that says so, so that the documentation builds at every commit.
"""

from collections.abc import Callable, Iterable
from importlib import import_module
from types import ModuleType

from docutils import nodes
from docutils.statemachine import StringList
from reference_code import command_lines, error_lines, hook_lines, requirement_lines, table_lines
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

Listing = Callable[[ModuleType], Iterable[str]]

LISTINGS: dict[str, tuple[str, Listing]] = {
    "errors": ("interlink_sdk.errors", error_lines),
    "hooks": ("interlink_sdk.hookspecs", hook_lines),
    "values": ("interlink_sdk.assets", table_lines),
    "context": ("interlink_sdk.context", table_lines),
    "calls": ("interlink_sdk.calls", table_lines),
    "manifest": ("interlink_sdk.manifest.model", table_lines),
    "requirements": ("interlink_sdk.conformance.requirements", requirement_lines),
    "settings": ("interlink_runtime.settings", table_lines),
    "commands": ("interlink_runtime.cli.start", command_lines),
}
"""What a page can ask for: the module it is read from, and how."""


def listing(name: str) -> list[str]:
    """Return the Markdown lines of the listing *name*."""
    module, lines = LISTINGS[name]
    try:
        found = import_module(module)
    except ModuleNotFoundError as error:
        if not f"{module}.".startswith(f"{error.name}."):
            raise
        return [f"This version has no `{module}`."]
    return list(lines(found))


class InterlinkReference(SphinxDirective):
    """A listing, parsed where the directive stands."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Parse the listing as part of the page."""
        section = nodes.Element()
        self.state.nested_parse(StringList(listing(self.arguments[0])), self.content_offset, section, match_titles=True)
        return section.children


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive with Sphinx."""
    app.add_directive("interlink-reference", InterlinkReference)
    return {"parallel_read_safe": True}
