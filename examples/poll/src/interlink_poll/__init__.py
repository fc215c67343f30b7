# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A poll: one question, one vote for each person, the result as bars and numbers.

The state is the parameters. The votes are contributions, of which the platform keeps each person's latest.
"""

from interlink_poll.ballot import Poll, as_csv, refusal, tally_of
from interlink_poll.page import page_for, texts_for
from interlink_sdk import Asset, Context, Contribution, Contributions, Draft, File, Html, JsonObject, hookimpl
from interlink_sdk.context import Purpose
from interlink_sdk.keeping import is_closed
from interlink_sdk.manifest import Manifest


@hookimpl
def instantiate(params: JsonObject, context: Context) -> Draft:
    """Name the poll after its question; options must differ by more than spaces."""
    poll = Poll.model_validate(params)
    if len(set(poll.options)) < len(poll.options):
        raise refusal("options", poll.options, texts_for(context.locale)["make_distinct"])
    return Draft(name=poll.question, state=poll.model_dump(mode="json", exclude_defaults=True))


@hookimpl
def edit(asset: Asset, contributions: Contributions, params: JsonObject, context: Context) -> Draft:
    """Change everything but the options that have votes."""
    kept = Poll.model_validate(params).options
    tally = tally_of(Poll.model_validate(asset.state), contributions)
    if lost := ", ".join(option for option, votes in tally.items() if votes and option not in kept):
        raise refusal("options", kept, texts_for(context.locale)["keep"].format(lost))
    return instantiate(params, context)


@hookimpl
def contribute(asset: Asset, body: JsonObject, context: Context) -> Contribution:
    """Take a vote for an option that there is."""
    if body["option"] not in Poll.model_validate(asset.state).options:
        raise refusal("option", body["option"], texts_for(context.locale)["choose_again"])
    return Contribution(body=body)


@hookimpl
def view(asset: Asset, contributions: Contributions, purpose: Purpose, manifest: Manifest, context: Context) -> Html:
    """Show the ballot while voting is open, and the result; a preview has neither."""
    poll = Poll.model_validate(asset.state)
    mine = next((str(vote.body["option"]) for vote in contributions["votes"] if vote.mine), None)
    has_ended = is_closed(manifest.collections["votes"], asset.state, context.now)
    tally = tally_of(poll, contributions) if purpose == "view" else {}
    return page_for(poll, tally, context.locale, mine=mine, has_ended=has_ended)


@hookimpl
def export(asset: Asset, contributions: Contributions) -> File:
    """Write the result as CSV."""
    tally = tally_of(Poll.model_validate(asset.state), contributions)
    return File(name="votes.csv", media_type="text/csv", content=as_csv(tally).encode("utf-8-sig"))
