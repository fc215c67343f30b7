# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The keeper: an author's assets in memory, under the same rules as in the runtime."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from interlink_sdk.assets import File, Html
from interlink_sdk.errors import (
    AlreadyContributed,
    CollectionClosed,
    Forbidden,
    HookRaised,
    InvalidBundle,
    InvalidParameters,
    InvalidReply,
    NotFound,
    NotOffered,
    SettingsInvalid,
)
from interlink_sdk.keeper import Keeper
from interlink_sdk.keeping import secret_place

PICTURE = File(name="a.png", media_type="image/png", content=b"png")


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def hands(samples: Path) -> Iterator[Keeper]:
    with Keeper("show_of_hands") as keeper:
        yield keeper


@pytest.fixture
def board(samples: Path, clock: Clock) -> Iterator[Keeper]:
    with Keeper(samples / "noticeboard", now=clock) as keeper:
        yield keeper


@pytest.fixture
def album(samples: Path) -> Iterator[Keeper]:
    with Keeper("album", settings={"watermark": "©"}) as keeper:
        yield keeper


def test_the_smallest_interlinker_is_small(samples: Path) -> None:
    manifest = (samples / "show_of_hands" / "interlinker.toml").read_text(encoding="utf-8").splitlines()
    code = (samples / "show_of_hands" / "__init__.py").read_text(encoding="utf-8").splitlines()
    assert len([line for line in manifest if line and not line.startswith("#")]) <= 15
    assert len([line for line in code if line and not line.startswith(("#", '"""'))]) <= 10


async def test_the_smallest_interlinker_works(hands: Keeper) -> None:
    asset = await hands.make({"question": "Lunch?"}, by="ana")
    hands.share(asset.id, "ben", "viewer")
    await hands.contribute(asset.id, "hands", {"up": True}, by="ana")
    await hands.contribute(asset.id, "hands", {"up": True}, by="ben")
    await hands.contribute(asset.id, "hands", {"up": False}, by="ben")
    page = await hands.view(asset.id, by="ana", locale="es")
    assert isinstance(page, Html)
    assert page.body == "<p>1 of 2</p>"


async def test_a_manifest_alone_does_everything(board: Keeper, clock: Clock) -> None:
    asset = await board.make({"title": "Square"}, [PICTURE], by="ana")
    assert (asset.name, asset.version, [file.name for file in asset.files]) == ("Square", 1, ["a.png"])
    clock.now += timedelta(days=1)
    edited = await board.edit(asset.id, {"title": "Plaza"}, by="ana")
    assert (edited.version, edited.name, edited.updated_at) == (2, "Plaza", clock.now)
    assert edited.files[0].read_bytes() == b"png"
    assert await board.read(asset.id, by="ana") == edited
    page = await board.view(asset.id, by="ana")
    assert isinstance(page, Html)
    assert "Plaza" in page.body
    copy = await board.clone(asset.id, by="ana")
    assert [summary.id for summary in await board.list(by="ana")] == [copy.id, asset.id]
    assert (await board.export(asset.id, by="ana")).media_type == "text/html"
    await board.delete(asset.id, by="ana")
    assert [summary.id for summary in await board.list(by="ana")] == [copy.id]


async def test_parameters_that_do_not_fit_leave_nothing_behind(board: Keeper) -> None:
    with pytest.raises(InvalidParameters) as refusal:
        await board.make({"title": "", "oops": 1})
    assert {problem.key for problem in refusal.value.problems} == {"title", "oops"}
    assert await board.list() == ()


async def test_an_asset_is_its_owners_until_it_is_shared(board: Keeper) -> None:
    asset = await board.make({"title": "Mine"}, by="ana")
    with pytest.raises(NotFound):
        await board.read(asset.id, by="ben")
    board.share(asset.id, "ben", "viewer")
    assert await board.read(asset.id, by="ben") == asset
    with pytest.raises(Forbidden):
        await board.edit(asset.id, {"title": "Ours"}, by="ben")
    with pytest.raises(Forbidden):
        await board.delete(asset.id, by="ben")
    assert (await board.clone(asset.id, by="ben")).id != asset.id


async def test_a_secret_entry_is_read_by_the_owner_and_by_whoever_made_it(board: Keeper, clock: Clock) -> None:
    asset = await board.make({"title": "Vote"}, by="ana")
    for person, choice in (("ben", "yes"), ("eva", "no")):
        board.share(asset.id, person, "viewer")
        entry = await board.contribute(asset.id, "ballots", {"choice": choice}, by=person)
        assert entry.author is not None
        assert entry.author.name is None
        assert person not in entry.model_dump_json()
        assert entry.created_at == clock.now.replace(hour=0, minute=0)
    seen = {person: (await board.export(asset.id, "json", by=person)).read_text() for person in ("ana", "ben")}
    assert '"yes"' in seen["ana"]
    assert '"no"' in seen["ana"]
    assert '"yes"' in seen["ben"]
    assert '"no"' not in seen["ben"]


async def test_the_order_of_secret_entries_is_not_that_in_which_they_came(board: Keeper) -> None:
    asset = await board.make({"title": "Vote"}, by="ana")
    came = []
    for number in range(20):
        board.share(asset.id, f"p{number}", "viewer")
        entry = await board.contribute(asset.id, "ballots", {"choice": "yes"}, by=f"p{number}")
        came.append(str(entry.id))
    page = (await board.export(asset.id, "json", by="ana")).read_text()
    bundle = await board.bundle(asset.id, by="ana")
    listed = sorted(came, key=page.index)
    assert listed == sorted(came, key=secret_place) == sorted(came, key=lambda id_: bundle.index(id_.encode()))
    assert listed != came


async def test_the_first_entry_counts_where_the_manifest_says_so(board: Keeper) -> None:
    asset = await board.make({"title": "Vote"})
    await board.contribute(asset.id, "ballots", {"choice": "yes"})
    with pytest.raises(AlreadyContributed):
        await board.contribute(asset.id, "ballots", {"choice": "no"})


async def test_the_latest_entry_counts_where_the_manifest_says_so_even_without_a_name(board: Keeper) -> None:
    asset = await board.make({"title": "Vote"})
    first = await board.contribute(asset.id, "whispers", {"text": "psst"})
    second = await board.contribute(asset.id, "whispers", {"text": "hush"})
    assert (second.id, second.author) == (first.id, None)
    text = (await board.export(asset.id, "json")).read_text()
    assert "hush" in text
    assert "psst" not in text


async def test_a_collection_closes_by_the_state(board: Keeper, clock: Clock) -> None:
    asset = await board.make({"title": "Vote", "closed": True, "until": "2026-05-04"})
    with pytest.raises(CollectionClosed):
        await board.contribute(asset.id, "notices", {"text": "late"})
    await board.contribute(asset.id, "ballots", {"choice": "yes"})
    clock.now += timedelta(days=1)
    with pytest.raises(CollectionClosed):
        await board.contribute(asset.id, "ballots", {"choice": "yes"})


async def test_every_hook_of_an_author_is_asked(album: Keeper) -> None:
    asset = await album.make({"caption": "Sea"}, [PICTURE], by="ana")
    assert asset.state == {"caption": "Sea", "pictures": 1}
    liked = await album.contribute(asset.id, "likes", {"stars": 4}, by="ana")
    assert liked.body == {"stars": 4, "seen": True}
    page = await album.view(asset.id, by="ana", purpose="preview")
    assert isinstance(page, Html)
    assert page.body == "Sea [4] for everybody (preview) ©"
    edited = await album.edit(asset.id, {"caption": "Sky"}, [PICTURE.model_copy(update={"name": "b.png"})], by="ana")
    assert [file.name for file in edited.files] == ["a.png", "b.png"]
    assert (await album.clone(asset.id, by="ana")).name == "Sea (copy)"
    assert [summary.description for summary in await album.list(by="ana")] == ["2 pictures", "2 pictures"]
    assert (await album.export(asset.id, by="ana")).read_bytes() == b"png"
    assert (await album.export(asset.id, "caption", by="ana")).read_text() == "Sky"
    await album.delete(asset.id, by="ana")


async def test_a_file_that_a_hook_made_outlives_its_scratch_folder(album: Keeper) -> None:
    asset = await album.make({"caption": "Sea"}, [PICTURE])
    exported = await album.export(asset.id, "caption")
    await album.export(asset.id, "caption")
    assert exported.path is not None
    assert exported.path.exists()


async def test_only_offered_formats_are_exported(album: Keeper) -> None:
    asset = await album.make({"caption": "Sea"}, [PICTURE])
    with pytest.raises(NotOffered):
        await album.export(asset.id, "pdf")


async def test_a_bundle_comes_back_as_what_it_was(album: Keeper, board: Keeper) -> None:
    asset = await album.make({"caption": "Sea"}, [PICTURE], by="ana")
    await album.contribute(asset.id, "likes", {"stars": 4}, by="ana")
    bundle = await album.bundle(asset.id, by="ana")
    assert (await album.export(asset.id, "bundle", by="ana")).content == bundle
    twin = await album.restore(bundle, by="ben")
    assert twin.id != asset.id
    await album.delete(asset.id, by="ana")
    back = await album.restore(bundle, by="ben")
    assert (back.id, back.name, back.state, back.version) == (asset.id, asset.name, asset.state, asset.version)
    assert await album.bundle(asset.id, by="ben") == bundle
    with pytest.raises(NotFound):
        await album.read(asset.id, by="ana")


async def test_a_bundle_of_another_interlinker_is_refused(album: Keeper, board: Keeper) -> None:
    asset = await board.make({"title": "Square"})
    bundle = await board.bundle(asset.id)
    with pytest.raises(InvalidBundle, match="noticeboard"):
        await album.restore(bundle)
    with pytest.raises(InvalidBundle):
        await album.restore(b"no bundle")


async def test_secret_entries_stay_one_per_person_after_a_restore(board: Keeper) -> None:
    asset = await board.make({"title": "Vote"}, by="ana")
    await board.contribute(asset.id, "ballots", {"choice": "yes"}, by="ana")
    bundle = await board.bundle(asset.id, by="ana")
    await board.delete(asset.id, by="ana")
    back = await board.restore(bundle, by="ana")
    with pytest.raises(AlreadyContributed):
        await board.contribute(back.id, "ballots", {"choice": "no"}, by="ana")


@pytest.mark.parametrize(
    ("what", "error"), [("value_error", HookRaised), ("none", InvalidReply), ("refusal", InvalidParameters)]
)
async def test_what_a_hook_does_wrong_is_raised_to_its_author(samples: Path, what: str, error: type[Exception]) -> None:
    with Keeper("mischief") as keeper:
        with pytest.raises(error):
            await keeper.make({"what": what})
        assert await keeper.list() == ()


def test_settings_must_fit_the_interlinkers_schema(samples: Path) -> None:
    for package, settings in (("album", {"watermark": 3}), ("album", {"oops": 1}), ("show_of_hands", {"a": 1})):
        with pytest.raises(SettingsInvalid):
            Keeper(package, settings=settings)


async def test_nothing_is_left_on_disk(samples: Path) -> None:
    with Keeper("album") as keeper:
        asset = await keeper.make({"caption": "Sea"}, [PICTURE])
        path = asset.files[0].path
        assert path is not None
        assert path.exists()
    assert not path.parent.exists()
