# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Answers become files: cookiecutter renders one layer of a project after the other.

Its hooks, its questions and a person's own configuration of it take no part.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from interlink_sdk import __version__
from interlink_sdk.scaffold.answers import PLACEHOLDER_EMAIL, Answers
from interlink_sdk.scaffold.templates import LICENCES, licence_text, parts_of, templates_folder, words_of


def render(answers: Answers, folder: Path) -> None:
    """Write the project of *answers* into *folder*, which is there."""
    from cookiecutter.generate import generate_files

    context = _context(answers, folder.name)
    for layer in parts_of(answers.template):
        generate_files(str(layer), context, str(folder.parent), overwrite_if_exists=True, accept_hooks=False)
    for language in answers.languages:
        one = {**context, "words": context["texts"][language]}
        one["cookiecutter"] = {**context["cookiecutter"], "language": language}
        layer = templates_folder() / "language"
        generate_files(str(layer), one, str(folder.parent), overwrite_if_exists=True, accept_hooks=False)
        _render_own(answers.template, one, folder)
    for name in _unneeded(folder, answers):
        name.unlink()


def quoted(text: str) -> str:
    """Return *text* as a string in JSON, which TOML, YAML and Python read alike."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def flat(table: Mapping[str, Any], start: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text of nested tables with its dotted path."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{start}{key}.")
        else:
            yield f"{start}{key}", value


def _context(answers: Answers, folder: str) -> dict[str, Any]:
    texts = {language: words_of(answers.template, language) for language in answers.languages}
    return {
        "cookiecutter": {
            **answers.model_dump(mode="json"),
            "folder": folder,
            "package": answers.package,
            "distribution": answers.distribution,
            "default": answers.languages[0],
            "licence_class": LICENCES[answers.licence],
            "licence_text": licence_text(answers.licence, year=answers.began.year, author=answers.author),
            "support_until": answers.support_until,
            "port": answers.port,
            "is_placeholder": answers.email == PLACEHOLDER_EMAIL,
            "year": answers.began.year,
            "sdk_version": __version__,
            "_jinja2_env_vars": {"trim_blocks": True, "lstrip_blocks": True},
        },
        "texts": texts,
        "words": texts[answers.languages[0]],
        "quoted": quoted,
        "quoted_list": lambda texts: json.dumps(list(texts), ensure_ascii=False),
        "flat": flat,
    }


def _render_own(template: str, context: dict[str, Any], folder: Path) -> None:
    """Render what *template* has once for each language, if anything."""
    from cookiecutter.generate import generate_files

    layer = templates_folder() / template / "language"
    if layer.is_dir():
        generate_files(str(layer), context, str(folder.parent), overwrite_if_exists=True, accept_hooks=False)


def _unneeded(folder: Path, answers: Answers) -> list[Path]:
    """Return the labels in the default language, which the schemas have, and files that came out empty."""
    default = folder / "src" / answers.package / "locales" / f"{answers.languages[0]}.toml"
    empty = [path for path in folder.rglob("*") if path.is_file() and path.stat().st_size == 0]
    return [*([default] if default.is_file() else []), *(path for path in empty if path != default)]
