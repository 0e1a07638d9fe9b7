"""SQL of deliveries on their way: which are due, who sends them, what came of it."""

from dataclasses import dataclass

import sqlalchemy as sa

from chinwag.db.statements import any_of, insert, statement
from chinwag.db.tables import deliveries, delivery_attempts, webhooks
from chinwag.db.tx import ReadTx, Tx
from chinwag.webhooks.delivery_model import Attempt, Delivery, DeliveryState

_COLUMNS = (
    deliveries.c.id,
    deliveries.c.group_id,
    deliveries.c.webhook_id,
    deliveries.c.room_id,
    deliveries.c.uuid,
    deliveries.c.receiver,
    deliveries.c.event,
    deliveries.c.body,
    deliveries.c.user_id,
    deliveries.c.attempts,
    deliveries.c.created_at,
)
_IS_WAITING = deliveries.c.state == sa.literal_column("'waiting'")
_NOW = sa.bindparam("now", type_=sa.BigInteger)
_IS_OF = deliveries.c.webhook_id == sa.bindparam("webhook_id", type_=sa.BigInteger)

# One look-up in the index for each webhook with something to send, however much that is.
_lane = (
    sa.select(sa.func.min(deliveries.c.webhook_id).label("webhook_id"))
    .where(_IS_WAITING)
    .cte("lane", recursive=True)
)
_lane = _lane.union_all(
    sa.select(
        sa.select(sa.func.min(deliveries.c.webhook_id))
        .where(_IS_WAITING, deliveries.c.webhook_id > _lane.c.webhook_id)
        .scalar_subquery()
    ).where(_lane.c.webhook_id.is_not(None))
)
_first_due = (
    sa.select(sa.func.min(deliveries.c.due_at))
    .where(_IS_WAITING, deliveries.c.webhook_id == _lane.c.webhook_id)
    .scalar_subquery()
)
_receiver = (
    sa.select(deliveries.c.receiver)
    .where(_IS_WAITING, deliveries.c.webhook_id == _lane.c.webhook_id)
    .order_by(deliveries.c.due_at, deliveries.c.id)
    .limit(1)
    .scalar_subquery()
)
_LANES = statement(
    sa.select(_lane.c.webhook_id, _first_due, _receiver).where(_lane.c.webhook_id.is_not(None))
)
_NEXT = statement(
    sa.select(*_COLUMNS)
    .where(_IS_OF, _IS_WAITING, deliveries.c.due_at <= _NOW)
    .order_by(deliveries.c.due_at, deliveries.c.id)
    .limit(sa.bindparam("limit", type_=sa.BigInteger))
)
_FIRST = statement(
    sa.select(
        deliveries.c.webhook_id,
        deliveries.c.due_at,
        deliveries.c.receiver,
        deliveries.c.attempts >= sa.literal_column("0"),
    )
    .where(_IS_OF, _IS_WAITING)
    .order_by(deliveries.c.due_at, deliveries.c.id)
    .limit(1)
)

# Two processes: one webhook is claimed by one process at a time, so that its order is kept.
_TRY_LANE = statement(
    sa.select(
        sa.func.pg_try_advisory_xact_lock(sa.literal_column("22507"), sa.bindparam("lane", type_=sa.Integer))
    )
)
_other = deliveries.alias("other")
_CLAIM = statement(
    sa.update(deliveries)
    .where(
        deliveries.c.id
        == sa.select(deliveries.c.id)
        .where(
            _IS_OF,
            _IS_WAITING,
            deliveries.c.due_at <= _NOW,
            sa.not_(
                sa.exists().where(
                    _other.c.webhook_id == sa.bindparam("webhook_id", type_=sa.BigInteger),
                    _other.c.state == sa.literal_column("'waiting'"),
                    _other.c.claimed_until > _NOW,
                    _other.c.claimed_by != sa.bindparam("process"),
                )
            ),
        )
        .order_by(deliveries.c.due_at, deliveries.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    .values(claimed_by=sa.bindparam("process"), claimed_until=sa.bindparam("until", type_=sa.BigInteger))
    .returning(*_COLUMNS)
)

_IS_MINE = sa.and_(
    deliveries.c.id == sa.bindparam("delivery_id", type_=sa.BigInteger),
    _IS_WAITING,
    sa.or_(deliveries.c.claimed_by.is_(None), deliveries.c.claimed_by == sa.bindparam("process")),
)
_END = statement(
    sa.update(deliveries)
    .where(_IS_MINE)
    .values(
        state=sa.bindparam("new_state"),
        attempts=sa.bindparam("new_attempts", type_=sa.BigInteger),
        due_at=sa.bindparam("new_due_at", type_=sa.BigInteger),
        finished_at=sa.bindparam("new_finished_at", type_=sa.BigInteger),
        claimed_by=None,
        claimed_until=None,
    )
)
_INSERT_ATTEMPT = statement(insert(delivery_attempts))
_FIRST_OF_LANE = (
    sa.select(deliveries.c.id).where(_IS_OF, _IS_WAITING).limit(sa.bindparam("limit", type_=sa.BigInteger))
)
_END_WAITING = statement(
    sa.update(deliveries)
    .where(deliveries.c.id.in_(_FIRST_OF_LANE.scalar_subquery()))
    .values(state=sa.bindparam("new_state"), finished_at=_NOW, claimed_by=None, claimed_until=None)
)
_END_OF_ROOM = statement(
    sa.update(deliveries)
    .where(
        deliveries.c.id.in_(
            _FIRST_OF_LANE.where(
                deliveries.c.room_id == sa.bindparam("room_id", type_=sa.BigInteger)
            ).scalar_subquery()
        )
    )
    .values(state=sa.bindparam("new_state"), finished_at=_NOW, claimed_by=None, claimed_until=None)
)
_DELETE = statement(deliveries.delete().where(_IS_MINE))
_WANTED = statement(
    sa.update(deliveries).where(_IS_MINE).values(attempts=0, claimed_by=None, claimed_until=None)
)
_HURRY = statement(
    sa.update(deliveries)
    .where(any_of(deliveries.c.id, "ids"), _IS_WAITING)
    .values(due_at=deliveries.c.created_at)
)
_TOO_FAR = statement(
    sa.update(deliveries)
    .where(_IS_OF, _IS_WAITING, deliveries.c.due_at > sa.bindparam("latest", type_=sa.BigInteger))
    .values(due_at=_NOW)
)
_RELEASE = statement(
    sa.update(deliveries)
    .where(_IS_WAITING, deliveries.c.claimed_by == sa.bindparam("process"))
    .values(claimed_by=None, claimed_until=None)
)
_HEARD_SINCE = statement(
    sa.select(deliveries.c.id)
    .where(
        _IS_OF,
        deliveries.c.state == sa.literal_column("'delivered'"),
        deliveries.c.finished_at >= sa.bindparam("since", type_=sa.BigInteger),
    )
    .order_by(deliveries.c.id.desc())
    .limit(1)
)
_SWITCH_OFF = statement(
    sa.update(webhooks)
    .where(
        webhooks.c.id == sa.bindparam("webhook_id", type_=sa.BigInteger),
        webhooks.c.switched_off.is_(None),
        sa.not_(webhooks.c.is_deleted),
    )
    .values(switched_off=sa.bindparam("reason"))
)


@dataclass(frozen=True, slots=True)
class Lane:
    """A webhook with something to send: when the first is due, and where it goes."""

    webhook_id: int
    due_at: int
    receiver: str
    is_judged: bool = True
    """Whether the pattern of the first was searched already."""


async def list_lanes(tx: ReadTx) -> list[Lane]:
    """All webhooks for which something waits."""
    return [Lane(*row) for row in await tx.all(_LANES)]


async def get_next(tx: ReadTx, webhook_id: int, now: int) -> Delivery | None:
    """The first delivery of a webhook that is due (one process alone: nobody else takes it)."""
    row = await tx.one(_NEXT, {"webhook_id": webhook_id, "now": now, "limit": 1})
    return Delivery(*row) if row else None


async def claim_next(tx: Tx, webhook_id: int, process: str, now: int, until: int) -> Delivery | None:
    """The same where several processes send: it is ours until `until`. PostgreSQL only.

    None also while another process sends for this webhook.
    """
    if not await tx.value(_TRY_LANE, {"lane": webhook_id % 2**31}):
        return None
    row = await tx.one(_CLAIM, {"webhook_id": webhook_id, "process": process, "now": now, "until": until})
    return Delivery(*row) if row else None


async def get_first(tx: ReadTx, webhook_id: int) -> Lane | None:
    """When the first waiting delivery of a webhook is due, and where it goes; None: nothing waits."""
    row = await tx.one(_FIRST, {"webhook_id": webhook_id})
    return Lane(*row) if row else None


async def end_attempt(
    tx: Tx, delivery: Delivery, process: str, *, state: DeliveryState, due_at: int, finished_at: int | None
) -> bool:
    """Say what comes after one more try. False: the delivery was taken from us meanwhile."""
    params = {
        "delivery_id": delivery.id,
        "process": process,
        "new_state": state,
        "new_attempts": max(delivery.attempts, 0) + 1,
        "new_due_at": due_at,
        "new_finished_at": finished_at,
    }
    return await tx.run(_END, params) == 1


async def insert_attempt(tx: Tx, delivery: Delivery, attempt: Attempt) -> None:
    """Write down one try."""
    await tx.run(
        _INSERT_ATTEMPT,
        {
            "delivery_id": delivery.id,
            "number": max(delivery.attempts, 0) + 1,
            "group_id": delivery.group_id,
            "at": attempt.at,
            "took_ms": attempt.took_ms,
            "status": attempt.status,
            "error": attempt.error,
            "excerpt": attempt.excerpt,
        },
    )


async def end_waiting(
    tx: Tx, webhook_id: int, room_id: int | None, state: DeliveryState, now: int, *, limit: int
) -> int:
    """End what waits for a webhook (of one room, or of all) without trying it; returns how many."""
    params: dict[str, object] = {"webhook_id": webhook_id, "new_state": state, "now": now, "limit": limit}
    if room_id is None:
        return await tx.run(_END_WAITING, params)
    return await tx.run(_END_OF_ROOM, {**params, "room_id": room_id})


async def end_judging(tx: Tx, delivery: Delivery, process: str, *, is_wanted: bool) -> None:
    """The pattern was searched. Where it is not found, the delivery was never to be sent: it vanishes."""
    await tx.run(_WANTED if is_wanted else _DELETE, {"delivery_id": delivery.id, "process": process})


async def hurry(tx: Tx, ids: list[int]) -> None:
    """The receiver is back: these are due now, in their old order."""
    await tx.run(_HURRY, {"ids": ids})


async def pull_back(tx: Tx, webhook_id: int, now: int, latest: int) -> None:
    """Make due what is due later than any gap: the clock was wrong when it was written, or is now."""
    await tx.run(_TOO_FAR, {"webhook_id": webhook_id, "now": now, "latest": latest})


async def release(tx: Tx, process: str) -> None:
    """Give back what this process claimed and did not end."""
    await tx.run(_RELEASE, {"process": process})


async def has_heard_since(tx: ReadTx, webhook_id: int, since: int) -> bool:
    """Whether the receiver of a webhook took anything since a moment."""
    return await tx.value(_HEARD_SINCE, {"webhook_id": webhook_id, "since": since}) is not None


async def switch_off(tx: Tx, webhook_id: int, reason: str) -> bool:
    """Call a webhook no more. False: it was off or gone already."""
    return await tx.run(_SWITCH_OFF, {"webhook_id": webhook_id, "reason": reason}) == 1
