# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Interlinkers with wrong pages, and hosts that show pages wrongly."""

from typing import Any

from tests.conformance.miniature import Host, Miniature
from tests.conformance.miniatures.names import pages

from interlink_sdk.assets import Html
from interlink_sdk.conformance.subject import ANA, BEN
from interlink_sdk.errors import NotFound


def view(lines: str = "", fields: str = "title=asset.name, body=body") -> str:
    """Return a view hook that does *lines* with the page before it is returned with *fields*."""
    indented = "".join(f"    {line}\n" for line in lines.splitlines())
    return (
        "@hookimpl\n"
        "def view(asset: Asset, contributions: Contributions, purpose: Purpose, manifest: Manifest, context: Context)"
        " -> Html:\n"
        "    is_open = not is_closed(manifest.collections['proposals'], asset.state, context.now)\n"
        "    is_open = is_open and purpose == 'view'\n"
        "    role = context.role\n"
        "    entries = {name: list(contributions[name]) for name in contributions} if purpose == 'view' else {}\n"
        "    body = page_of(asset, entries, locale=context.locale, role=role, is_open=is_open)\n"
        f"{indented}"
        f"    return Html({fields})\n"
    )


def adds(html: str) -> str:
    """Return a view hook that adds *html* to the page."""
    return view(f"body += {html!r}")


class ShowsOwnName(Host):
    """A host that greets people on a page that is the same for all."""

    async def view(self, asset_id: str, *, by: str = ANA, **named: Any) -> Any:
        page = await self.subject.view(asset_id, by=by, **named)
        return page.model_copy(update={"body": f"{page.body}<p>{by}</p>"}) if by == BEN else page


class ShowsToAnybody(Host):
    async def view(self, asset_id: str, *, by: str = ANA, **named: Any) -> Any:
        try:
            return await self.subject.view(asset_id, by=by, **named)
        except NotFound:
            if asset_id not in self.subject.keeper._shelves:
                raise
            return Html(title="Board", body="<h1>Board</h1>")


MINIATURES = (
    Miniature("has no title", breaks="view-has-title", hooks=view(fields="body=body")),
    Miniature(
        "shows its page in English",
        breaks="view-speaks-languages",
        files=pages('texts_for(locale), asset.state["board"]', 'texts_for("en"), asset.state["board"]'),
    ),
    Miniature(
        "shows a picture of another site",
        breaks="view-loads-own-files-only",
        hooks=adds('<img alt="" src="https://pictures.example.org/park.png">'),
    ),
    Miniature(
        "imports a style sheet",
        breaks="view-loads-own-files-only",
        hooks=view(fields="title=asset.name, body=body, styles='@import \"https://styles.example.org/all.css\";'"),
    ),
    Miniature("asks back by script", breaks="view-has-no-scripts", hooks=adds('<p onclick="alert(1)">Really?</p>')),
    Miniature(
        "returns a whole document",
        breaks="view-body-is-content",
        hooks=view("body = f'<html><head><title>Board</title></head><body>{body}</body></html>'"),
    ),
    Miniature("colours by attribute", breaks="view-styles-take-effect", hooks=adds('<p style="color:red">Now</p>')),
    Miniature(
        "links to a path of the platform", breaks="view-links-stay-in-frame", hooks=adds('<a href="/all">All</a>')
    ),
    Miniature(
        "links to a place that is not there",
        breaks="view-links-stay-in-frame",
        hooks=adds('<a href="#result">Result</a>'),
    ),
    Miniature(
        "has a form that leads nowhere",
        breaks="view-forms-reach-collections",
        hooks=adds('<form method="post" action="save"><button>Save</button></form>'),
    ),
    Miniature(
        "asks for half of what is needed",
        breaks="view-forms-ask-what-is-needed",
        files=pages(
            '("proposals", "contributor", text + topic, "propose")', '("proposals", "contributor", text, "propose")'
        ),
    ),
    Miniature(
        "asks for what nobody knows",
        breaks="view-forms-ask-what-is-needed",
        files=pages('<input name="text" required>', '<input name="text" required><input name="mail" type="hidden">'),
    ),
    Miniature(
        "shows forms to those who may only look",
        breaks="view-forms-for-who-may",
        files=pages('("proposals", "contributor", text', '("proposals", "viewer", text'),
    ),
    Miniature("has an id twice", breaks="view-ids-are-unique", hooks=adds('<p id="end">So</p><p id="end">it is</p>')),
    Miniature("jumps to the fourth level", breaks="view-headings-in-order", hooks=adds("<h4>Small print</h4>")),
    Miniature(
        "labels no field",
        breaks="view-controls-have-labels",
        files=pages(
            """<label>{escape(texts["your_text"])} <input name="text" required></label>""",
            """{escape(texts["your_text"])} <input name="text" required>""",
        ),
    ),
    Miniature(
        "says nothing of its picture",
        breaks="view-pictures-have-text",
        hooks=view(
            "body += ''.join(f'<img src=\"files/{one.name}\">' for one in asset.files if one.name == 'meadow.png')"
        ),
    ),
    Miniature(
        "has a link without words",
        breaks="view-links-have-text",
        hooks=adds('<a href="https://example.org/"><svg viewBox="0 0 1 1" aria-hidden="true"></svg></a>'),
    ),
    Miniature(
        "has a table without headers",
        breaks="view-tables-have-headers",
        hooks=adds(f"<table>{'<tr><td>Rest</td><td>3</td><td>4</td></tr>' * 3}</table>"),
    ),
    Miniature(
        "counts in its preview",
        breaks="view-preview-hides-entries",
        hooks=view("body += f'<p>{len(contributions[\"remarks\"])}</p>'"),
    ),
    Miniature(
        "compares every remark with every other",
        breaks="view-bears-many-entries",
        hooks=view(
            "remarks = [escape(str(entry.body['text'])) for entry in entries.get('remarks', ())]\n"
            "body += ''.join(f'<p>{one} / {other}</p>' for one in remarks for other in remarks if len(remarks) > 100)"
        ),
    ),
    Miniature(
        "a host that greets on a shared page",
        breaks="view-shared-is-for-all",
        manifest={"view.shared": True},
        host=ShowsOwnName,
    ),
    Miniature("a host that shows pages to anybody", breaks="view-refused-to-strangers", host=ShowsToAnybody),
)
