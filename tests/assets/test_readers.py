# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Lines of contributions: all of them, once, in the order of the store."""

from hypothesis import given
from hypothesis import strategies as st

from interlink_runtime.assets.readers import write_lines
from interlink_runtime.store.contributions import ContributionRow

rows = st.lists(
    st.tuples(st.uuids(), st.text(max_size=20), st.sampled_from(["ana", None])),
    unique_by=lambda row: row[0],
    max_size=20,
)


def row_of(identifier, text, author):
    return ContributionRow.of(
        id=str(identifier),
        asset_id="a",
        collection="c",
        body={"text": text},
        author=author,
        author_name=None,
        pseudonym=None,
        once_key=None,
        created_at=0,
    )


async def each(given_rows):
    for row in given_rows:
        yield row


@given(drawn=rows)
async def test_every_line_is_written_once_and_stays_in_its_place(drawn, tmp_path_factory):
    path = tmp_path_factory.mktemp("lines") / "c.jsonl"
    entries = [row_of(*row) for row in drawn]
    count = await write_lines(path, each(entries), lambda row: f"{row.id} {row.body}\n".encode())
    lines = path.read_bytes().splitlines()
    assert count == len(entries)
    assert lines == [f"{row.id} {row.body}".encode() for row in entries]
