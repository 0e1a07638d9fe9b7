"""How the methods of invitations and preferences are called."""

from tests.contract.calls import Request, _makes
from tests.contract.scene import Scene, Who


@_makes("invite_user_to_group")
async def _group_invitation(scene: Scene, who: Who) -> Request:
    number = scene.number()
    return Request(
        {}, {"email": f"guest{number}@example.com", "name": f"Newcomer {number}", "title": "Stoker"}
    )


@_makes("get_auto_join_rooms")
async def _auto_join(scene: Scene, who: Who) -> Request:
    return Request({"id_or_email": str(scene.peer.id)})
