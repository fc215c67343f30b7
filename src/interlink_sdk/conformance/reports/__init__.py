# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A report in the forms that people and tools read: each module writes one, and all say the same.

What could not be told and what was not tested is never shown as passed, in any form.
"""

from collections.abc import Callable

from interlink_sdk.conformance.reports.document import as_json
from interlink_sdk.conformance.reports.junit import as_junit
from interlink_sdk.conformance.reports.page import as_html
from interlink_sdk.conformance.reports.sarif import as_sarif
from interlink_sdk.conformance.results import Report

WRITERS: dict[str, Callable[[Report], str]] = {
    "json": as_json,
    "junit": as_junit,
    "sarif": as_sarif,
    "html": as_html,
}
"""By the name of a form, besides text."""

__all__ = ["WRITERS", "as_html", "as_json", "as_junit", "as_sarif"]
