# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A roll call: everybody answers once, and the first answer counts; it takes its time and notes what it is asked."""

import asyncio
import os

from interlink_sdk import Contribution, JsonObject, hookimpl

ASKED = "TORTURE_ASKED"
"""The variable that names the file for the notes."""
MOMENT_S = 0.05
"""Long enough for a copy of the request to come."""


@hookimpl
async def contribute(body: JsonObject) -> Contribution:
    """Take the answer as it is."""
    notes = os.open(os.environ[ASKED], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(notes, f"{body['text']}\n".encode())
    os.close(notes)
    await asyncio.sleep(MOMENT_S)
    return Contribution(body=body)
