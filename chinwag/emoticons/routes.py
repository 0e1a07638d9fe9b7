"""Endpoints of emoticons: HipChat's two, and three of our own for the web client and scripts of admins."""

from chinwag.emoticons import service
from chinwag.emoticons.expanders import SEE_EMOTICONS, emoticons_out
from chinwag.emoticons.schema import (
    EmoticonEntries,
    EmoticonEntry,
    EmoticonOut,
    EmoticonsQuery,
    EmoticonStub,
    emoticon_entry,
    emoticon_stub,
)
from chinwag.emoticons.uploads import upload_emoticon, withdraw_emoticon
from chinwag.http.endpoint import Call, Created, Endpoints
from chinwag.http.paging import NoQuery, Page
from chinwag.scopes import ANY_CLIENT, GROUP_OR_USER, Scope
from chinwag.users.service import require_group_admin

_LIMIT = 1_048_576
"""Bytes of a picture that becomes an emoticon."""

endpoints = Endpoints("emoticons")


@endpoints.get(
    "/v2/emoticon",
    id="get_all_emoticons",
    title="Get all emoticons",
    scopes_any=SEE_EMOTICONS,
    clients=ANY_CLIENT,
    query=EmoticonsQuery,
    reply=list[EmoticonStub],
    expandable=("items",),
)
async def get_all_emoticons(call: Call[EmoticonsQuery]) -> Page:
    """List emoticons by shortcut: the standard ones (`global`), those of the group (`group`), or all."""
    asked = call.query
    async with call.db.read() as tx:
        found = await service.list_emoticons(
            tx, call.caller.group_id, standard=asked.type != "group", custom=asked.type != "global"
        )
    end = asked.start_index + asked.max_results
    page = [emoticon_stub(emoticon, call.links) for emoticon in found[asked.start_index : end]]
    return Page(page, has_more=end < len(found))


@endpoints.get(
    "/v2/emoticon/{emoticon}",
    id="get_emoticon",
    title="Get emoticon",
    scopes_any=SEE_EMOTICONS,
    clients=ANY_CLIENT,
    reply=EmoticonOut,
    expandable=("creator",),
)
async def get_emoticon(call: Call[NoQuery]) -> EmoticonOut:
    """Show an emoticon, given by id or by shortcut without parentheses."""
    async with call.db.read() as tx:
        emoticon = await service.find_emoticon(tx, call.caller.group_id, call.path["emoticon"])
        return (await emoticons_out(tx, call.caller, call.services, [emoticon]))[emoticon.id]


@endpoints.get(
    "/api/emoticons",
    id="get_emoticon_entries",
    title="Get emoticons for the client",
    guests=True,
    scopes_any=SEE_EMOTICONS,
    clients=ANY_CLIENT,
    reply=EmoticonEntries,
)
async def get_emoticon_entries(call: Call[NoQuery]) -> EmoticonEntries:
    """List all emoticons at once, with sizes and creators."""
    async with call.db.read() as tx:
        found = await service.list_emoticons(tx, call.caller.group_id, standard=True, custom=True)
    return EmoticonEntries([emoticon_entry(emoticon) for emoticon in found])


@endpoints.post(
    "/api/emoticon/{emoticon}",
    id="create_emoticon",
    title="Create emoticon",
    scopes_any={Scope.ADMIN_GROUP},
    clients=GROUP_OR_USER,
    streams=("image/png", "image/gif", "image/jpeg", "image/webp"),
    reply=EmoticonEntry,
    status=201,
)
async def create_emoticon(call: Call[NoQuery]) -> Created:
    """Add an emoticon to the group: the bytes of a picture, at most 1 MiB. For group admins.

    The shortcut has 2 to 50 letters a-z and digits. The picture is shown at most 30 pixels high; a GIF may move.
    """
    require_group_admin(call.caller)
    service.check_shortcut(call.path["emoticon"])
    data = await call.stream.at_most(_LIMIT).read()
    made = await upload_emoticon(call.services, call.caller, call.path["emoticon"], data)
    return Created(emoticon_entry(made), call.links.emoticon(made.id))


@endpoints.delete(
    "/api/emoticon/{emoticon}",
    id="delete_emoticon",
    title="Delete emoticon",
    scopes_any={Scope.ADMIN_GROUP},
    clients=GROUP_OR_USER,
)
async def delete_emoticon(call: Call[NoQuery]) -> None:
    """Remove an emoticon of the group. Old messages show its shortcut again. For group admins."""
    require_group_admin(call.caller)
    await withdraw_emoticon(call.services, call.caller, call.path["emoticon"])
