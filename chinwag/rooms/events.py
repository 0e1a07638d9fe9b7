"""The live events of rooms, and what they carry."""

from collections.abc import Mapping

from chinwag.realtime.events import LiveEvent
from chinwag.rooms.brief_schema import RoomBrief, room_brief
from chinwag.rooms.model import Room, RoomStatistics

SILENT = RoomStatistics(0, None)


class RoomPayload(RoomBrief):
    """A room as the room list of the web client shows it."""

    last_position: int


def room_payload(room: Room, statistics: RoomStatistics) -> RoomPayload:
    """What events tell of a room."""
    return {**room_brief(room, statistics), "last_position": statistics.messages_sent}


def room_created(room: Room) -> LiveEvent:
    """To all who may see the new room."""
    return LiveEvent("room.created", room.group_id, {"room": room_payload(room, SILENT)}, chat_id=room.id)


def room_updated(room: Room, was: Mapping[str, object], statistics: RoomStatistics) -> LiveEvent:
    """To all who may see the room now. `was`: old values of what changed, so that lost access can be told."""
    payload = {"room": room_payload(room, statistics), "was": was}
    return LiveEvent("room.updated", room.group_id, payload, chat_id=room.id)


def room_deleted(room: Room) -> LiveEvent:
    """To all who could see the room."""
    return LiveEvent("room.deleted", room.group_id, {"room_id": room.id}, chat_id=room.id)


def member_added(room: Room, user_id: int, statistics: RoomStatistics) -> LiveEvent:
    """To all members, the new one too."""
    payload = {"room_id": room.id, "user_id": user_id, "room": room_payload(room, statistics)}
    return LiveEvent("room.member_added", room.group_id, payload, chat_id=room.id)


def member_removed(room: Room, user_id: int) -> LiveEvent:
    """To those who still see the room; the hub tells the person that it is gone."""
    payload = {"room_id": room.id, "user_id": user_id}
    return LiveEvent("room.member_removed", room.group_id, payload, chat_id=room.id)


def room_invited(room: Room, user_id: int, by: str, reason: str) -> LiveEvent:
    """To the person invited. `by` is the name of the inviter."""
    payload = {"room_id": room.id, "room_name": room.name, "by": by, "reason": reason}
    return LiveEvent("room.invited", room.group_id, payload, user_id=user_id)
