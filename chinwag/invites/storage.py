"""SQL of invitations."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from chinwag.clock import from_micros, to_micros
from chinwag.db.holds import HOLD_GROUP
from chinwag.db.statements import insert, statement
from chinwag.db.tables import groups, invitations, users
from chinwag.db.tx import ReadTx, Row, Tx
from chinwag.invites.model import FoundInvitation, Invitation

_i = invitations.c
_COLUMNS = (
    _i.group_id,
    _i.email,
    _i.email_key,
    _i.name,
    _i.title,
    _i.user_id,
    users.c.name,
    _i.created_at,
    _i.expires_at,
)
_WITH_INVITER = invitations.outerjoin(users, users.c.id == _i.user_id)
_OPEN = _i.used_at.is_(None)
_OF_GROUP = _i.group_id == sa.bindparam("group_id")
_OF_ADDRESS = sa.and_(_OF_GROUP, _i.email_key == sa.bindparam("email_key"), _OPEN)

_INSERT = statement(
    insert(
        invitations,
        "hash",
        "group_id",
        "email",
        "email_key",
        "name",
        "title",
        "user_id",
        "created_at",
        "expires_at",
    )
)
_DELETE = statement(sa.delete(invitations).where(_OF_ADDRESS))
_LIST = statement(
    sa.select(*_COLUMNS)
    .select_from(_WITH_INVITER)
    .where(_OF_GROUP, _OPEN)
    .order_by(_i.created_at.desc(), _i.email_key)
    .limit(sa.bindparam("limit", type_=sa.BigInteger))
)
_BY_HASH = statement(
    sa.select(*_COLUMNS, groups.c.name)
    .select_from(_WITH_INVITER.join(groups, groups.c.id == _i.group_id))
    .where(_i.hash == sa.bindparam("hash"), _OPEN)
)
_USE = statement(
    sa.update(invitations).where(_i.hash == sa.bindparam("key"), _OPEN).values(used_at=sa.bindparam("now"))
)
_DELETE_OF_PERSON = statement(
    sa.delete(invitations).where(
        _OF_GROUP,
        _OPEN,
        sa.or_(_i.email_key == sa.bindparam("email_key"), _i.user_id == sa.bindparam("user_id")),
    )
)
_PURGE = statement(sa.delete(invitations).where(_OF_GROUP, _i.expires_at < sa.bindparam("before")))


def _invitation(row: Row) -> Invitation:
    return Invitation(*(*row[:7], from_micros(row[7]), from_micros(row[8])))


async def hold_group(tx: Tx, group_id: int) -> None:
    """Let nobody else invite to the group before this transaction ends."""
    await tx.value(HOLD_GROUP, {"group_id": group_id})


async def insert_invitation(tx: Tx, invitation: Invitation, secret_hash: str) -> None:
    """Store an invitation under the hash of its secret."""
    row = {
        "hash": secret_hash,
        "group_id": invitation.group_id,
        "email": invitation.email,
        "email_key": invitation.email_key,
        "name": invitation.name,
        "title": invitation.title,
        "user_id": invitation.user_id,
        "created_at": to_micros(invitation.created_at),
        "expires_at": to_micros(invitation.expires_at),
    }
    await tx.run(_INSERT, row)


async def delete_invitation(tx: Tx, group_id: int, email_key: str) -> bool:
    """Delete what waits for an address; False when nothing did."""
    return await tx.run(_DELETE, {"group_id": group_id, "email_key": email_key}) > 0


async def delete_of_person(tx: Tx, group_id: int, user_id: int, email_key: str) -> int:
    """Delete what waits for a person's address, and what they sent; how many there were."""
    return await tx.run(_DELETE_OF_PERSON, {"group_id": group_id, "user_id": user_id, "email_key": email_key})


async def list_invitations(tx: ReadTx, group_id: int, limit: int) -> Sequence[Invitation]:
    """Those that nobody used, expired ones too, newest first."""
    rows = await tx.all(_LIST, {"group_id": group_id, "limit": limit})
    return [_invitation(row) for row in rows]


async def get_by_hash(tx: ReadTx, secret_hash: str) -> FoundInvitation | None:
    """An invitation that nobody used, expired or not."""
    row = await tx.one(_BY_HASH, {"hash": secret_hash})
    return FoundInvitation(_invitation(row), row[9], secret_hash) if row else None


async def use_invitation(tx: Tx, secret_hash: str) -> bool:
    """Use an invitation up; False when somebody else just did."""
    return await tx.run(_USE, {"key": secret_hash, "now": to_micros(tx.now)}) == 1


async def purge(tx: Tx, group_id: int, before: datetime) -> None:
    """Delete the invitations of a group that ended before."""
    await tx.run(_PURGE, {"group_id": group_id, "before": to_micros(before)})
