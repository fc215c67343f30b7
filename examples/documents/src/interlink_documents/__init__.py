# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Documents: a file with a title, shown safely, given back unchanged.

The file is the platform's; the state only says what it is about and how often it was replaced. Each
preview library is imported where it is used, so that opening the interlinker costs nothing.
"""

from pathlib import PurePath

from interlink_documents.document import Document
from interlink_documents.media import is_as_declared
from interlink_documents.page import page_for, texts_for
from interlink_documents.previews import EXPORT, VIEW, preview_of, text_of
from interlink_sdk import Asset, Context, Draft, File, Html, InvalidParameters, JsonObject, hookimpl
from interlink_sdk.errors import Problem

MAX_TITLE_CHARACTERS = 200


@hookimpl
def instantiate(params: JsonObject, files: tuple[File, ...], context: Context) -> Draft:
    """Keep the file as it came; without a title its name is the title."""
    return _draft({"title": _title_from(files[0]), **_given(params)}, files[0], context)


@hookimpl
def edit(asset: Asset, params: JsonObject, files: tuple[File, ...], context: Context) -> Draft:
    """Take a new file as the next revision; without one only the texts change."""
    kept, present = Document.model_validate(asset.state), asset.files[0]
    file = files[0] if files else present
    revision = kept.revision + (file.sha256 != present.sha256)
    return _draft({"title": kept.title, **_given(params), "revision": revision}, file, context)


@hookimpl
def view(asset: Asset, context: Context) -> Html:
    """Show what the document is about, a link to it, and its beginning."""
    file = asset.files[0]
    return page_for(Document.model_validate(asset.state), file, preview_of(file, VIEW), context.locale)


@hookimpl
def export(asset: Asset, format: str) -> File:  # noqa: A002 - the contract's word
    """Return the original, which costs nothing, or its text."""
    file = asset.files[0]
    if format == "original":
        return file
    preview = preview_of(file, EXPORT)
    text = text_of(preview.html) + "[…]\n" * (preview.shown is not None) if preview else ""
    content = f"{asset.name}\n\n{text}".encode()
    return File(name=f"{PurePath(file.name).stem}.txt", media_type="text/plain", content=content)


def _draft(state: JsonObject, file: File, context: Context) -> Draft:
    if not is_as_declared(file):
        fix = texts_for(context.locale)["choose_another"]
        problem = Problem(code="content", key="files", found="other content", expected=file.media_type, fix=fix)
        raise InvalidParameters(fix, problems=[problem])
    document = Document.model_validate(state)
    return Draft(name=document.title, state=document.model_dump(mode="json", exclude_defaults=True), files=(file,))


def _given(params: JsonObject) -> JsonObject:
    return {name: value for name, value in params.items() if str(value).strip()}


def _title_from(file: File) -> str:
    return (PurePath(file.name).stem.replace("_", " ").strip() or file.name)[:MAX_TITLE_CHARACTERS]
