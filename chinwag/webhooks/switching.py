"""Webhooks whose receiver has been away for days are switched off, where everybody can see why."""

import html
from urllib.parse import urlsplit

import structlog

from chinwag.audit.model import Action, Thing
from chinwag.audit.service import note_audit
from chinwag.db.tx import Tx
from chinwag.http.links import Links
from chinwag.messages.notice import post_notice
from chinwag.rooms.access import get_room_of_group
from chinwag.webhooks import delivery_storage
from chinwag.webhooks.delivery_model import Attempt, Delivery, Target

_log = structlog.get_logger("chinwag.webhooks")


class Switch:
    """Decides after each delivery that was given up whether its webhook is called any more."""

    def __init__(self, links: Links) -> None:
        self._links = links

    async def consider(self, tx: Tx, delivery: Delivery, target: Target, last: Attempt) -> None:
        """Switch the webhook off if its receiver took nothing for as long as the delivery was tried."""
        if await delivery_storage.has_heard_since(tx, delivery.webhook_id, delivery.created_at):
            return
        why = last.error or f"it answered {last.status}"
        reason = f"The receiver took nothing for three days; the last time: {why}"
        if not await delivery_storage.switch_off(tx, delivery.webhook_id, reason):
            return
        tx.forget("webhooks")
        _log.warning("webhook switched off", webhook_id=delivery.webhook_id, reason=reason)
        await note_audit(
            tx,
            Action.WEBHOOK_SWITCHED_OFF,
            Thing("webhook", delivery.webhook_id, target.name or delivery.event),
            group_id=delivery.group_id,
            room_id=delivery.room_id,
            by="server",
            host=urlsplit(target.url).hostname,
        )
        await self._tell_room(tx, delivery, target, why)

    async def _tell_room(self, tx: Tx, delivery: Delivery, target: Target, why: str) -> None:
        """One red notification in the room, so that whoever relies on the integration hears of it.

        It calls the person who registered the webhook.
        """
        room = await get_room_of_group(tx, delivery.group_id, delivery.room_id)
        if room is None:
            return
        name = target.name or f"{delivery.event} {delivery.webhook_id}"
        here = html.escape(self._links.web(f"/rooms/addons/{room.id}"))
        text = (
            f"The webhook <b>{html.escape(name)}</b> of {html.escape(target.owner_name or 'this room')} was "
            f"switched off: {html.escape(urlsplit(target.url).hostname or '')} took nothing for three days "
            f"({html.escape(why.rstrip('.'))}). What it missed is kept. A room admin can switch it on again and "
            f'send what failed, among the <a href="{here}">integrations of this room</a>.'
        )
        calls = target.owner.user_id
        await post_notice(tx, room, sender="Webhooks", html=text, color="red", calls=calls)
