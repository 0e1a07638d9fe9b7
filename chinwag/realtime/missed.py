"""What a client missed: events after its cursor, as far as it may see them now."""

from collections.abc import Awaitable, Callable

import msgspec

from chinwag.db.tx import Database
from chinwag.messages.service import refreshed
from chinwag.realtime import storage
from chinwag.realtime.audience import Audience, Viewer
from chinwag.realtime.audiences import Audiences
from chinwag.realtime.events import (
    ACCESS_CHANGES,
    InRoom,
    LiveEvent,
    RoomGone,
    frame,
    read_payload,
)
from chinwag.realtime.outbox import Frame

MOST = 1_000
"""A client that missed more fetches the whole state anew; that is cheaper for both."""
_WIDEST = 20_000
"""Events of others in between count, too: looking through them has a price."""

ReadMessages = Callable[..., Awaitable[list[LiveEvent]]]


class _Was(msgspec.Struct):
    privacy: str | None = None
    delegate_admin_visibility: bool | None = None


class _Updated(msgspec.Struct):
    was: _Was = msgspec.field(default_factory=_Was)


async def read_events(
    db: Database,
    read_messages: ReadMessages,
    group_id: int,
    after: int,
    upto: int,
    *,
    limit: int = MOST,
    viewer_id: int | None = None,
) -> list[LiveEvent]:
    """The durable events of a range, messages and others, in order; at most `limit`.

    With `viewer_id` without those that are to other persons alone.
    """
    async with db.read() as tx:
        others = await storage.list_events(tx, group_id, after, upto, limit, viewer_id=viewer_id)
        others = await refreshed(tx, group_id, others)
        messages = await read_messages(tx, group_id, after, upto, limit)
    return sorted([*others, *messages], key=lambda event: event.seq or 0)[:limit]


async def is_complete(db: Database, group_id: int, after: int, upto: int) -> bool:
    """Whether everything between a cursor and now is still kept; False for a cursor from nowhere, too."""
    async with db.read() as tx:
        if after > await storage.get_last_seq(tx, group_id):
            return False
        if upto - after > _WIDEST:
            return False
        return await storage.count_kept(tx, group_id, after, upto) >= upto - after


class Replay:
    """Shows one viewer the events of a range that are theirs; and that a room is lost, where it was."""

    def __init__(self, viewer: Viewer, audiences: Audiences) -> None:
        self._viewer = viewer
        self._audiences = audiences

    async def frames(self, events: list[LiveEvent]) -> list[Frame]:
        """The frames for the viewer, in order."""
        gone = {event.chat_id for event in events if event.type == "room.deleted" and event.chat_id}
        once = await self._audiences.before_deletion(gone) if gone else {}
        shown = [await self._show(event, once) for event in events]
        return [frame for frame in shown if frame is not None]

    async def _show(self, event: LiveEvent, once: dict[int, Audience]) -> Frame | None:
        if family(event) not in self._viewer.hears:
            return None
        if event.chat_id is None:
            return as_frame(event) if reaches(self._viewer, event, self._audiences) else None
        audience = once.get(event.chat_id) if event.type == "room.deleted" else None
        audience = audience or await self._audiences.of(event.chat_id)
        if audience.includes(self._viewer):
            return None if is_from_before(event, self._viewer) else as_frame(event, audience)
        if event.type in ACCESS_CHANGES and _took_away(event, self._viewer):
            return removed(event.chat_id, event.seq)
        return None


def _took_away(event: LiveEvent, viewer: Viewer) -> bool:
    """Whether the viewer, who may not see the room now, could see it before this event."""
    if event.type == "room.member_removed":
        return read_payload(event, InRoom).user_id == viewer.user_id
    if event.type != "room.updated":
        return False
    was = read_payload(event, _Updated).was
    if was.privacy == "public":
        return viewer.user_id is not None and not viewer.is_guest
    return viewer.is_group_admin and was.delegate_admin_visibility is True


class _Placed(msgspec.Struct):
    position: int = 0


def is_from_before(event: LiveEvent, viewer: Viewer) -> bool:
    """Whether an event tells of a message that was there before a guest came."""
    if not viewer.sees_after or family(event) != "message":
        return False
    return read_payload(event, _Placed).position <= viewer.sees_after


def family(event: LiveEvent) -> str:
    """ "message", "room" ...: what scopes are judged by."""
    return event.type.partition(".")[0]


def as_frame(event: LiveEvent, audience: Audience | None = None) -> Frame:
    """The event as all who may hear it get it. Those of messages say which chat they are of."""
    if audience is None or family(event) != "message":
        return Frame(event.frame(), event.seq)
    chat = msgspec.json.encode(audience.chat_ref())
    payload = b'{"chat":' + chat + b',"message":' + event.payload_json() + b"}"
    return Frame(frame(event.type, event.seq, payload), event.seq)


def reaches(viewer: Viewer, event: LiveEvent, audiences: Audiences) -> bool:
    """Whether an event that is of no chat is for a viewer."""
    if event.user_id is not None:
        return event.user_id == viewer.user_id
    if viewer.is_guest:
        return _is_met(viewer, event, audiences)
    return viewer.room_id is None


class _Whom(msgspec.Struct):
    id: int


class _Subject(msgspec.Struct):
    user: _Whom | None = None
    user_id: int | None = None


def _is_met(viewer: Viewer, event: LiveEvent, audiences: Audiences) -> bool:
    """Guests hear of people alone, and of those only whom they share a room with."""
    subject = read_payload(event, _Subject)
    person = subject.user.id if subject.user else subject.user_id
    if person is None or viewer.user_id is None:
        return False
    shared = audiences.rooms_of(viewer.user_id)
    return person == viewer.user_id or any(person in room.members for room in shared)


def removed(room_id: int, seq: int | None) -> Frame:
    """What a client gets that may no longer see a room; nothing of the room follows."""
    return Frame(frame("room.removed", seq, msgspec.json.encode(RoomGone(room_id))), seq)
