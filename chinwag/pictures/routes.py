"""Endpoints of photos and avatars: HipChat's nine, and a person's own photo in the web client."""

from chinwag.callers import Caller
from chinwag.db.tx import Tx
from chinwag.errors import NotFound
from chinwag.groups.avatar import require_own_group
from chinwag.groups.avatar import set_avatar as set_group_avatar
from chinwag.groups.service import get_group
from chinwag.http.endpoint import Call, Endpoints, Redirect
from chinwag.http.paging import NoQuery
from chinwag.pictures.model import SIDE, Picture, Size, key_of
from chinwag.pictures.schema import AvatarIn, PhotoIn
from chinwag.pictures.service import Swap, decoded, remove_picture, set_picture
from chinwag.rooms.avatar import require_avatar_change
from chinwag.rooms.avatar import set_avatar as set_room_avatar
from chinwag.rooms.service import find_room
from chinwag.scopes import ANY_CLIENT, GROUP_OR_USER, NO_SCOPE, ONLY_USER, Scope
from chinwag.users.photo import require_photo_change, set_photo
from chinwag.users.service import find_user, require_group_admin

PICTURE_LIMIT = 8 * 1_048_576
"""Bytes of a body that holds a picture. In base64 that is a picture of 6 MiB, more than a phone's camera makes."""

_SEE_ROOM = frozenset({Scope.VIEW_GROUP, Scope.VIEW_ROOM})

endpoints = Endpoints("pictures")


@endpoints.get(
    "/v2/user/{user}/photo/{size}",
    id="get_photo",
    title="Get photo",
    scopes_any={Scope.VIEW_GROUP},
    clients=GROUP_OR_USER,
    status=302,
)
async def get_photo(call: Call[NoQuery]) -> Redirect:
    """Go to the photo of a person, `small` (125 pixels) or `big` (500).

    The address of the picture needs no token: whoever has it may see the picture.
    """
    ref, size = call.path["user"], call.path["size"]
    async with call.db.read() as tx:
        user = await find_user(tx, call.caller, ref)
    if size not in SIDE:
        raise NotFound(f"There is no photo of the size {size}. The sizes are small and big.")
    return _to_picture(call, user.photo, f"User {ref} has no photo", size)


@endpoints.put(
    "/v2/user/{user}/photo",
    id="update_photo",
    title="Update photo",
    scopes_any={Scope.ADMIN_GROUP},
    clients=GROUP_OR_USER,
    body=PhotoIn,
    body_limit=PICTURE_LIMIT,
)
async def update_photo(call: Call[NoQuery], body: PhotoIn) -> None:
    """Give a person a photo: a picture in base64. Its middle is cut out as a square. Guests have none."""
    require_group_admin(call.caller)
    async with call.db.read() as reading:
        require_photo_change(await find_user(reading, call.caller, call.path["user"]))
    data = decoded(body.photo, "photo")
    swap = _photo_of(call.caller, call.path["user"])
    await set_picture(call.services, call.caller.group_id, "photo", data, "photo", swap)


@endpoints.delete(
    "/v2/user/{user}/photo",
    id="delete_photo",
    title="Delete photo",
    scopes_any={Scope.ADMIN_GROUP},
    clients=GROUP_OR_USER,
)
async def delete_photo(call: Call[NoQuery]) -> None:
    """Take a person's photo away. Fine when there was none."""
    require_group_admin(call.caller)
    await remove_picture(call.services, _photo_of(call.caller, call.path["user"]))


@endpoints.put(
    "/api/account/photo",
    id="update_own_photo",
    title="Update one's own photo",
    scopes_any=NO_SCOPE,
    clients=ONLY_USER,
    streams=("image/png", "image/jpeg", "image/gif", "image/webp"),
    session_only=True,
)
async def update_own_photo(call: Call[NoQuery]) -> None:
    """Give oneself a photo: the bytes of a picture, at most 8 MiB."""
    me = str(call.caller.acting_user)
    async with call.db.read() as reading:
        require_photo_change(await find_user(reading, call.caller, me))
    swap = _photo_of(call.caller, me)
    with call.services.workshop.one_at_a_time(f"user:{me}"):
        data = await call.stream.at_most(PICTURE_LIMIT).read()
        await set_picture(call.services, call.caller.group_id, "photo", data, "photo", swap)


@endpoints.delete(
    "/api/account/photo",
    id="delete_own_photo",
    title="Delete one's own photo",
    scopes_any=NO_SCOPE,
    clients=ONLY_USER,
    session_only=True,
)
async def delete_own_photo(call: Call[NoQuery]) -> None:
    """Take one's own photo away."""
    await remove_picture(call.services, _photo_of(call.caller, str(call.caller.acting_user)))


@endpoints.get(
    "/v2/room/{room}/avatar",
    id="get_room_avatar",
    title="Get room avatar",
    scopes_any=_SEE_ROOM,
    clients=ANY_CLIENT,
    status=302,
)
async def get_room_avatar(call: Call[NoQuery]) -> Redirect:
    """Go to the avatar of a room. The address of the picture needs no token."""
    async with call.db.read() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
    return _to_picture(call, room.avatar, f"Room {call.path['room']} has no avatar")


@endpoints.put(
    "/v2/room/{room}/avatar",
    id="update_room_avatar",
    title="Update room avatar",
    scopes_any={Scope.ADMIN_ROOM},
    clients=ANY_CLIENT,
    body=AvatarIn,
    body_limit=PICTURE_LIMIT,
)
async def update_room_avatar(call: Call[NoQuery], body: AvatarIn) -> None:
    """Give a room an avatar: a picture in base64. For room admins."""
    async with call.db.read() as reading:
        await require_avatar_change(reading, call.caller, call.path["room"])
    data = decoded(body.avatar, "avatar")
    swap = _avatar_of_room(call.caller, call.path["room"])
    await set_picture(call.services, call.caller.group_id, "room", data, "avatar", swap)


@endpoints.delete(
    "/v2/room/{room}/avatar",
    id="delete_room_avatar",
    title="Delete room avatar",
    scopes_any={Scope.ADMIN_ROOM},
    clients=ANY_CLIENT,
)
async def delete_room_avatar(call: Call[NoQuery]) -> None:
    """Take a room's avatar away. Fine when there was none. For room admins."""
    await remove_picture(call.services, _avatar_of_room(call.caller, call.path["room"]))


@endpoints.get(
    "/v2/group/{group}/avatar",
    id="get_group_avatar",
    title="Get group avatar",
    scopes_any={Scope.VIEW_GROUP},
    clients=GROUP_OR_USER,
    status=302,
)
async def get_group_avatar(call: Call[NoQuery]) -> Redirect:
    """Go to the avatar of the caller's group. The address of the picture needs no token."""
    require_own_group(call.caller, call.path["group"])
    async with call.db.read() as tx:
        group = await get_group(tx, call.caller.group_id)
    return _to_picture(call, group.avatar, f"Group {call.path['group']} has no avatar")


@endpoints.put(
    "/v2/group/{group}/avatar",
    id="update_group_avatar",
    title="Update group avatar",
    scopes_any={Scope.ADMIN_GROUP},
    clients=GROUP_OR_USER,
    body=AvatarIn,
    body_limit=PICTURE_LIMIT,
)
async def update_group_avatar(call: Call[NoQuery], body: AvatarIn) -> None:
    """Give the group an avatar: a picture in base64. For group admins."""
    require_own_group(call.caller, call.path["group"])
    require_group_admin(call.caller)
    data = decoded(body.avatar, "avatar")
    swap = _avatar_of_group(call.caller)
    await set_picture(call.services, call.caller.group_id, "group", data, "avatar", swap)


@endpoints.delete(
    "/v2/group/{group}/avatar",
    id="delete_group_avatar",
    title="Delete group avatar",
    scopes_any={Scope.ADMIN_GROUP},
    clients=GROUP_OR_USER,
)
async def delete_group_avatar(call: Call[NoQuery]) -> None:
    """Take the group's avatar away. Fine when there was none. For group admins."""
    require_own_group(call.caller, call.path["group"])
    require_group_admin(call.caller)
    await remove_picture(call.services, _avatar_of_group(call.caller))


def _to_picture(call: Call[NoQuery], key: str | None, missing: str, size: Size = "big") -> Redirect:
    url = call.links.picture(key, size)
    if url is None:
        raise NotFound(missing)
    return Redirect(url)


def _photo_of(caller: Caller, ref: str) -> Swap:
    async def swap(tx: Tx, picture: Picture | None) -> str | None:
        return await set_photo(tx, await find_user(tx, caller, ref), key_of(picture))

    return swap


def _avatar_of_room(caller: Caller, ref: str) -> Swap:
    async def swap(tx: Tx, picture: Picture | None) -> str | None:
        return await set_room_avatar(tx, caller, ref, key_of(picture))

    return swap


def _avatar_of_group(caller: Caller) -> Swap:
    async def swap(tx: Tx, picture: Picture | None) -> str | None:
        return await set_group_avatar(tx, caller, key_of(picture))

    return swap
