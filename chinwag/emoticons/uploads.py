"""Adding and removing emoticons with their pictures: slow work first, then one transaction."""

from chinwag.callers import Caller
from chinwag.db.tx import Tx
from chinwag.emoticons import service
from chinwag.emoticons.model import Emoticon
from chinwag.pictures.model import Picture
from chinwag.pictures.service import Studio, remove_picture, set_picture


async def upload_emoticon(studio: Studio, caller: Caller, shortcut: str, data: bytes) -> Emoticon:
    """Make an emoticon of a picture that somebody sent. BadRequest when it is none, or the shortcut does not do."""
    service.check_shortcut(shortcut)
    async with studio.db.read() as reading:
        await service.check_room_for(reading, caller.group_id, shortcut)
    made: list[Emoticon] = []

    async def put(tx: Tx, picture: Picture | None) -> None:
        if picture is not None:
            made.append(await service.add_emoticon(tx, caller.group_id, shortcut, picture, caller.user_id))

    await set_picture(studio, caller.group_id, "emoticon", data, "emoticon", put)
    return made[-1]


async def withdraw_emoticon(studio: Studio, caller: Caller, shortcut: str) -> None:
    """Remove an emoticon of the group, and its picture."""

    async def take(tx: Tx, _: Picture | None) -> str | None:
        return await service.remove_emoticon(tx, caller, shortcut)

    await remove_picture(studio, take)
