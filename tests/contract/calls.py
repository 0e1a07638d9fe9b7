"""How each method is called so that it succeeds: the values of its path, and its body.

A method that has no entry here cannot be tested by the generated tests: they fail until it has one.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from chinwag.scopes import ClientType
from tests.contract.reference import Method
from tests.contract.scene import Scene, Who


@dataclass(frozen=True)
class Request:
    """A call of a method: path values by the reference's names, and a body. `headers`: instead of the caller's."""

    path: dict[str, str]
    body: Any = None
    headers: dict[str, str] | None = None

    def url(self, method: Method) -> str:
        """The address, without the host."""
        return f"/v2{method.path}".format(**self.path)


OWNER = Who("the group's owner", ClientType.USER)
"""Who may do everything that people may."""

INSTALLED = Who("an add-on of the group", ClientType.GROUP_CLIENT, kind="addon")
"""Who may do everything that add-ons may."""


def someone_who_may(method: Method) -> Who:
    """The owner, or an add-on where people may not."""
    return OWNER if not method.clients or ClientType.USER in method.clients else INSTALLED


Maker = Callable[[Scene, Who], Awaitable[Request]]
MAKERS: dict[str, Maker] = {}


def _makes(*method_ids: str) -> Callable[[Maker], Maker]:
    def register(maker: Maker) -> Maker:
        MAKERS.update(dict.fromkeys(method_ids, maker))
        return maker

    return register


async def request_for(scene: Scene, method: Method, who: Who, **path: str) -> Request:
    """A request that succeeds for who may make it. `path` replaces values of the path."""
    made = await MAKERS[method.id](scene, who)
    return replace(made, path={**made.path, **path})


@_makes("get_capabilities", "get_all_rooms", "get_all_users")
async def _bare(scene: Scene, who: Who) -> Request:
    return Request({})


@_makes("generate_token")
async def _grant(scene: Scene, who: Who) -> Request:
    client = scene.addon
    return Request(
        {}, {"grant_type": "client_credentials", "client_id": client.id, "client_secret": client.secret}
    )


@_makes("get_session", "delete_session")
async def _own_token(scene: Scene, who: Who) -> Request:
    """The caller asks about its own token; a session about one of its person; who has none about somebody's."""
    asked = replace(who, kind="") if who.kind == "session" or who.client is None else who
    headers = await scene.headers(asked, fresh=True)
    token = headers["Authorization"].removeprefix("Bearer ")
    return Request({"access_token": token}, headers=headers if asked is who else None)


@_makes("view_group", "group_statistics")
async def _group(scene: Scene, who: Who) -> Request:
    return Request({"group_id": str(scene.world.group_id)})


@_makes(
    "get_room",
    "get_room_statistics",
    "view_room_history",
    "view_recent_room_history",
    "get_all_members",
    "get_all_participants",
)
async def _room(scene: Scene, who: Who) -> Request:
    return Request({"room_id_or_name": str(scene.private.id)})


@_makes("create_room")
async def _new_room(scene: Scene, who: Who) -> Request:
    return Request({}, {"name": f"Dock {scene.number()}", "topic": "New"})


@_makes("update_room")
async def _changed_room(scene: Scene, who: Who) -> Request:
    body = {
        "name": scene.private.name,
        "topic": f"Change {scene.number()}",
        "privacy": "private",
        "is_archived": False,
        "is_guest_accessible": False,
        "owner": {"id": scene.owner.id},
    }
    return replace(await _room(scene, who), body=body)


@_makes("delete_room")
async def _doomed_room(scene: Scene, who: Who) -> Request:
    members = (scene.member, scene.guest)
    room = await scene.world.room(f"Wreck {scene.number()}", private=True, members=members)
    return Request({"room_id_or_name": str(room.id)})


@_makes("get_room_message")
async def _room_message(scene: Scene, who: Who) -> Request:
    return Request({"room_id_or_name": str(scene.private.id), "message_id": scene.message_id})


@_makes("send_message")
async def _message(scene: Scene, who: Who) -> Request:
    return replace(await _room(scene, who), body={"message": f"Message {scene.number()}"})


@_makes("send_room_notification")
async def _notification(scene: Scene, who: Who) -> Request:
    body = {"message": f"Notice {scene.number()}", "message_format": "text", "color": "green", "from": "Kiln"}
    return replace(await _room(scene, who), body=body)


@_makes("reply_to_message")
async def _reply(scene: Scene, who: Who) -> Request:
    body = {"parentMessageId": scene.message_id, "message": f"Reply {scene.number()}"}
    return replace(await _room(scene, who), body=body)


@_makes("set_topic")
async def _topic(scene: Scene, who: Who) -> Request:
    return replace(await _room(scene, who), body={"topic": f"Topic {scene.number()}"})


@_makes("invite_user")
async def _invitation(scene: Scene, who: Who) -> Request:
    """Only to public rooms (documented)."""
    path = {"room_id_or_name": str(scene.public.id), "user_id_or_email": str(scene.peer.id)}
    return Request(path, {"reason": "Come over"})


@_makes("add_member", "remove_member")
async def _membership(scene: Scene, who: Who) -> Request:
    """Of a person who is a member already, so that both have somebody to work on."""
    owner = await scene.headers(replace(OWNER, name="membership"))
    path = f"/v2/room/{scene.private.id}/member/{scene.spare.id}"
    assert (await scene.call("PUT", path, owner)).status_code == 204
    return Request({"room_id_or_name": str(scene.private.id), "user_id_or_email": str(scene.spare.id)})


@_makes("create_user")
async def _new_user(scene: Scene, who: Who) -> Request:
    number = scene.number()
    return Request({}, {"name": f"Hand {number}", "email": f"hand{number}@example.com"})


@_makes("view_user", "view_privatechat_history", "view_recent_privatechat_history")
async def _user(scene: Scene, who: Who) -> Request:
    return Request({"id_or_email": str(scene.peer.id)})


@_makes("update_user")
async def _changed_user(scene: Scene, who: Who) -> Request:
    peer = scene.peer
    body = {"name": peer.name, "email": peer.email, "mention_name": peer.mention_name, "title": "Stoker"}
    return replace(await _user(scene, who), body=body)


@_makes("delete_user")
async def _doomed_user(scene: Scene, who: Who) -> Request:
    user = await scene.world.user(f"Leaver {scene.number()}")
    return Request({"id_or_email": str(user.id)})


@_makes("private_message_user")
async def _private_message(scene: Scene, who: Who) -> Request:
    return replace(await _user(scene, who), body={"message": f"Word {scene.number()}"})


@_makes("get_privatechat_message")
async def _one_private_message(scene: Scene, who: Who) -> Request:
    message_id = scene.private_messages.get(who.person, scene.private_messages["owner"])
    return Request({"id_or_email": str(scene.peer.id), "message_id": message_id})


from tests.contract import (  # noqa: E402, F401 - they register themselves here
    calls_extensions,
    calls_files,
    calls_links,
    calls_people,
    calls_pictures,
)
