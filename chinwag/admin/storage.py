"""SQL of what only admins ask."""

from collections.abc import Sequence

import sqlalchemy as sa

from chinwag.db.statements import any_of, statement
from chinwag.db.tables import tokens, users, web_sessions, webhooks
from chinwag.db.tx import ReadTx

_LOOKS = (users.c.role, users.c.is_guest, users.c.is_deleted)
_PEOPLE = statement(
    sa.select(*_LOOKS, sa.func.count()).where(users.c.group_id == sa.bindparam("group_id")).group_by(*_LOOKS)
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


async def count_people(tx: ReadTx, group_id: int) -> list[tuple[str, bool, bool, int]]:
    """How many of each kind were ever in a group: role, whether guests, whether deleted, and their number."""
    rows = await tx.all(_PEOPLE, {"group_id": group_id})
    return [(row[0], bool(row[1]), bool(row[2]), row[3]) for row in rows]


async def count_sessions(tx: ReadTx, user_ids: Sequence[int]) -> dict[int, int]:
    """In how many browsers some people are signed in."""
    return dict(await tx.all(_SESSIONS, {"ids": list(user_ids)}))


async def count_tokens(tx: ReadTx, user_ids: Sequence[int]) -> dict[int, int]:
    """How many tokens act as some people."""
    return dict(await tx.all(_TOKENS, {"ids": list(user_ids)}))


async def list_webhook_ids(tx: ReadTx, group_id: int) -> list[int]:
    """The webhooks of a group, the first thousand."""
    return [row[0] for row in await tx.all(_WEBHOOKS, {"group_id": group_id})]
