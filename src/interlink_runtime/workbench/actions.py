# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The buttons of the workbench: every capability goes in, where it leads or why it is not offered comes out."""

from collections.abc import Iterator
from dataclasses import dataclass

from interlink_runtime.assets.kept import Kept
from interlink_runtime.identity.principals import Principal
from interlink_runtime.web.words import FORMATS, N_
from interlink_runtime.workbench.switches import Switches
from interlink_sdk.keeping import BUNDLE_FORMAT, Operation, may, offered_formats
from interlink_sdk.manifest import CAPABILITIES, Manifest
from interlink_sdk.manifest.model import Capability

LABELS = {
    "instantiate": N_("Create"),
    "view": N_("View"),
    "preview": N_("Preview"),
    "edit": N_("Edit"),
    "contribute": N_("Contribute"),
    "clone": N_("Copy"),
    "export": N_("Export: %(format)s"),
    "download": N_("Download"),
    "bundle": N_("Portable bundle"),
    "restore": N_("Restore"),
    "delete": N_("Delete"),
}
NOT_OFFERED = N_("the manifest does not offer it")
NO_ASSET = N_("no asset is selected")
NO_ROLE = N_("this person's role does not allow it")
SIGNED_OUT = N_("nobody is signed in")
_IN_FRAME = ("instantiate", "view", "preview", "edit", "contribute", "delete", "restore")


@dataclass(frozen=True, slots=True)
class Action:
    """One button; with a reason it is shown as not offered."""

    name: str
    label: str
    reason: str = ""
    query: str = ""
    """The workbench's own query, for what is shown in the frame."""
    href: str = ""
    """Where a file is fetched, or what a form is sent to."""
    format: str = ""


def actions_for(manifest: Manifest, kept: Kept | None, who: Principal, switches: Switches) -> Iterator[Action]:
    """Yield all buttons in the order in which an asset lives."""
    for name in ("instantiate", "view", "preview", "edit", "contribute", "clone"):
        yield _action(name, manifest, kept, who, switches)
    formats = [entry for entry in offered_formats(manifest) if entry != BUNDLE_FORMAT]
    titles = {entry.id: manifest.text(entry.title, switches.lang) for entry in manifest.formats}
    for entry in formats:
        reason = _reason("export", manifest, kept, who)
        href = f"/assets/{kept.id}/export/file?format={entry}" if kept else ""
        yield Action("export", LABELS["export"], reason, "", href, titles.get(entry) or FORMATS.get(entry, entry))
    for name in ("download", "bundle", "restore", "delete"):
        yield _action(name, manifest, kept, who, switches)


def frame_path(manifest: Manifest, kept: Kept | None, show: str) -> str:
    """Return the page of the site that shows *show*."""
    if show == "instantiate" or (kept is None and show != "restore"):
        return f"/{manifest.id}/assets/instantiate"
    if show == "restore" or kept is None:
        return "/restore"
    first = next(iter(manifest.collections), "")
    return {
        "preview": f"/workbench/preview/{kept.id}",
        "edit": f"/assets/{kept.id}/edit",
        "delete": f"/assets/{kept.id}/delete",
        "contribute": f"/assets/{kept.id}#collection-{first}",
    }.get(show, f"/assets/{kept.id}")


def _action(name: str, manifest: Manifest, kept: Kept | None, who: Principal, switches: Switches) -> Action:
    reason = _reason(name, manifest, kept, who)
    query = switches.changed(show=name) if name in _IN_FRAME else ""
    asset = kept.id if kept else ""
    href = {
        "clone": f"/assets/{asset}/clone",
        "download": f"/{manifest.id}/assets/{asset}/download",
        "bundle": f"/assets/{asset}/export/file?format={BUNDLE_FORMAT}",
    }.get(name, "")
    return Action(name, LABELS[name], reason, query, href)


def _reason(name: str, manifest: Manifest, kept: Kept | None, who: Principal) -> str:
    capability = {"download": "export", "bundle": "", "restore": ""}.get(name, name)
    if capability in CAPABILITIES and not manifest.offers(_capability(capability)):
        return NOT_OFFERED
    if name in {"instantiate", "restore"}:
        return SIGNED_OUT if who.kind == "anonymous" else ""
    if kept is None:
        return NO_ASSET
    operations: dict[str, Operation] = {
        "download": "export",
        "bundle": "export",
        "export": "export",
        "view": "view",
        "preview": "preview",
        "edit": "edit",
        "contribute": "contribute",
        "clone": "clone",
        "delete": "delete",
    }
    return "" if may(kept.role, operations[name]) else SIGNED_OUT if who.kind == "anonymous" else NO_ROLE


def _capability(name: str) -> Capability:
    return next(capability for capability in CAPABILITIES if capability == name)
