# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The referee is tested: `sound` is right in everything, each miniature is wrong in one way.

`miniature` makes a wrong interlinker (or host) of the sound one; `miniatures/PART.py` lists those that
prove the checks of a part; `python -m tests.conformance.mutants` prints which check catches which.
"""

import os
from pathlib import Path

from interlink_sdk.conformance.browser import AXE_PLACE, AXE_SETTING

os.environ.setdefault(AXE_SETTING, str(Path(__file__).parents[1] / "browser" / AXE_PLACE))
