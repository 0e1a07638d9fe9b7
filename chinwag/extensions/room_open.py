"""Opening a page of an add-on in a room: which address it has, and for whom it is signed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from chinwag.callers import Caller
from chinwag.db.tx import ReadTx
from chinwag.errors import NotFound
from chinwag.extensions.model import WORDS, Extension
from chinwag.extensions.room_list import RoomAddon, find_room_addon
from chinwag.extensions.templates import fill
from chinwag.rooms.model import Room
from chinwag.users.model import User
from chinwag.users.service import get_users

PageKind = Literal["webPanel", "dialog", "externalPage", "configurable"]
PAGE_KINDS: tuple[PageKind, ...] = ("webPanel", "dialog", "externalPage", "configurable")
CONFIGURABLE: Literal["configurable"] = "configurable"
"""The key of the one page of the kind of this name: a descriptor gives it none."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be opened. `is_signed`: the add-on wants to know by whom."""

    client_id: str
    kind: PageKind
    url: str
    is_signed: bool
    user: User


async def find_page(
    tx: ReadTx,
    caller: Caller,
    room: Room,
    client_id: str,
    kind: str,
    key: str,
    values: Mapping[str, Any],
) -> Page:
    """A page of an add-on in a room, its address filled in, not signed. NotFound when the caller may not open it."""
    addon = await find_room_addon(tx, caller, room, client_id)
    user = await acting_person(tx, caller)
    if kind == CONFIGURABLE and key == CONFIGURABLE and addon.configurable is not None:
        url, signs = addon.configurable.url, addon.configurable.authentication == "jwt"
        return Page(client_id, CONFIGURABLE, fill(url, values), signs, user)
    for known in PAGE_KINDS:
        if known == kind and known != CONFIGURABLE:
            fields = _fields(find_module(addon, known, key))
            signs = fields.get("authentication", "jwt") == "jwt"
            return Page(client_id, known, fill(fields["url"], values), signs, user)
    raise NotFound(f"This add-on has no {kind} {key} here.")


def find_module(addon: RoomAddon, kind: str, key: str) -> Extension:
    """A module of an add-on in the room."""
    for module in addon.modules:
        if module.key == key and module.kind == kind:
            return module
    words: dict[str, str] = {known: words.in_titles for known, words in WORDS.items()}
    raise NotFound(f"This add-on has no {words.get(kind, kind)} {key} here.")


async def find_signer(tx: ReadTx, caller: Caller, room: Room, client_id: str, key: str) -> User:
    """The person for whom a page of an add-on, known by its key, may ask for a JWT."""
    addon = await find_room_addon(tx, caller, room, client_id)
    is_known = any(module.key == key for module in addon.modules)
    if not is_known and not (key == CONFIGURABLE and addon.configurable is not None):
        raise NotFound(f"This add-on has no module {key} here.")
    return await acting_person(tx, caller)


async def acting_person(tx: ReadTx, caller: Caller) -> User:
    """The person who calls."""
    people = await get_users(tx, caller.group_id, [caller.acting_user])
    return people[caller.acting_user]


def _fields(module: Extension) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads(module.module)
    return fields
