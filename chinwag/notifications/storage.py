"""SQL of push subscriptions, and of what their people chose."""

import sqlalchemy as sa

from chinwag.db.holds import HOLD_USER
from chinwag.db.statements import insert, statement
from chinwag.db.tables import (
    chat_preferences,
    private_chats,
    push_subscriptions,
    tokens,
    user_preferences,
    users,
)
from chinwag.db.tx import ReadTx, Tx
from chinwag.notifications.model import Subscription

_s = push_subscriptions.c
_USER = sa.bindparam("user_id", type_=sa.BigInteger)
_GROUP = sa.bindparam("group_id", type_=sa.BigInteger)
_ID = sa.bindparam("id", type_=sa.BigInteger)
_COLUMNS = (_s.id, _s.user_id, _s.credential, _s.host, _s.label, _s.sealed, _s.created_at)

_GROUPS = statement(sa.select(_s.group_id).distinct())
_OF_USER = statement(sa.select(*_COLUMNS).where(_s.user_id == _USER).order_by(_s.id))
_COUNT = statement(
    sa.select(sa.func.count()).where(_s.user_id == _USER, _s.endpoint_hash != sa.bindparam("endpoint_hash"))
)
_new = insert(
    push_subscriptions,
    *(column.name for column in push_subscriptions.columns if column.name != "id"),
)
_PUT = statement(
    _new.on_conflict_do_update(
        index_elements=[_s.endpoint_hash],
        set_={
            name: _new.excluded[name]
            for name in ("group_id", "user_id", "credential", "host", "label", "sealed", "created_at")
        },
    ).returning(_s.id)
)
_DELETE = statement(sa.delete(push_subscriptions).where(_s.id == _ID))
_PEOPLE = statement(
    sa.select(users.c.id, users.c.timezone, user_preferences.c.chosen)
    .select_from(users.outerjoin(user_preferences, user_preferences.c.user_id == users.c.id))
    .where(
        users.c.id.in_(sa.select(_s.user_id).where(_s.group_id == _GROUP)),
        sa.not_(users.c.is_deleted),
    )
)
_LEVELS = statement(
    sa.select(chat_preferences.c.user_id, chat_preferences.c.chat_id, chat_preferences.c.level).where(
        chat_preferences.c.user_id.in_(sa.select(_s.user_id).where(_s.group_id == _GROUP)),
        chat_preferences.c.level != "",
    )
)
_PAIR = statement(
    sa.select(private_chats.c.low_user_id, private_chats.c.high_user_id).where(private_chats.c.id == _ID)
)
_TOKEN_HASH = statement(sa.select(tokens.c.hash).where(tokens.c.id == _ID))


async def list_groups(tx: ReadTx) -> list[int]:
    """The groups in which somebody wants to be woken."""
    return [row[0] for row in await tx.all(_GROUPS)]


async def list_of_user(tx: ReadTx, user_id: int) -> list[Subscription]:
    """A person's devices, the oldest first."""
    return [Subscription(*row) for row in await tx.all(_OF_USER, {"user_id": user_id})]


async def count_others(tx: Tx, user_id: int, endpoint_hash: str) -> int:
    """How many devices a person has beside this one; nobody adds one to them until the transaction ends."""
    await tx.value(HOLD_USER, {"user_id": user_id})
    return int(await tx.value(_COUNT, {"user_id": user_id, "endpoint_hash": endpoint_hash}))


async def put_subscription(
    tx: Tx,
    *,
    group_id: int,
    user_id: int,
    credential: str,
    endpoint_hash: str,
    host: str,
    label: str,
    sealed: str,
    created_at: int,
) -> int:
    """Store a device; one with the same address is taken over."""
    row = {
        "group_id": group_id,
        "user_id": user_id,
        "credential": credential,
        "endpoint_hash": endpoint_hash,
        "host": host,
        "label": label,
        "sealed": sealed,
        "created_at": created_at,
    }
    return int(await tx.value(_PUT, row))


async def delete_subscription(tx: Tx, subscription_id: int) -> None:
    """Forget a device."""
    await tx.run(_DELETE, {"id": subscription_id})


async def list_people(tx: ReadTx, group_id: int) -> list[tuple[int, str, str | None]]:
    """The people with a device: id, time zone, preferences as JSON."""
    return [(row[0], row[1], row[2]) for row in await tx.all(_PEOPLE, {"group_id": group_id})]


async def list_levels(tx: ReadTx, group_id: int) -> list[tuple[int, int, str]]:
    """What they chose for single chats: person, chat, level."""
    return [(row[0], row[1], row[2]) for row in await tx.all(_LEVELS, {"group_id": group_id})]


async def get_pair(tx: ReadTx, chat_id: int) -> tuple[int, int] | None:
    """The two people of a one-to-one chat; None for rooms."""
    row = await tx.one(_PAIR, {"id": chat_id})
    return None if row is None else (row[0], row[1])


async def get_token_hash(tx: ReadTx, token_id: int) -> str | None:
    """The hash by which a token is looked up; None when it is gone."""
    found: str | None = await tx.value(_TOKEN_HASH, {"id": token_id})
    return found
