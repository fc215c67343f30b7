# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Both layers let through what is offered and fits, and nothing else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from interlink_sdk.assets import Asset, Contribution, File
from interlink_sdk.calls import Call, Contribute, Edit, Failure, Handler, Instantiate, Reply, Success, View
from interlink_sdk.gates import gated
from interlink_sdk.manifest import Capability, Manifest, read_manifest

Fields = Callable[..., dict[str, Any]]


@pytest.fixture
def album(samples: Path) -> Manifest:
    return read_manifest(samples / "album").manifest


class Noting:
    """A handler that notes what reaches it; it gives back the same value each time."""

    def __init__(self, value: Any = None) -> None:
        self.calls: list[Call] = []
        self._value = value

    async def __call__(self, call: Call) -> Reply:
        self.calls.append(call)
        return Success(value=self._value)


def offering(manifest: Manifest, *capabilities: Capability) -> Manifest:
    return manifest.model_copy(update={"capabilities": capabilities})


def code_of(reply: Reply) -> str:
    return reply.code if isinstance(reply, Failure) else "ok"


async def test_only_what_is_offered_reaches_the_hook(album: Manifest, asset: Asset, fields: Fields) -> None:
    inner = Noting()
    handler: Handler = gated(inner, offering(album, "preview"))
    assert code_of(await handler(View(asset=asset, **fields()))) == "not_offered"
    assert code_of(await handler(View(asset=asset, purpose="preview", **fields()))) == "ok"
    assert [call.hook for call in inner.calls] == ["view"]


async def test_parameters_that_do_not_fit_are_refused_field_by_field(album: Manifest, fields: Fields) -> None:
    inner = Noting()
    reply = await gated(inner, album)(Instantiate(params={"caption": 3}, **fields()))
    assert isinstance(reply, Failure)
    assert reply.message == "2 fields must be corrected"
    assert [problem["key"] for problem in reply.detail["problems"]] == ["caption", "files"]
    assert inner.calls == []


async def test_an_edit_may_leave_out_files_that_are_there(album: Manifest, asset: Asset, fields: Fields) -> None:
    handler = gated(Noting(), album)
    with_file = asset.model_copy(update={"files": (File(name="a.png", content=b""),)})
    assert code_of(await handler(Edit(params={"caption": "x"}, asset=with_file, **fields()))) == "ok"
    assert code_of(await handler(Edit(params={"caption": "x"}, asset=asset, **fields()))) == "invalid_parameters"


@pytest.mark.parametrize(
    ("body", "returned", "code"),
    [
        ({"stars": 5}, {"stars": 5}, "ok"),
        ({"stars": 6}, {"stars": 5}, "invalid_parameters"),
        ({"stars": 5}, {"stars": 6}, "invalid_reply"),
    ],
)
async def test_an_entry_fits_before_and_after_its_hook(
    album: Manifest, asset: Asset, fields: Fields, body: Any, returned: Any, code: str
) -> None:
    handler = gated(Noting(Contribution(body=returned)), album)
    assert code_of(await handler(Contribute(collection="likes", body=body, asset=asset, **fields()))) == code


async def test_a_failure_of_the_hook_passes(album: Manifest, asset: Asset, fields: Fields) -> None:
    async def failing(_: Call) -> Reply:
        return Failure(code="upstream_failed", message="no")

    call = Contribute(collection="likes", body={"stars": 1}, asset=asset, **fields())
    assert code_of(await gated(failing, album)(call)) == "upstream_failed"
