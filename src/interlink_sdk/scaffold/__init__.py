# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From a name to the project of a new interlinker, and what is recorded so that it can be upgraded later."""

from interlink_sdk.scaffold.answers import Answers, answers_for
from interlink_sdk.scaffold.project import make_project
from interlink_sdk.scaffold.record import Record, read_record, write_record
from interlink_sdk.scaffold.rendering import render

__all__ = ["Answers", "Record", "answers_for", "make_project", "read_record", "render", "write_record"]
