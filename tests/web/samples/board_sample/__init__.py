# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A page of its own, which also tries what no page in a frame may do."""

from html import escape

from interlink_sdk import Html, hookimpl

HOSTILE = '<script>document.title = "taken over"</script><img src="x" onerror="document.title = \'taken over\'">'


@hookimpl
def view(asset, contributions):
    """Show the ideas and a form for another one."""
    ideas = "".join(f"<li>{escape(entry.body['idea'])}</li>" for entry in contributions["ideas"])
    files = "".join(f'<img src="files/{escape(file.name)}" alt="{escape(file.name)}">' for file in asset.files)
    form = (
        '<form method="post" action="contribute/ideas"><label>Idea <input name="idea"></label>'
        "<button>Add</button></form>"
    )
    body = f"<h1>{escape(asset.name)}</h1><ul>{ideas}</ul>{files}{form}{HOSTILE}"
    return Html(title=asset.name, body=body, styles="ul { color: rgb(1, 2, 3) }")
