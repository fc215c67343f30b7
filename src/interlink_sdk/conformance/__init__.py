# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The conformance suite: what every interlinker must do, proven on whatever keeps its assets.

A requirement is a sentence, kept as data. A check is a function of a case that proves one; it knows
no placement. Examining a target gives one result for each requirement: none is left out silently.
"""

from interlink_sdk.conformance.examine import examine
from interlink_sdk.conformance.requirements import Requirement, read_requirements
from interlink_sdk.conformance.results import Outcome, Report, Result

__all__ = ["Outcome", "Report", "Requirement", "Result", "examine", "read_requirements"]
