"""SQL of webhooks' registration."""

import sqlalchemy as sa

from chinwag.clock import from_micros, to_micros
from chinwag.db.holds import HOLD_CLIENT
from chinwag.db.statements import any_of, insert, statement
from chinwag.db.tables import rooms, webhooks
from chinwag.db.tx import ReadTx, Row, Tx
from chinwag.webhooks.model import Owner, Webhook, WebhookChoice

_COLUMNS = (
    webhooks.c.id,
    webhooks.c.group_id,
    webhooks.c.room_id,
    webhooks.c.client_id,
    webhooks.c.token_id,
    webhooks.c.user_id,
    webhooks.c.url,
    webhooks.c.event,
    webhooks.c.pattern,
    webhooks.c.name,
    webhooks.c.key,
    webhooks.c.authentication,
    webhooks.c.is_declared,
    webhooks.c.switched_off,
    webhooks.c.created_at,
)
_IS_LIVE = sa.not_(webhooks.c.is_deleted)
_IN_PLACE = sa.func.coalesce(webhooks.c.room_id, sa.literal_column("0")) == sa.bindparam(
    "place", type_=sa.BigInteger
)
_OF_OWNER = sa.and_(
    sa.func.coalesce(webhooks.c.client_id, sa.literal_column("''"))
    == sa.bindparam("owner_client", type_=sa.Text),
    sa.or_(
        webhooks.c.user_id.is_not(None),  # whichever of a person's tokens: it is theirs
        sa.func.coalesce(webhooks.c.token_id, sa.literal_column("0"))
        == sa.bindparam("owner_token", type_=sa.BigInteger),
    ),
    sa.func.coalesce(webhooks.c.user_id, sa.literal_column("0"))
    == sa.bindparam("owner_user", type_=sa.BigInteger),
)
_BY_IDS = statement(
    sa.select(*_COLUMNS).where(
        any_of(webhooks.c.id, "ids"), webhooks.c.group_id == sa.bindparam("group_id"), _IS_LIVE
    )
)
_ALL_OF_GROUP = statement(
    sa.select(*_COLUMNS)
    .where(webhooks.c.group_id == sa.bindparam("group_id"), _IS_LIVE)
    .order_by(webhooks.c.id)
)
_OF_ROOM = statement(
    sa.select(*_COLUMNS)
    .where(
        webhooks.c.room_id == sa.bindparam("room_id"),
        _IS_LIVE,
        sa.or_(sa.bindparam("everybody", type_=sa.Boolean(create_constraint=False)) == sa.true(), _OF_OWNER),
    )
    .order_by(webhooks.c.id)
    .limit(sa.bindparam("limit", type_=sa.BigInteger))
    .offset(sa.bindparam("offset", type_=sa.BigInteger))
)
_IN_GROUP = sa.and_(webhooks.c.group_id == sa.bindparam("group_id"), _IN_PLACE, _OF_OWNER, _IS_LIVE)
_BY_KEY = statement(sa.select(*_COLUMNS).where(_IN_GROUP, webhooks.c.key == sa.bindparam("key")))
_COUNT = statement(sa.select(sa.func.count()).where(_IN_GROUP, sa.not_(webhooks.c.is_declared)))
_DECLARED = statement(
    sa.select(*_COLUMNS)
    .where(webhooks.c.group_id == sa.bindparam("group_id"), _OF_OWNER, _IS_LIVE, webhooks.c.is_declared)
    .order_by(webhooks.c.id)
)
_INSERT = statement(
    insert(
        webhooks,
        "group_id", "room_id", "client_id", "token_id", "user_id", "key", "name", "event", "url", "pattern",
        "authentication", "is_declared", "created_at",
    ).values(is_deleted=sa.false(), switched_off=None).returning(webhooks.c.id)
)  # fmt: skip
_CHANGING = ("name", "event", "url", "pattern", "authentication")
_UPDATE = statement(
    sa.update(webhooks)
    .where(webhooks.c.id == sa.bindparam("webhook_id"), _IS_LIVE)
    .values(
        {name: sa.bindparam(f"new_{name}") for name in _CHANGING}
        | {"switched_off": None, "token_id": sa.bindparam("new_token_id", type_=sa.BigInteger)}
    )
)
_DELETE = statement(
    sa.update(webhooks)
    .where(webhooks.c.id == sa.bindparam("webhook_id"), _IS_LIVE)
    .values(is_deleted=sa.true())
)
_HOLD_ROOM = statement(
    sa.select(rooms.c.id).where(rooms.c.id == sa.bindparam("room_id")).with_for_update(key_share=True)
)


def _owner(owner: Owner) -> dict[str, object]:
    return {
        "owner_client": owner.client_id or "",
        "owner_token": owner.token_id or 0,
        "owner_user": owner.user_id or 0,
    }


def _webhook(row: Row) -> Webhook:
    return Webhook(
        id=row[0],
        group_id=row[1],
        room_id=row[2],
        owner=Owner(*row[3:6]),
        choice=WebhookChoice(
            url=row[6], event=row[7], pattern=row[8], name=row[9], key=row[10], authentication=row[11]
        ),
        is_declared=row[12],
        switched_off=row[13],
        created_at=from_micros(row[14]),
    )


async def get_webhook(tx: ReadTx, group_id: int, webhook_id: int) -> Webhook | None:
    """A webhook of the group by its number, whoever owns it."""
    found = await list_webhooks_by_id(tx, group_id, [webhook_id])
    return found[0] if found else None


async def list_webhooks_by_id(tx: ReadTx, group_id: int, ids: list[int]) -> list[Webhook]:
    """Webhooks of the group by their numbers, in no order."""
    return [_webhook(row) for row in await tx.all(_BY_IDS, {"group_id": group_id, "ids": ids})]


async def list_webhooks_of_group(tx: ReadTx, group_id: int) -> list[Webhook]:
    """All webhooks of the group, by number."""
    return [_webhook(row) for row in await tx.all(_ALL_OF_GROUP, {"group_id": group_id})]


async def get_webhook_by_key(
    tx: ReadTx, group_id: int, room_id: int | None, owner: Owner, key: str
) -> Webhook | None:
    """The webhook of an owner with this key: in a room, or of all rooms."""
    params = {"group_id": group_id, "place": room_id or 0, "key": key, **_owner(owner)}
    row = await tx.one(_BY_KEY, params)
    return _webhook(row) if row else None


async def list_webhooks(
    tx: ReadTx, room_id: int, owner: Owner | None, *, offset: int = 0, limit: int = 2**53
) -> list[Webhook]:
    """The webhooks of one room, by number: of one owner, or of everybody (None)."""
    params = {
        "room_id": room_id,
        "everybody": owner is None,
        "offset": offset,
        "limit": limit,
        **_owner(owner or Owner()),
    }
    return [_webhook(row) for row in await tx.all(_OF_ROOM, params)]


async def list_declared(tx: ReadTx, owner: Owner, group_id: int) -> list[Webhook]:
    """The webhooks that an add-on's descriptor declares."""
    params = {"group_id": group_id, **_owner(owner)}
    return [_webhook(row) for row in await tx.all(_DECLARED, params)]


async def count_webhooks(tx: ReadTx, group_id: int, room_id: int | None, owner: Owner) -> int:
    """How many an owner registered over the API in one place."""
    params = {"group_id": group_id, "place": room_id or 0, **_owner(owner)}
    return int(await tx.value(_COUNT, params))


async def hold_place(tx: Tx, room_id: int | None, client_id: str | None) -> bool:
    """Keep others from registering in the same place until the transaction ends. False: the add-on is gone."""
    if room_id is not None:
        await tx.all(_HOLD_ROOM, {"room_id": room_id})
    return client_id is None or bool(await tx.all(HOLD_CLIENT, {"client_id": client_id}))


async def insert_webhook(
    tx: Tx, group_id: int, room_id: int | None, owner: Owner, choice: WebhookChoice, *, is_declared: bool
) -> int:
    """A new webhook; returns its number, which is never used again."""
    row = {
        "group_id": group_id,
        "room_id": room_id,
        "client_id": owner.client_id,
        "token_id": owner.token_id,
        "user_id": owner.user_id,
        "key": choice.key,
        "name": choice.name,
        "event": choice.event,
        "url": choice.url,
        "pattern": choice.pattern,
        "authentication": choice.authentication,
        "is_declared": is_declared,
        "created_at": to_micros(tx.now),
    }
    return int(await tx.value(_INSERT, row))


async def update_webhook(tx: Tx, webhook_id: int, choice: WebhookChoice, token_id: int | None = None) -> None:
    """Replace what its owner chose, the key excepted; it is called again if it was switched off."""
    params = {f"new_{name}": getattr(choice, name) for name in _CHANGING}
    await tx.run(_UPDATE, {"webhook_id": webhook_id, "new_token_id": token_id, **params})


async def delete_webhook(tx: Tx, webhook_id: int) -> bool:
    """It is called no more; its log stays. False: it was gone."""
    return await tx.run(_DELETE, {"webhook_id": webhook_id}) == 1
