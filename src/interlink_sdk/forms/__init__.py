# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Forms without a line of HTML: JSON Schema to accessible form model, posted pairs back to JSON.

What becomes what (a schema that is none of these becomes a text area of JSON, never an error):

    string                                  text; a text area where `x-long`, `maxLength` > 200, a line
                                            break in the value or `contentMediaType: text/…` says so
    string, format date, date-time, time    the browser's control; times without a zone are UTC
    string, format email, uri               e-mail address, web address
    string, format file                     the name of one of the asset's files, with a file control
    number, integer                         number with its bounds
    enum, const, oneOf of const and title   radio buttons, or a list where there are more than five
    array of choices with uniqueItems       check boxes
    array of text, numbers or objects       rows that are added and removed by submit buttons
    object with properties                  a group of fields
    boolean                                 a check box

Labels are the schema's `title` and `description`, in other languages the texts of `labels` by key
path in the schema with references followed: `properties.people.items.properties.name.title`, and
`properties.colour.enum.red` for a choice. `labels_of` lists all of them.

A form posts dotted names (`people.0.name`). What is empty and may be left out is left out; what
cannot be read as its type stays text, so that the validator finds it and the person sees it again.
Properties that the schema does not name are in no form.
Names of buttons and of the control for the asset's files begin with an underscore.
"""

from interlink_sdk.forms.building import form_for, labels_of
from interlink_sdk.forms.model import ADD, FILES, REMOVE, Field, FieldError, Form, Option, pairs_of
from interlink_sdk.forms.posting import is_row_change, typed_from_form, value_from_form
from interlink_sdk.forms.shapes import Choice, Kind, Shape, help_for, shape_of, title_for

__all__ = [
    "ADD",
    "FILES",
    "REMOVE",
    "Choice",
    "Field",
    "FieldError",
    "Form",
    "Kind",
    "Option",
    "Shape",
    "form_for",
    "help_for",
    "is_row_change",
    "labels_of",
    "pairs_of",
    "shape_of",
    "title_for",
    "typed_from_form",
    "value_from_form",
]
