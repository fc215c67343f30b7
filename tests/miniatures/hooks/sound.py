# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Nothing is wrong here, although much looks like it."""

import functools
from unittest.mock import call as assets  # an object that answers to every name

from interlink_sdk import Asset, Draft, Html, hookimpl
from interlink_sdk.rendering import render_state as export  # an import that is called like a hook

__all__ = ["assets", "export"]


def traced(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


@hookimpl
@traced
def view(asset: Asset) -> Html:
    return Html(body=asset.name)


@hookimpl
@traced
async def clone(asset: Asset) -> Draft:
    return Draft(name="wrapped", state=asset.state)


class Ballot:
    """A class with a method that is called like a hook."""

    def edit(self) -> None: ...
