# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The client: values out, failures raised."""

from collections.abc import Callable
from typing import Any

import pytest

from interlink_sdk.assets import Asset, Draft, Health, Html
from interlink_sdk.calls import Call, CheckHealth, Clone, Delete, Failure, Reply, Success, View
from interlink_sdk.client import Client
from interlink_sdk.errors import InterlinkError, InvalidReply, UpstreamFailed

Fields = Callable[..., dict[str, Any]]


def client_of(reply: Reply) -> Client:
    async def handle(_: Call) -> Reply:
        return reply

    return Client(handle)


async def test_a_success_gives_its_value(asset: Asset, fields: Fields) -> None:
    page = Html(body="x")
    assert await client_of(Success(value=page)).view(View(asset=asset, **fields())) is page
    await client_of(Success()).delete(Delete(asset=asset, **fields()))


async def test_a_failure_is_raised_as_what_it_was(fields: Fields) -> None:
    with pytest.raises(UpstreamFailed) as raised:
        await client_of(Failure(code="upstream_failed", message="pad is down", detail={"pad": 1})).health(
            CheckHealth(**fields())
        )
    assert (raised.value.message, raised.value.detail) == ("pad is down", {"pad": 1})


async def test_an_unknown_failure_is_raised_too(fields: Fields) -> None:
    with pytest.raises(InterlinkError) as raised:
        await client_of(Failure(code="brand_new", message="no")).health(CheckHealth(**fields()))
    assert raised.value.detail["unknown_code"] == "brand_new"


@pytest.mark.parametrize("value", [None, Health(), Draft, {"state": {}}])
async def test_the_value_of_another_hook_is_refused(asset: Asset, fields: Fields, value: Any) -> None:
    with pytest.raises(InvalidReply):
        await client_of(Success(value=value)).clone(Clone(asset=asset, **fields()))
