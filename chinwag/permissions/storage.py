"""SQL of what a group's admins decided."""

import msgspec
import sqlalchemy as sa

from chinwag.db.holds import HOLD_GROUP
from chinwag.db.statements import insert, statement
from chinwag.db.tables import group_choices, users
from chinwag.db.tx import ReadTx, Tx
from chinwag.policy import Choices, GroupLimits, Policy, parse_limits, parse_policy

_c = group_choices.c
_POLICY = statement(
    sa.select(_c.policy, users.c.role)
    .select_from(users.outerjoin(group_choices, _c.group_id == users.c.group_id))
    .where(users.c.group_id == sa.bindparam("group_id"), users.c.id == sa.bindparam("user_id"))
)
_CHOICES = statement(
    sa.select(_c.policy, _c.limits, _c.newcomer_rooms).where(_c.group_id == sa.bindparam("group_id"))
)


def _put(column: str) -> sa.Executable:
    values = insert(group_choices, "group_id", column)
    return values.on_conflict_do_update(
        index_elements=[_c.group_id], set_={column: getattr(values.excluded, column)}
    )


_PUT_POLICY = statement(_put("policy"))
_PUT_LIMITS = statement(_put("limits"))
_PUT_ROOMS = statement(_put("newcomer_rooms"))


async def get_policy(tx: ReadTx, group_id: int, user_id: int) -> tuple[Policy, bool]:
    """What a group decided, and whether a person of it is one of its admins."""
    row = await tx.one(_POLICY, {"group_id": group_id, "user_id": user_id})
    return (
        (parse_policy(None), False) if row is None else (parse_policy(row[0]), row[1] in {"owner", "admin"})
    )


async def get_choices(tx: ReadTx, group_id: int) -> Choices:
    """Everything that a group decided; as it comes where it decided nothing."""
    row = await tx.one(_CHOICES, {"group_id": group_id})
    if row is None:
        return Choices(parse_policy(None), parse_limits(None), [])
    rooms = msgspec.json.decode(row[2], type=list[int])
    return Choices(parse_policy(row[0]), parse_limits(row[1]), rooms)


async def hold_choices(tx: Tx, group_id: int) -> None:
    """Keep others from changing them before this transaction ends."""
    await tx.value(HOLD_GROUP, {"group_id": group_id})


async def put_policy(tx: Tx, group_id: int, policy: Policy) -> None:
    """Store who may do what."""
    await tx.run(_PUT_POLICY, {"group_id": group_id, "policy": _json(policy)})


async def put_limits(tx: Tx, group_id: int, limits: GroupLimits) -> None:
    """Store the group's own figures."""
    await tx.run(_PUT_LIMITS, {"group_id": group_id, "limits": _json(limits)})


async def put_newcomer_rooms(tx: Tx, group_id: int, room_ids: list[int]) -> None:
    """Store which rooms the clients of newcomers open."""
    await tx.run(_PUT_ROOMS, {"group_id": group_id, "newcomer_rooms": _json(room_ids)})


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
