"""Telling clients that the extensions of a room, or of the whole group, are others than before."""

import msgspec

from chinwag.db.tx import Tx
from chinwag.realtime.events import LiveEvent


class ExtensionsChanged(msgspec.Struct, frozen=True):
    """Payload of `extensions.changed`. `room_id` null: of all rooms. Clients fetch their lists anew."""

    room_id: int | None


def tell_change(tx: Tx, group_id: int, room_id: int | None) -> None:
    """An add-on, or a module of one, came, changed or went in this place."""
    tx.emit(LiveEvent("extensions.changed", group_id, ExtensionsChanged(room_id), chat_id=room_id))
