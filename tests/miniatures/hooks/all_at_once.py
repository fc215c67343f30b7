# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Five faults in one module, and one hook that is right."""

from interlink_sdk import Draft, Html, hookimpl


@hookimpl
def instantiate(params):
    return Draft(state=params)


@hookimpl  # <- unknown_hook
def veiw(asset):
    return Html(body=asset.name)


@hookimpl  # <- unknown_hook_argument generator_hook
def edit(param):
    yield param


def delete(asset):  # <- undecorated_hook
    return None


@hookimpl  # <- hook_argument_kind
async def clone(asset, *more):
    return Draft(state=asset.state)
