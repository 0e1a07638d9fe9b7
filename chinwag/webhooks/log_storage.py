"""SQL of the log: deliveries as people read it, sending them again, and forgetting what is old."""

import sqlalchemy as sa

from chinwag.db.statements import Statement, any_of, statement
from chinwag.db.tables import deliveries, delivery_attempts, webhooks
from chinwag.db.tx import ReadTx, Row, Tx
from chinwag.webhooks.delivery_model import Attempt, LoggedDelivery, WebhookHealth

_IS_OF = deliveries.c.webhook_id == sa.bindparam("webhook_id", type_=sa.BigInteger)
_IS_JUDGED = deliveries.c.attempts >= sa.literal_column("0")
_LIMIT = sa.bindparam("limit", type_=sa.BigInteger)
_COLUMNS = (
    deliveries.c.id,
    deliveries.c.group_id,
    deliveries.c.webhook_id,
    deliveries.c.room_id,
    deliveries.c.uuid,
    deliveries.c.event,
    deliveries.c.state,
    deliveries.c.attempts,
    deliveries.c.due_at,
    deliveries.c.created_at,
    deliveries.c.finished_at,
    delivery_attempts.c.at,
    delivery_attempts.c.took_ms,
    delivery_attempts.c.status,
    delivery_attempts.c.error,
    delivery_attempts.c.excerpt,
)
_IS_LAST = sa.and_(
    delivery_attempts.c.delivery_id == deliveries.c.id,
    delivery_attempts.c.number == deliveries.c.attempts,
)
_BEFORE = sa.bindparam("before", type_=sa.BigInteger)


def _page(*wanted: sa.ColumnElement[bool]) -> Statement:
    """The newest deliveries of a webhook, hopping from one to the next in the index.

    PostgreSQL would rather sort all there are, as long as it has not counted them: 90 ms where there are 100,000.
    """
    newest = sa.select(sa.func.max(deliveries.c.id)).where(_IS_OF, _IS_JUDGED, *wanted)
    hop = sa.select(
        newest.where(deliveries.c.id < _BEFORE).scalar_subquery().label("id"),
        sa.literal_column("1").label("place"),
    ).cte("hop", recursive=True)
    hop = hop.union_all(
        sa.select(
            newest.where(deliveries.c.id < hop.c.id).correlate(hop).scalar_subquery(),
            hop.c.place + sa.literal_column("1"),
        ).where(hop.c.id.is_not(None), hop.c.place < _LIMIT)
    )
    joined = hop.join(deliveries, deliveries.c.id == hop.c.id).outerjoin(delivery_attempts, _IS_LAST)
    return statement(sa.select(*_COLUMNS).select_from(joined).order_by(deliveries.c.id.desc()))


_PAGE = _page()
_PAGE_OF_STATE = _page(deliveries.c.state == sa.bindparam("state"))
_ONE = statement(
    sa.select(*_COLUMNS, deliveries.c.body)
    .select_from(deliveries.outerjoin(delivery_attempts, _IS_LAST))
    .where(
        deliveries.c.id == sa.bindparam("delivery_id", type_=sa.BigInteger),
        deliveries.c.group_id == sa.bindparam("group_id"),
        _IS_JUDGED,
    )
)
_ATTEMPTS = statement(
    sa.select(
        delivery_attempts.c.at,
        delivery_attempts.c.took_ms,
        delivery_attempts.c.status,
        delivery_attempts.c.error,
        delivery_attempts.c.excerpt,
    )
    .where(delivery_attempts.c.delivery_id == sa.bindparam("delivery_id", type_=sa.BigInteger))
    .order_by(delivery_attempts.c.number)
)
_IS_OVER = deliveries.c.state != sa.literal_column("'waiting'")
_AGAIN = {"state": "waiting", "finished_at": None, "claimed_by": None, "claimed_until": None}
_RESEND = statement(
    sa.update(deliveries)
    .where(deliveries.c.id == sa.bindparam("delivery_id", type_=sa.BigInteger), _IS_OVER)
    .values(**_AGAIN, due_at=sa.bindparam("now", type_=sa.BigInteger))
)
_RESEND_FAILED = statement(
    sa.update(deliveries)
    .where(
        deliveries.c.id.in_(
            sa.select(deliveries.c.id)
            .where(_IS_OF, deliveries.c.state == sa.literal_column("'failed'"))
            .order_by(deliveries.c.id)
            .limit(_LIMIT)
            .scalar_subquery()
        )
    )
    .values(**_AGAIN, due_at=deliveries.c.created_at)
)
_SWITCH_ON = statement(
    sa.update(webhooks)
    .where(webhooks.c.id == sa.bindparam("webhook_id", type_=sa.BigInteger))
    .values(switched_off=None)
)
_OLD = statement(
    sa.select(deliveries.c.id)
    .where(deliveries.c.finished_at < sa.bindparam("before", type_=sa.BigInteger))
    .order_by(deliveries.c.finished_at)
    .limit(_LIMIT)
    .with_for_update(skip_locked=True)  # whoever tries one again has it: it is no longer over
)
_DELETE_ATTEMPTS = statement(delivery_attempts.delete().where(any_of(delivery_attempts.c.delivery_id, "ids")))
_DELETE = statement(deliveries.delete().where(any_of(deliveries.c.id, "ids")))
_OF_WEBHOOKS = statement(
    sa.select(deliveries.c.id)
    .where(any_of(deliveries.c.webhook_id, "webhook_ids"))
    .order_by(deliveries.c.id)
    .limit(_LIMIT)
    .with_for_update()  # a delivery on its way would write down one more attempt, and could not be deleted for it
)
_COUNTED_TO = 100


_last_tried = (
    sa.select(deliveries.c.id)
    .where(deliveries.c.webhook_id == webhooks.c.id, deliveries.c.attempts > sa.literal_column("0"))
    .correlate(webhooks)
    .order_by(deliveries.c.id.desc())
    .limit(sa.literal_column("1"))
    .scalar_subquery()
)
_HEALTH = statement(
    sa.select(webhooks.c.id, webhooks.c.switched_off, _last_tried).where(any_of(webhooks.c.id, "ids"))
)
_COUNTS = {
    state: statement(
        sa.select(sa.func.count()).select_from(
            sa.select(deliveries.c.id)
            .where(_IS_OF, deliveries.c.state == sa.literal_column(f"'{state}'"))
            .limit(sa.literal_column(str(_COUNTED_TO)))
            .subquery()
        )
    )
    for state in ("waiting", "failed")
}


def _logged(row: Row) -> LoggedDelivery:
    last = None if row[11] is None else Attempt(*row[11:16])
    return LoggedDelivery(*(*row[:11], last))


async def list_deliveries(
    tx: ReadTx, webhook_id: int, *, state: str | None, before: int, limit: int
) -> list[LoggedDelivery]:
    """A page of the log of a webhook, newest first."""
    params: dict[str, object] = {"webhook_id": webhook_id, "before": before, "limit": limit}
    if state is None:
        return [_logged(row) for row in await tx.all(_PAGE, params)]
    return [_logged(row) for row in await tx.all(_PAGE_OF_STATE, {**params, "state": state})]


async def get_delivery(tx: ReadTx, group_id: int, delivery_id: int) -> tuple[LoggedDelivery, str] | None:
    """A delivery of the group, and its body."""
    row = await tx.one(_ONE, {"group_id": group_id, "delivery_id": delivery_id})
    return (_logged(row), row[16]) if row else None


async def list_attempts(tx: ReadTx, delivery_id: int) -> list[Attempt]:
    """All tries of a delivery, oldest first."""
    return [Attempt(*row) for row in await tx.all(_ATTEMPTS, {"delivery_id": delivery_id})]


async def resend(tx: Tx, delivery_id: int, now: int) -> bool:
    """Make a delivery due that was over. False: it is on its way already."""
    return await tx.run(_RESEND, {"delivery_id": delivery_id, "now": now}) == 1


async def resend_failed(tx: Tx, webhook_id: int, *, limit: int) -> int:
    """Make some of the failed deliveries of a webhook due, in their old order; returns how many."""
    return await tx.run(_RESEND_FAILED, {"webhook_id": webhook_id, "limit": limit})


async def switch_on(tx: Tx, webhook_id: int) -> None:
    """Call the webhook again."""
    await tx.run(_SWITCH_ON, {"webhook_id": webhook_id})


async def delete_finished(tx: Tx, before: int, *, limit: int) -> int:
    """Forget some of what was over before a moment; returns how many."""
    return await _delete(tx, [row[0] for row in await tx.all(_OLD, {"before": before, "limit": limit})])


async def delete_of(tx: Tx, webhook_ids: list[int], *, limit: int = 2**31) -> int:
    """Forget some of the deliveries of webhooks that are removed for good; returns how many."""
    params = {"webhook_ids": webhook_ids, "limit": limit}
    return await _delete(tx, [row[0] for row in await tx.all(_OF_WEBHOOKS, params)])


async def _delete(tx: Tx, ids: list[int]) -> int:
    if ids:
        await tx.run(_DELETE_ATTEMPTS, {"ids": ids})
        await tx.run(_DELETE, {"ids": ids})
    return len(ids)


async def list_health(tx: ReadTx, webhook_ids: list[int]) -> dict[int, WebhookHealth]:
    """How some webhooks are doing. Counts stop at a hundred."""
    found: dict[int, WebhookHealth] = {}
    for webhook_id, switched_off, tried in await tx.all(_HEALTH, {"ids": webhook_ids}):
        attempts = [] if tried is None else await list_attempts(tx, tried)
        found[webhook_id] = WebhookHealth(
            switched_off=switched_off,
            waiting=int(await tx.value(_COUNTS["waiting"], {"webhook_id": webhook_id})),
            failed=int(await tx.value(_COUNTS["failed"], {"webhook_id": webhook_id})),
            last=attempts[-1] if attempts else None,
        )
    return found
