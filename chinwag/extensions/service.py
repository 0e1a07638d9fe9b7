"""What may happen to the modules of add-ons."""

from collections.abc import Sequence
from dataclasses import replace

from chinwag.callers import Caller
from chinwag.db.tx import ReadTx, Tx
from chinwag.errors import BadRequest, Conflict, Forbidden, NotFound, Unauthorized
from chinwag.extensions import storage
from chinwag.extensions.changes import tell_change
from chinwag.extensions.model import MODULES_OF_ADDON, WORDS, Extension, Kind
from chinwag.rooms.model import Room
from chinwag.rooms.service import require_live


def addon_of(caller: Caller) -> str:
    """The oauthId of the calling add-on; Forbidden for tokens that belong to none."""
    if caller.client_id is None:
        raise Forbidden("Only an add-on may do this. Install one, and call with its token.")
    return caller.client_id


async def hold_addon(tx: Tx, client_id: str) -> None:
    """Keep others from registering for the same add-on until the transaction ends; Unauthorized: it was removed."""
    if not await storage.hold_addon(tx, client_id):
        raise Unauthorized("The add-on of this token was removed.")


async def find_extension(tx: ReadTx, caller: Caller, room: Room | None, kind: Kind, key: str) -> Extension:
    """A module of the calling add-on: in a room, or of all rooms. Those of others do not exist."""
    found = await storage.get_extension(tx, addon_of(caller), None if room is None else room.id, key)
    if found is None or found.kind != kind:
        raise NotFound(f"{WORDS[kind].in_titles.capitalize()} {key} not found")
    return found


async def put_extension(
    tx: Tx, caller: Caller, room: Room | None, kind: Kind, key: str, module: str
) -> Extension:
    """Register a module of the calling add-on, or replace it. `module` is checked JSON text."""
    client_id, room_id = addon_of(caller), None if room is None else room.id
    if room is not None:
        require_live(room)
    await hold_addon(tx, client_id)
    known = await storage.get_extension(tx, client_id, room_id, key)
    if known is not None:
        if known.kind != kind:
            raise Conflict(
                f"The key {key} is that of {WORDS[known.kind].with_article} of this add-on. Use another key."
            )
        _require_not_declared(known)
        await storage.update_extension(tx, known.id, module)
        tell_change(tx, known.group_id, room_id)
        return replace(known, module=module)
    if await storage.count_extensions(tx, client_id, room_id) >= MODULES_OF_ADDON:
        where = "for all rooms" if room is None else "in this room"
        raise BadRequest(
            f"This add-on has {MODULES_OF_ADDON} modules {where} already, and that is the most. Delete one first."
        )
    number = await storage.insert_extension(
        tx,
        group_id=caller.group_id,
        client_id=client_id,
        room_id=room_id,
        kind=kind,
        key=key,
        module=module,
        is_declared=False,
    )
    tell_change(tx, caller.group_id, room_id)
    return Extension(
        id=number,
        group_id=caller.group_id,
        client_id=client_id,
        room_id=room_id,
        kind=kind,
        key=key,
        module=module,
        is_declared=False,
        created_at=tx.now,
    )


async def delete_extension(tx: Tx, extension: Extension) -> None:
    """Take a module away, with what was pushed to it."""
    _require_not_declared(extension)
    await storage.delete_extension(tx, extension)
    tell_change(tx, extension.group_id, extension.room_id)


def _require_not_declared(extension: Extension) -> None:
    if extension.is_declared:
        raise Forbidden(
            f"The add-on's descriptor declares the {WORDS[extension.kind].in_titles} {extension.key}. "
            "Change the descriptor and update the add-on."
        )


async def declare_extensions(
    tx: Tx, group_id: int, room_id: int | None, client_id: str, modules: Sequence[tuple[Kind, str, str]]
) -> None:
    """Make the modules that an add-on's descriptor declares these: kind, key and checked JSON text of each.

    One that the add-on registered under the same key gives way.
    """
    known = {module.key: module for module in await storage.list_extensions(tx, client_id)}
    for kind, key, text in modules:
        same = known.pop(key, None)
        if same is not None and same.kind == kind and same.is_declared:
            await storage.update_extension(tx, same.id, text)
            continue
        if same is not None:
            await storage.delete_extension(tx, same)
        await storage.insert_extension(
            tx,
            group_id=group_id,
            client_id=client_id,
            room_id=room_id,
            kind=kind,
            key=key,
            module=text,
            is_declared=True,
        )
    for gone in known.values():
        if gone.is_declared:
            await storage.delete_extension(tx, gone)
