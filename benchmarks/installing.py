# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Throw-away distributions in a folder like site-packages: copies of the examples, and others that offer nothing."""

import shutil
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "examples"
TEMPLATES = {
    "poll": EXAMPLES / "poll" / "src" / "interlink_poll",
    "meeting-notes": EXAMPLES / "meeting-notes" / "src" / "interlink_meeting_notes",
}
OTHERS_FILES = 40
"""In the RECORD of a distribution that offers no interlinker."""


def install(site: Path, interlinkers: int, others: int = 0) -> None:
    """Put so many interlinkers and other distributions into *site*, each other one with scripts of its own."""
    site.mkdir(parents=True, exist_ok=True)
    for number in range(interlinkers):
        _install_interlinker(site, number)
    for number in range(others):
        name = f"other_{number:04}"
        points = f"[console_scripts]\n{name} = {name}.main:main\n"
        record = [f"{name}/module_{file}.py" for file in range(OTHERS_FILES)]
        _write_metadata(site, name, record, points if number % 2 else "")


def _install_interlinker(site: Path, number: int) -> None:
    identifier, package = _copy(site, number)
    record = [file.relative_to(site).as_posix() for file in sorted(package.rglob("*")) if file.is_file()]
    points = f"[interlink.interlinkers]\n{identifier} = {package.name}\n"
    _write_metadata(site, package.name, record, points)


def _copy(folder: Path, number: int) -> tuple[str, Path]:
    """Copy one of the examples under another name; return its id and its folder."""
    template = list(TEMPLATES)[number % len(TEMPLATES)]
    source = TEMPLATES[template]
    identifier, package = f"{template}-{number:04}", folder / f"{source.name}_{number:04}"
    shutil.copytree(source, package, ignore=shutil.ignore_patterns("__pycache__"))
    for file in (package / "interlinker.toml", *package.rglob("*.py")):
        text = file.read_text(encoding="utf-8").replace(f'id = "{template}"', f'id = "{identifier}"')
        file.write_text(text.replace(source.name, package.name), encoding="utf-8")
    return identifier, package


def _write_metadata(site: Path, name: str, record: list[str], points: str) -> None:
    folder = site / f"{name}-1.0.dist-info"
    folder.mkdir()
    files = {
        "METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\nSummary: Made to be measured\n",
        "RECORD": "".join(f"{path},,\n" for path in record),
        "INSTALLER": "bench\n",
        **({"entry_points.txt": points} if points else {}),
    }
    for file, text in files.items():
        (folder / file).write_text(text, encoding="utf-8")
