# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The layers that hold wherever assets are kept: only what is offered, only what fits the schemas."""

from interlink_sdk.calls import Call, Contribute, Edit, Failure, Handler, Instantiate, Reply, View
from interlink_sdk.errors import InterlinkError, InvalidParameters, InvalidReply, NotOffered, Problem, detail_of
from interlink_sdk.keeping import missing_uploads
from interlink_sdk.manifest import Capability, Manifest, offered_capabilities
from interlink_sdk.validation import SchemaValidator

_CAPABILITIES: dict[str, Capability] = {
    "instantiate": "instantiate",
    "view": "view",
    "edit": "edit",
    "contribute": "contribute",
    "clone": "clone",
    "export": "export",
    "delete": "delete",
}
"""Which capability a hook needs; restore, migrate, assets and health are the keeper's own questions."""


def gated(handler: Handler, manifest: Manifest) -> Handler:
    """Put both layers on *handler*."""
    return with_capability_gate(with_parameter_check(handler, manifest), manifest)


def with_capability_gate(handler: Handler, manifest: Manifest) -> Handler:
    """Let through only what the manifest offers."""
    offered = frozenset(offered_capabilities(manifest))

    async def handle(call: Call) -> Reply:
        capability = _CAPABILITIES.get(call.hook)
        if isinstance(call, View) and call.purpose == "preview":
            capability = "preview"
        if capability is None or capability in offered:
            return await handler(call)
        return _failure(NotOffered(f"{manifest.id!r} does not offer {capability!r}", capability=capability))

    return handle


def with_parameter_check(handler: Handler, manifest: Manifest) -> Handler:
    """Refuse parameters and contributions that do not fit the manifest's schemas, one problem per field."""
    params = SchemaValidator(manifest.params_schema) if manifest.offers("instantiate") else None
    bodies = {name: SchemaValidator(manifest.contribution_schema(name)) for name in manifest.collections}

    async def handle(call: Call) -> Reply:
        problems: list[Problem] = []
        body = bodies.get(call.collection) if isinstance(call, Contribute) else None
        if isinstance(call, Instantiate | Edit) and params is not None:
            present = len(call.asset.files) if isinstance(call, Edit) else 0
            problems = [*params.problems(call.params), *missing_uploads(manifest, call.files, present=present)]
        elif isinstance(call, Contribute) and body is not None:
            problems = body.problems(call.body)
        if problems:
            return _failure(InvalidParameters(_count(problems), problems=problems))
        reply = await handler(call)
        # what is kept must come back from a bundle, so what a hook makes of an entry must fit as well
        if body is not None and reply.ok and (unfit := body.problems(reply.value.body)):
            return _failure(InvalidReply(f"the entry that {manifest.id!r} returned does not fit", problems=unfit))
        return reply

    return handle


def _count(problems: list[Problem]) -> str:
    return "1 field must be corrected" if len(problems) == 1 else f"{len(problems)} fields must be corrected"


def _failure(error: InterlinkError) -> Failure:
    return Failure(code=error.code, message=error.message, detail=detail_of(error))
