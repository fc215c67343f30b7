# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Settings of identity that do not fit together, or are not safe: refused before anything is served.

Every rule between keys is here and not in the settings' own models, whose messages would show the
table with its secrets.
"""

from collections.abc import Iterator

from interlink_runtime.settings import Identity, Provider, Service, Settings
from interlink_sdk.errors import Problem, SettingsInvalid

MIN_SECRET_CHARACTERS = 24
KNOWN_SECRETS = ("changethis", "changeme", "change_me", "secret", "password", "example", "default", "interlink")
"""What stands in published examples; INTERLINK's own services come with the first one."""


def require_sound_identity(settings: Settings) -> None:
    """Raise SettingsInvalid with one problem for every part of `[identity]` that cannot be meant."""
    problems = [*_of_modes(settings), *_of_providers(settings.identity), *_of_services(settings.identity)]
    if problems:
        raise SettingsInvalid(f"the settings of identity have {len(problems)} problem(s)", problems=problems)


def _of_modes(settings: Settings) -> Iterator[Problem]:
    identity = settings.identity
    if identity.mode == "development" and identity.providers:
        yield _problem("mode", "'development' beside providers", "one or the other", "set identity.mode to 'off'")
    if any(provider.client_id for provider in identity.providers) and not settings.server.public_url:
        found, fix = "no server.public_url", "set server.public_url to the address that people use"
        yield _problem("providers", found, "the address to which a provider sends people back", fix)


def _of_providers(identity: Identity) -> Iterator[Problem]:
    for number, provider in enumerate(identity.providers):
        others = identity.providers[:number]
        if provider.id in {other.id for other in others} or provider.issuer in {other.issuer for other in others}:
            yield _problem(f"providers.{number}", "a second one of this name or issuer", "each once", "remove one")
        yield from _of_provider(provider, f"providers.{number}")


def _of_provider(provider: Provider, key: str) -> Iterator[Problem]:
    if not provider.audiences and not provider.client_id:
        why = "a token that is for just anybody proves nothing"
        yield _problem(key, "no audience", "`audiences` or a `client_id`", "name whom its tokens are for", why)
    if provider.client_secret is not None and not provider.client_secret.get_secret_value():
        yield _problem(f"{key}.client_secret", "an empty secret", "the client's secret", "set it, or leave it out")
    if provider.operator_values and not provider.operator_claim:
        yield _problem(key, "operator_values without a claim", "`operator_claim`", "name the claim that has them")


def _of_services(identity: Identity) -> Iterator[Problem]:
    names = [service.id for service in identity.services]
    providers = {provider.id for provider in identity.providers}
    for number, service in enumerate(identity.services):
        key = f"services.{number}"
        if service.id in names[:number]:
            yield _problem(key, f"a second service {service.id!r}", "each once", "remove one")
        if service.provider is not None and service.provider not in providers:
            yield _problem(f"{key}.provider", repr(service.provider), "the id of a provider", "name one of them")
        yield from _of_service(service, key)


def _of_service(service: Service, key: str) -> Iterator[Problem]:
    if (service.secret is None) == (service.provider is None) or (service.provider is None) != (
        service.subject is None
    ):
        expected = "a `secret`, or a `provider` with the `subject` of its tokens"
        yield _problem(key, "no proof, or two", expected, "say how the service proves itself")
    if service.secret is not None and _is_weak(service.secret.get_secret_value()):
        fix = "use a random one, such as `openssl rand -hex 32` makes"
        expected = f"a secret of at least {MIN_SECRET_CHARACTERS} characters that stands in no example"
        yield _problem(f"{key}.secret", "an empty, short or well-known secret", expected, fix)


def _is_weak(secret: str) -> bool:
    plain = secret.strip().lower()
    rest = plain
    for known in KNOWN_SECRETS:
        rest = rest.replace(known, "")
    # a known word repeated to the length is as well known
    return len(plain) < MIN_SECRET_CHARACTERS or len(rest) < MIN_SECRET_CHARACTERS // 2 or len(set(plain)) < 8


def _problem(key: str, found: str, expected: str, fix: str, why: str = "") -> Problem:
    return Problem(code="wrong_value", key=f"identity.{key}", found=found, expected=expected, fix=fix, why=why)
