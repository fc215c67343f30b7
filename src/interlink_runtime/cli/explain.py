# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`interlink explain`: what a code means and who must act."""

from dataclasses import asdict
from difflib import get_close_matches
from typing import Annotated

import typer

from interlink_runtime.cli.codes import Explanation, explanations, known_codes
from interlink_runtime.cli.exits import GOOD, NOT_GOOD
from interlink_runtime.cli.options import Form, OutputForm
from interlink_runtime.cli.printing import print_json


def explain(
    code: Annotated[str, typer.Argument(help="As the message names it: stale_version, bad_uri, …")],
    form: OutputForm = Form.TEXT,
) -> int:
    """Explain a code that a refusal, a finding or a problem carries."""
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
    lines = [f"{explanation.code} ({explanation.kind})", "", explanation.meaning]
    if explanation.acts:
        lines += ["", f"who must act: {explanation.acts}"]
    if explanation.fix:
        lines += [f"what to do:   {explanation.fix}"]
    return "\n".join(lines)
