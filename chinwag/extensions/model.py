"""Modules that add-ons put into the client: glances, web panels, dialogs, actions, external pages."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from chinwag.scopes import Scope

Kind = Literal["glance", "webPanel", "dialog", "action", "externalPage"]
KINDS: tuple[Kind, ...] = get_args(Kind)

MODULES_OF_ADDON = 50
"""How many modules an add-on may have in one room, and as many for all rooms (our choice)."""
MODULE_LIMIT = 16_384
"""Characters of a module's JSON (our choice)."""
METADATA_LIMIT = 8_192
"""Characters of the JSON of a glance's metadata (our choice)."""
UPDATES_AT_ONCE = 50
"""Glances in one push (our choice)."""

LINK_TTL_S = 7 * 24 * 3600
"""The longest life of an integration link (our choice)."""
LINKS_OF_ADDON = 1_000
"""Live integration links of one add-on (our choice)."""


@dataclass(frozen=True, slots=True)
class Words:
    """How a kind of module is written: in method ids, in titles, with its article."""

    in_ids: str
    in_titles: str
    with_article: str


WORDS: dict[Kind, Words] = {
    "glance": Words("glance", "glance", "a glance"),
    "webPanel": Words("web_panel", "web panel", "a web panel"),
    "dialog": Words("dialog", "dialog", "a dialog"),
    "action": Words("action", "action", "an action"),
    "externalPage": Words("external_page", "external page", "an external page"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A registered module. `room_id` None: of all rooms that its add-on sees."""

    id: int
    group_id: int
    client_id: str
    room_id: int | None
    kind: Kind
    key: str
    module: str
    """JSON as it was sent."""
    is_declared: bool
    """By the add-on's descriptor: then the API cannot change it."""
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientOfAddon:
    """An add-on as the client needs it. `room_id` None: it works in all rooms."""

    id: str
    group_id: int
    room_id: int | None
    key: str
    name: str
    scopes: frozenset[Scope]
    descriptor: str | None
    """JSON; None: an admin made its credentials by hand."""
    is_disabled: bool


@dataclass(frozen=True, slots=True)
class IntegrationLink:
    """A short-lived address that leads to `target`, a page of the add-on that made it."""

    client_id: str
    group_id: int
    target: str
    expires_at: datetime
