"""Bodies of examples that say more than those which tests need, by the id of the method."""

from collections.abc import Callable
from typing import Any

from tests.contract.scene import Scene

PRETTY: dict[str, Callable[[Scene], Any]] = {
    "send_room_notification": lambda scene: {
        "message": "Build <b>2218</b> passed in 4 minutes. <a href='https://ci.example.com/2218'>Show it</a>",
        "color": "green",
        "notify": True,
        "from": "Timetable",
    },
    "send_message": lambda scene: {
        "message": "The ferry leaves at half past nine. @PeerQuist are you there?"
    },
    "reply_to_message": lambda scene: {
        "parentMessageId": scene.message_id,
        "message": "Half speed is enough.",
    },
    "private_message_user": lambda scene: {"message": "Your parcel is at the desk.", "notify": True},
    "set_topic": lambda scene: {"topic": "Low water at 16:40"},
    "share_link_with_room": lambda scene: {
        "link": "https://tides.example.com/today",
        "message": "Mind the ebb",
    },
    "share_link_with_user": lambda scene: {
        "link": "https://tides.example.com/today",
        "message": "Mind the ebb",
    },
    "create_room": lambda scene: {
        "name": "Berth sensors",
        "topic": "What the sensors say",
        "privacy": "public",
    },
    "create_user": lambda scene: {
        "name": "Tilda Reedman",
        "email": "tilda@example.com",
        "title": "Harbour pilot",
        "timezone": "Europe/Oslo",
    },
    "update_room": lambda scene: {
        "name": scene.private.name,
        "topic": "Low water at 16:40",
        "privacy": "private",
        "is_archived": False,
        "is_guest_accessible": False,
        "owner": {"id": scene.owner.id},
    },
}
