"""Writing the audit log, in the transaction of what is told; and reading it."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Literal

import structlog

from chinwag.acting import ACTING, Command
from chinwag.audit import storage
from chinwag.audit.model import Action, Actor, Detail, Entry, Thing, Wanted
from chinwag.callers import Caller
from chinwag.clock import to_micros
from chinwag.db.tx import Database, ReadTx, Tx
from chinwag.rooms.model import Room
from chinwag.users.model import User

__all__ = ["list_entries", "note_audit", "note_everywhere", "purge_entries", "thing_of_room", "thing_of_user"]

_log = structlog.get_logger("chinwag.security")

_LONGEST = 300
_AT_ONCE = 500
_NONE: Mapping[str, Detail] = {}
_PLAIN = re.compile(r"[A-Za-z0-9_:. \-]{0,300}")
"""What the security log may hold of a text: nobody can forge a line of it with a name of their choice."""


async def note_audit(
    tx: Tx,
    action: Action,
    thing: Thing,
    *,
    group_id: int,
    room_id: int | None = None,
    by: User | Literal["server"] | None = None,
    facts: Mapping[str, Detail] = _NONE,
    **more: Detail,
) -> None:
    """Write down that the one who acts (`chinwag.acting`) did something: here, and after the commit in the log.

    `room_id`: who may not know of this room will not read of it. `by`: who acts, where that is not the caller.
    `facts` and `more` are the details; they hold no secret.
    """
    actor, details = _actor(by), {**facts, **more}
    entry = Entry(
        id=0,
        at_micros=to_micros(tx.now),
        action=str(action),
        actor=actor,
        thing=thing,
        room_id=room_id,
        details={key: _short(value) for key, value in details.items() if value is not None},
    )
    await storage.insert_entry(tx, group_id, entry)
    tx.after_commit(partial(_log.info, str(action), security=True, **_facts(actor, thing, details)))


async def note_everywhere(tx: Tx, action: Action) -> None:
    """The same for what was done to the whole server: an entry in each of its groups."""
    for group_id in await storage.list_groups(tx):
        await note_audit(tx, action, Thing("server", ""), group_id=group_id)


def thing_of_user(user: User) -> Thing:
    """A person, as entries name them."""
    return Thing("user", user.id, user.name)


def thing_of_room(room: Room) -> Thing:
    """A room, as entries name it. Say `room_id=room.id` with it."""
    return Thing("room", room.id, room.name)


async def list_entries(tx: ReadTx, wanted: Wanted) -> Sequence[Entry]:
    """Entries of a group, newest first. The caller of this leaves out what its reader may not know."""
    return await storage.list_entries(tx, wanted)


async def purge_entries(db: Database, before: datetime) -> None:
    """Delete the entries from before a moment, in parts, so that messages get their turn."""
    part = _AT_ONCE
    while part == _AT_ONCE:
        async with db.begin() as tx:
            part = await storage.purge(tx, to_micros(before), _AT_ONCE)


def _actor(by: User | Literal["server"] | None) -> Actor:
    acting = ACTING.get()
    if acting is None or by == "server":
        return Actor("server", "")
    if isinstance(acting, Command):
        return Actor("command", "")
    address = acting.client_address[:_LONGEST]
    if by is not None:
        return Actor("person", by.name, user_id=by.id, address=address)
    return _actor_of(acting.caller, address)


def _actor_of(caller: Caller, address: str) -> Actor:
    if not caller.credential:
        return Actor("server", "", address=address)  # a page that needs nobody signed in
    return Actor(
        "integration" if caller.user_id is None else "person",
        caller.name,
        user_id=caller.user_id,
        token_id=caller.token_id,
        client_id=caller.client_id,
        address=address,
    )


def _short(value: Detail) -> Detail:
    if isinstance(value, str):
        return value[:_LONGEST]
    if isinstance(value, list):
        return [item[:_LONGEST] for item in value[:100]]
    return value


def _facts(actor: Actor, thing: Thing, details: dict[str, Detail]) -> dict[str, object]:
    facts: dict[str, object] = {f"{thing.kind}_id".replace("-", ""): thing.id}
    facts |= {"by": actor.user_id or actor.client_id or actor.kind, "by_token": actor.token_id}
    facts |= {key: value for key, value in details.items() if not isinstance(value, list)}
    return {
        key: value
        for key, value in facts.items()
        if value is not None and (not isinstance(value, str) or _PLAIN.fullmatch(value))
    }
