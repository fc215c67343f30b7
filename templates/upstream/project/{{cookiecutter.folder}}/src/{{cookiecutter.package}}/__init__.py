# SPDX-FileCopyrightText: {{ cookiecutter.year }} {{ cookiecutter.author }}
# SPDX-License-Identifier: {{ cookiecutter.licence }}
"""Pads whose text lives in another web service.

The state is the last text that is known, so that a pad can be listed, exported and restored while
the service is away. The service's own name of a pad is the asset's `external_id`.
"""

from html import escape

from interlink_sdk import Asset, Context, Draft, File, Health, Html, JsonObject, UpstreamFailed, hookimpl

from .client import Upstream


@hookimpl
def instantiate(params: JsonObject, context: Context) -> Draft:
    """Make a pad in the service; the same operation, asked again, finds the pad that it made."""
    pad = _upstream(context).create(str(params.get("text", "")), key=context.operation_id)
    return Draft(name=str(params["title"]), state=params, external_id=pad)


@hookimpl
def edit(asset: Asset, params: JsonObject, context: Context) -> Draft:
    """Write the text into the service; one that has lost the pad gets it anew."""
    upstream, text = _upstream(context), str(params.get("text", ""))
    pad = asset.external_id
    if pad is None or not upstream.write(pad, text):
        pad = upstream.create(text, key=context.operation_id)
    return Draft(name=str(params["title"]), state=params, external_id=pad)


@hookimpl
def clone(asset: Asset, context: Context) -> Draft:
    """Make another pad with the present text, so that neither changes with the other."""
    text = _text_of(asset, context)
    pad = _upstream(context).create(text, key=context.operation_id)
    return Draft(name=asset.name, state=_state(asset, text), external_id=pad)


@hookimpl
def restore(asset: Asset, context: Context) -> Draft:
    """Make a pad of the last known text: the pad that a bundle comes from is somebody else's."""
    pad = _upstream(context).create(str(asset.state.get("text", "")), key=context.operation_id)
    return Draft(name=asset.name, state=asset.state, external_id=pad)


@hookimpl
def delete(asset: Asset, context: Context) -> None:
    """Delete the pad; one that is gone already is as good."""
    if asset.external_id is not None:
        _upstream(context).delete(asset.external_id)


@hookimpl
def view(asset: Asset, context: Context) -> Html:
    """Show the present text."""
    text = escape(_text_of(asset, context))
    return Html(title=asset.name, body=f"<h1>{escape(asset.name)}</h1><p>{text}</p>", styles=STYLES)


@hookimpl
def export(asset: Asset, context: Context) -> File:
    """Write the present text."""
    text = _text_of(asset, context) or asset.name
    return File(name="pad.txt", media_type="text/plain", content=text.encode())


@hookimpl
def health(context: Context) -> Health:
    """Ask the service, once and shortly."""
    try:
        _upstream(context).ping()
    except UpstreamFailed as error:
        return Health(status="failing", detail=error.message)
    return Health()


STYLES = "h1, p { overflow-wrap: anywhere; } p { white-space: pre-wrap; max-width: 46rem; }"


def _upstream(context: Context) -> Upstream:
    return Upstream.of(context.settings, deadline_s=context.deadline_s)


def _text_of(asset: Asset, context: Context) -> str:
    """Return the present text; the last known one where the service has lost the pad."""
    found = _upstream(context).read(asset.external_id) if asset.external_id else None
    return str(asset.state.get("text", "")) if found is None else found


def _state(asset: Asset, text: str) -> JsonObject:
    return {**asset.state, "text": text} if text or "text" in asset.state else asset.state
