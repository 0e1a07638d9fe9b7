"""A program beside the server that writes to its database: posts messages through our own services.

Arguments: the data folder, the id of a room, how many messages.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from chinwag.callers import Caller, TokenKind
from chinwag.clock import Clock
from chinwag.db import open_database
from chinwag.db.open import FILE_NAME
from chinwag.messages.notification import send_notification
from chinwag.rooms.service import find_room
from chinwag.scopes import ROOM_TOKEN_SCOPES, ClientType


async def main(data: str, room_id: str, count: str) -> None:
    db = await open_database(Path(data) / FILE_NAME, Clock())
    caller = Caller(
        kind=TokenKind.ROOM,
        client_type=ClientType.ROOM_CLIENT,
        scopes=ROOM_TOKEN_SCOPES,
        group_id=1,
        name="Beside",
        credential="beside",
        rate_key="beside",
        room_id=int(room_id),
    )
    for n in range(int(count)):
        async with db.begin() as tx:
            room = await find_room(tx, caller, room_id)
            await send_notification(tx, room, caller, body=f"beside {n}", body_format="text")
    await db.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
