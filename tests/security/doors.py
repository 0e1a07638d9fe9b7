"""Every declared endpoint as a call that would work, made from the declarations: none can be forgotten."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa

from chinwag.app import collect_endpoints
from chinwag.db.statements import statement
from chinwag.db.tables import metadata
from chinwag.http.endpoint import Endpoint
from tests.contract.calls_extensions import MODULES
from tests.contract.calls_pictures import IMAGE
from tests.world import World

ENDPOINTS = collect_endpoints()
READING = [one for one in ENDPOINTS if one.method == "GET"]
WRITING = [one for one in ENDPOINTS if one.method != "GET"]
OF_ROOMS = [one for one in ENDPOINTS if "{room}" in one.path]
OF_PEOPLE = [one for one in ENDPOINTS if "{user}" in one.path]

_TEXT = {"message": "Hello"}
_TOKEN = {"label": "Kiln", "scopes": ["send_notification"], "expires_in_days": 30}
_LINK = {"link": "https://example.com/plan", "message": "Look"}
_HOOK = {"url": "https://hooks.example.com/in", "event": "room_message", "name": "Deploys", "key": "board"}
BODIES: dict[str, Any] = {
    "sign_in": {"email": "ada@example.com", "password": "correct horse battery"},
    "use_setup_link": {},
    "generate_token": {"grant_type": "client_credentials"},
    "decide_consent": {"client_id": "x", "redirect_uri": "x", "response_type": "code", "decision": "allow"},
    "create_user": {"name": "New Person", "email": "new@example.com"},
    "update_user": {"name": "Other Name", "email": "other@example.com", "mention_name": "Other"},
    "create_room": {"name": "New Room"},
    "update_room": {
        "name": "Other Name",
        "topic": "Other",
        "privacy": "public",
        "is_archived": False,
        "is_guest_accessible": False,
        "owner": {"id": 1},
    },
    "set_topic": {"topic": "Another topic"},
    "change_room_settings": {"name": "Other Name"},
    "set_guest_access": {"is_on": True},
    "come_in_as_guest": {"name": "New Guest"},
    "change_own_profile": {"title": "Harbour pilot"},
    "invite_user": {"reason": "Come"},
    "add_member": {"room_roles": ["room_member"]},
    "send_room_notification": {"message": "Hello", "color": "green"},
    "reply_to_message": {"message": "Hello", "parentMessageId": "0" * 36},
    "share_link_with_room": _LINK,
    "share_link_with_user": _LINK,
    "create_webhook": _HOOK,
    "update_room_avatar": {"avatar": IMAGE},
    "update_group_avatar": {"avatar": IMAGE},
    "update_photo": {"photo": IMAGE},
    "create_room_webhook": _HOOK,
    "create_global_webhook": _HOOK,
    "set_auto_join_rooms": {"rooms": [1]},
    "set_preferences": {"level": "all"},
    "invite_user_to_group": {"email": "new@example.com", "name": "New Person"},
    "create_invitation": {"email": "new@example.com", "name": "New Person"},
    "accept_invitation": {"name": "New Person", "password": "correct horse battery"},
    "create_group_token": {"kind": "v1_notification", "label": "Kiln"},
    "create_integration_link": {"target": "board", "ttl": 60},
    "review_addon": {"url": "https://addon.example.com/descriptor.json"},
    "install_addon": {"url": "https://addon.example.com/descriptor.json", "scopes": []},
    "update_addon": {"scopes": []},
    "open_addon_page": {"page": "configurable"},
    "create_addon_page_token": {"page": "configurable"},
    "open_room_extension": {"values": {}},
    "create_extension_token": {"key": "board"},
    **{f"create_{place}_{kind}": body for place in ("room", "global") for kind, body in MODULES.items()},
}
"""What is sent where; a body that an endpoint needs and that is missing here fails the walk."""


@dataclass(frozen=True)
class Place:
    """What the parameters of a path stand for."""

    room: str | int = 1
    user: str | int = 1
    message: str = "0" * 36
    token: str = "x" * 40
    group: int = 1
    id: int = 1
    method: str = "get_room"
    other: str | int = 1
    emoji: str = "(success)"
    email: str = "new@example.com"
    size: str = "small"
    key: str = "board"
    kind: str = "webPanel"
    addon: str = "0" * 36


def path_of(endpoint: Endpoint, place: Place) -> str:
    """The address, with the parameters filled in; "1" for those that no test has to choose."""
    return re.sub(r"{(\w+)}", lambda found: quote(str(getattr(place, found[1], "1")), safe=""), endpoint.path)


def body_of(endpoint: Endpoint) -> Any:
    """A body that is valid; None where none is read."""
    if endpoint.body is None:
        return None
    if endpoint.id in BODIES:
        return BODIES[endpoint.id]
    if endpoint.path.endswith("/token"):
        return _TOKEN
    return {"position": 1} if endpoint.path.endswith(("/read", "/unread")) else _TEXT


_TABLES = [statement(sa.select(table)) for table in metadata.sorted_tables]


async def all_rows(world: World) -> list[Any]:
    """Everything that is stored."""
    async with world.app.services.db.read() as tx:
        return [await tx.all(table) for table in _TABLES]
