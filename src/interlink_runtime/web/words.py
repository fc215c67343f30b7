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

TEAM_ROLES = {
    "keeper": N_("Keeper"),
    "member": N_("Member"),
}

TEAM_ROLE_HELP = {
    "keeper": N_("Decides who is in the team."),
    "member": N_("Has access to what is shared with the team."),
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

TYPES = {
    "enabling_services": N_("Enabling services"),
    "enabling_services;implementing_software_and_artifacts": N_("Software and artefacts"),
    "enabling_services;operation_services": N_("Operation services"),
    "enhancing_services": N_("Enhancing services"),
    "enhancing_services;onboarding_services": N_("Onboarding services"),
    "enhancing_services;followup_services": N_("Follow-up services"),
    "enhancing_services:external_experts": N_("External experts"),
}

TARGETS = {
    "all": N_("Everybody"),
    "all;pas": N_("Public administrations"),
    "all;pas;public_servants": N_("Public servants"),
    "all;pas;politicians": N_("Politicians"),
    "all;businesses": N_("Businesses"),
    "all;businesses;smes": N_("Small and medium-sized businesses"),
    "all;businesses;freelancers": N_("Freelancers"),
    "all;businesses;large_companies": N_("Large companies"),
    "all;businesses;private_non_profit": N_("Private non-profit organisations"),
    "all;citizens": N_("Citizens"),
    "all;citizens;potential_end_users": N_("Future users of the service"),
    "all;citizens;expert_citizens": N_("Citizens with expert knowledge"),
    "all;research_organizations": N_("Research organisations"),
    "all;research_organizations;universities": N_("Universities"),
    "all;research_organizations;other_research_entities": N_("Other research organisations"),
}

FACETS = {
    "nature": N_("Kind"),
    "type": N_("Type"),
    "language": N_("Language"),
    "scope": N_("Administrative level"),
    "difficulty": N_("Difficulty"),
    "licence": N_("Licence"),
    "problem_profile": N_("Problem to solve"),
}

DESCRIBED_ONLY = N_(
    "This software is described here, but it is not installed on this site. "
    "The operator of this site can say whether it will be."
)
NO_SOFTWARE = N_("This template needs the software “%(software)s”, which is not installed on this site.")
NOT_AVAILABLE = N_("It is installed on this site, but not available now. Please try again later.")
NO_TEMPLATE = N_("The template itself could not be imported, so that there is nothing to copy yet.")
"""Why an entry of the catalogue cannot be used here."""

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

TOKEN_SCOPES = {
    "read": N_("Read"),
    "write": N_("Make and change"),
    "share": N_("Share"),
    "delete": N_("Delete"),
    "operate": N_("Operate"),
}

SCOPE_HELP = {
    "read": N_("See and export what you may see."),
    "write": N_("Make, copy, restore and change assets, and add entries."),
    "share": N_("Decide who has access to your assets, and who is in your teams."),
    "delete": N_("Erase assets, for good."),
    "operate": N_("What you may do as operator of this site."),
}
