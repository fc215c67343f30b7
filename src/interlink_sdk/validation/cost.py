# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""How often a schema can look at one part of a value, found without a value.

Two branches that lead back to the same definition double the work at each level of a value, and a
chain of combined references multiplies it: both are short to write and take hours to run. The cost
of a schema is the number of subschemas that are evaluated along the worst path into a value.
"""

from graphlib import CycleError, TopologicalSorter

from pydantic import JsonValue

from interlink_sdk.assets import JsonObject
from interlink_sdk.validation.references import resolved

MAX_EVALUATIONS = 5_000
MAX_LEVELS = 32
"""As deep as a value may be."""

_Node = dict[str, JsonValue]
_Groups = list[list[_Node]]
"""Members of one group never see the same part of a value; two groups may."""
_Costs = dict[int, tuple[int, int]]
"""By identity of the node: evaluations for an object, and for an array."""


def is_affordable(schema: JsonObject) -> bool:
    """Say whether *schema* is evaluated in time linear in the value; its references must be resolvable."""
    nodes = _reachable(schema)
    here = {id(node): _same_place(schema, node) for node in nodes}
    try:
        order = list(TopologicalSorter({key: map(id, parts) for key, parts in here.items()}).static_order())
    except CycleError:
        return False
    below = {id(node): (_object_groups(node), _array_groups(node)) for node in nodes}
    costs: _Costs = dict.fromkeys(order, (0, 0))
    for _ in range(MAX_LEVELS):
        deeper, costs = costs, {}
        for key in order:
            costs[key] = _cost(here[key], below[key], costs, deeper)
        if costs == deeper:
            break
    return max(costs[id(schema)]) <= MAX_EVALUATIONS


def _cost(here: list[_Node], below: tuple[_Groups, _Groups], costs: _Costs, deeper: _Costs) -> tuple[int, int]:
    beside = [costs[id(part)] for part in here]
    as_object = 1 + sum(cost[0] for cost in beside) + _worst(below[0], deeper)
    as_array = 1 + sum(cost[1] for cost in beside) + _worst(below[1], deeper)
    return min(as_object, MAX_EVALUATIONS + 1), min(as_array, MAX_EVALUATIONS + 1)


def _worst(groups: _Groups, deeper: _Costs) -> int:
    return sum(max(max(deeper[id(node)]) for node in group) for group in groups if group)


def _reachable(schema: JsonObject) -> list[_Node]:
    found, waiting = {id(schema): schema}, [schema]
    while waiting:
        node = waiting.pop()
        groups = [_same_place(schema, node), *_object_groups(node), *_array_groups(node)]
        new = {id(part): part for group in groups for part in group if id(part) not in found}
        found |= new
        waiting += new.values()
    return list(found.values())


def _same_place(schema: JsonObject, node: _Node) -> list[_Node]:
    """Return the schemas that are evaluated at the place where *node* is."""
    combined = [part for keyword in ("allOf", "anyOf", "oneOf") for part in _values(node.get(keyword))]
    conditional = [node.get(keyword) for keyword in ("not", "if", "then", "else")]
    dependent = _values(node.get("dependentSchemas"))
    return _schemas([*combined, *conditional, *dependent, resolved(schema, node.get("$ref"))])


def _object_groups(node: _Node) -> _Groups:
    named = _schemas([*_values(node.get("properties")), node.get("additionalProperties")])
    alone = [*_values(node.get("patternProperties")), node.get("unevaluatedProperties"), node.get("propertyNames")]
    return [named, *([part] for part in _schemas(alone))]


def _array_groups(node: _Node) -> _Groups:
    placed = _schemas([*_values(node.get("prefixItems")), node.get("items")])
    return [placed, *([part] for part in _schemas([node.get("contains"), node.get("unevaluatedItems")]))]


def _values(value: JsonValue) -> list[JsonValue]:
    match value:
        case dict():
            return list(value.values())
        case list():
            return value
        case _:
            return []


def _schemas(values: list[JsonValue]) -> list[_Node]:
    return [value for value in values if isinstance(value, dict)]
