# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The contract: the hooks of a software interlinker, when each is asked and what it answers.

An implementation is a plain or `async` function of the same name, decorated with `@hookimpl`. It
names only the arguments it needs; they are passed by name. Each hook that the author leaves out
has a default. Besides the arguments shown, every hook that returns files may name `scratch`, a
folder of this call alone.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pluggy

from interlink_sdk.assets import (
    Asset,
    Contribution,
    Contributions,
    Draft,
    File,
    Health,
    Html,
    JsonObject,
    Redirect,
    Summary,
)
from interlink_sdk.context import Context, Purpose

PROJECT_NAME = "interlink"
IMPLEMENTATION_MARK = "interlink_impl"

hookspec = pluggy.HookspecMarker(PROJECT_NAME)
_implementation = pluggy.HookimplMarker(PROJECT_NAME)
_Function = TypeVar("_Function", bound=Callable[..., Any])


def hookimpl(function: _Function) -> _Function:
    """Mark *function* as the interlinker's implementation of the hook of the same name."""
    return _implementation(function)


@hookspec(firstresult=True)
def instantiate(
    params: JsonObject, files: tuple[File, ...], manifest: Any, scratch: Path, context: Context
) -> Draft | None:
    """Make an asset of *params*, which fit the parameters' schema, and of the uploaded *files*.

    Default: the state is the parameters, the name is their `name` or `title`, the files are kept.
    """


@hookspec(firstresult=True)
def clone(
    asset: Asset, contributions: Contributions, options: JsonObject, manifest: Any, scratch: Path, context: Context
) -> Draft | None:
    """Copy *asset*. Contributions are left behind; a foreign content must be copied here.

    Default: the same state and files, which copies references and no bytes.
    """


@hookspec(firstresult=True)
def export(
    asset: Asset,
    contributions: Contributions,
    format: str,  # noqa: A002 - the contract's word
    manifest: Any,
    scratch: Path,
    context: Context,
) -> File | None:
    """Write *asset* in *format*, one that the manifest lists under `formats`.

    Default: `json` and `html`, which are offered for every interlinker without being listed.
    """


@hookspec(firstresult=True)
def assets(assets: tuple[Asset, ...], manifest: Any, context: Context) -> tuple[Summary, ...] | None:
    """Summarise many *assets* at once, in the same order.

    Default: name, and the first text of the state as description.
    """


@hookspec(firstresult=True)
def view(
    asset: Asset, contributions: Contributions, purpose: Purpose, manifest: Any, context: Context
) -> Html | Redirect | None:
    """Show *asset* to a person; *purpose* is `preview` for somebody without a role on it.

    Default: a page made from the schemas.
    """


@hookspec(firstresult=True)
def edit(
    asset: Asset,
    contributions: Contributions,
    params: JsonObject,
    files: tuple[File, ...],
    manifest: Any,
    scratch: Path,
    context: Context,
) -> Draft | None:
    """Change *asset*. *files* are the new uploads; those of the asset that the draft names again stay.

    Default, where parameters and state have the same schema: the state is the parameters; new
    files replace the present ones, without new files these stay.
    """


@hookspec(firstresult=True)
def contribute(
    asset: Asset,
    contributions: Contributions,
    collection: str,
    body: JsonObject,
    files: tuple[File, ...],
    manifest: Any,
    context: Context,
) -> Contribution | None:
    """Take an entry, whose *body* fits the collection's schema, or raise `CallerError` to refuse it.

    Default: the entry as it is.
    """


@hookspec(firstresult=True)
def delete(asset: Asset, context: Context) -> None:
    """Release what *asset* holds elsewhere; it is being erased. Must bear repetition.

    Default: nothing to release.
    """


@hookspec(firstresult=True)
def restore(asset: Asset, contributions: Contributions, manifest: Any, scratch: Path, context: Context) -> Draft | None:
    """Take back an asset from a portable bundle; *asset* is what the bundle says.

    Default: the same state and files.
    """


@hookspec(firstresult=True)
def migrate(state: JsonObject, from_version: str, manifest: Any, context: Context) -> JsonObject | None:
    """Bring a *state* that version *from_version* of the interlinker stored to the present schema.

    Default: the state as it is, where it fits the present schema.
    """


@hookspec(firstresult=True)
def health(context: Context) -> Health | None:
    """Say how the interlinker is, quickly.

    Default: ok.
    """


HOOKS: dict[str, Callable[..., Any]] = {
    spec.__name__: spec
    for spec in (instantiate, clone, export, assets, view, edit, contribute, delete, restore, migrate, health)
}
"""Every hook by name."""
