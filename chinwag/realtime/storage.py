"""SQL of the live events: the order of a group, what came after a cursor, who may see which chat."""

from collections import defaultdict
from collections.abc import Iterable

import msgspec
import sqlalchemy as sa

from chinwag.db.statements import any_of, statement
from chinwag.db.tables import (
    events,
    messages,
    oauth_clients,
    private_chats,
    room_members,
    rooms,
    sequences,
    tokens,
    users,
    web_sessions,
)
from chinwag.db.tx import ReadTx, Row, Tx
from chinwag.realtime.audience import Audience, nobody, private_chat
from chinwag.realtime.events import LiveEvent

_GROUP = sa.bindparam("group_id", type_=sa.BigInteger)
_AFTER = sa.bindparam("after", type_=sa.BigInteger)
_UPTO = sa.bindparam("upto", type_=sa.BigInteger)
_LIMIT = sa.bindparam("limit", type_=sa.BigInteger)

_LAST_SEQ = statement(sa.select(sequences.c.last_seq).where(sequences.c.group_id == _GROUP))
_LAST_SEQS = statement(
    sa.select(sequences.c.group_id, sequences.c.last_seq).where(any_of(sequences.c.group_id, "ids"))
)
_EVENTS = statement(
    sa.select(events.c.seq, events.c.type, events.c.chat_id, events.c.user_id, events.c.payload)
    .where(
        events.c.group_id == _GROUP,
        events.c.seq > _AFTER,
        events.c.seq <= _UPTO,
        sa.or_(
            sa.bindparam("to_all", type_=sa.Boolean(create_constraint=False)) == sa.true(),
            events.c.user_id.is_(None),
            events.c.user_id == sa.bindparam("to", type_=sa.BigInteger),
        ),
    )
    .order_by(events.c.seq)
    .limit(_LIMIT)
)
_COUNT_EVENTS = statement(
    sa.select(sa.func.count()).where(
        events.c.group_id == _GROUP, events.c.seq > _AFTER, events.c.seq <= _UPTO
    )
)
_COUNT_MESSAGES = statement(
    sa.select(sa.func.count()).where(
        messages.c.group_id == _GROUP, messages.c.seq > _AFTER, messages.c.seq <= _UPTO
    )
)
_PRUNE = statement(sa.delete(events).where(events.c.at < sa.bindparam("before", type_=sa.BigInteger)))

_ROOM = (
    rooms.c.id,
    rooms.c.privacy,
    rooms.c.delegate_admin_visibility,
    rooms.c.is_deleted,
    rooms.c.owner_id,
)
_ROOMS = statement(sa.select(*_ROOM).where(rooms.c.group_id == _GROUP))
_ROOM_BY_ID = statement(sa.select(*_ROOM).where(rooms.c.group_id == _GROUP, rooms.c.id == sa.bindparam("id")))
_MEMBERS = statement(
    sa.select(room_members.c.room_id, room_members.c.user_id).where(room_members.c.group_id == _GROUP)
)
_MEMBERS_OF = statement(sa.select(room_members.c.user_id).where(room_members.c.room_id == sa.bindparam("id")))
_PAIRS = statement(
    sa.select(private_chats.c.id, private_chats.c.low_user_id, private_chats.c.high_user_id).where(
        private_chats.c.group_id == _GROUP, any_of(private_chats.c.id, "ids")
    )
)

_LIVE_TOKENS = statement(
    sa.select(tokens.c.hash)
    .outerjoin(users, users.c.id == tokens.c.user_id)
    .outerjoin(oauth_clients, oauth_clients.c.id == tokens.c.client_id)
    .where(
        any_of(tokens.c.hash, "hashes"),
        sa.func.coalesce(users.c.is_deleted, sa.false()) == sa.false(),
        sa.func.coalesce(oauth_clients.c.is_deleted, sa.false()) == sa.false(),
    )
)
_LIVE_SESSIONS = statement(
    sa.select(web_sessions.c.hash)
    .join(users, users.c.id == web_sessions.c.user_id)
    .where(any_of(web_sessions.c.hash, "hashes"), sa.not_(users.c.is_deleted))
)


async def get_last_seq(tx: ReadTx, group_id: int) -> int:
    """The number of the group's newest durable event; 0 before the first."""
    return int(await tx.value(_LAST_SEQ, {"group_id": group_id}) or 0)


async def list_last_seqs(tx: ReadTx, group_ids: Iterable[int]) -> dict[int, int]:
    """The same for several groups."""
    return dict(await tx.all(_LAST_SEQS, {"ids": list(group_ids)}))


def _event(group_id: int, row: Row) -> LiveEvent:
    seq, kind, chat_id, user_id, payload = row
    return LiveEvent(kind, group_id, msgspec.Raw(payload.encode()), chat_id, user_id, seq)


async def list_events(
    tx: ReadTx, group_id: int, after: int, upto: int, limit: int, *, viewer_id: int | None = None
) -> list[LiveEvent]:
    """Durable events but messages, after one number and up to another, in order.

    With `viewer_id` those to other persons alone are left out.
    """
    span = {"group_id": group_id, "after": after, "upto": upto, "limit": limit}
    rows = await tx.all(_EVENTS, {**span, "to_all": viewer_id is None, "to": viewer_id or 0})
    return [_event(group_id, row) for row in rows]


async def count_kept(tx: ReadTx, group_id: int, after: int, upto: int) -> int:
    """How many durable events of a range are still there; fewer than its width = some were pruned."""
    span = {"group_id": group_id, "after": after, "upto": upto}
    return int(await tx.value(_COUNT_EVENTS, span)) + int(await tx.value(_COUNT_MESSAGES, span))


async def prune_events(tx: Tx, before: int) -> int:
    """Forget events older than a time in microseconds; clients that lag behind it start afresh."""
    return await tx.run(_PRUNE, {"before": before})


def _audience(row: Row, members: Iterable[int], *, with_deleted: bool = False) -> Audience:
    room_id, privacy, to_admins, is_deleted, owner_id = row
    if is_deleted and not with_deleted:
        return nobody(room_id)
    is_open = privacy == "public"
    people = frozenset((*members, owner_id)) if is_open else frozenset(members)
    return Audience(room_id, people, is_open=is_open, to_admins=bool(to_admins))


async def list_room_audiences(tx: ReadTx, group_id: int) -> dict[int, Audience]:
    """Who may see which room of a group."""
    members = defaultdict(list)
    for room_id, user_id in await tx.all(_MEMBERS, {"group_id": group_id}):
        members[room_id].append(user_id)
    found = await tx.all(_ROOMS, {"group_id": group_id})
    return {row[0]: _audience(row, members[row[0]]) for row in found}


async def get_room_audience(
    tx: ReadTx, group_id: int, room_id: int, *, with_deleted: bool = False
) -> Audience | None:
    """Who may see a room; None when the id is no room. `with_deleted`: or could, when it is gone."""
    row = await tx.one(_ROOM_BY_ID, {"group_id": group_id, "id": room_id})
    if row is None:
        return None
    members = [user_id for (user_id,) in await tx.all(_MEMBERS_OF, {"id": room_id})]
    return _audience(row, members, with_deleted=with_deleted)


async def list_private_audiences(tx: ReadTx, group_id: int, chat_ids: Iterable[int]) -> dict[int, Audience]:
    """The people of some one-to-one chats; ids that are something else are left out."""
    rows = await tx.all(_PAIRS, {"group_id": group_id, "ids": list(chat_ids)})
    return {chat_id: private_chat(chat_id, low, high) for chat_id, low, high in rows}


async def list_live_credentials(tx: ReadTx, keys: Iterable[str]) -> set[str]:
    """Those of some keys ("token:<hash>", "session:<hash>") whose row, person and add-on still live."""
    of_kind: dict[str, list[str]] = {"token": [], "session": []}
    for key in keys:
        kind, _, digest = key.partition(":")
        of_kind[kind].append(digest)
    live = set()
    for kind, asked in (("token", _LIVE_TOKENS), ("session", _LIVE_SESSIONS)):
        if of_kind[kind]:
            live |= {f"{kind}:{digest}" for (digest,) in await tx.all(asked, {"hashes": of_kind[kind]})}
    return live
