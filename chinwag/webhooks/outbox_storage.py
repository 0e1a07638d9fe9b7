"""SQL of the outbox: which webhooks hear, and the rows of `deliveries` that they get."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import sqlalchemy as sa

from chinwag.db.statements import any_of, insert, statement
from chinwag.db.tables import (
    deliveries,
    installations,
    oauth_clients,
    room_members,
    rooms,
    tokens,
    users,
    webhooks,
)
from chinwag.db.tx import ReadTx, Tx
from chinwag.scopes import parse_scopes
from chinwag.webhooks.delivery_model import NewDelivery, Target
from chinwag.webhooks.model import Owner

_IS_MEMBER = sa.exists().where(room_members.c.room_id == rooms.c.id, room_members.c.user_id == users.c.id)
_PERSON_SEES_ROOM = sa.or_(
    sa.and_(rooms.c.privacy == sa.literal_column("'public'"), sa.not_(users.c.is_guest)),
    sa.and_(
        users.c.role.in_(("owner", "admin")),
        sa.func.coalesce(rooms.c.delegate_admin_visibility, sa.false()),
    ),
    _IS_MEMBER,
)
_ROOM = sa.bindparam("room_id", type_=sa.BigInteger)
_OBSTACLE = sa.case(
    (webhooks.c.is_deleted, sa.literal_column("'The webhook was deleted.'")),
    (rooms.c.id.is_(None), sa.literal_column("'The room was deleted.'")),
    (
        sa.and_(rooms.c.is_deleted, webhooks.c.event != sa.literal_column("'room_deleted'")),
        sa.literal_column("'The room was deleted.'"),
    ),
    (
        sa.and_(webhooks.c.room_id.is_not(None), webhooks.c.room_id != _ROOM),
        sa.literal_column("'The webhook is of another room.'"),
    ),
    (
        sa.and_(
            webhooks.c.client_id.is_not(None),
            sa.or_(oauth_clients.c.id.is_(None), oauth_clients.c.is_deleted),
        ),
        sa.literal_column("'The add-on was removed.'"),
    ),
    (
        sa.and_(oauth_clients.c.room_id.is_not(None), oauth_clients.c.room_id != _ROOM),
        sa.literal_column("'The add-on is installed in another room.'"),
    ),
    (
        sa.func.coalesce(installations.c.is_disabled, sa.false()),
        sa.literal_column("'The add-on is switched off.'"),
    ),
    (
        sa.and_(webhooks.c.token_id.is_not(None), tokens.c.id.is_(None)),
        sa.literal_column("'The token that made the webhook was deleted.'"),
    ),
    (
        tokens.c.expires_at <= sa.bindparam("steady_now", type_=sa.BigInteger),
        sa.literal_column("'The token that made the webhook has expired.'"),
    ),
    (
        sa.and_(
            webhooks.c.user_id.is_not(None),
            sa.or_(users.c.id.is_(None), users.c.is_deleted),
        ),
        sa.literal_column("'The person who made the webhook was removed.'"),
    ),
    (
        sa.and_(webhooks.c.user_id.is_not(None), sa.not_(_PERSON_SEES_ROOM)),
        sa.literal_column("'The person who made the webhook may not see the room any more.'"),
    ),
    else_=sa.null(),
)
_JOINED = (
    webhooks.outerjoin(rooms, sa.and_(rooms.c.id == _ROOM, rooms.c.group_id == webhooks.c.group_id))
    .outerjoin(oauth_clients, oauth_clients.c.id == webhooks.c.client_id)
    .outerjoin(installations, installations.c.client_id == webhooks.c.client_id)
    .outerjoin(tokens, tokens.c.id == webhooks.c.token_id)
    .outerjoin(users, users.c.id == webhooks.c.user_id)
)
_HEARING = statement(
    sa.select(webhooks.c.id)
    .select_from(_JOINED)
    .where(any_of(webhooks.c.id, "ids"), webhooks.c.switched_off.is_(None), _OBSTACLE.is_(None))
    .order_by(webhooks.c.id)
)
_actor = users.alias("actor")
_TARGET = statement(
    sa.select(
        webhooks.c.url,
        webhooks.c.authentication,
        webhooks.c.pattern,
        webhooks.c.client_id,
        webhooks.c.token_id,
        webhooks.c.user_id,
        _OBSTACLE,
        oauth_clients.c.secret_sealed,
        _actor.c.timezone,
        sa.func.coalesce(oauth_clients.c.name, users.c.name, tokens.c.label, sa.literal_column("''")),
        sa.func.coalesce(oauth_clients.c.scopes, tokens.c.scopes),
        webhooks.c.name,
        webhooks.c.switched_off.is_not(None),
    )
    .select_from(_JOINED.outerjoin(_actor, _actor.c.id == sa.bindparam("actor_id", type_=sa.BigInteger)))
    .where(webhooks.c.id == sa.bindparam("webhook_id"))
)
_OF_GROUP = statement(
    sa.select(
        webhooks.c.id,
        webhooks.c.room_id,
        webhooks.c.event,
        webhooks.c.pattern,
        webhooks.c.url,
        webhooks.c.client_id,
        webhooks.c.token_id,
        webhooks.c.user_id,
    )
    .where(
        webhooks.c.group_id == sa.bindparam("group_id"),
        sa.not_(webhooks.c.is_deleted),
        webhooks.c.switched_off.is_(None),
    )
    .order_by(webhooks.c.id)
)
_INSERT = statement(
    insert(
        deliveries,
        "group_id", "webhook_id", "room_id", "uuid", "receiver", "event", "body", "user_id", "attempts",
        "due_at", "created_at",
    ).values(state="waiting")
)  # fmt: skip

_scopes = lru_cache(maxsize=256)(parse_scopes)


@dataclass(frozen=True, slots=True)
class HookRow:
    """What the index keeps of a webhook."""

    id: int
    room_id: int | None
    event: str
    pattern: str
    url: str
    owner: Owner


async def list_hooks(tx: ReadTx, group_id: int) -> list[HookRow]:
    """All webhooks of a group that are called."""
    rows = await tx.all(_OF_GROUP, {"group_id": group_id})
    return [HookRow(row[0], row[1], row[2], row[3], row[4], Owner(*row[5:8])) for row in rows]


async def list_hearing(tx: ReadTx, ids: Sequence[int], room_id: int, steady_now: int) -> list[int]:
    """Those of some webhooks whose owner still reaches the room, by id."""
    params = {"ids": list(ids), "room_id": room_id, "steady_now": steady_now}
    return [row[0] for row in await tx.all(_HEARING, params)]


async def get_target(
    tx: ReadTx, webhook_id: int, room_id: int, actor_id: int | None, steady_now: int
) -> Target | None:
    """Where to send what happened in a room; None when the webhook is gone altogether."""
    params = {
        "webhook_id": webhook_id,
        "room_id": room_id,
        "actor_id": actor_id or 0,
        "steady_now": steady_now,
    }
    row = await tx.one(_TARGET, params)
    if row is None:
        return None
    return Target(
        url=row[0],
        authentication=row[1],
        pattern=row[2],
        owner=Owner(*row[3:6]),
        obstacle=row[6],
        secret_sealed=row[7],
        timezone=row[8] or "UTC",
        owner_name=row[9],
        scopes=None if row[10] is None else _scopes(row[10]),
        name=row[11],
        is_off=row[12],
    )


async def insert_deliveries(tx: Tx, new: Sequence[NewDelivery], steady_now: int) -> None:
    """Deliveries that are due at once."""
    await tx.run_many(_INSERT, [_row(one, steady_now) for one in new])


def _row(new: NewDelivery, steady_now: int) -> dict[str, object]:
    return {
        "group_id": new.group_id,
        "webhook_id": new.webhook_id,
        "room_id": new.room_id,
        "uuid": new.uuid,
        "receiver": new.receiver,
        "event": new.event,
        "body": new.body,
        "user_id": new.user_id,
        "attempts": 0 if new.is_judged else -1,
        "due_at": steady_now,
        "created_at": steady_now,
    }
