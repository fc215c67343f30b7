# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What can be said of a dialect."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Encoding = Literal["json", "untyped_json", "multipart", "form"]
"""How the body of a create travels; `untyped_json` is JSON without a Content-Type."""
Style = Literal["none", "bearer", "raw", "cookie", "secret"]
"""How a credential travels; `secret` is the platform's shared secret, as it is, in Authorization."""
Place = Annotated[str, StringConstraints(pattern=r"^/[^\s?#]*$", max_length=200)]
"""A path under the service's address; `{id}` stands for an asset."""
Body = dict[str, Any]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Create(_Table):
    """How an asset is made."""

    path: Place
    encoding: Encoding = "json"
    part: str = "file"
    """The name of the part that carries the file, where the encoding is multipart."""
    sample: Body
    """A body that the service takes; for multipart `file` is the name, `content` the text of the file."""
    localised: Body | None = None
    """A body whose title is in several languages, as the service's own page sends it."""
    forged: Body | None = None
    """A body that names what only the service may decide: identifier, times, type."""
    parent: Place | None = None
    """A file of the service's own that a name with `../` would reach."""


class Trial(_Table):
    """Another way to make an asset, for one purpose."""

    path: Place
    body: Body


class Update(_Table):
    """How an asset is changed."""

    path: Place
    method: Literal["PUT", "PATCH", "POST"] = "PUT"
    sample: Body
    forged: Body
    """A change of what only the service may decide."""
    forged_on: Body | None = None
    """What the asset that the forged change is tried on is made from."""
    identified: Body
    """A change that names another identifier."""


class Listing(_Table):
    """Where the assets are listed, and what an item calls things."""

    path: Place
    items: str = ""
    """The key that holds the items; empty where the answer is the list itself."""
    id: str = "id"
    name: str = "name"


class Entries(_Table):
    """Where people's answers to an asset are sent and read."""

    path: Place
    sample: Body
    person: str = "user_id"
    """The key that names who answered."""


class Dialect(_Table):
    """How one family of services speaks INTERLINK's HTTP contract."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
    title: str
    assets: Place = "/assets"
    create: Create
    id_field: Literal["id", "_id"] = "id"
    delete_successes: tuple[Annotated[int, Field(ge=200, le=404)], ...] = (204,)
    """Statuses that say that an asset is gone."""
    credential: Style = "bearer"
    delete_credential: Style = "bearer"
    unknown_is_500: bool = False
    """Whether the service answers 500 where it does not know an asset."""
    time_zone: str = "UTC"
    """The zone of times without an offset."""
    listing: Listing | None = None
    update: Update | None = None
    entries: Entries | None = None
    named: Trial | None = None
    """Makes an asset whose name is to be `{name}`."""
    undownloadable: Trial | None = None
    """Makes an asset that cannot be downloaded."""
    capabilities: dict[str, bool] = {}
    """What the service offers, or not, whatever else says so."""
    marks: tuple[Place, ...] = ()
    """Paths that together are found in this service's OpenAPI document only."""
