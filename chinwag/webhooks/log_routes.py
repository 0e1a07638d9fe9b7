"""Endpoints of the log of webhooks: what was sent, what came back, and sending it again."""

from chinwag.errors import Forbidden
from chinwag.http.endpoint import Call, Created, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.scopes import ANY_CLIENT, Scope
from chinwag.webhooks import log
from chinwag.webhooks.log_schema import (
    DeliveriesQuery,
    DeliveryLog,
    DeliveryOut,
    Resent,
    TestSent,
    WebhookLogHead,
    WebhookSecret,
    delivery_entry,
    delivery_out,
    log_head,
)

endpoints = Endpoints("webhook deliveries")

_SCOPES = frozenset({Scope.ADMIN_ROOM, Scope.ADMIN_GROUP})


@endpoints.get(
    "/api/webhook/{webhook}",
    id="get_webhook_health",
    title="Get how a webhook is doing",
    scopes_any=_SCOPES,
    clients=ANY_CLIENT,
    reply=WebhookLogHead,
)
async def get_webhook_health(call: Call[NoQuery]) -> WebhookLogHead:
    """What waits, what failed, the last try, and why it is switched off if it is."""
    async with call.db.read() as tx:
        webhook = await log.find_logged_webhook(tx, call.caller, call.path["webhook"])
        health = await log.list_health(tx, [webhook.id])
    return log_head(webhook, health[webhook.id])


@endpoints.get(
    "/api/webhook/{webhook}/secret",
    id="get_webhook_secret",
    title="Get the secret of a webhook",
    scopes_any=_SCOPES,
    clients=ANY_CLIENT,
    reply=WebhookSecret,
)
async def get_webhook_secret(call: Call[NoQuery]) -> WebhookSecret:
    """The key of the signature that every call carries (Standard Webhooks); for the webhook's owner."""
    async with call.db.read() as tx:
        webhook = await log.find_logged_webhook(tx, call.caller, call.path["webhook"])
    if not log.is_owner(webhook, call.caller):
        raise Forbidden("Only whoever registered the webhook may see its secret.")
    return WebhookSecret(call.services.dispatcher.secret_of(webhook.id))


@endpoints.get(
    "/api/webhook/{webhook}/deliveries",
    id="list_webhook_deliveries",
    title="List the deliveries of a webhook",
    scopes_any=_SCOPES,
    clients=ANY_CLIENT,
    query=DeliveriesQuery,
    reply=DeliveryLog,
)
async def list_webhook_deliveries(call: Call[DeliveriesQuery]) -> DeliveryLog:
    """The log, newest first: what is on its way, what arrived, what was given up."""
    query = call.query
    async with call.db.read() as tx:
        webhook = await log.find_logged_webhook(tx, call.caller, call.path["webhook"])
        shown, following = await log.list_deliveries(
            tx, call.caller, webhook, state=query.state, before=query.before, limit=query.limit
        )
    return DeliveryLog([delivery_entry(one) for one in shown], following)


@endpoints.get(
    "/api/delivery/{delivery}",
    id="get_webhook_delivery",
    title="Get a delivery",
    scopes_any=_SCOPES,
    clients=ANY_CLIENT,
    reply=DeliveryOut,
)
async def get_webhook_delivery(call: Call[NoQuery]) -> DeliveryOut:
    """The request, and every try with what came back."""
    async with call.db.read() as tx:
        delivery, body, webhook = await log.find_delivery(tx, call.caller, call.path["delivery"])
        attempts = await log.list_attempts(tx, delivery)
    return delivery_out(delivery, body, webhook, attempts)


@endpoints.post(
    "/api/delivery/{delivery}/resend",
    id="resend_webhook_delivery",
    title="Send a delivery again",
    scopes_any=_SCOPES,
    clients=ANY_CLIENT,
)
async def resend_webhook_delivery(call: Call[NoQuery]) -> None:
    """Send it once more, now, under the same id. 409 while it is on its way."""
    async with call.db.begin() as tx:
        delivery, _, webhook = await log.find_delivery(tx, call.caller, call.path["delivery"])
        await log.resend(tx, webhook, delivery, call.services.dispatcher)


@endpoints.post(
    "/api/webhook/{webhook}/resend",
    id="resend_failed_deliveries",
    title="Send all failed deliveries again",
    scopes_any=_SCOPES,
    clients=ANY_CLIENT,
    reply=Resent,
)
async def resend_failed_deliveries(call: Call[NoQuery]) -> Resent:
    """Send everything that was given up once more, in its old order."""
    async with call.db.read() as tx:
        webhook = await log.find_logged_webhook(tx, call.caller, call.path["webhook"])
    return Resent(await log.resend_failed(call.db, webhook, call.services.dispatcher))


@endpoints.post(
    "/api/webhook/{webhook}/test",
    id="test_webhook",
    title="Send a test event",
    scopes_any=_SCOPES,
    clients=ANY_CLIENT,
    reply=TestSent,
    status=201,
)
async def test_webhook(call: Call[NoQuery]) -> Created:
    """Send a made-up event of the webhook's kind to its address, whatever its pattern. The log shows it."""
    async with call.db.begin() as tx:
        webhook = await log.find_logged_webhook(tx, call.caller, call.path["webhook"])
        number = await log.send_test(tx, webhook, call.caller, call.links, call.services.dispatcher)
    return Created(TestSent(number))


@endpoints.post(
    "/api/webhook/{webhook}/switch_on",
    id="switch_on_webhook",
    title="Switch a webhook on again",
    scopes_any=_SCOPES,
    clients=ANY_CLIENT,
)
async def switch_on_webhook(call: Call[NoQuery]) -> None:
    """Call it again from the next event on. It is switched off when its receiver took nothing for three days."""
    async with call.db.begin() as tx:
        webhook = await log.find_logged_webhook(tx, call.caller, call.path["webhook"])
        await log.switch_on(tx, webhook)
