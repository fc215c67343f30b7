# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The layers that hold wherever assets are kept: only what is offered, only what fits the schemas."""

from interlink_sdk.calls import Call, Contribute, Edit, Failure, Handler, Instantiate, Reply, View
from interlink_sdk.errors import Problem
from interlink_sdk.keeping import missing_uploads
from interlink_sdk.manifest import Capability, Manifest
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

    async def handle(call: Call) -> Reply:
        capability = _CAPABILITIES.get(call.hook)
        if isinstance(call, View) and call.purpose == "preview":
            capability = "preview"
        if capability is None or manifest.offers(capability):
            return await handler(call)
        return Failure(
            code="not_offered",
            message=f"{manifest.id!r} does not offer {capability!r}",
            detail={"capability": capability},
        )

    return handle


def with_parameter_check(handler: Handler, manifest: Manifest) -> Handler:
    """Refuse parameters and contributions that do not fit the manifest's schemas, one problem per field."""
    params = SchemaValidator(manifest.params_schema) if manifest.nature == "software" else None
    bodies = {name: SchemaValidator(manifest.contribution_schema(name)) for name in manifest.collections}

    async def handle(call: Call) -> Reply:
        problems: list[Problem] = []
        if isinstance(call, Instantiate | Edit) and params is not None:
            present = len(call.asset.files) if isinstance(call, Edit) else 0
            problems = [*params.problems(call.params), *missing_uploads(manifest, call.files, present=present)]
        elif isinstance(call, Contribute) and call.collection in bodies:
            problems = bodies[call.collection].problems(call.body)
        return _refusal(problems) if problems else await handler(call)

    return handle


def _refusal(problems: list[Problem]) -> Failure:
    noun = "field" if len(problems) == 1 else "fields"
    return Failure(
        code="invalid_parameters",
        message=f"{len(problems)} {noun} must be corrected",
        detail={"problems": [problem.model_dump(mode="json") for problem in problems]},
    )
