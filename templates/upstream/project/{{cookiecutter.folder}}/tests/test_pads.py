# SPDX-FileCopyrightText: {{ cookiecutter.year }} {{ cookiecutter.author }}
# SPDX-License-Identifier: {{ cookiecutter.licence }}
"""Pads on the SDK's keeper, with a real upstream: what is asked there, and what becomes of its faults."""

from collections.abc import Iterator

import pytest
from interlink_sdk import Html
from interlink_sdk.errors import UpstreamFailed
from interlink_sdk.keeper import Keeper

from {{ cookiecutter.package }}.client import ATTEMPTS, Upstream
from pads import Pads

TOKEN = "open sesame"  # noqa: S105 - of a service that lives as long as a test
PAD = {"title": "Agenda", "text": "1. Welcome"}


@pytest.fixture
def pads() -> Iterator[Pads]:
    pads = Pads(token=TOKEN)
    pads.start()
    yield pads
    pads.stop()


@pytest.fixture
def keeper(pads: Pads) -> Iterator[Keeper]:
    settings = {"address": pads.address, "token": TOKEN}
    with Keeper("{{ cookiecutter.package }}", settings={**settings}) as keeper:
        yield keeper


@pytest.fixture
def upstream(pads: Pads) -> Upstream:
    return Upstream.of({"address": pads.address, "token": TOKEN}, deadline_s=10)


async def test_a_pad_is_made_in_the_service(keeper: Keeper, pads: Pads) -> None:
    asset = await keeper.make({**PAD})
    assert asset.external_id is not None
    assert pads.texts == {asset.external_id: "1. Welcome"}


async def test_the_page_has_what_was_written_in_the_service(keeper: Keeper, pads: Pads) -> None:
    asset = await keeper.make({**PAD})
    pads.texts[str(asset.external_id)] = "2. <Farewell>"
    page = await keeper.view(asset.id)
    assert isinstance(page, Html)
    assert "2. &lt;Farewell&gt;" in page.body


async def test_a_copy_is_a_pad_of_its_own_with_the_present_text(keeper: Keeper, pads: Pads) -> None:
    asset = await keeper.make({**PAD})
    pads.texts[str(asset.external_id)] = "newer"
    copy = await keeper.clone(asset.id)
    assert copy.external_id != asset.external_id
    assert pads.texts[str(copy.external_id)] == "newer"


async def test_a_restored_pad_leaves_the_pad_that_it_came_from_alone(keeper: Keeper, pads: Pads) -> None:
    asset = await keeper.make({**PAD})
    restored = await keeper.restore(await keeper.bundle(asset.id))
    assert restored.external_id != asset.external_id
    assert len(pads.texts) == 2


async def test_deleting_releases_the_pad_and_bears_repetition(keeper: Keeper, pads: Pads) -> None:
    asset = await keeper.make({**PAD})
    pads.texts.clear()
    await keeper.delete(asset.id)
    assert pads.asked[-1] == "DELETE"


def test_the_same_operation_asked_again_finds_its_pad(upstream: Upstream, pads: Pads) -> None:
    assert upstream.create("x", key="one") == upstream.create("x", key="one")
    assert len(pads.texts) == 1


def test_reading_is_tried_again_when_the_service_stumbles(upstream: Upstream, pads: Pads) -> None:
    pad = upstream.create("x", key="one")
    pads.failures += [503, 503]
    assert upstream.read(pad) == "x"


def test_reading_is_given_up_after_a_few_attempts(upstream: Upstream, pads: Pads) -> None:
    pads.failures += [503] * ATTEMPTS
    with pytest.raises(UpstreamFailed, match="status 503"):
        upstream.read("x")
    assert pads.asked == ["GET"] * ATTEMPTS


def test_making_is_not_repeated(upstream: Upstream, pads: Pads) -> None:
    pads.failures += [503]
    with pytest.raises(UpstreamFailed):
        upstream.create("x", key="one")
    assert pads.asked == ["POST"]


def test_a_wrong_token_is_the_services_refusal_and_is_not_told(pads: Pads) -> None:
    upstream = Upstream.of({"address": pads.address, "token": "wrong"}, deadline_s=10)
    with pytest.raises(UpstreamFailed, match="401") as refusal:
        upstream.read("x")
    assert "wrong" not in str(refusal.value)


async def test_a_service_that_is_away_is_said_to_be(keeper: Keeper, pads: Pads) -> None:
    gone = Pads()
    address = gone.address
    gone.server_close()
    with pytest.raises(UpstreamFailed):
        Upstream.of({"address": address}, deadline_s=1).read("x")
    assert (await keeper.health()).status == "ok"
