# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""One interlinker's hooks: the author's, and the SDK's default for each that the author left out.

Exactly one implementation stands behind every hook, and pluggy calls it. A module is judged as a
whole: all its faults are reported at once, each with file and line, and then nothing is opened.
"""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pluggy

from interlink_sdk import defaults, hookspecs
from interlink_sdk.errors import HookInvalid, Problem
from interlink_sdk.hookspecs import HOOKS, IMPLEMENTATION_MARK, PROJECT_NAME
from interlink_sdk.manifest import Manifest
from interlink_sdk.manifest.faults import suggestion


@dataclass(frozen=True, slots=True)
class Relay:
    """The hooks of one interlinker, ready to be called; it lives as long as the interlinker is open."""

    manifest: Manifest
    manager: pluggy.PluginManager
    implementations: dict[str, Callable[..., Any]]
    own_hooks: frozenset[str]
    """Names of the hooks that the author implements."""

    def is_async(self, hook: str) -> bool:
        """Say whether the implementation of *hook* is an `async def`."""
        return inspect.iscoroutinefunction(self.implementations[hook])

    def call(self, hook: str, arguments: dict[str, Any]) -> Any:
        """Call *hook* with all its *arguments*; the implementation receives those it names."""
        return getattr(self.manager.hook, hook)(**arguments)


def open_relay(manifest: Manifest, module: ModuleType | None = None) -> Relay:
    """Open the relay of an interlinker; without a module it is a manifest alone.

    Raises HookInvalid with every fault of the module.
    """
    own = dict(_own_hooks(module)) if module else {}
    if problems := list(_faults(module)) if module else []:
        noun = "fault" if len(problems) == 1 else "faults"
        raise HookInvalid(f"the hooks of {manifest.id!r} have {len(problems)} {noun}", problems=problems)
    implementations = {hook: own.get(hook) or getattr(defaults, hook) for hook in HOOKS}
    manager = pluggy.PluginManager(PROJECT_NAME)
    manager.add_hookspecs(hookspecs)
    manager.register(SimpleNamespace(**implementations), name=manifest.id)
    return Relay(manifest, manager, implementations, frozenset(own))


def _own_hooks(module: ModuleType) -> Iterator[tuple[str, Callable[..., Any]]]:
    for name, value in vars(module).items():
        if name in HOOKS and inspect.isfunction(value) and _is_marked(value):
            yield name, value


def _faults(module: ModuleType) -> Iterator[Problem]:
    for name, value in vars(module).items():
        if _is_marked(value):
            yield from _faults_of(name, value, module)
        elif name in HOOKS and inspect.isfunction(value) and _belongs_to(value, module):
            yield _problem(
                value,
                name,
                module,
                code="undecorated_hook",
                found=f"a function {name!r} without @hookimpl",
                expected="hooks to be decorated",
                why="without it the default would run in its place",
                fix="put @hookimpl above it, or rename it if it is not meant as a hook",
            )


def _faults_of(name: str, value: Any, module: ModuleType) -> Iterator[Problem]:
    if not inspect.isfunction(value):
        yield _problem(
            value,
            name,
            module,
            code="hook_not_function",
            found=f"@hookimpl on {type(value).__name__!r}",
            expected="a plain or async function",
            fix="write `def` or `async def`, with @hookimpl above all other decorators",
        )
    elif not _belongs_to(value, module):
        yield _problem(
            value,
            name,
            module,
            code="foreign_hook",
            found=f"the hook {name!r} imported from {value.__module__!r}",
            expected="hooks of this package only",
            why="another package would then answer for this interlinker",
            fix="write a hook here that calls the imported function",
        )
    elif name not in HOOKS:
        yield _problem(
            value,
            name,
            module,
            code="unknown_hook",
            found=f"@hookimpl on {name!r}",
            expected=f"one of {', '.join(HOOKS)}",
            why="it would never be called",
            fix=suggestion(name, list(HOOKS)) or "rename the function to the hook it implements",
        )
    else:
        yield from _signature_faults(name, value, module)


def _signature_faults(name: str, function: Callable[..., Any], module: ModuleType) -> Iterator[Problem]:
    allowed = list(inspect.signature(HOOKS[name]).parameters)
    if inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
        yield _problem(
            function,
            name,
            module,
            code="generator_hook",
            found=f"a generator {name!r}",
            expected="a function that returns its value",
            fix="use `return` instead of `yield`",
        )
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind is not parameter.POSITIONAL_OR_KEYWORD or parameter.default is not parameter.empty:
            yield _problem(
                function,
                name,
                module,
                code="hook_argument_kind",
                found=f"the argument {str(parameter)!r}",
                expected="plain argument names, without *, ** or default values",
                why="each argument that is named is passed, and no other",
                fix=f"write it as {parameter.name!r}, or leave it out",
            )
        elif parameter.name not in allowed:
            yield _problem(
                function,
                name,
                module,
                code="unknown_hook_argument",
                found=f"the argument {parameter.name!r}",
                expected=f"any of {', '.join(allowed)}",
                fix=suggestion(parameter.name, allowed) or "remove it",
            )


def _problem(value: Any, name: str, module: ModuleType, **said: str) -> Problem:
    code = inspect.unwrap(value).__code__ if inspect.isfunction(value) else None
    file = Path(code.co_filename if code else module.__file__ or module.__name__)
    return Problem(file="/".join(file.parts[-2:]), line=code.co_firstlineno if code else None, key=name, **said)


def _is_marked(value: Any) -> bool:
    # looked up without running code: a module may hold objects that answer to any name
    return inspect.getattr_static(value, IMPLEMENTATION_MARK, None) is not None


def _belongs_to(function: Callable[..., Any], module: ModuleType) -> bool:
    return function.__module__ == module.__name__ or function.__module__.startswith(f"{module.__name__}.")
