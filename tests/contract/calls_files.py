"""How the methods that share files are called: the body is the metadata, sent with a file beside it."""

from tests.contract.calls import Request, _makes
from tests.contract.scene import Scene, Who


@_makes("share_file_with_room")
async def _file_in_room(scene: Scene, who: Who) -> Request:
    return Request({"room_id_or_name": str(scene.private.id)}, {"message": f"File {scene.number()}"})


@_makes("share_file_with_user")
async def _file_for_user(scene: Scene, who: Who) -> Request:
    return Request({"id_or_email": str(scene.peer.id)}, {"message": f"File {scene.number()}"})
