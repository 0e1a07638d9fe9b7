"""Emoticons in full, where they are listed."""

import msgspec

from chinwag.callers import Caller
from chinwag.db.tx import ReadTx
from chinwag.emoticons import service
from chinwag.emoticons.model import Emoticon
from chinwag.emoticons.schema import EmoticonOut, emoticon_out
from chinwag.http.expand import Expander
from chinwag.scopes import Scope
from chinwag.services import Services
from chinwag.users.service import visible_users

SEE_EMOTICONS = frozenset({Scope.VIEW_GROUP})


async def emoticons_out(
    tx: ReadTx, caller: Caller, services: Services, emoticons: list[Emoticon]
) -> dict[int, EmoticonOut]:
    """Emoticons in full by id. Guests see the creators whom they may know of."""
    creators = {emoticon.creator_id for emoticon in emoticons if emoticon.creator_id is not None}
    people = await visible_users(tx, caller, creators)
    return {
        emoticon.id: emoticon_out(emoticon, people.get(emoticon.creator_id or 0), services.links)
        for emoticon in emoticons
    }


async def load_emoticons(
    tx: ReadTx, caller: Caller, services: Services, ids: list[int]
) -> dict[int, msgspec.Struct]:
    """Standard emoticons and those of the caller's group."""
    found = await service.get_emoticons(tx, caller.group_id, ids)
    return {**await emoticons_out(tx, caller, services, list(found.values()))}


EXPANDERS = (Expander("emoticon", SEE_EMOTICONS, load_emoticons),)
