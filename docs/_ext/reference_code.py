# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: INP001 - Sphinx finds this folder through conf.py
"""What the code says of itself, as lines of Markdown: errors, hooks, models, commands."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import typer
from pydantic import BaseModel
from pydantic.fields import FieldInfo


def error_lines(module: ModuleType) -> Iterator[str]:
    """Yield one section per error: its code, what happened, what to do, who must act."""
    for error in module.error_classes():
        if "code" not in vars(error):
            continue  # it goes by its family's code, and is explained there
        ancestors = [f"`{base.__name__}`" for base in reversed(error.__mro__) if hasattr(base, "code")]
        yield from (f"(error-{error.code})=", f"## `{error.code}`", "", inspect.cleandoc(error.__doc__ or ""), "")
        yield from (f"What to do: {error.fix}.", "", f"Python: {' › '.join(ancestors)}", "")


def hook_lines(module: ModuleType) -> Iterator[str]:
    """Yield one section per hook: its arguments, what it answers, its default."""
    for name, spec in module.HOOKS.items():
        yield from (f"(hook-{name})=", f"## `{name}`", "", "```python", "@hookimpl")
        yield from (_signature(spec), "```", "", inspect.cleandoc(spec.__doc__ or ""), "")


def requirement_lines(module: ModuleType) -> Iterator[str]:
    """Yield one section per part of the conformance suite, and in it one per requirement."""
    part = ""
    for requirement in module.every_requirement().values():
        if requirement.part != part:
            part = requirement.part
            yield from (f"## {part.replace('_', ' ').capitalize()}", "")
        yield from (f"(requirement-{requirement.code})=", f"### `{requirement.code}`", "", requirement.sentence, "")
        asked = f", asked where `{requirement.capability}` is offered" if requirement.capability else ""
        yield from (f"Level: **{requirement.level}**{asked}. Looked at: {requirement.surface}.", "")
        yield from (f"Why: {requirement.why}", "", f"What to do: {requirement.fix}", "")
        if requirement.example:
            yield from ("```text", requirement.example.strip("\n"), "```", "")
        yield from (f"Comes from: {requirement.source}.", "")


def table_lines(module: ModuleType) -> Iterator[str]:
    """Yield one section per public model of *module*, in the order of the file: its keys, types and defaults."""
    for definition in ast.parse(inspect.getsource(module)).body:
        model = getattr(module, definition.name, None) if isinstance(definition, ast.ClassDef) else None
        if not isinstance(definition, ast.ClassDef) or definition.name.startswith("_"):
            continue
        if inspect.isclass(model) and issubclass(model, BaseModel) and _fields(definition):
            yield from (f"({module.__name__}-{definition.name})=".lower(), f"## {definition.name}", "")
            yield from (inspect.cleandoc(model.__doc__ or ""), "")
            yield from _field_rows(model, definition)
            yield ""


def command_lines(module: ModuleType) -> Iterator[str]:
    """Yield one section per command of the Typer application in *module*, which may be made by a function."""
    for value in vars(module).values():
        made_here = inspect.isfunction(value) and inspect.get_annotations(value).get("return") in {typer.Typer, "Typer"}
        application = value() if made_here else value
        if isinstance(application, typer.Typer):
            yield from _command_lines(typer.main.get_command(application), "interlink")
            return


def _command_lines(command: Any, path: str) -> Iterator[str]:
    if hasattr(command, "list_commands"):
        context = typer.Context(command)
        for name in command.list_commands(context):
            yield from _command_lines(command.get_command(context, name), f"{path} {name}")
        return
    yield from (f"## `{path}`", "", inspect.cleandoc(command.help or ""), "")
    parameters = [parameter for parameter in command.params if parameter.name != "help"]
    if parameters:
        yield from ("| parameter | |", "|---|---|")
    for parameter in parameters:
        spelling = ", ".join(parameter.opts) if parameter.opts[0].startswith("-") else parameter.name.upper()
        yield f"| `{spelling}` | {_cell(getattr(parameter, 'help', None) or '')} |"
    yield ""


def _field_rows(model: type[BaseModel], definition: ast.ClassDef) -> Iterator[str]:
    yield from ("| key | type | default | |", "|---|---|---|---|")
    for field in _fields(definition):
        name = ast.unparse(field.target)
        following = definition.body[definition.body.index(field) + 1 :][:1]
        note = ast.literal_eval(following[0].value) if following and isinstance(following[0], ast.Expr) else ""
        yield f"| `{name}` | {_type(field.annotation)} | {_default(model.model_fields[name])} | {_cell(note)} |"


def _signature(spec: Any) -> str:
    """Return the `def` line as the source has it, without the contract's comments."""
    function = cast("ast.FunctionDef", ast.parse(inspect.getsource(spec)).body[0])
    arguments = ",\n    ".join(ast.unparse(argument) for argument in function.args.args)
    returns = ast.unparse(function.returns) if function.returns else "None"
    # "or None" lets pluggy ask the next implementation, which an author has no part in
    answer = returns.removesuffix(" | None")
    return f"def {function.name}(\n    {arguments},\n) -> {answer}: ..."


def _fields(definition: ast.ClassDef) -> list[ast.AnnAssign]:
    return [line for line in definition.body if isinstance(line, ast.AnnAssign)]


def _type(annotation: ast.expr) -> str:
    """Return the annotation as written, without the rules that `Annotated` adds."""

    class Plain(ast.NodeTransformer):
        def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
            if ast.unparse(node.value) == "Annotated" and isinstance(node.slice, ast.Tuple):
                return cast("ast.AST", self.visit(node.slice.elts[0]))
            return self.generic_visit(node)

    return _code(ast.unparse(Plain().visit(annotation)))


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    value = field.get_default(call_default_factory=True, validated_data={})
    if isinstance(value, BaseModel):
        return "its defaults"
    if isinstance(value, Path):
        value = str(value)
    return _code(repr(value))


def _code(text: str) -> str:
    return f"`{_cell(text)}`"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
