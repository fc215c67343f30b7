# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A page that tries what no page in a frame may do."""

from interlink_sdk import Html, hookimpl

BODY = """
<h1>Hostile</h1>
<script>document.body.dataset.ran = "script"</script>
<img src="x" alt="x" onerror="document.body.dataset.ran = 'handler'">
<a id="out" href="javascript:document.body.dataset.ran = 'link'">link</a>
<svg onload="document.body.dataset.ran = 'svg'"></svg>
<iframe srcdoc="<script>parent.document.body.dataset.ran = 'frame'</script>"></iframe>
<meta http-equiv="refresh" content="600;url=https://example.org/">
<p id="styled">styled</p>
"""


@hookimpl
def view():
    """Try everything."""
    return Html(title="Hostile", body=BODY, styles="#styled { color: rgb(1, 2, 3) }</style><script>1</script>")
