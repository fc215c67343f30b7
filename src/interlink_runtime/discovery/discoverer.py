# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Looking for interlinkers: a path goes in, what can be loaded and what cannot comes out.

A second look reads only what has changed since the first. It costs one look at each distribution:
at its entry points, or at its folder where it has none.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution
from pathlib import Path

from interlink_runtime.discovery.found import Candidate, Discovery, Refusal
from interlink_runtime.discovery.installed import (
    Installed,
    folders_in,
    grouped,
    read_distribution,
    read_folder,
    roots_on,
    strangers,
    what_tells,
)
from interlink_runtime.discovery.memory import Known, Memory, Seen, read_memory, write_memory
from interlink_runtime.discovery.offers import Offer, candidate_of, looked_at, refused
from interlink_runtime.discovery.stamps import Stamps, are_current, are_settled, now_ns, stamps_of
from interlink_sdk.errors import InterlinkError

log = logging.getLogger("interlink.discovery")


def discover(path: Iterable[str] | None = None, *, memory: Path | None = None) -> Discovery:
    """Return the interlinkers installed on *path* (None: where Python looks for modules).

    *memory* is a file of this program's own, by which what has not changed is not read again.
    """
    return Discoverer(path, memory=memory).look()


class Discoverer:
    """Looks at one path as often as asked; it remembers what it read for as long as it lives, or in a file."""

    def __init__(self, path: Iterable[str] | None = None, *, memory: Path | None = None) -> None:
        self._path = None if path is None else list(path)
        self._file = memory
        self._memory = read_memory(memory) if memory else Memory()
        self._last: _Look | None = None

    def look(self) -> Discovery:
        """Return what is installed now."""
        roots, began = roots_on(self._path), now_ns()
        others = strangers(roots, self._path)
        if self._last and not others and self._last.is_current(roots):
            return self._last.discovery
        stamps = stamps_of(roots)
        folders = [folder for root in roots for folder in folders_in(root)]
        memory = Memory()
        found = [installed for folder in folders if (installed := self._installed(folder, memory))]
        found += [installed for stranger in others if (installed := _read(stranger))]
        discovery = self._discovery(found, memory)
        if self._file and memory != self._memory:
            write_memory(self._file, memory)
        self._memory = memory
        self._last = None
        if not others and not discovery.refusals and memory.is_whole(folders, discovery) and are_settled(stamps, began):
            self._last = _Look(roots, {**stamps, **memory.stamps()}, discovery)
        return discovery

    def _installed(self, folder: str, memory: Memory) -> Installed | None:
        seen, began = self._memory.seen.get(folder), now_ns()
        if seen is None or not are_current(seen.stamps):
            try:
                installed = read_folder(folder)
            except Exception as error:  # noqa: BLE001 - whatever is wrong with foreign metadata, the others load
                _pass_over(error)
                return None
            seen = Seen(stamps_of(what_tells(folder, installed)), installed)
            if not are_settled(seen.stamps, began):
                return installed
        memory.seen[folder] = seen
        return seen.installed

    def _discovery(self, found: list[Installed], memory: Memory) -> Discovery:
        candidates: dict[str, list[Candidate]] = {}
        refusals: list[Refusal] = []
        for offer in _offers(found):
            try:
                candidates.setdefault(offer.point.name, []).append(self._candidate(offer, memory))
            except InterlinkError as error:
                refusals.append(Refusal(offer.point.name, offer.title, error))
        # an identifier leads to people's assets: where two claim it, neither gets them
        clashes = [candidate for claims in candidates.values() if len(claims) > 1 for candidate in claims]
        refusals += [_clash(candidate, candidates[candidate.id]) for candidate in clashes]
        return Discovery(
            tuple(claims[0] for _, claims in sorted(candidates.items()) if len(claims) == 1),
            tuple(sorted(refusals, key=lambda refusal: (refusal.id, refusal.distribution))),
        )

    def _candidate(self, offer: Offer, memory: Memory) -> Candidate:
        known, began = self._memory.known.get(offer.key), now_ns()
        if known is None or not are_current(known.stamps):
            candidate = candidate_of(offer)
            known = Known(stamps_of(looked_at(offer, candidate.file)), candidate)
            if not offer.has_folders or not are_settled(known.stamps, began):
                return candidate
        memory.known[offer.key] = known
        return known.candidate


@dataclass(frozen=True, slots=True)
class _Look:
    """What was found, as long as all that it depends on stays."""

    roots: list[str]
    stamps: Stamps
    discovery: Discovery

    def is_current(self, roots: list[str]) -> bool:
        """Say whether looking at *roots* would find the same; one that was missing may have come."""
        missing = (root for root in roots if root not in self.stamps)
        return self.roots == roots and are_current(self.stamps) and stamps_of(missing) == {}


def _offers(found: list[Installed]) -> Iterator[Offer]:
    for group in grouped(found):
        yield from (Offer(point, group) for point in group[0].points)


def _read(stranger: Distribution) -> Installed | None:
    try:
        return read_distribution(stranger)
    except Exception as error:  # noqa: BLE001 - as for those in folders
        _pass_over(error)
        return None


def _pass_over(error: Exception) -> None:
    log.warning("a distribution without readable metadata is passed over: %r", error)


def _clash(candidate: Candidate, claims: Iterable[Candidate]) -> Refusal:
    others = " and ".join(claim.distribution for claim in claims if claim is not candidate)
    error = refused(candidate.id, f"the identifier is taken by {others}", "uninstall all but one of them")
    return Refusal(candidate.id, candidate.distribution, error)
