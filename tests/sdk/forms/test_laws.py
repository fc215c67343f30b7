# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The law of forms: what a form shows is what it posts, for every schema that it supports."""

from hypothesis import given, settings
from hypothesis import strategies as st

from interlink_sdk.forms import form_for, pairs_of, shape_of, typed_from_form, value_from_form

Part = tuple[dict, st.SearchStrategy]

letters = st.characters(exclude_categories=["C"])
texts = st.text(letters, min_size=1, max_size=12)
names = st.text(letters, min_size=1, max_size=8).filter(lambda name: not name.startswith("_"))
numbers = st.integers(-(10**20), 10**20) | st.floats(allow_nan=False, allow_infinity=False)
json_values = st.recursive(
    st.booleans() | numbers | texts,
    lambda children: st.lists(children, max_size=3) | st.dictionaries(texts, children, max_size=3),
    max_leaves=6,
)


@st.composite
def choices(draw) -> Part:
    values = draw(st.lists(st.text(letters, max_size=5) | st.integers() | st.booleans(), min_size=1, unique_by=repr))
    schema = draw(st.sampled_from([{"enum": values}, {"oneOf": [{"const": value, "title": "T"} for value in values]}]))
    return schema, st.sampled_from(values)


@st.composite
def many_choices(draw) -> Part:
    schema, _ = draw(choices())
    values = schema.get("enum") or [branch["const"] for branch in schema["oneOf"]]
    picked = st.lists(st.sampled_from(range(len(values))), min_size=1, unique=True)
    ordered = picked.map(lambda places: [values[place] for place in sorted(places)])
    return {"type": "array", "uniqueItems": True, "items": schema}, ordered


plain: st.SearchStrategy[Part] = st.sampled_from(
    [
        ({"type": "string"}, texts),
        ({"type": "string", "maxLength": 5000}, st.text(letters | st.just("\n"), min_size=1)),
        ({"type": "string", "format": "email"}, st.emails()),
        ({"type": "string", "format": "date"}, st.dates().map(str)),
        ({"type": "string", "format": "date-time"}, st.datetimes().map(lambda at: at.isoformat() + "Z")),
        ({"type": "string", "format": "time"}, st.times().map(lambda at: at.isoformat() + "Z")),
        ({"type": "string", "format": "file"}, texts),
        ({"type": "number"}, numbers),
        ({"type": "integer"}, st.integers(-(10**20), 10**20)),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, texts),
        ({"type": ["integer", "null"]}, st.integers()),
        ({}, json_values),
        ({"oneOf": [{"type": "object"}, {"type": "array"}]}, json_values),
    ]
)


@st.composite
def lists(draw, items: st.SearchStrategy[Part]) -> Part:
    schema, values = draw(items)
    return {"type": "array", "items": schema}, st.lists(values, min_size=1, max_size=3)


@st.composite
def groups(draw, members: st.SearchStrategy[Part]) -> Part:
    parts = draw(st.dictionaries(names, st.tuples(members, st.booleans()), max_size=4))
    schema = {"type": "object", "properties": {name: part[0] for name, (part, _) in parts.items()}}
    parts.pop("anchor", None)
    always = {name: values for name, ((_, values), is_required) in parts.items() if is_required}
    optional = {name: values for name, ((_, values), is_required) in parts.items() if not is_required}
    schema["properties"]["anchor"] = {"type": "string"}  # a group with nothing in it is no group
    schema["required"] = [*always, "anchor"]
    return schema, st.fixed_dictionaries({**always, "anchor": st.just("x")}, optional=optional)


leaves = plain | choices() | many_choices()
rows = plain.filter(lambda part: "type" in part[0] and part[0].get("format") != "file") | choices()
parts = st.recursive(leaves | lists(rows), lambda inner: groups(inner) | lists(groups(inner)), max_leaves=6)


@settings(max_examples=300, deadline=None)
@given(part=groups(parts), data=st.data())
def test_what_a_form_shows_is_what_it_posts(part, data):
    schema, values = part
    value = data.draw(values)
    form = form_for(schema, value=value)
    assert value_from_form(schema, pairs_of(form)) == value


@settings(max_examples=100, deadline=None)
@given(part=groups(parts), data=st.data())
def test_what_was_typed_so_far_is_shown_again_unchanged(part, data):
    schema, values = part
    form = form_for(schema, value=data.draw(values))
    assert form_for(schema, value=typed_from_form(schema, pairs_of(form))) == form


@settings(max_examples=200, deadline=None)
@given(value=st.dictionaries(st.sampled_from(["a", "b", "c", "d"]), json_values))
def test_a_value_that_does_not_fit_its_schema_is_shown_and_posted_without_a_crash(value):
    schema = {
        "type": "object",
        "properties": {
            "a": {"type": "integer"},
            "b": {"type": "array", "items": {"type": "string"}},
            "c": {"type": "object", "properties": {"x": {"type": "string"}}},
            "d": {"enum": ["x"]},
        },
    }
    value_from_form(schema, pairs_of(form_for(schema, value=value)))


@settings(max_examples=200, deadline=None)
@given(
    schema=st.dictionaries(
        st.sampled_from("type properties items enum oneOf anyOf allOf const $ref required title format".split()),
        json_values,
    )
)
def test_no_schema_however_strange_makes_a_form_crash(schema):
    for whole in (schema, {"properties": {"a": schema}}):
        value_from_form(whole, pairs_of(form_for(whole)))
        shape_of(whole)


@settings(max_examples=200, deadline=None)
@given(pairs=st.lists(st.tuples(st.text("a.0b_~", max_size=10), st.text(max_size=5)), max_size=10))
def test_no_posted_names_make_a_form_crash(pairs):
    schema = {
        "type": "object",
        "properties": {
            "a": {"type": "array", "items": {"type": "object", "properties": {"b": {"type": "boolean"}}}},
            "b": {"type": "object", "properties": {"a": {"type": "string"}}},
        },
    }
    value_from_form(schema, pairs)
    form_for(schema, value=typed_from_form(schema, pairs))
