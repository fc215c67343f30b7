# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`interlink explain`: what a code means and who must act."""

from dataclasses import asdict
from difflib import get_close_matches
from textwrap import indent
from typing import Annotated

import typer

from interlink_runtime.cli.exits import GOOD, NOT_GOOD
from interlink_runtime.cli.options import Form, OutputForm
from interlink_runtime.cli.printing import print_json
from interlink_runtime.explanations import Explanation, explanations, known_codes


def explain(
    code: Annotated[str, typer.Argument(help="As the message names it: stale_version, package-imports, bad_uri, …")],
    form: OutputForm = Form.TEXT,
) -> int:
    """Explain a code that a refusal, a finding, a problem or a requirement carries."""
    found = explanations(code)
    if not found:
        near = get_close_matches(code, known_codes(), n=5, cutoff=0.5)
        typer.echo(f"there is no code {code!r}" + (f"; did you mean {', '.join(near)}?" if near else ""), err=True)
        return NOT_GOOD
    if form is Form.JSON:
        print_json({"items": [asdict(explanation) for explanation in found]})
    else:
        typer.echo("\n\n".join(_text(explanation) for explanation in found))
    return GOOD


def _text(explanation: Explanation) -> str:
    said = {
        "who must act": explanation.acts,
        "why": explanation.why,
        "what to do": explanation.fix,
        "comes from": explanation.source,
    }
    width = max(map(len, said)) + 1
    lines = [f"{explanation.code} ({explanation.kind})", "", explanation.meaning, ""]
    lines += [f"{f'{name}:':<{width}} {text}" for name, text in said.items() if text]
    if explanation.example:
        lines += ["", indent(explanation.example, "    ")]
    return "\n".join(lines).rstrip()
