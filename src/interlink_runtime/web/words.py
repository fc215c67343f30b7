# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Words of the domain as people read them: a code goes in, a message to translate comes out."""


def N_(message: str) -> str:  # noqa: N802 - the name that message catalogues mark messages by
    """Mark *message* for translation where it is only named."""
    return message


NATURES = {
    "software": N_("Software"),
    "knowledge": N_("Template"),
    "externalsoftware": N_("External software"),
    "externalknowledge": N_("External knowledge"),
}

ROLES = {
    "owner": N_("Owner"),
    "editor": N_("Editor"),
    "contributor": N_("Contributor"),
    "viewer": N_("Viewer"),
}

ROLE_HELP = {
    "owner": N_("May do everything, also share and delete."),
    "editor": N_("May change the content."),
    "contributor": N_("May read it and add entries, such as answers or comments."),
    "viewer": N_("May read it, export it and make a copy."),
}

DIFFICULTIES = {
    "very_easy": N_("Very easy"),
    "easy": N_("Easy"),
    "medium": N_("Medium"),
    "difficult": N_("Difficult"),
    "very_difficult": N_("Very difficult"),
}

LICENCES = {
    "public_domain": N_("Public domain"),
    "permissive": N_("Permissive"),
    "copyleft": N_("Copyleft"),
    "non_commercial": N_("Non-commercial"),
    "propietary": N_("Proprietary"),
}

SCOPES = {
    "eu": N_("European Union"),
    "national": N_("National"),
    "local": N_("Local"),
}

STATES = {
    "starting": N_("Starting"),
    "ready": N_("Ready"),
    "refused": N_("Refused"),
    "disabled": N_("Disabled"),
}

ORDERS = {
    "relevance": N_("Best match"),
    "name": N_("Name"),
    "newest": N_("Newest first"),
}

FORMATS = {
    "json": N_("Data (JSON)"),
    "html": N_("Web page (HTML)"),
    "bundle": N_("Portable bundle (ZIP)"),
}

FORMAT_HELP = {
    "json": N_("All content in a form that other programs can read."),
    "html": N_("A page to read, print or archive, in any browser."),
    "bundle": N_(
        "Everything: content, files and entries with their history of origin. "
        "It can be restored here or on another INTERLINK runtime. It does not say who had access."
    ),
}
