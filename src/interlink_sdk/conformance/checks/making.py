# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Making assets: what the parameters' schema allows and what it does not, at each of its boundaries."""

from interlink_sdk.assets import Asset, JsonObject
from interlink_sdk.conformance.case import Case, must_refuse, refusal_of
from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.results import NotApplicable, Unmet
from interlink_sdk.conformance.values import Variant, fitting, minimal, unfit
from interlink_sdk.errors import CallerError, InterlinkError
from interlink_sdk.validation import SchemaValidator

REFUSED = "invalid_parameters"


@proves("make-takes-smallest")
async def takes_smallest(case: Case) -> None:
    """Make an asset of what the schema requires and nothing else, each part as short as it may be."""
    smallest = minimal(case.manifest.params_schema)
    if SchemaValidator(case.manifest.params_schema).problems(smallest):
        raise NotApplicable("the suite finds no smallest value of this schema")
    if error := await refusal_of(case.subject.make(smallest, case.uploads)):
        raise Unmet(f"{smallest!r} was refused with {error.code!r}: {error.message}", expected="an asset")


@proves("make-judges-boundaries")
async def judges_boundaries(case: Case) -> None:
    """Make assets of values at each boundary; none may end in anything but an asset or a coded refusal."""
    for variant in fitting(case.manifest.params_schema, case.params):
        error = await refusal_of(case.subject.make(variant.value, case.uploads))
        if error is not None and not isinstance(error, CallerError):
            raise Unmet(f"{variant}: {error.code!r}: {error.message}", expected="an asset, or a refusal for the caller")


@proves("make-takes-what-fits")
async def takes_what_fits(case: Case) -> None:
    """Make assets of values at each boundary; the schema says that they are good."""
    for variant in fitting(case.manifest.params_schema, case.params):
        error = await refusal_of(case.subject.make(variant.value, case.uploads))
        if isinstance(error, CallerError):
            raise Unmet(f"{variant} was refused: {error.message}", expected="an asset, as the schema allows it")


@proves("make-refuses-unfit")
async def refuses_unfit(case: Case) -> None:
    """Make assets of values just beyond each boundary."""
    for variant in _beyond(case):
        await must_refuse(case.subject.make(variant.value, case.uploads), REFUSED, what=str(variant))


@proves("make-names-the-field")
async def names_the_field(case: Case) -> None:
    """Look for the changed field among the problems of each refusal."""
    for variant in _beyond(case):
        error = await refusal_of(case.subject.make(variant.value, case.uploads))
        if error is not None and error.code == REFUSED and not _names(error, variant):
            found = ", ".join(repr(problem.key) for problem in error.problems) or "no field at all"
            raise Unmet(f"{variant}: the refusal names {found}", expected=f"the field {variant.key!r}")


@proves("make-refused-leaves-nothing")
async def refused_leaves_nothing(case: Case) -> None:
    """List the assets before and after a refusal."""
    await case.make()
    before = [summary.id for summary in await case.subject.list()]
    if not await refusal_of(case.subject.make(_beyond(case)[0].value, case.uploads)):
        raise NotApplicable("nothing was refused")
    after = [summary.id for summary in await case.subject.list()]
    if after != before:
        raise Unmet(f"{len(after)} assets after the refusal", expected=f"{len(before)}, as before")


@proves("make-takes-the-name")
async def takes_the_name(case: Case) -> None:
    """Compare the names of the samples' assets with the `name` or `title` that was given."""
    named = [(number, name) for number, name in enumerate(map(_name_in, map(case.params_of, case.samples))) if name]
    if not named:
        raise NotApplicable("no sample has a name or a title")
    for number, name in named:
        await refusal_of(_check_name(case, number, name))  # that a sample is taken, another requirement says


@proves("make-state-fits")
async def state_fits(case: Case) -> None:
    """Hold what is kept against the state's schema."""
    validator = SchemaValidator(case.manifest.state_schema)
    asset = await case.subject.read((await case.make()).id)
    if problems := validator.problems(asset.state):
        raise Unmet(str(problems[0]), expected="a state that fits its schema")


@proves("make-repeats-equally")
async def repeats_equally(case: Case) -> None:
    """Make the same asset twice."""
    first, second = await case.make(), await case.make()
    if _content(first) != _content(second):
        raise Unmet(
            "the same parameters and files gave two different assets", expected="the same state, name and files"
        )


@proves("make-answers-what-is-kept")
async def answers_what_is_kept(case: Case) -> None:
    """Read what was just made."""
    made = await case.make()
    kept = await case.subject.read(made.id)
    differences = [name for name in ("id", "name", "state", "version") if getattr(made, name) != getattr(kept, name)]
    if differences:
        raise Unmet(f"another {' and '.join(differences)} is kept than was answered", expected="the same")


async def _check_name(case: Case, number: int, name: str) -> None:
    asset = await case.make(number)
    if asset.name != name:
        raise Unmet(f"the asset is called {asset.name!r}", expected=f"{name!r}, as it was given")


def _beyond(case: Case) -> list[Variant]:
    variants = list(unfit(case.manifest.params_schema, case.params))
    if not variants:
        raise NotApplicable("the parameters' schema allows everything")
    return variants


def _names(error: InterlinkError, variant: Variant) -> bool:
    # a problem may lie at the whole of which the field is a part, or deeper in what the field holds
    keys = [problem.key for problem in error.problems]
    return any(
        f"{key}.".startswith(f"{variant.key}.") or f"{variant.key}.".startswith(f"{key}.") for key in keys if key
    )


def _name_in(params: JsonObject) -> str | None:
    texts = (params.get(key) for key in ("name", "title"))
    return next((text.strip() for text in texts if isinstance(text, str) and text.strip()), None)


def _content(asset: Asset) -> object:
    return asset.name, asset.state, [(file.name, file.media_type, file.read_bytes()) for file in asset.files]
