# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Checking manifests by the thousand, against jsonschema with the published schema, and against check-jsonschema.

The manifests are copies of the examples, each with its own identifier. The reference knows the
shape of the document only; ours also reads the files that it names and judges its schemas.
"""

import json
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from installing import install
from jsonschema import Draft202012Validator
from peers import PeerMissing, left_out, peer
from programs import python, run
from quick import taken
from rounds import Cost, Row, compare, report

from interlink_runtime.discovery import Discoverer
from interlink_runtime.discovery.stamps import TICK_NS
from interlink_sdk.manifest import MANIFEST_NAME, Manifest, parse_manifest
from interlink_sdk.manifest.schema import SCHEMA_FILE, published_schema

COUNT, QUICK_COUNT = 1_000, 20
FILES = 60
ROUNDS = 5
OURS = """
import sys
from pathlib import Path
from interlink_sdk.manifest import read_manifest
for file in sys.argv[1:]:
    read_manifest(Path(file).parent)
"""


def rows(site: Path, folders: Sequence[Path], rounds: int) -> Iterator[Row]:
    """Yield how checking compares."""
    texts = [(folder / MANIFEST_NAME).read_text(encoding="utf-8") for folder in folders]
    documents = [json.dumps(tomllib.loads(text), default=str) for text in texts]
    validator = Draft202012Validator(published_schema())
    compared = partial(compare, rounds=rounds, at_least=50)
    many = f"{len(texts)} manifests"
    toml = partial(_each, texts, lambda text: validator.validate(_plain(tomllib.loads(text))))
    yield compared(f"check of {many}, TOML", "jsonschema and tomllib", partial(_each, texts, parse_manifest), toml)
    yield compared(
        f"check of {many}, JSON",
        "jsonschema and json",
        partial(_each, documents, Manifest.model_validate_json),
        partial(_each, documents, lambda text: validator.validate(json.loads(text))),
    )
    yield compared(
        f"check of {many} and their files, nothing changed since the last time",
        "jsonschema and tomllib",
        partial(_again, _looker(site, len(folders)), len(folders)),
        toml,
    )
    yield from _peer_rows([folder / MANIFEST_NAME for folder in folders[:FILES]], rounds)


def _peer_rows(files: Sequence[Path], rounds: int) -> Iterator[Row]:
    what, reference = f"check of {len(files)} manifests and their files, as a program", "`check-jsonschema`"
    try:
        if len(files) < FILES:
            raise PeerMissing("with small sizes, nothing is installed")
        program = peer("check-jsonschema") / "check-jsonschema"
    except PeerMissing as missing:
        left_out(what, reference, missing)
        return
    named = [str(file) for file in files]
    theirs = [str(program), "--schemafile", str(SCHEMA_FILE), *named]
    yield compare(
        what,
        reference,
        lambda: run([*python(OURS), *named]),
        lambda: run(theirs),
        rounds=rounds,
        at_most=0.1,
    )


def _looker(site: Path, count: int) -> Discoverer:
    """Return what has read every manifest of *site* once."""
    time.sleep(2 * TICK_NS / 1e9)  # so that what was just written may be remembered
    discoverer = Discoverer([str(site)])
    if len(discoverer.look().candidates) != count:
        raise RuntimeError("every manifest should be sound")
    return discoverer


def _again(discoverer: Discoverer, count: int) -> Cost:
    return _each([discoverer], Discoverer.look, count)


def _each(values: Sequence[Any], check: Callable[[Any], object], count: int | None = None) -> Cost:
    """Return what *check* costs per document."""
    began, cpu = time.perf_counter(), time.process_time()
    for value in values:
        check(value)
    divisor = count or len(values)
    return Cost((time.perf_counter() - began) / divisor, (time.process_time() - cpu) / divisor)


def _plain(document: dict[str, Any]) -> dict[str, Any]:
    """Return *document* with days as text, as JSON has them."""
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in document.items()}


def main() -> None:
    """Measure, print and report."""
    is_quick = taken()
    count, rounds = (QUICK_COUNT, 1) if is_quick else (COUNT, ROUNDS)
    with tempfile.TemporaryDirectory() as name:
        site = Path(name)
        install(site, count)
        folders = sorted(place.parent for place in site.glob(f"*/{MANIFEST_NAME}"))
        measured = list(rows(site, folders, rounds))
    report(measured, __file__)


if __name__ == "__main__":
    main()
