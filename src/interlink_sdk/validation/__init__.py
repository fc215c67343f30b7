# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""JSON of strangers against an author's JSON Schema: values go in, problems per field come out.

The schema is a stranger's too. It runs in the host, so it is judged first (`schema_problems`): it
refers to nothing outside itself, and no value makes it take more than linear time.
"""

from interlink_sdk.validation.bounds import depth_of
from interlink_sdk.validation.keys import child_key, key_of
from interlink_sdk.validation.messages import MESSAGES, Message, message_for, parameters_of
from interlink_sdk.validation.schemas import MAX_SCHEMA_BYTES, MAX_SCHEMA_DEPTH, schema_problems
from interlink_sdk.validation.values import MAX_VALUE_DEPTH, SchemaValidator

__all__ = [
    "MAX_SCHEMA_BYTES",
    "MAX_SCHEMA_DEPTH",
    "MAX_VALUE_DEPTH",
    "MESSAGES",
    "Message",
    "SchemaValidator",
    "child_key",
    "depth_of",
    "key_of",
    "message_for",
    "parameters_of",
    "schema_problems",
]
