# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From a package in a folder to a wheel of it, as a build tool makes one: metadata, licence, RECORD."""

import base64
import csv
import hashlib
import io
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from interlink_sdk.conformance.package import ENTRY_POINT_GROUP, Package, distribution_from
from interlink_sdk.conformance.wheels import read_wheel

MANIFEST_NAME = "interlinker.toml"
MAX_PACKED_BYTES = 1_000_000
ChangeWheel = Callable[[dict[str, bytes], str], None]
"""Changes the members of a wheel before they are recorded; also gets the name of its metadata folder."""

METADATA = """\
Metadata-Version: 2.4
Name: interlink-ideas
Version: 1.1.0
License-Expression: EUPL-1.2
License-File: LICENSE
Requires-Python: >=3.11
Requires-Dist: interlink<1,>=0.1
Description-Content-Type: text/markdown

# Ideas

Collects the ideas of a group by topic.
"""


def shipped_in(place: Path, change: ChangeWheel | None = None, name: str = "") -> Package:
    """Return the package in the folder *place* as it comes out of a wheel, which *change* may spoil.

    The wheel is called *name*, by default as its metadata say.
    """
    path = place.parent / (name or "interlink_ideas-1.1.0-py3-none-any.whl")
    write_wheel(path, members_of(place, change))
    wheel = read_wheel(path, ENTRY_POINT_GROUP)
    distribution = distribution_from(wheel.metadata, wheel.entry_points)
    return Package(place, place.name, place.parent, distribution=distribution, wheel=wheel)


def members_of(place: Path, change: ChangeWheel | None = None) -> dict[str, bytes]:
    """Return what is in a wheel of the package in *place*; a RECORD that *change* wrote is left as it is."""
    dist_info = "interlink_ideas-1.1.0.dist-info"
    members = {f"{place.name}/{name}": path.read_bytes() for name, path in Package(place).files()}
    members |= {
        f"{dist_info}/METADATA": METADATA.encode(),
        f"{dist_info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{dist_info}/entry_points.txt": f"[{ENTRY_POINT_GROUP}]\n{_id_in(place)} = {place.name}\n".encode(),
        f"{dist_info}/licenses/LICENSE": b"European Union Public Licence, version 1.2\n",
    }
    if change:
        change(members, dist_info)
    record = f"{dist_info}/RECORD"
    members.setdefault(record, record_of(members, record))
    return members


def write_wheel(path: Path, members: Mapping[str, bytes]) -> None:
    """Write *members* as a wheel."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            # packed, a large file of nothing but zeros would be taken for a bomb
            archive.writestr(name, content, ZIP_STORED if len(content) > MAX_PACKED_BYTES else ZIP_DEFLATED)


def record_of(members: Mapping[str, bytes], record: str) -> bytes:
    """Return the content of RECORD, whose own name is *record*."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([*_rows(members), (record, "", "")])
    return text.getvalue().encode()


def _rows(members: Mapping[str, bytes]) -> Iterator[tuple[str, str, str]]:
    for name, content in members.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        yield name, f"sha256={digest}", str(len(content))


def _id_in(place: Path) -> str:
    try:
        return str(tomllib.loads((place / MANIFEST_NAME).read_text("utf-8"))["id"])
    except (ValueError, KeyError):
        return "ideas"
