# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What an interlinker asks for: its schema goes in, a form in the reader's language comes out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from mimetypes import MimeTypes
from typing import Final

from interlink_runtime.web.visits import Visit
from interlink_runtime.web.words import N_
from interlink_sdk.assets import JsonObject
from interlink_sdk.errors import InterlinkError, Problem, TooLarge, UnsupportedMediaType
from interlink_sdk.forms import FILES, FieldError, Form, form_for
from interlink_sdk.manifest import Manifest
from interlink_sdk.media import MEDIA_TYPES
from interlink_sdk.validation import message_for

FILE_KEYS = frozenset({"files", FILES})
"""By which names a problem is one of the asset's files."""

ADVICE: Final = {
    "file_required": N_("Choose a file."),
    "too_large": N_("Choose a smaller file."),
    "unsupported_media_type": N_("Choose a file of one of the accepted types."),
}


@dataclass(frozen=True, slots=True)
class UploadRules:
    """Which files a form takes, as it is said to people and to browsers."""

    types: str
    accept: str
    max_bytes: int
    max_count: int
    required: bool


@dataclass(frozen=True, slots=True)
class Questions:
    """A form and what belongs to the asset's files beside it."""

    form: Form
    rules: UploadRules | None
    file_error: str | None
    file_label: str

    @property
    def more(self) -> list[FieldError]:
        """What the summary says beyond the form's own fields."""
        return [FieldError(field_id="files", label=self.file_label, message=self.file_error)] if self.file_error else []


def params_questions(
    visit: Visit, manifest: Manifest, value: JsonObject | None = None, problems: Sequence[Problem] = ()
) -> Questions:
    """Return what is asked to make or change an asset, filled with *value*, with what is wrong about it."""
    own = [problem for problem in problems if problem.key not in FILE_KEYS]
    files = [problem for problem in problems if problem.key in FILE_KEYS]
    form = _form(visit, manifest, "params", manifest.params_schema, value, own)
    error = _file_advice(visit, files[0]) if files else None
    return Questions(form, _upload_rules(visit, manifest), error, visit.say("File"))


def contribution_form(
    visit: Visit,
    manifest: Manifest,
    collection: str,
    value: JsonObject | None = None,
    problems: Sequence[Problem] = (),
) -> Form:
    """Return the form of one entry of *collection*; its identifiers begin with the collection's name."""
    return _form(visit, manifest, collection, manifest.contribution_schema(collection), value, problems)


def problems_of(error: InterlinkError) -> list[Problem]:
    """Return the problems of *error*; a refused upload is a problem of the asset's files."""
    if isinstance(error, TooLarge | UnsupportedMediaType):
        code, why = error.code, error.message
        return [Problem(code=code, key=FILES, found="a file", expected="another", why=why, fix=error.fix)]
    return list(error.problems)


def labels_for(manifest: Manifest, language: str, schema: str) -> Mapping[str, str]:
    """Return the texts in *language* of one of the manifest's schemas by the schema's own key paths."""
    texts = manifest.labels.get(language) or {}
    prefix = f"{schema}."
    return {key.removeprefix(prefix): text for key, text in texts.items() if key.startswith(prefix)}


def shown_types(visit: Visit, accepted: Iterable[str]) -> str:
    """Return the accepted media types as people know them: by the endings of file names."""
    words = {"image/*": visit.say("images"), "text/*": visit.say("texts"), "*/*": visit.say("all files")}
    return ", ".join(dict.fromkeys(words.get(pattern) or _ending(pattern) for pattern in accepted))


def _form(
    visit: Visit,
    manifest: Manifest,
    name: str,
    schema: JsonObject,
    value: JsonObject | None,
    problems: Sequence[Problem],
) -> Form:
    labels = labels_for(manifest, visit.language, name)
    return form_for(schema, labels=labels, value=value, problems=problems, translate=visit.say)


def _upload_rules(visit: Visit, manifest: Manifest) -> UploadRules | None:
    rules = manifest.files
    if rules is None:
        return None
    limit = min(rules.max_bytes, visit.runtime.settings.limits.upload_bytes)
    types = shown_types(visit, rules.accept)
    return UploadRules(types, ",".join(rules.accept), limit, rules.max_count, rules.min_count > 0)


def _file_advice(visit: Visit, problem: Problem) -> str:
    if advice := ADVICE.get(problem.code):
        return visit.say(advice)
    return message_for(problem, visit.say)


def _ending(media_type: str) -> str:
    known = {value: ending for ending, value in MEDIA_TYPES.items()}
    return known.get(media_type) or MimeTypes().guess_extension(media_type) or media_type
