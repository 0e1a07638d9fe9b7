"""How the methods of invitations, preferences and imports are called."""

import uuid
from typing import Any

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


@_makes("import_room_history", "import_room_file")
async def _into_a_room(scene: Scene, who: Who) -> Request:
    """A room in which nobody has talked: nothing is imported before what is there."""
    number = scene.number()
    room = await scene.world.room(f"Archive {number}", private=True)
    return Request({"room_id_or_name": str(room.id)}, _old(scene, number))


@_makes("import_privatechat_history", "import_privatechat_file")
async def _between_two(scene: Scene, who: Who) -> Request:
    number = scene.number()
    one, other = await scene.world.user(f"One {number}"), await scene.world.user(f"Other {number}")
    path = {"id_or_email": str(one.id), "other_id_or_email": str(other.id)}
    return Request(path, _old(scene, number, sender=one.id))


def _old(scene: Scene, number: int, sender: int | None = None) -> dict[str, Any]:
    """The body of a history, which is the metadata of a file as well."""
    one = {"date": "2016-05-26T15:32:43Z", "from": sender or scene.owner.id, "message": f"Old {number}"}
    return {**one, "id": str(uuid.uuid4()), "messages": [one]}
