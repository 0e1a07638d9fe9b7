"""What every list, page and live event of our own tells of a room, made in one place."""

from typing import TypedDict

from chinwag.clock import iso
from chinwag.http.links import picture_path
from chinwag.rooms.model import Privacy, Room, RoomStatistics


class RoomBrief(TypedDict):
    """The fields that all of them have."""

    id: int
    name: str
    topic: str
    privacy: Privacy
    is_archived: bool
    owner_id: int
    avatar_url: str | None
    last_active: str | None


def room_brief(room: Room, statistics: RoomStatistics) -> RoomBrief:
    """What is told of a room everywhere."""
    last = statistics.last_active_at
    return {
        "id": room.id,
        "name": room.name,
        "topic": room.topic,
        "privacy": room.privacy,
        "is_archived": room.is_archived,
        "owner_id": room.owner_id,
        "avatar_url": picture_path(room.avatar),
        "last_active": iso(last) if last else None,
    }
