"""The webhooks of a group, as far as its admin may know of them."""

from chinwag.admin import storage
from chinwag.callers import Caller
from chinwag.db.tx import ReadTx
from chinwag.rooms.model import Room
from chinwag.rooms.service import get_visible_rooms
from chinwag.webhooks.model import Webhook
from chinwag.webhooks.service import get_webhooks


async def list_group_webhooks(tx: ReadTx, caller: Caller) -> tuple[list[Webhook], dict[int, Room]]:
    """Webhooks of all rooms, then those of rooms that the caller sees; and these rooms."""
    hooks = await get_webhooks(tx, caller.group_id, await storage.list_webhook_ids(tx, caller.group_id))
    rooms = await get_visible_rooms(
        tx, caller, sorted({hook.room_id for hook in hooks if hook.room_id is not None})
    )
    shown = [hook for hook in hooks if hook.room_id is None or hook.room_id in rooms]
    shown.sort(key=lambda hook: (hook.room_id is not None, hook.room_id or 0, hook.id))
    return shown, rooms
