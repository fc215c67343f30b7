# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The bill of materials of a wheel (CycloneDX), put where PEP 770 wants it; the rest of the wheel stays as it is."""

import base64
import csv
import hashlib
import io
import zipfile
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from interlink_sdk.conformance.package import ENTRY_POINT_GROUP
from interlink_sdk.conformance.wheels import Wheel, read_wheel


def add_sbom(path: Path) -> bool:
    """Add the bill of materials to the wheel at *path*; return False where cyclonedx-python-lib is not installed."""
    if find_spec("cyclonedx") is None:
        return False
    wheel = read_wheel(path, ENTRY_POINT_GROUP)
    name = f"{wheel.dist_info}/sboms/{wheel.dist_info.removesuffix('.dist-info')}.cdx.json"
    _add(path, name, _sbom(wheel, path).encode(), f"{wheel.dist_info}/RECORD")
    return True


def _sbom(wheel: Wheel, path: Path) -> str:
    from cyclonedx.model.bom import Bom
    from cyclonedx.output.json import JsonV1Dot6

    bom = Bom(serial_number=uuid5(NAMESPACE_URL, hashlib.sha256(path.read_bytes()).hexdigest()))
    root = _component(wheel.metadata["Name"], wheel.metadata["Version"], is_whole=True)
    bom.metadata.component = root
    with zipfile.ZipFile(path) as archive:  # the time that the build tool wrote, so that the same source gives the same
        bom.metadata.timestamp = datetime(*archive.infolist()[0].date_time, tzinfo=UTC)
    parts = [_dependency(text) for text in wheel.metadata.get_all("Requires-Dist") or () if "extra ==" not in text]
    for part in parts:
        bom.components.add(part)
    bom.register_dependency(root, parts)
    return str(JsonV1Dot6(bom).output_as_string(indent=2))


def _dependency(text: str) -> Any:
    from packaging.requirements import Requirement

    name = Requirement(text).name
    try:
        return _component(name, version(name))
    except PackageNotFoundError:
        return _component(name, None)


def _component(name: str, number: str | None, *, is_whole: bool = False) -> Any:
    from cyclonedx.model.component import Component, ComponentType
    from packageurl import PackageURL

    kind = ComponentType.APPLICATION if is_whole else ComponentType.LIBRARY
    return Component(
        name=name, version=number, type=kind, bom_ref=name, purl=PackageURL("pypi", None, name.lower(), number)
    )


def _add(path: Path, name: str, content: bytes, record: str) -> None:
    part = path.with_name(f"{path.name}.part")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            if member.filename != record:
                new.writestr(member, old.read(member))
        last = old.getinfo(record)
        fresh = zipfile.ZipInfo(name, last.date_time)
        fresh.compress_type, fresh.external_attr, fresh.create_system = zipfile.ZIP_DEFLATED, last.external_attr, 3
        new.writestr(fresh, content)
        new.writestr(last, old.read(record) + _row(name, content))
    part.replace(path)


def _row(name: str, content: bytes) -> bytes:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow((name, f"sha256={digest}", len(content)))
    return text.getvalue().encode()
