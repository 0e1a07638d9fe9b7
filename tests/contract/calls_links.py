"""How the methods that share links are called."""

from tests.contract.calls import Request, _makes
from tests.contract.scene import Scene, Who


@_makes("share_link_with_room")
async def _link_to_room(scene: Scene, who: Who) -> Request:
    path = {"room_id_or_name": str(scene.private.id)}
    return Request(path, {"link": f"https://docs.example.com/{scene.number()}", "message": "See here"})


@_makes("share_link_with_user")
async def _link_to_user(scene: Scene, who: Who) -> Request:
    path = {"id_or_email": str(scene.peer.id)}
    return Request(path, {"link": f"https://docs.example.com/{scene.number()}"})
