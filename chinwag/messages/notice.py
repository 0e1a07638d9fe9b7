"""What the server itself has to say in a room."""

from chinwag.callers import Caller, TokenKind
from chinwag.db.tx import Tx
from chinwag.messages.colors import ColorChoice
from chinwag.messages.model import Message
from chinwag.messages.notification import send_notification
from chinwag.messages.pings import NOBODY, Pings
from chinwag.rooms.model import Room
from chinwag.scopes import ClientType, Scope


async def post_notice(
    tx: Tx, room: Room, *, sender: str, html: str, color: ColorChoice, calls: int | None = None
) -> Message | None:
    """Post a notification that is no integration's, so that whoever relies on the room hears of it.

    `calls`: the person whom it concerns most, as if it named them. None in an archived room.
    """
    if room.is_archived:
        return None
    teller = Caller(
        kind=TokenKind.ADDON,
        client_type=ClientType.ROOM_CLIENT,
        scopes=frozenset({Scope.SEND_NOTIFICATION}),
        group_id=room.group_id,
        name=sender,
        credential="notice",
        rate_key="notice",
        room_id=room.id,
    )
    pings = NOBODY if calls is None else Pings([calls], [calls])
    return await send_notification(tx, room, teller, body=html, color=color, notify=True, pings=pings)
