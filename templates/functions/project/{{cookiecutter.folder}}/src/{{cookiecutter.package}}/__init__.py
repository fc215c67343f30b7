# SPDX-FileCopyrightText: {{ cookiecutter.year }} {{ cookiecutter.author }}
# SPDX-License-Identifier: {{ cookiecutter.licence }}
"""A board of ideas: a question, topics, and what people add to them.

The state is the parameters. The ideas are contributions.
"""

from interlink_sdk import Asset, Context, Contribution, Contributions, Draft, File, Html, JsonObject, hookimpl
from interlink_sdk.context import Purpose
from interlink_sdk.keeping import is_closed
from interlink_sdk.manifest import Manifest

from .board import Board, as_csv, ideas_by_topic, refusal
from .page import page_for, texts_for


@hookimpl
def instantiate(params: JsonObject, context: Context) -> Draft:
    """Name the board after its question; topics must differ by more than spaces."""
    board = Board.model_validate(params)
    if len(set(board.topics)) < len(board.topics):
        raise refusal("topics", board.topics, texts_for(context.locale)["make_distinct"])
    return Draft(name=board.question, state=board.model_dump(mode="json", exclude_defaults=True))


@hookimpl
def edit(asset: Asset, contributions: Contributions, params: JsonObject, context: Context) -> Draft:
    """Change everything but the topics that have ideas."""
    board, kept = Board.model_validate(asset.state), Board.model_validate(params).topics
    filled = [topic for topic, ideas in ideas_by_topic(board, contributions).items() if ideas]
    if lost := ", ".join(topic for topic in filled if topic not in kept):
        raise refusal("topics", kept, texts_for(context.locale)["keep"].format(lost))
    return instantiate(params, context)


@hookimpl
def contribute(asset: Asset, body: JsonObject, context: Context) -> Contribution:
    """Take an idea for a topic that there is."""
    if body["topic"] not in Board.model_validate(asset.state).topics:
        raise refusal("topic", body["topic"], texts_for(context.locale)["choose_again"])
    return Contribution(body=body)


@hookimpl
def view(asset: Asset, contributions: Contributions, purpose: Purpose, manifest: Manifest, context: Context) -> Html:
    """Show the ideas by topic, and a form while the board is open; a preview shows the topics alone."""
    board = Board.model_validate(asset.state)
    ideas = ideas_by_topic(board, contributions if purpose == "view" else {"ideas": ()})
    is_open = purpose == "view" and not is_closed(manifest.collections["ideas"], asset.state, context.now)
    return page_for(board, ideas, context.locale, is_open=is_open)


@hookimpl
def export(asset: Asset, contributions: Contributions) -> File:
    """Write the ideas as CSV."""
    ideas = ideas_by_topic(Board.model_validate(asset.state), contributions)
    return File(name="ideas.csv", media_type="text/csv", content=as_csv(ideas).encode("utf-8-sig"))
