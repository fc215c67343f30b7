# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From a call to a hook and back: whatever a hook does, its caller gets a reply."""

import asyncio
import contextvars
import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from interlink_sdk import hookimpl
from interlink_sdk.assets import Asset, Draft, File, Html, Summary
from interlink_sdk.calls import (
    REPLY_TYPES,
    Assets,
    Call,
    CheckHealth,
    Clone,
    Delete,
    Edit,
    Export,
    Failure,
    Handler,
    Instantiate,
    Migrate,
    Reply,
    View,
)
from interlink_sdk.dispatch import handler_for
from interlink_sdk.hookspecs import HOOKS
from interlink_sdk.manifest import Manifest, read_manifest
from interlink_sdk.relay import open_relay

Fields = Callable[..., dict[str, Any]]
SECRET = "hunter2"
DEFECTS = [
    "value_error",
    "stop_iteration",
    "stop_async_iteration",
    "system_exit",
    "cancelled",
    "timeout",
    "wordless",
    "unserializable",
]


@pytest.fixture
def manifest(samples: Path) -> Manifest:
    return read_manifest(samples / "mischief").manifest


@pytest.fixture
def mischief(manifest: Manifest) -> Handler:
    return handler_for(open_relay(manifest, pytest.importorskip("mischief")), asyncio.to_thread)


@pytest.fixture(params=["in a thread", "on the loop"])
def tell(request: pytest.FixtureRequest, mischief: Handler, asset: Asset, fields: Fields) -> Callable[[str], Any]:
    """Have the plain or the async hook do something."""

    async def tell(what: str) -> Reply:
        params = {"what": what}
        if request.param == "in a thread":
            return await mischief(Instantiate(params=params, **fields()))
        return await mischief(Edit(params=params, asset=asset, **fields()))

    return tell


def handler_of(manifest: Manifest, *hooks: Callable[..., Any]) -> Handler:
    """Return the handler of an interlinker that has only these hooks."""
    module = type(asyncio)("written_here")
    for hook in hooks:
        hook.__module__ = "written_here"
        setattr(module, hook.__name__, hookimpl(hook))
    return handler_for(open_relay(manifest, module), asyncio.to_thread)


async def test_a_plain_hook_runs_in_a_thread_and_an_async_one_on_the_loop(
    mischief: Handler, asset: Asset, fields: Fields
) -> None:
    plain = await mischief(Instantiate(params={"what": "draft"}, **fields()))
    on_loop = await mischief(Edit(params={"what": "draft"}, asset=asset, **fields()))
    assert plain.ok
    assert on_loop.ok
    assert plain.value.name != threading.current_thread().name
    assert on_loop.value.name == threading.current_thread().name


@pytest.mark.parametrize("what", DEFECTS)
async def test_an_exception_becomes_a_failure_that_tells_nothing(
    tell: Callable[[str], Any], caplog: pytest.LogCaptureFixture, what: str
) -> None:
    with caplog.at_level(logging.ERROR, "interlink.hooks"):
        reply = await tell(what)
    assert isinstance(reply, Failure)
    assert reply.code == "hook_raised"
    assert reply.detail == {"interlinker": "sample", "call": "call-7"}
    assert SECRET not in reply.model_dump_json()
    (record,) = caplog.records
    assert "call-7" in record.getMessage()
    assert record.exc_info


@pytest.mark.parametrize("what", ["keyboard_interrupt", "generator_exit"])
async def test_nothing_that_a_plain_hook_raises_leaves_its_thread(mischief: Handler, fields: Fields, what: str) -> None:
    reply = await mischief(Instantiate(params={"what": what}, **fields()))
    assert isinstance(reply, Failure)
    assert reply.code == "hook_raised"


async def test_a_refusal_arrives_with_its_problems_and_details(tell: Callable[[str], Any]) -> None:
    reply = await tell("refusal")
    assert isinstance(reply, Failure)
    assert (reply.code, reply.message, reply.detail["seats"]) == ("invalid_parameters", "there is no room", 3)
    (problem,) = reply.detail["problems"]
    assert problem["fix"] == "come back tomorrow"


async def test_a_refusal_of_an_authors_own_class_has_the_code_of_its_family(tell: Callable[[str], Any]) -> None:
    reply = await tell("own_refusal")
    assert isinstance(reply, Failure)
    assert (reply.code, reply.message) == ("refused", "it is full")


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("none", "returned None, not a Draft; is there a `return` on every way out?"),
        ("dict", "returned a value of type 'dict', not a Draft"),
        ("text", "returned a value of type 'str', not a Draft"),
        ("class", "returned a value of type 'ModelMetaclass', not a Draft"),
    ],
)
async def test_a_reply_that_the_contract_does_not_name_is_refused(
    tell: Callable[[str], Any], what: str, said: str
) -> None:
    reply = await tell(what)
    assert isinstance(reply, Failure)
    assert reply.code == "invalid_reply"
    assert said in reply.message


async def test_delete_may_return_nothing_but_nothing_else(manifest: Manifest, asset: Asset, fields: Fields) -> None:
    def delete(asset: Asset) -> str:
        return "gone"

    call = Delete(asset=asset, **fields())
    assert (await handler_of(manifest)(call)).ok
    reply = await handler_of(manifest, delete)(call)
    assert isinstance(reply, Failure)
    assert reply.code == "invalid_reply"


@pytest.mark.parametrize("returned", [{"a": {1}}, {1: "a"}, {"a": ("b",)}, [], None])
async def test_migrate_returns_json(manifest: Manifest, fields: Fields, returned: Any) -> None:
    def migrate(state: dict[str, Any]) -> Any:
        return returned

    reply = await handler_of(manifest, migrate)(Migrate(state={}, from_version="0", **fields()))
    assert isinstance(reply, Failure)
    assert reply.code == "invalid_reply"


async def test_summaries_may_be_a_list(manifest: Manifest, asset: Asset, fields: Fields) -> None:
    def assets(assets: tuple[Asset, ...]) -> Any:
        return [Summary(id=asset.id, name="Listed") for asset in assets]

    reply = await handler_of(manifest, assets)(Assets(assets=(asset,), **fields()))
    assert reply.ok
    assert reply.value == (Summary(id=asset.id, name="Listed"),)


@pytest.mark.parametrize("returned", [[], "none", [{"id": "x", "name": "y"}], "twice", "another"])
async def test_summaries_are_one_for_each_asset(
    manifest: Manifest, asset: Asset, fields: Fields, returned: Any
) -> None:
    own = Summary(id=asset.id, name="Listed")
    another = own.model_copy(update={"id": "0195f000-0000-7000-8000-00000000000f"})

    def assets(assets: tuple[Asset, ...]) -> Any:
        return {"twice": [own, own], "another": [another]}.get(str(returned), returned)

    reply = await handler_of(manifest, assets)(Assets(assets=(asset,), **fields()))
    assert isinstance(reply, Failure)
    assert reply.code == "invalid_reply"


async def test_a_value_is_passed_on_and_not_validated_again(manifest: Manifest, asset: Asset, fields: Fields) -> None:
    page = Html(body="x")

    async def view(asset: Asset) -> Html:
        return page

    reply = await handler_of(manifest, view)(View(asset=asset, **fields()))
    assert reply.ok
    assert reply.value is page


async def test_a_plain_wrapper_around_an_async_hook_is_awaited(
    manifest: Manifest, asset: Asset, fields: Fields
) -> None:
    def clone(asset: Asset) -> Any:
        async def copy() -> Draft:
            return Draft(name="awaited")

        return copy()

    reply = await handler_of(manifest, clone)(Clone(asset=asset, **fields()))
    assert reply.ok
    assert reply.value.name == "awaited"


async def test_a_cancelled_caller_stays_cancelled(manifest: Manifest, fields: Fields) -> None:
    began = asyncio.Event()

    async def health() -> None:
        began.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(handler_of(manifest, health)(CheckHealth(**fields())))
    await asyncio.wait_for(began.wait(), 5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_context_variables_reach_a_plain_hook(manifest: Manifest, asset: Asset, fields: Fields) -> None:
    language = contextvars.ContextVar("language", default="en")
    language.set("lv")

    def view(asset: Asset) -> Html:
        return Html(body=language.get())

    reply = await handler_of(manifest, view)(View(asset=asset, **fields()))
    assert reply.ok
    assert reply.value.body == "lv"


@pytest.mark.parametrize(("format_id", "media_type"), [("json", "application/json"), ("html", "text/html")])
async def test_the_common_formats_are_there_beside_an_export_hook(
    samples: Path, asset: Asset, fields: Fields, format_id: str, media_type: str
) -> None:
    relay = open_relay(read_manifest(samples / "album").manifest, pytest.importorskip("album"))
    reply = await handler_for(relay, asyncio.to_thread)(Export(format=format_id, asset=asset, **fields()))
    assert reply.ok
    assert reply.value.media_type == media_type


async def test_a_format_that_the_manifest_lists_is_the_hooks_own(
    manifest: Manifest, asset: Asset, fields: Fields
) -> None:
    def export(asset: Asset, format: str) -> File:  # noqa: A002 - the contract's word
        return File(name="own.json", content=b"{}")

    own = manifest.model_copy(update={"formats": (*manifest.formats, type("Format", (), {"id": "json"}))})
    reply = await handler_of(own, export)(Export(format="json", asset=asset, **fields()))
    assert reply.ok
    assert reply.value.name == "own.json"


def test_every_hook_has_a_call_and_a_reply() -> None:
    calls = Call.__args__[0].__args__  # type: ignore[attr-defined]
    assert {call.model_fields["hook"].default for call in calls} == HOOKS.keys() == REPLY_TYPES.keys()


def test_each_argument_of_a_hook_is_a_field_of_its_call_or_the_manifest() -> None:
    calls = {call.model_fields["hook"].default: call for call in Call.__args__[0].__args__}  # type: ignore[attr-defined]
    unknown = {
        (hook, name)
        for hook, spec in HOOKS.items()
        for name in spec.__annotations__.keys() - {"return", "manifest"} - calls[hook].model_fields.keys()
    }
    assert unknown == set()
