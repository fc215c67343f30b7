# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What is kept of a document beside its file."""

from pydantic import BaseModel, ConfigDict


class Document(BaseModel):
    """The state, typed; it was checked against the manifest's schema."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True)

    title: str
    description: str = ""
    revision: int = 1
    """Counts the files that were uploaded, from 1."""
