"""How the methods of photos, avatars and emoticons are called so that they succeed."""

import base64
from dataclasses import replace

from tests.contract.calls import OWNER, Request, _makes
from tests.contract.scene import Scene, Who
from tests.pictures.samples import picture

IMAGE = base64.b64encode(picture("PNG", (8, 8))).decode()


async def _set(scene: Scene, path: str, field: str) -> None:
    """See to it that there is a picture; some calls delete it."""
    owner = await scene.headers(replace(OWNER, name="pictures"))
    shown = f"{path}/small" if field == "photo" else path
    if (await scene.call("GET", shown, owner)).status_code == 404:
        assert (await scene.call("PUT", path, owner, {field: IMAGE})).status_code == 204


@_makes("get_photo")
async def _photo(scene: Scene, who: Who) -> Request:
    await _set(scene, f"/v2/user/{scene.peer.id}/photo", "photo")
    return Request({"id_or_email": str(scene.peer.id), "size": "big"})


@_makes("update_photo", "delete_photo")
async def _new_photo(scene: Scene, who: Who) -> Request:
    return Request({"id_or_email": str(scene.peer.id)}, {"photo": IMAGE})


@_makes("get_room_avatar")
async def _room_avatar(scene: Scene, who: Who) -> Request:
    await _set(scene, f"/v2/room/{scene.private.id}/avatar", "avatar")
    return Request({"room_id_or_name": str(scene.private.id)})


@_makes("update_room_avatar", "delete_room_avatar")
async def _new_room_avatar(scene: Scene, who: Who) -> Request:
    return Request({"room_id_or_name": str(scene.private.id)}, {"avatar": IMAGE})


@_makes("get_group_avatar")
async def _group_avatar(scene: Scene, who: Who) -> Request:
    await _set(scene, f"/v2/group/{scene.world.group_id}/avatar", "avatar")
    return Request({"group_id": str(scene.world.group_id)})


@_makes("update_group_avatar", "delete_group_avatar")
async def _new_group_avatar(scene: Scene, who: Who) -> Request:
    return Request({"group_id": str(scene.world.group_id)}, {"avatar": IMAGE})


@_makes("get_all_emoticons")
async def _emoticons(scene: Scene, who: Who) -> Request:
    return Request({})


@_makes("get_emoticon")
async def _emoticon(scene: Scene, who: Who) -> Request:
    return Request({"emoticon_id_or_key": "success"})
