# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Contributions: who may add what and how often, what is kept of it, and who sees whose."""

from collections.abc import Sequence
from dataclasses import dataclass

from interlink_sdk.assets import Asset, Contribution, JsonObject
from interlink_sdk.conformance.case import Case, must_refuse, refusal_of
from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.results import CannotTell, NotApplicable, Unmet
from interlink_sdk.conformance.subject import ANA, BEN, EVA, PARTICIPANTS
from interlink_sdk.conformance.values import fitting, placed, texts_in, unfit
from interlink_sdk.errors import CallerError
from interlink_sdk.keeping import ROLES
from interlink_sdk.manifest import Collection

REFUSED = "invalid_parameters"
IDA = "ida"
LONG_AGO = "2000-01-01"


@dataclass(frozen=True)
class Trial:
    """A collection, a sample that has entries for it, and these entries."""

    name: str
    rules: Collection
    sample: int
    bodies: tuple[JsonObject, ...]


@proves("contribute-judges-boundaries")
async def judges_boundaries(case: Case) -> None:
    """Add bodies at each boundary; none may end in anything but an entry or a coded refusal."""
    for trial in _trials(case):
        asset = await _open_to(case, trial, BEN)
        for variant in fitting(case.manifest.contribution_schema(trial.name), trial.bodies[0]):
            error = await refusal_of(case.subject.contribute(asset.id, trial.name, variant.value, by=BEN))
            if error is not None and not isinstance(error, CallerError):
                raise Unmet(
                    f"{variant}: {error.code!r}: {error.message}", expected="an entry, or a refusal for the caller"
                )


@proves("contribute-refuses-unfit")
async def refuses_unfit(case: Case) -> None:
    """Add bodies just beyond each boundary."""
    for trial in _trials(case):
        asset = await _open_to(case, trial, BEN)
        for variant in unfit(case.manifest.contribution_schema(trial.name), trial.bodies[0]):
            attempt = case.subject.contribute(asset.id, trial.name, variant.value, by=BEN)
            await must_refuse(attempt, REFUSED, what=f"{variant} for {trial.name!r}")


@proves("contribute-refused-leaves-nothing")
async def refused_leaves_nothing(case: Case) -> None:
    """Look for the entry after its refusal."""
    for trial in _trials(case):
        asset = await _open_to(case, trial, BEN)
        for variant in list(unfit(case.manifest.contribution_schema(trial.name), trial.bodies[0]))[:1]:
            error = await refusal_of(case.subject.contribute(asset.id, trial.name, variant.value, by=BEN))
            if error and (entries := await case.subject.contributions(asset.id, trial.name)):
                raise Unmet(f"{len(entries)} entries of {trial.name!r} after the refusal", expected="none")


@proves("contribute-keeps-body")
async def keeps_body(case: Case) -> None:
    """Read back what was added."""
    for trial in _trials(case):
        asset = await _open_to(case, trial, BEN)
        for body in trial.bodies[:1]:
            await case.subject.contribute(asset.id, trial.name, body, by=BEN)
            kept = (await case.subject.contributions(asset.id, trial.name))[0].body
            lost = body.keys() - kept.keys()
            said = [text for text in texts_in(body) if not any(text.strip() in other for other in texts_in(kept))]
            if lost or said:
                raise Unmet(f"{kept!r} is kept of {body!r}", expected="every field and every text of it")


@proves("contribute-keeps-order")
async def keeps_order(case: Case) -> None:
    """Read entries of several people back in the order in which they came."""
    named = [trial for trial in _trials(case) if trial.rules.identity == "named"]
    for trial in _some(named, "no collection is named: the order of the others is no promise"):
        asset, added = await case.make(trial.sample), []
        for person in PARTICIPANTS[:4]:
            await case.subject.share(asset.id, person, trial.rules.role)
            added.append((await case.subject.contribute(asset.id, trial.name, trial.bodies[0], by=person)).id)
        if (kept := [entry.id for entry in await case.subject.contributions(asset.id, trial.name)]) != added:
            raise Unmet(f"entries of {trial.name!r} come back as {_places(kept, added)}", expected="oldest first")


@proves("contribute-leaves-asset")
async def leaves_asset(case: Case) -> None:
    """Read the asset before and after an entry."""
    for trial in _trials(case):
        asset = await _open_to(case, trial, BEN)
        before = await case.subject.read(asset.id)
        await case.subject.contribute(asset.id, trial.name, trial.bodies[0], by=BEN)
        after = await case.subject.read(asset.id)
        if (before.version, before.state, before.name) != (after.version, after.state, after.name):
            raise Unmet("the entry changed the asset itself", expected="the same version, state and name")


@proves("contribute-wants-the-role")
async def wants_the_role(case: Case) -> None:
    """Let somebody whose role is one too weak contribute."""
    strict = [trial for trial in _trials(case) if trial.rules.role != ROLES[-1]]
    for trial in _some(strict, "every collection is open to viewers"):
        asset = await case.make(trial.sample)
        weaker = ROLES[ROLES.index(trial.rules.role) + 1]
        await case.subject.share(asset.id, BEN, weaker)
        attempt = case.subject.contribute(asset.id, trial.name, trial.bodies[0], by=BEN)
        await must_refuse(attempt, "forbidden", what=f"an entry for {trial.name!r} by a {weaker}")


@proves("contribute-refuses-strangers")
async def refuses_strangers(case: Case) -> None:
    """Let somebody without any role contribute."""
    for trial in _trials(case):
        asset = await case.make(trial.sample)
        attempt = case.subject.contribute(asset.id, trial.name, trial.bodies[0], by=EVA)
        await must_refuse(attempt, "not_found", "forbidden", what=f"an entry for {trial.name!r} by a stranger")


@proves("contribute-first-counts")
async def first_counts(case: Case) -> None:
    """Contribute twice where the first entry counts."""
    for trial in _with_rule(case, "first"):
        asset = await _open_to(case, trial, BEN)
        first = await case.subject.contribute(asset.id, trial.name, trial.bodies[0], by=BEN)
        attempt = case.subject.contribute(asset.id, trial.name, trial.bodies[-1], by=BEN)
        await must_refuse(attempt, "already_contributed", what=f"a second entry for {trial.name!r}")
        kept = await case.subject.contributions(asset.id, trial.name)
        if [entry.body for entry in kept] != [first.body]:
            raise Unmet(f"{len(kept)} entries of one person", expected="the first one alone")


@proves("contribute-latest-counts")
async def latest_counts(case: Case) -> None:
    """Contribute twice where the latest entry counts."""
    for trial in _with_rule(case, "latest"):
        asset = await _open_to(case, trial, BEN)
        for body in (trial.bodies[0], trial.bodies[-1]):
            latest = await case.subject.contribute(asset.id, trial.name, body, by=BEN)
        kept = await case.subject.contributions(asset.id, trial.name)
        if [entry.body for entry in kept] != [latest.body]:
            raise Unmet(f"{len(kept)} entries of one person", expected="the latest one alone")


@proves("contribute-each-counts")
async def each_counts(case: Case) -> None:
    """Contribute twice where every entry counts."""
    for trial in _with_rule(case, None):
        asset = await _open_to(case, trial, BEN)
        for _ in range(2):
            await case.subject.contribute(asset.id, trial.name, trial.bodies[0], by=BEN)
        kept = await case.subject.contributions(asset.id, trial.name)
        if len(kept) != 2:
            raise Unmet(f"{len(kept)} entries of a person who added two", expected="2")


@proves("contribute-closed-refuses")
async def closed_refuses(case: Case) -> None:
    """Contribute to an asset whose collection is closed by its state."""
    closing = [trial for trial in _trials(case) if trial.rules.closed_when in _properties(case)]
    for trial in _some(closing, "no parameter closes a collection"):
        asset = await _made_closed(case, trial)
        await case.subject.share(asset.id, BEN, trial.rules.role)
        attempt = case.subject.contribute(asset.id, trial.name, trial.bodies[0], by=BEN)
        await must_refuse(attempt, "collection_closed", what=f"an entry for the closed {trial.name!r}")


@proves("contribute-hides-others")
async def hides_others(case: Case) -> None:
    """Read as somebody who may see only their own entries."""
    hidden = [trial for trial in _trials(case) if trial.rules.read_role != ROLES[-1]]
    for trial in _some(hidden, "viewers see the entries of others in every collection"):
        asset, weaker = await case.make(trial.sample), ROLES[ROLES.index(trial.rules.read_role) + 1]
        if ROLES.index(weaker) > ROLES.index(trial.rules.role):
            weaker = trial.rules.role
        for person in (BEN, IDA):
            await case.subject.share(asset.id, person, weaker)
            await case.subject.contribute(asset.id, trial.name, trial.bodies[0], by=person)
        seen = await case.subject.contributions(asset.id, trial.name, by=BEN)
        if len(seen) != 1 or not seen[0].mine:
            raise Unmet(f"a {weaker} sees {len(seen)} entries of {trial.name!r}", expected="their own one alone")


@proves("contribute-marks-own")
async def marks_own(case: Case) -> None:
    """Read entries of two people as one of them."""
    shown = [trial for trial in _trials(case) if trial.rules.read_role == ROLES[-1] and _has_authors(trial)]
    for trial in _some(shown, "no collection shows viewers who wrote what"):
        asset, mine = await _with_two(case, trial)
        marked = [entry.id for entry in await case.subject.contributions(asset.id, trial.name, by=BEN) if entry.mine]
        if marked != [mine.id]:
            raise Unmet(f"{len(marked)} of two entries are marked as one's own", expected="the one that it is")


@proves("contribute-names-authors")
async def names_authors(case: Case) -> None:
    """Look at the authors of entries in a named collection."""
    named = [trial for trial in _trials(case) if trial.rules.identity == "named"]
    for trial in _some(named, "no collection is named"):
        asset, _ = await _with_two(case, trial)
        authors = [entry.author for entry in await case.subject.contributions(asset.id, trial.name)]
        if None in authors or len({author.id for author in authors if author}) != len(authors):
            raise Unmet(f"two people are shown as {authors!r}", expected="two authors")


@proves("contribute-keeps-secret")
async def keeps_secret(case: Case) -> None:
    """Look for the person in entries of a collection that is not named."""
    for trial in _secret(case):
        asset = await _open_to(case, trial, BEN)
        await case.subject.contribute(asset.id, trial.name, trial.bodies[0], by=BEN)
        for entry in await case.subject.contributions(asset.id, trial.name):
            if entry.author and (entry.author.name or BEN in entry.author.id):
                raise Unmet(f"{trial.name!r} shows {entry.author!r}", expected="nobody's name")


@proves("contribute-secret-has-no-time")
async def secret_has_no_time(case: Case) -> None:
    """Look at the time of a secret entry."""
    for trial in _secret(case):
        asset = await _open_to(case, trial, BEN)
        await case.subject.contribute(asset.id, trial.name, trial.bodies[0], by=BEN)
        for entry in await case.subject.contributions(asset.id, trial.name):
            at = entry.created_at
            if at and (at.hour, at.minute, at.second, at.microsecond) != (0, 0, 0, 0):
                raise Unmet(f"{trial.name!r} shows the time {at:%H:%M:%S}", expected="the day alone")


@proves("contribute-pseudonym-is-of-one-asset")
async def pseudonym_is_of_one_asset(case: Case) -> None:
    """Compare the pseudonyms of one person on two assets."""
    pseudonymous = [trial for trial in _secret(case) if trial.rules.identity == "pseudonymous"]
    for trial in _some(pseudonymous, "no collection is pseudonymous"):
        seen: list[str] = []
        for _ in range(2):
            asset = await _open_to(case, trial, BEN)
            await case.subject.contribute(asset.id, trial.name, trial.bodies[0], by=BEN)
            entries = await case.subject.contributions(asset.id, trial.name)
            seen += [entry.author.id for entry in entries if entry.author]
        if len(seen) != len(set(seen)):
            raise Unmet("a person has the same pseudonym on two assets", expected="another one on each")


def _trials(case: Case) -> list[Trial]:
    """Return each collection once, with the first sample that has entries for it."""
    known: dict[str, Trial] = {}
    for number in range(len(case.samples)):
        for trial in _of_sample(case, number):
            known.setdefault(trial.name, trial)
    return list(_some(list(known.values()), "no sample has contributions"))


def _of_sample(case: Case, number: int) -> list[Trial]:
    found = case.samples[number].contributions
    return [Trial(name, case.manifest.collections[name], number, bodies) for name, bodies in found.items() if bodies]


def _some(trials: list[Trial], otherwise: str) -> list[Trial]:
    if not trials:
        raise NotApplicable(otherwise)
    return trials


def _with_rule(case: Case, rule: str | None) -> list[Trial]:
    found = [trial for trial in _trials(case) if trial.rules.one_per_person == rule]
    return _some(found, f"in no collection {'every' if rule is None else f'the {rule}'} entry of a person counts")


def _secret(case: Case) -> list[Trial]:
    return _some([trial for trial in _trials(case) if trial.rules.identity != "named"], "every collection is named")


def _has_authors(trial: Trial) -> bool:
    return trial.rules.identity != "anonymous"


async def _open_to(case: Case, trial: Trial, person: str) -> Asset:
    asset = await case.make(trial.sample)
    await case.subject.share(asset.id, person, trial.rules.role)
    return asset


async def _with_two(case: Case, trial: Trial) -> tuple[Asset, Contribution]:
    """Return an asset with an entry of Ben's and one of Ida's, and Ben's."""
    asset = await case.make(trial.sample)
    added: list[Contribution] = []
    for person in (BEN, IDA):
        await case.subject.share(asset.id, person, trial.rules.role)
        added.append(await case.subject.contribute(asset.id, trial.name, trial.bodies[0], by=person))
    return asset, added[0]


async def _made_closed(case: Case, trial: Trial) -> Asset:
    key, files = str(trial.rules.closed_when), case.files_of(case.samples[trial.sample])
    for value in (LONG_AGO, f"{LONG_AGO}T00:00:00Z", True):
        params = placed(case.params_of(case.samples[trial.sample]), (key,), value)
        if not await refusal_of(case.subject.make(params, files, by=ANA)):
            return await case.subject.make(params, files, by=ANA)
    raise CannotTell(f"no value of {key!r} that closes {trial.name!r} is taken")


def _properties(case: Case) -> JsonObject:
    found = case.manifest.params_schema.get("properties")
    return found if isinstance(found, dict) else {}


def _places(kept: Sequence[str | None], added: Sequence[str | None]) -> str:
    return ", ".join(str(added.index(entry) + 1) if entry in added else "unknown" for entry in kept) or "nothing"
