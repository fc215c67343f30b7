# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The rules of keeping, pure: no file, no store, no clock.

The keeper in this package and the runtime both obey them, so that an author's tests and the
platform agree on who may do what, what a draft changes and which contribution counts.
"""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Literal, get_args

from interlink_sdk.assets import Asset, Draft, File, JsonObject, Role
from interlink_sdk.errors import (
    CollectionClosed,
    Forbidden,
    InvalidReply,
    NotOffered,
    Problem,
    TooLarge,
    UnsupportedMediaType,
)
from interlink_sdk.manifest import Capability, Collection, Manifest, contradictions

Operation = Literal["preview", "read", "view", "export", "clone", "contribute", "edit", "share", "delete"]

ROLES: tuple[Role, ...] = get_args(Role)
"""Strongest first."""

_LEAST_ROLE: dict[Operation, Role] = {
    "preview": "viewer",
    "read": "viewer",
    "view": "viewer",
    "export": "viewer",
    "clone": "viewer",
    "contribute": "viewer",
    "edit": "editor",
    "share": "owner",
    "delete": "owner",
}
# contribute: the collection itself says which role it wants

COMMON_FORMATS = contradictions.COMMON_FORMATS
BUNDLE_FORMAT = contradictions.BUNDLE_FORMAT


def strongest(roles: Iterable[Role]) -> Role | None:
    """Return the strongest of *roles*."""
    return min(roles, key=ROLES.index, default=None)


def may(role: Role | None, operation: Operation) -> bool:
    """Say whether *role* on an asset allows *operation*."""
    return at_least(role, _LEAST_ROLE[operation])


def at_least(role: Role | None, least: Role) -> bool:
    """Say whether *role* is *least* or stronger."""
    return role is not None and ROLES.index(role) <= ROLES.index(least)


def require_role(role: Role | None, operation: Operation) -> None:
    """Raise Forbidden unless *role* allows *operation*."""
    if not may(role, operation):
        least = _LEAST_ROLE[operation]
        raise Forbidden(f"to {operation} this asset takes the role {least!r}, not {role!r}", role=role, needed=least)


def require_offer(manifest: Manifest, capability: Capability) -> None:
    """Raise NotOffered unless the interlinker offers *capability*."""
    if not manifest.offers(capability):
        raise NotOffered(f"{manifest.id!r} does not offer {capability!r}", capability=capability)


def require_collection(
    manifest: Manifest, name: str, *, role: Role | None, state: JsonObject, now: datetime
) -> Collection:
    """Return the collection *name* if *role* may add to it now.

    Raises NotOffered, Forbidden or CollectionClosed.
    """
    collection = manifest.collections.get(name)
    if collection is None:
        raise NotOffered(f"{manifest.id!r} has no collection {name!r}", collection=name)
    if not at_least(role, collection.role):
        raise Forbidden(f"to add to {name!r} takes the role {collection.role!r}, not {role!r}", needed=collection.role)
    if is_closed(collection, state, now):
        raise CollectionClosed(f"{name!r} takes no more contributions", collection=name)
    return collection


def is_closed(collection: Collection, state: JsonObject, now: datetime) -> bool:
    """Say whether *collection* is closed: its key of the state is true, or a day or moment that has passed."""
    value = state.get(collection.closed_when) if collection.closed_when else None
    if not isinstance(value, str):
        return value is True
    try:
        if len(value) <= len("2026-01-31"):
            return now.date() > date.fromisoformat(value)  # the day itself still counts
        moment = datetime.fromisoformat(value)
    except ValueError:
        return False
    return now >= (moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo))


def check_uploads(manifest: Manifest, uploads: Sequence[File]) -> None:
    """Refuse *uploads* that the manifest does not take.

    Raises UnsupportedMediaType, TooLarge, or NotOffered where no files are taken at all.
    """
    rules = manifest.files
    if rules is None:
        if uploads:
            raise NotOffered(f"{manifest.id!r} takes no files", files=[file.name for file in uploads])
        return
    for file in uploads:
        if not _is_accepted(file.media_type, rules.accept):
            raise UnsupportedMediaType(
                f"{manifest.id!r} takes {', '.join(rules.accept)}, not {file.media_type!r} ({file.name!r})",
                accepted=list(rules.accept),
            )
        if (file.size_bytes or 0) > rules.max_bytes:
            raise TooLarge(
                f"{file.name!r} has {file.size_bytes} bytes; {manifest.id!r} takes at most {rules.max_bytes}",
                limit_bytes=rules.max_bytes,
            )
    if len(uploads) > rules.max_count:
        raise TooLarge(
            f"{len(uploads)} files, and {manifest.id!r} takes at most {rules.max_count}", limit=rules.max_count
        )


def missing_uploads(manifest: Manifest, uploads: Sequence[File], *, present: int = 0) -> list[Problem]:
    """Return the problem that fewer files came than the manifest wants; *present* ones of the asset count."""
    wanted = manifest.files.min_count if manifest.files else 0
    if len(uploads) + present >= wanted:
        return []
    found, expected = f"{len(uploads) + present} of them", f"at least {wanted} files"
    if wanted == 1:
        found, expected = "no file", "a file"
    return [Problem(code="file_required", key="files", found=found, expected=expected, fix="choose a file")]


def check_given_files(draft_files: Sequence[File], given: Iterable[File]) -> None:
    """Raise InvalidReply when a hook names a stored file that it was not given: it might be anybody's."""
    known = {file.sha256 for file in given}
    for file in draft_files:
        if file.content is None and file.path is None and file.sha256 not in known:
            raise InvalidReply(f"the file {file.name!r} names content that this call was not given")
    names = [file.name for file in draft_files]
    if len(set(names)) != len(names):
        raise InvalidReply("two files of the draft have the same name")


def changed(asset: Asset, draft: Draft, *, interlinker_version: str, now: datetime) -> Asset:
    """Return *asset* as *draft* changes it: one version on, name and foreign identifier kept unless given."""
    return asset.model_copy(
        update={
            "name": draft.name or asset.name,
            "state": draft.state,
            "files": draft.files,
            "external_id": draft.external_id or asset.external_id,
            "version": asset.version + 1,
            "interlinker_version": interlinker_version,
            "updated_at": now,
        }
    )


def offered_formats(manifest: Manifest) -> tuple[str, ...]:
    """Return every format an asset of this interlinker can be exported in, its own first."""
    own = tuple(entry.id for entry in manifest.formats)
    return (*own, *(name for name in COMMON_FORMATS if name not in own), BUNDLE_FORMAT)


def opaque_actor(key: bytes, person: str, interlinker: str) -> str:
    """Return what *interlinker* may call *person*: stable there, different elsewhere, not reversible without *key*."""
    return _keyed(key, "actor", interlinker, person)


def pseudonym(key: bytes, person: str, asset_id: str, collection: str) -> str:
    """Return the name of *person* in one collection of one asset, so that "one each" and "secret" go together."""
    return _keyed(key, "pseudonym", asset_id, collection, person)


def day_of(moment: datetime) -> datetime:
    """Return the start of the day: in a pseudonymous collection no time of day tells who it was."""
    return datetime.combine(date(moment.year, moment.month, moment.day), datetime.min.time(), moment.tzinfo)


def secret_place(entry: str) -> int:
    """Return where a secret entry stands among the others: by lot, and the same wherever its identifier is kept.

    It is below zero, and so before every named entry, whose place is the order in which it came.
    """
    return -1 - (int.from_bytes(hashlib.sha256(entry.encode()).digest()[:8]) >> 5)


def _is_accepted(media_type: str, accepted: Sequence[str]) -> bool:
    return any(
        media_type == pattern or (pattern.endswith("/*") and media_type.startswith(pattern[:-1]))
        for pattern in accepted
    )


def _keyed(key: bytes, *parts: str) -> str:
    return hmac.digest(key, "\0".join(parts).encode(), "sha256").hex()[:32]
