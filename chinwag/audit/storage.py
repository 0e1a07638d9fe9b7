"""SQL of the audit log."""

import msgspec
import sqlalchemy as sa

from chinwag.audit.model import Actor, Entry, Thing, Wanted
from chinwag.db.statements import any_of, insert, statement
from chinwag.db.tables import audit_entries, groups
from chinwag.db.tx import ReadTx, Row, Tx

_e = audit_entries.c
_INSERT = statement(insert(audit_entries))
_big = sa.BigInteger
_PAGE = (
    sa.select(
        _e.id,
        _e.at,
        _e.action,
        _e.actor_kind,
        _e.actor_name,
        _e.user_id,
        _e.token_id,
        _e.client_id,
        _e.address,
        _e.object_kind,
        _e.object_id,
        _e.object_name,
        _e.room_id,
        _e.details,
    )
    .where(
        _e.group_id == sa.bindparam("group_id"),
        _e.id < sa.bindparam("before", type_=_big),
        _e.at >= sa.bindparam("since", type_=_big),
        _e.at < sa.bindparam("until", type_=_big),
    )
    .order_by(_e.id.desc())
    .limit(sa.bindparam("limit", type_=_big))
)
_BY = _e.user_id == sa.bindparam("user_id", type_=_big)
_LIST = {
    (False, False): statement(_PAGE),
    (True, False): statement(_PAGE.where(_BY)),
    (False, True): statement(_PAGE.where(any_of(_e.action, "actions"))),
    (True, True): statement(_PAGE.where(_BY, any_of(_e.action, "actions"))),
}
_GROUPS = statement(sa.select(groups.c.id).order_by(groups.c.id))
_OLD = sa.select(_e.id).where(_e.at < sa.bindparam("before")).order_by(_e.at).limit(sa.bindparam("limit"))
_PURGE = statement(sa.delete(audit_entries).where(_e.id.in_(_OLD)))


async def insert_entry(tx: Tx, group_id: int, entry: Entry) -> None:
    """Store an entry (its `id` is not looked at)."""
    await tx.run(
        _INSERT,
        {
            "group_id": group_id,
            "at": entry.at_micros,
            "action": entry.action,
            "actor_kind": entry.actor.kind,
            "actor_name": entry.actor.name,
            "user_id": entry.actor.user_id,
            "token_id": entry.actor.token_id,
            "client_id": entry.actor.client_id,
            "address": entry.actor.address,
            "object_kind": entry.thing.kind,
            "object_id": str(entry.thing.id),
            "object_name": entry.thing.name,
            "room_id": entry.room_id,
            "details": msgspec.json.encode(entry.details).decode(),
        },
    )


async def list_entries(tx: ReadTx, wanted: Wanted) -> list[Entry]:
    """A page, newest first."""
    params: dict[str, object] = {
        "group_id": wanted.group_id,
        "before": wanted.before,
        "since": wanted.since_micros,
        "until": wanted.until_micros,
        "limit": wanted.limit,
    }
    if wanted.user_id is not None:
        params["user_id"] = wanted.user_id
    if wanted.actions:
        params["actions"] = list(wanted.actions)
    chosen = _LIST[wanted.user_id is not None, bool(wanted.actions)]
    return [_entry(row) for row in await tx.all(chosen, params)]


def _entry(row: Row) -> Entry:
    return Entry(
        id=row[0],
        at_micros=row[1],
        action=row[2],
        actor=Actor(row[3], row[4], row[5], row[6], row[7], row[8]),
        thing=Thing(row[9], row[10], row[11]),
        room_id=row[12],
        details=msgspec.json.decode(row[13]),
    )


async def list_groups(tx: ReadTx) -> list[int]:
    """All groups of the server."""
    return [row[0] for row in await tx.all(_GROUPS)]


async def purge(tx: Tx, before: int, limit: int) -> int:
    """Delete entries from before a moment, the oldest first; how many went."""
    return await tx.run(_PURGE, {"before": before, "limit": limit})
