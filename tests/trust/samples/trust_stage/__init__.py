# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A page that escapes nothing: whatever is typed becomes markup, and only the sandbox is left to stop it."""

from interlink_sdk import Asset, Contributions, Html, hookimpl


@hookimpl
def view(asset: Asset, contributions: Contributions) -> Html:
    """Show everything raw, and a form."""
    ideas = "".join(f"<li>{entry.body['idea']}</li>" for entry in contributions["ideas"])
    form = '<form method="post" action="contribute/ideas"><input name="idea"><button>Add</button></form>'
    away = '<a id="away" href="/catalogue/stage" target="_blank">away</a>'
    files = "".join(f'<a href="files/{file.name}">{file.name}</a>' for file in asset.files)
    return Html(title=asset.name, body=f"{asset.state.get('text', '')}<ul>{ideas}</ul>{form}{files}{away}")
