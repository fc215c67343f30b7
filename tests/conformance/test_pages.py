# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""HTML is taken apart as a browser takes it apart, and styles give away what they load."""

from interlink_sdk.conformance.pages import PageElements, addresses_in_styles


def element(body: str, tag: str):
    return next(PageElements(body).named(tag))


def test_an_element_says_the_text_of_all_that_stands_in_it() -> None:
    assert element("<p>Rest <b>and\n play</b></p>", "p").text == "Rest and play"


def test_a_picture_speaks_through_its_alt() -> None:
    assert element('<a href="#x"><img alt="Meadow" src="files/m.png"></a>', "a").text == "Meadow"


def test_void_elements_hold_nothing() -> None:
    page = PageElements("<p>one<br>two</p><input name=a><p>three</p>")
    assert [one.text for one in page.named("p")] == ["onetwo", "three"]
    assert all(one.inside is None for one in page.named("p", "input"))


def test_an_end_tag_closes_what_was_left_open_in_it() -> None:
    page = PageElements("<ul><li>one<li>two</ul><p>after</p>")
    assert next(page.named("p")).inside is None


def test_an_end_tag_of_nothing_is_passed_over() -> None:
    assert element("</div><p>so</p>", "p").text == "so"


def test_a_label_around_a_field_names_it() -> None:
    page = PageElements("<label>Topic <select name=topic><option>Rest</option></select></label>")
    assert page.name_of(next(page.named("select"))).startswith("Topic")


def test_a_label_for_a_field_names_it() -> None:
    page = PageElements("<label for=t>Text</label><input id=t name=text>")
    assert page.name_of(next(page.named("input"))) == "Text"


def test_a_field_without_a_label_has_no_name() -> None:
    page = PageElements("<label for=other>Text</label><input id=t name=text>")
    assert page.name_of(next(page.named("input"))) == ""


def test_hidden_fields_are_no_controls() -> None:
    page = PageElements("<input type=hidden name=a><input name=b><textarea name=c></textarea>")
    assert [one.attributes["name"] for one in page.controls()] == ["b", "c"]


def test_elements_within_another_are_found_at_any_depth() -> None:
    page = PageElements("<table><tbody><tr><td>1</td></tr></tbody></table><table></table>")
    tables = list(page.named("table"))
    assert [len(list(page.within(one, "td"))) for one in tables] == [1, 0]


def test_styles_tell_what_they_import_and_load() -> None:
    styles = '@import "https://a.example/x.css"; p { background: url(files/m.png) } q { cursor: url("b.cur") }'
    assert list(addresses_in_styles(styles)) == ["https://a.example/x.css", "files/m.png", "b.cur"]
