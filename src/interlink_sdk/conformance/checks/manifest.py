# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest: that it can be read, says the same everywhere, and offers what the code does."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from interlink_sdk.assets import File, JsonObject
from interlink_sdk.conformance.case import Case
from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.results import NotApplicable, Unmet
from interlink_sdk.conformance.shipped import Shipped, require_packaging, unmet
from interlink_sdk.errors import CallerError, code_of
from interlink_sdk.keeping import check_uploads
from interlink_sdk.manifest import MANIFEST_NAME, Manifest
from interlink_sdk.manifest.lines import KeyPath, dotted
from interlink_sdk.manifest.references import places
from interlink_sdk.media import media_type_for
from interlink_sdk.metadata.content import kind_by_content
from interlink_sdk.validation import SchemaValidator

MAX_LOGO_BYTES = 500_000
MAX_SNAPSHOT_BYTES = 5_000_000
SHOWN_KINDS = {"png", "jpeg", "gif", "webp", "svg"}
"""Pictures that every browser shows."""

UNBOUNDED_HOST = "*"
OFFERED_HOOKS = ("instantiate", "view", "edit", "contribute", "clone", "export", "delete")
"""Hooks that are called only where the capability of the same name is offered."""
_ADDRESSES: tuple[KeyPath, ...] = (
    ("homepage",),
    ("repository",),
    ("maintainer", "url"),
    ("link", "uri", "*"),
    ("instructions", "*"),
    ("standards", "*", "url"),
)


@proves("manifest-readable")
async def is_readable(shipped: Shipped) -> None:
    """Look for problems of reading the file."""
    shipped.refuse_problems({"unreadable_manifest", "syntax"}, file=MANIFEST_NAME)


@proves("manifest-keys-known")
async def keys_are_known(shipped: Shipped) -> None:
    """Look for unknown keys."""
    shipped.refuse_problems({"unknown_key"})


@proves("manifest-keys-present")
async def keys_are_present(shipped: Shipped) -> None:
    """Look for missing keys."""
    shipped.refuse_problems({"missing_key"})


@proves("manifest-values-fit")
async def values_fit(shipped: Shipped) -> None:
    """Look for values of other types or out of their bounds."""
    shipped.refuse_problems({"wrong_value"}, file=MANIFEST_NAME)


@proves("manifest-agrees-with-itself")
async def agrees_with_itself(shipped: Shipped) -> None:
    """Look for contradictions."""
    shipped.refuse_problems({"contradiction"})


@proves("manifest-files-exist")
async def files_exist(shipped: Shipped) -> None:
    """Look for named files that are not there."""
    shipped.refuse_problems({"missing_file"})


@proves("manifest-hooks-fit")
async def hooks_fit(shipped: Shipped) -> None:
    """Open the hooks in a process of their own and look for faults."""
    if problems := (await shipped.opening()).hook_problems:
        raise unmet(list(problems))


@proves("manifest-hooks-offered")
async def hooks_are_offered(shipped: Shipped) -> None:
    """Compare the author's hooks with what is offered."""
    own = await shipped.own_hooks()
    if not own:
        raise NotApplicable("the interlinker has no hooks of its own")
    idle = [hook for hook in OFFERED_HOOKS if hook in own and hook not in _offered(shipped.manifest)]
    if idle:
        raise shipped.unmet(("capabilities",), f"a hook for {', '.join(idle)}, which is not offered", "its capability")


@proves("manifest-formats-reachable")
async def formats_are_reachable(shipped: Shipped) -> None:
    """Look for the capability that formats need."""
    if not shipped.manifest.formats:
        raise NotApplicable("the interlinker declares no formats of its own")
    if not shipped.manifest.offers("export"):
        raise shipped.unmet(("formats",), "formats, but no capability 'export'", "it to be offered")


@proves("manifest-external-carried")
async def external_content_is_carried(shipped: Shipped) -> None:
    """Look for the hooks that foreign content needs."""
    manifest = shipped.manifest
    if not manifest.external:
        raise NotApplicable("the content lives on the platform")
    needed = [hook for hook in ("clone", "delete") if hook in _offered(manifest)]
    await _require_hooks(shipped, [*needed, "restore"], ("external",))


@proves("manifest-collections-reachable")
async def collections_are_reachable(shipped: Shipped) -> None:
    """Look for the capability that collections need."""
    if not _collections(shipped):
        raise NotApplicable("the interlinker has no collections")
    if not shipped.manifest.offers("contribute"):
        raise shipped.unmet(("collections",), "collections, but no capability 'contribute'", "it to be offered")


@proves("manifest-closing-key-exists")
async def closing_key_exists(shipped: Shipped) -> None:
    """Look up in the state's schema what closes each collection."""
    closing = {name: entry.closed_when for name, entry in _collections(shipped).items() if entry.closed_when}
    if not closing:
        raise NotApplicable("no collection has a closing rule")
    properties = _table(shipped.manifest.state_schema.get("properties"))
    for name, key in closing.items():
        rules = _table(properties.get(str(key)))
        if not (rules.get("type") == "boolean" or rules.get("format") in {"date", "date-time"}):
            expected = "a truth value, a date or a time among the properties of the state"
            raise shipped.unmet(("collections", name, "closed_when"), f"{key!r}, which is none", expected)


@proves("manifest-anonymous-closes")
async def anonymous_collections_close(shipped: Shipped) -> None:
    """Look for anonymous collections that stay open for ever."""
    for name, collection in _collections(shipped).items():
        if collection.identity == "anonymous" and not collection.closed_when:
            raise shipped.unmet(("collections", name), f"the anonymous {name!r} without a closing rule", "one")


@proves("manifest-one-each-knows-whom")
async def one_each_knows_whom(shipped: Shipped) -> None:
    """Look for anonymous collections that promise one contribution each."""
    for name, collection in _collections(shipped).items():
        if collection.identity == "anonymous" and collection.one_per_person:
            found = f"{collection.one_per_person!r} of each person, who is anonymous"
            raise shipped.unmet(("collections", name, "one_per_person"), found, "an identity that tells people apart")


@proves("manifest-personal-data-declared")
async def personal_data_is_declared(shipped: Shipped) -> None:
    """Look for a declaration where the manifest itself shows that personal data is processed."""
    manifest = shipped.manifest
    causes = [f"the {entry.identity} {name!r}" for name, entry in manifest.collections.items() if _is_personal(entry)]
    causes += ["permissions.display_name"] if manifest.permissions.display_name else []
    if not causes:
        raise NotApplicable("no contributions carry names or pseudonyms")
    if not manifest.processing:
        raise shipped.unmet(("collections",), f"{' and '.join(causes)}, but no [[processing]]", "its declaration")


@proves("manifest-names-maintainer")
async def names_maintainer(shipped: Shipped) -> None:
    """Look for a maintainer."""
    if shipped.manifest.maintainer is None:
        raise shipped.unmet(("maintainer",), "no [maintainer]", "who answers for the interlinker")


@proves("manifest-maintainer-reachable")
async def maintainer_is_reachable(shipped: Shipped) -> None:
    """Look for any address."""
    manifest, maintainer = shipped.manifest, shipped.manifest.maintainer
    if maintainer is None:
        raise NotApplicable("no maintainer is named")
    if not (maintainer.email or maintainer.url or manifest.repository or manifest.homepage):
        raise shipped.unmet(("maintainer",), "a name alone", "an e-mail address, a web page or a repository")


@proves("manifest-support-declared")
async def support_is_declared(shipped: Shipped) -> None:
    """Look for the end of support."""
    if shipped.manifest.support_until is None:
        raise shipped.unmet(("support_until",), "no `support_until`", "a date")


@proves("manifest-still-supported")
async def is_still_supported(shipped: Shipped) -> None:
    """Compare the end of support with today."""
    end, today = shipped.manifest.support_until, datetime.now(UTC).date()
    if end is None:
        raise NotApplicable("the manifest names no end of support")
    if end < today:
        raise shipped.unmet(("support_until",), f"{end}, which has passed", f"{today} or later")


@proves("manifest-licence-known")
async def licence_is_known(shipped: Shipped) -> None:
    """Parse the licence expression."""
    licence = shipped.manifest.licence
    require_packaging()
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    try:
        canonicalize_license_expression(licence)
    except InvalidLicenseExpression:
        raise shipped.unmet(("licence",), repr(licence), "an SPDX licence expression such as 'EUPL-1.2'") from None


@proves("manifest-addresses-encrypted")
async def addresses_are_encrypted(shipped: Shipped) -> None:
    """Look for addresses that begin with http."""
    document = shipped.manifest.model_dump(mode="json", exclude_unset=True)
    found = [place for pattern in _ADDRESSES for place in places(document, pattern) if isinstance(place[1], str)]
    for path, address in found:
        if address.startswith("http://"):
            raise shipped.unmet(path, f"{dotted(path)} = {address!r}", "an address that begins with https://")


@proves("manifest-network-named")
async def network_is_named(shipped: Shipped) -> None:
    """Look for permission to reach any host."""
    hosts = shipped.manifest.permissions.network
    if not hosts:
        raise NotApplicable("the interlinker asks for no network")
    if any(host.partition(":")[0] == UNBOUNDED_HOST for host in hosts):
        raise shipped.unmet(("permissions", "network"), "any host", "hosts by name")


@proves("manifest-has-samples")
async def has_samples(shipped: Shipped) -> None:
    """Look for a sample."""
    if shipped.manifest.nature != "software":
        raise NotApplicable("the template itself is the sample")
    if not shipped.manifest.samples:
        raise shipped.unmet(("samples",), "no [[samples]]", "at least one")


@proves("manifest-samples-fit")
async def samples_fit(shipped: Shipped) -> None:
    """Validate the parameters of each sample."""
    validator = SchemaValidator(shipped.manifest.params_schema)
    for number, sample in _samples(shipped):
        assert isinstance(sample.params, dict)
        _require_fitting(shipped, validator, sample.params, ("samples", number, "params"))


@proves("manifest-sample-entries-fit")
async def sample_entries_fit(shipped: Shipped) -> None:
    """Validate the contributions of each sample."""
    collections = _collections(shipped)
    for number, sample in _samples(shipped):
        for name, bodies in sample.contributions.items():
            path = ("samples", number, "contributions", name)
            if name not in collections:
                expected = f"one of {', '.join(collections)}" if collections else "no contributions"
                raise shipped.unmet(path, f"contributions to {name!r}", expected)
            validator = SchemaValidator(shipped.manifest.contribution_schema(name))
            for place, body in enumerate(bodies):
                _require_fitting(shipped, validator, body, (*path, place))


@proves("manifest-sample-files-fit")
async def sample_files_fit(shipped: Shipped) -> None:
    """Look at the files of each sample as those who receive uploads do."""
    for number, sample in _samples(shipped):
        files = tuple(_upload(shipped.package.folder / name) for name in sample.files)
        try:
            check_uploads(shipped.manifest, files)
        except CallerError as error:
            path = ("samples", number, "files")
            raise shipped.unmet(path, f"{code_of(error)}: {error.message}", "files that [files] takes") from None


@proves("manifest-samples-cover-collections")
async def samples_cover_collections(shipped: Shipped) -> None:
    """Look for collections that no sample contributes to."""
    if not _collections(shipped):
        raise NotApplicable("the interlinker has no collections")
    shown = {name for _, sample in _samples(shipped) for name in sample.contributions}
    if unseen := [name for name in _collections(shipped) if name not in shown]:
        raise shipped.unmet(("samples",), f"no contribution to {', '.join(unseen)}", "one in some sample")


@proves("manifest-samples-made")
async def samples_are_made(case: Case) -> None:
    """Make each sample with its contributions."""
    for number, sample in enumerate(case.samples):
        asset = await case.subject.make(case.params_of(sample), case.files_of(sample))
        await case.add_entries(asset, number)


@proves("manifest-has-logo")
async def has_logo(shipped: Shipped) -> None:
    """Look for a logo."""
    if not shipped.manifest.catalogue.logo:
        raise shipped.unmet(("catalogue", "logo"), "no catalogue.logo", "an image in the package")


@proves("manifest-logo-shown")
async def logo_is_shown(shipped: Shipped) -> None:
    """Look at the logo's first bytes and its size."""
    logo = shipped.manifest.catalogue.logo
    if not logo:
        raise NotApplicable("the interlinker has no logo")
    _require_picture(shipped, logo, ("catalogue", "logo"), MAX_LOGO_BYTES)


@proves("manifest-snapshots-shown")
async def snapshots_are_shown(shipped: Shipped) -> None:
    """Look at the first bytes and the size of each snapshot."""
    if not shipped.manifest.catalogue.snapshots:
        raise NotApplicable("the interlinker has no snapshots")
    for number, snapshot in enumerate(shipped.manifest.catalogue.snapshots):
        _require_picture(shipped, snapshot, ("catalogue", "snapshots", number), MAX_SNAPSHOT_BYTES)


def _offered(manifest: Manifest) -> list[str]:
    return [capability for capability in OFFERED_HOOKS if manifest.offers(capability)]  # type: ignore[arg-type] # a hook's name is a capability's


def _collections(shipped: Shipped) -> dict[str, Any]:
    return dict(shipped.manifest.collections)


def _is_personal(collection: Any) -> bool:
    return collection.identity in {"named", "pseudonymous"}


def _samples(shipped: Shipped) -> Iterator[tuple[int, Any]]:
    if not shipped.manifest.samples:
        raise NotApplicable("the manifest has no [[samples]]")
    yield from enumerate(shipped.manifest.samples)


async def _require_hooks(shipped: Shipped, needed: list[str], path: KeyPath) -> None:
    own = await shipped.own_hooks()
    if missing := [hook for hook in needed if hook not in own]:
        raise shipped.unmet(path, f"no hook for {', '.join(missing)}", "the author's own, since no default can do it")


def _require_fitting(shipped: Shipped, validator: SchemaValidator, value: JsonObject, path: KeyPath) -> None:
    if problems := validator.problems(value):
        first = problems[0]
        raise shipped.unmet(path, f"{dotted(path)}.{first.key}: {first.found}", first.expected)


def _upload(path: Path) -> File:
    return File(name=path.name, media_type=media_type_for(path.name), path=path, size_bytes=path.stat().st_size)


def _require_picture(shipped: Shipped, name: str, path: KeyPath, limit_bytes: int) -> None:
    place = shipped.package.folder / name
    kind = kind_by_content(place)
    if kind not in SHOWN_KINDS:
        raise shipped.unmet(path, f"{name!r}, which begins like {kind or 'no image'}", "PNG, JPEG, WebP, GIF or SVG")
    if (size := place.stat().st_size) > limit_bytes:
        raise Unmet(f"{name!r} with {size} bytes", expected=f"at most {limit_bytes} bytes", file=name)


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
