# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Who can reach the runtime, under which name, and whether the way there can be listened to."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from interlink_runtime.doctor.findings import Finding, problem, warning
from interlink_runtime.doctor.situation import Situation, is_local
from interlink_runtime.identity.configuration import require_sound_identity
from interlink_sdk.errors import SettingsInvalid

FORWARDING_VARIABLE = "FORWARDED_ALLOW_IPS"
"""By this, servers that start the application themselves decide whose headers they believe."""
ANYWHERE = frozenset({"*", "http:", "https:", "http://*", "https://*"})


def examine_exposure(situation: Situation) -> Iterator[Finding]:
    """Yield what lets somebody in, or listen, who should not."""
    yield from _of_addresses(situation)
    yield from _of_identity(situation)
    yield from _of_frames(situation)
    yield from _of_forwarding(situation)


def _of_addresses(situation: Situation) -> Iterator[Finding]:
    server = situation.settings.server
    public = server.public_url
    if public is None and not is_local(server.host):
        found = f"none, and the runtime listens on {server.host!r}"
        fix = "set server.public_url to the https address that people use"
        yield problem("no_public_address", "server.public_url", found, fix)
    elif public is not None and public.startswith("http://") and not is_local(public):
        fix = "put a web server with TLS before the runtime, and set server.public_url to its https address"
        yield problem("plain_http_address", "server.public_url", f"{public!r}: no cookie is secure", fix)
    if public is not None and public.startswith("https://") and not is_local(server.host):
        fix = "set server.host to '127.0.0.1', or let only the web server reach the port"
        yield warning("listens_everywhere", "server.host", f"{server.host!r} behind {public!r}", fix)


def _of_identity(situation: Situation) -> Iterator[Finding]:
    settings = situation.settings
    identity, public = settings.identity, settings.server.public_url
    if identity.mode == "development" and not (is_local(settings.server.host) and is_local(public or "localhost")):
        fix = "set identity.mode to 'off' and name a provider"
        yield problem("development_identity_exposed", "identity.mode", "'development', not only on this machine", fix)
    if identity.mode == "off" and not identity.providers:
        fix = "add [[identity.providers]]"
        yield warning("nobody_can_sign_in", "identity.providers", "none", fix)
    try:
        require_sound_identity(settings)
    except SettingsInvalid as refusal:
        for one in refusal.problems:
            is_secret = one.key.startswith("identity.services.") and one.key.endswith(".secret")
            code = "weak_service_secret" if is_secret else "setting_refused"
            yield problem(code, one.key, f"{one.found}, expected {one.expected}", one.fix)
    parts = urlsplit(public or "")
    if any(provider.client_id for provider in identity.providers) and (parts.query or parts.fragment or parts.username):
        fix = "write scheme, host and path only"
        found = f"{parts.scheme}://{parts.hostname}{parts.path} with a query, a fragment or a user"
        yield problem("redirect_address_unsound", "server.public_url", found, fix)


def _of_frames(situation: Situation) -> Iterator[Finding]:
    for origin in situation.settings.server.frame_ancestors:
        if origin in ANYWHERE:
            fix = "list the origins that may, each with its scheme and host"
            yield problem("frames_from_anywhere", "server.frame_ancestors", repr(origin), fix)
        elif origin.startswith("http://") and not is_local(origin):
            yield warning("frames_from_plain_http", "server.frame_ancestors", repr(origin), "name its https address")


def _of_forwarding(situation: Situation) -> Iterator[Finding]:
    trusted = situation.environment.get(FORWARDING_VARIABLE, "").strip()
    if any(not is_local(address.strip()) for address in trusted.split(",") if address.strip()):
        yield warning("forwarding_headers_trusted", FORWARDING_VARIABLE, repr(trusted), "unset the variable")
