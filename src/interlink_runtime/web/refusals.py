# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What a person is told when something is refused: an error code goes in, a heading and advice come out.

The errors' own texts speak to those who write programs; these speak to those who use the pages.
"""

from typing import Final, NamedTuple

from interlink_runtime.web.words import N_


class Refusal(NamedTuple):
    """What happened, and what the person can do now; both to be translated."""

    heading: str
    advice: str


UNKNOWN: Final = Refusal(
    N_("Something went wrong"),
    N_("Please try again. If it happens again, tell the operator of this site and give the number below."),
)

REFUSALS: Final[dict[str, Refusal]] = {
    "malformed_request": Refusal(
        N_("The page could not read what was sent"), N_("Go back, load the page again and repeat what you did.")
    ),
    "invalid_parameters": Refusal(
        N_("Some answers need a correction"), N_("Go back and correct the fields that are named. Nothing was saved.")
    ),
    "invalid_bundle": Refusal(
        N_("This file cannot be restored"),
        N_("It is not a whole portable bundle. Export the asset again where it came from. Nothing was restored."),
    ),
    "unauthenticated": Refusal(N_("Please sign in"), N_("This page is for people who are signed in.")),
    "forbidden": Refusal(
        N_("Your role does not allow this"), N_("Ask an owner of the asset to give you a role that may do this.")
    ),
    "not_found": Refusal(
        N_("Page not found"),
        N_("Check the address. If somebody shared this page with you, ask whether it is still shared."),
    ),
    "not_offered": Refusal(
        N_("This is not offered here"), N_("Go back to the page of the asset: it lists what can be done with it.")
    ),
    "stale_version": Refusal(
        N_("Somebody else has changed this meanwhile"),
        N_("Nothing was overwritten. Look at the newer version and make your change again."),
    ),
    "precondition_required": Refusal(
        N_("The page does not know which version you have seen"),
        N_("Open the asset again, then make your change. Nothing was saved."),
    ),
    "idempotency_key_reused": Refusal(
        N_("This form was sent before with other answers"),
        N_("Open the form again and send it once. What you sent first was saved."),
    ),
    "request_under_way": Refusal(
        N_("This is still being worked on"),
        N_("You sent it a moment ago. Wait a little, then load this page again: it counts once."),
    ),
    "too_large": Refusal(N_("The file is too large"), N_("Choose a smaller file. Nothing was saved.")),
    "unsupported_media_type": Refusal(
        N_("This type of file is not accepted"), N_("Choose one of the types that the form names. Nothing was saved.")
    ),
    "collection_closed": Refusal(
        N_("No more entries are taken"), N_("If you think this is a mistake, ask an editor of the asset.")
    ),
    "already_contributed": Refusal(
        N_("You have already taken part"), N_("Your earlier entry counts. There is nothing more to do.")
    ),
    "conflict": Refusal(
        N_("This does not fit what is there"), N_("Look at the present state of the asset and choose something else.")
    ),
    "hook_raised": Refusal(
        N_("The INTERLINKER made a mistake"),
        N_("Nothing was saved. Tell the operator of this site and give the number below."),
    ),
    "invalid_reply": Refusal(
        N_("The INTERLINKER made a mistake"),
        N_("Nothing was saved. Tell the operator of this site and give the number below."),
    ),
    "interlinker_unavailable": Refusal(
        N_("The INTERLINKER is not available now"),
        N_("Your assets are safe: they stay listed and can be exported. Please try again later."),
    ),
    "deadline_exceeded": Refusal(
        N_("The INTERLINKER did not answer in time"), N_("Nothing was saved. Please try again.")
    ),
    "upstream_failed": Refusal(
        N_("The service behind the INTERLINKER cannot be reached"), N_("Nothing was saved. Please try again later.")
    ),
    "store_unavailable": Refusal(
        N_("Nothing can be saved at the moment"), N_("Nothing was half saved. Please try again in a minute.")
    ),
    "file_lost": Refusal(
        N_("A file that belongs to this is missing"),
        N_("Tell the operator of this site, who can bring it back from a backup, and give the number below."),
    ),
}


def refusal_for(code: str) -> Refusal:
    """Return what people are told about *code*."""
    return REFUSALS.get(code, UNKNOWN)
