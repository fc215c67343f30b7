# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""How Sphinx builds this documentation: Markdown in, one static site out that loads nothing from elsewhere."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

from interlink_sdk import __version__

project = "INTERLINK"
author = "The INTERLINK plugin SDK authors"
project_copyright = f"2026 {author}, EUPL-1.2"
release = __version__

extensions = ["myst_parser", "interlink_reference"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build", "adr/template.md"]
nitpicky = True

html_theme = "furo"
html_title = f"INTERLINK {release}"
html_copy_source = False
html_show_sphinx = False
