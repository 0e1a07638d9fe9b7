"""`chinwag webhook`: list webhooks and how they are doing, read their log, send again, try them, switch them on."""

from collections.abc import Sequence
from typing import Annotated, Literal

from cyclopts import App, Parameter

from chinwag.cli.console import fail, print_json, print_rows
from chinwag.cli.desk import Desk, at_desk
from chinwag.cli.flags import Config, Data, Group, Json, settings_of
from chinwag.clock import Clock, from_micros, iso_seconds
from chinwag.webhooks import log
from chinwag.webhooks.delivery_model import LoggedDelivery, WebhookHealth
from chinwag.webhooks.model import Webhook

app = App(name="webhook", help="List webhooks, read their log, send again, try them.")

Number = Annotated[str, Parameter(help="Number of the webhook, as «chinwag webhook list» shows it.")]
State = Literal["waiting", "delivered", "failed", "dropped"]
_NEWEST = 2**62


class _ServerLooks(log.Sending):
    """A running server finds by itself what became due, within five seconds."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock

    def wake(self, webhook_ids: Sequence[int], /) -> None:
        """Nobody here sends."""


@app.command(name="list")
def list_(*, json: Json = False, group: Group = None, data: Data = None, config: Config = None) -> None:
    """List all webhooks of the group: what they hear, where they lead, what waits and what failed."""

    async def work(desk: Desk) -> list[tuple[Webhook, WebhookHealth]]:
        async with desk.db.read() as tx:
            return await log.list_all_webhooks(tx, desk.group.id)

    found = at_desk(settings_of(data, config).settings, group, work)
    _show([_webhook_row(*one) for one in found], json, "There is no webhook.")


@app.command(name="log")
def log_(
    webhook: Number,
    /,
    *,
    state: Annotated[State | None, Parameter(help="Only those in this state.")] = None,
    limit: Annotated[int, Parameter(help="So many, at most 1,000.")] = 20,
    json: Json = False,
    group: Group = None,
    data: Data = None,
    config: Config = None,
) -> None:
    """Show what was sent for a webhook and what came back, newest first."""
    if not 1 <= limit <= 1000:
        fail("--limit is a number from 1 to 1000.")

    async def work(desk: Desk) -> list[LoggedDelivery]:
        async with desk.db.read() as tx:
            found = await log.find_any_webhook(tx, desk.group.id, webhook)
            return await log.read_log(tx, found, state=state, before=_NEWEST, limit=limit)

    found = at_desk(settings_of(data, config).settings, group, work)
    _show([_delivery_row(one) for one in found], json, "Nothing was sent yet.")


@app.command
def resend(webhook: Number, /, *, group: Group = None, data: Data = None, config: Config = None) -> None:
    """Send everything that failed for a webhook once more, in its old order."""

    async def work(desk: Desk) -> int:
        async with desk.db.read() as tx:
            found = await log.find_any_webhook(tx, desk.group.id, webhook)
        return await log.resend_failed(desk.db, found, _ServerLooks(desk.clock))

    count = at_desk(settings_of(data, config).settings, group, work)
    if count:
        print(
            f"{count} failed {'delivery is' if count == 1 else 'deliveries are'} sent again within seconds."
        )
    else:
        print("Nothing has failed.")


@app.command(name="test")
def send_test(webhook: Number, /, *, group: Group = None, data: Data = None, config: Config = None) -> None:
    """Send a made-up event of the webhook's kind to its address; «chinwag webhook log» shows what came back."""

    async def work(desk: Desk) -> str:
        async with desk.db.begin() as tx:
            found = await log.find_any_webhook(tx, desk.group.id, webhook)
            return await log.send_test(tx, found, desk.caller, desk.links, _ServerLooks(desk.clock))

    number = at_desk(settings_of(data, config).settings, group, work)
    print(
        f"A test is sent within seconds, under the id {number}. «chinwag webhook log {webhook}» shows the answer."
    )


@app.command
def on(webhook: Number, /, *, group: Group = None, data: Data = None, config: Config = None) -> None:
    """Switch a webhook on again whose receiver took nothing for three days."""

    async def work(desk: Desk) -> None:
        async with desk.db.begin() as tx:
            await log.switch_on(tx, await log.find_any_webhook(tx, desk.group.id, webhook))

    at_desk(settings_of(data, config).settings, group, work)
    print("It is called again, from the next event on. «chinwag webhook resend» sends what failed meanwhile.")


def _show(rows: list[dict[str, object]], is_json: bool, nothing: str) -> None:
    if is_json:
        print_json(rows)
    else:
        print_rows(rows, nothing)


def _webhook_row(webhook: Webhook, health: WebhookHealth) -> dict[str, object]:
    last = health.last
    return {
        "id": webhook.id,
        "name": webhook.choice.name or webhook.choice.key,
        "room_id": webhook.room_id,
        "event": webhook.choice.event,
        "url": webhook.choice.url,
        "waiting": health.waiting,
        "failed": health.failed,
        "last": None if last is None else last.status or last.error,
        "switched_off": health.switched_off,
    }


def _delivery_row(delivery: LoggedDelivery) -> dict[str, object]:
    last = delivery.last
    return {
        "id": delivery.id,
        "uuid": delivery.uuid,
        "at": iso_seconds(from_micros(delivery.created_at)),
        "event": delivery.event,
        "state": delivery.state,
        "attempts": delivery.attempts,
        "status": last.status if last else None,
        "took_ms": last.took_ms if last else None,
        "error": last.error if last else None,
    }
