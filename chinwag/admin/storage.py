"""SQL of what only admins ask."""

from collections.abc import Sequence

import sqlalchemy as sa

from chinwag.db.statements import any_of, statement
from chinwag.db.tables import tokens, users, web_sessions, webhooks
from chinwag.db.tx import ReadTx, Row

_FOUND = statement(
    sa.select(
        users.c.id,
        users.c.name,
        users.c.mention_key,
        users.c.email_key,
        users.c.role,
        users.c.is_guest,
        users.c.is_deleted,
    ).where(users.c.group_id == sa.bindparam("group_id"))
)


def _counted(owner: "sa.Column[int]", *more: sa.ColumnElement[bool]) -> "sa.Select[int, int]":
    return sa.select(owner, sa.func.count()).where(any_of(owner, "ids"), *more).group_by(owner)


_SESSIONS = statement(_counted(web_sessions.c.user_id))
_TOKENS = statement(_counted(tokens.c.user_id, tokens.c.kind.in_(("personal", "user"))))
_WEBHOOKS = statement(
    sa.select(webhooks.c.id)
    .where(webhooks.c.group_id == sa.bindparam("group_id"), sa.not_(webhooks.c.is_deleted))
    .order_by(webhooks.c.id)
    .limit(sa.literal_column("1000"))
)


async def list_looks(tx: ReadTx, group_id: int) -> list[Row]:
    """(id, name, mention key, e-mail key, role, is_guest, is_deleted) of everybody who was ever in the group."""
    return await tx.all(_FOUND, {"group_id": group_id})


async def count_sessions(tx: ReadTx, user_ids: Sequence[int]) -> dict[int, int]:
    """In how many browsers some people are signed in."""
    return dict(await tx.all(_SESSIONS, {"ids": list(user_ids)}))


async def count_tokens(tx: ReadTx, user_ids: Sequence[int]) -> dict[int, int]:
    """How many tokens act as some people."""
    return dict(await tx.all(_TOKENS, {"ids": list(user_ids)}))


async def list_webhook_ids(tx: ReadTx, group_id: int) -> list[int]:
    """The webhooks of a group, the first thousand."""
    return [row[0] for row in await tx.all(_WEBHOOKS, {"group_id": group_id})]
