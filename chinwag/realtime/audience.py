"""Who may hear of a chat. The rule is that of looking a room up; here it decides for many people at once."""

from dataclasses import dataclass

from chinwag.callers import Caller
from chinwag.realtime.events import ChatRef
from chinwag.scopes import ClientType, Scope


@dataclass(frozen=True, slots=True)
class Audience:
    """Who may see one room or one-to-one chat, as of one moment.

    `is_open`: everybody of the group who is no guest. `to_admins`: group admins see it without being
    members. `to_clients`: add-ons of the group see it, too (rooms, never one-to-one chats).
    """

    chat_id: int
    members: frozenset[int] = frozenset()
    is_open: bool = False
    to_admins: bool = False
    to_clients: bool = True
    is_private_chat: bool = False

    def includes(self, viewer: "Viewer") -> bool:
        """Whether the viewer may see the chat."""
        if viewer.user_id is None:
            return self.to_clients and viewer.room_id in (None, self.chat_id)
        if self.is_open and not viewer.is_guest:
            return True
        return viewer.user_id in self.members or (self.to_admins and viewer.is_group_admin)

    def chat_ref(self) -> ChatRef:
        """The chat as events name it; with both people when private (the same twice: notes to oneself)."""
        if not self.is_private_chat:
            return ChatRef(self.chat_id, "room")
        people = sorted(self.members)
        return ChatRef(self.chat_id, "private", [people[0], people[-1]])


def nobody(chat_id: int) -> Audience:
    """The audience of what is gone."""
    return Audience(chat_id, to_clients=False)


def private_chat(chat_id: int, low: int, high: int) -> Audience:
    """The two people of a one-to-one chat."""
    return Audience(chat_id, frozenset((low, high)), to_clients=False, is_private_chat=True)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Through whose eyes events are judged: a person (`user_id`), an add-on of the group, or of one room."""

    group_id: int
    user_id: int | None
    room_id: int | None
    is_guest: bool
    is_group_admin: bool
    hears: frozenset[str]
    """Families of events ("message", "room" ...) that the scopes allow."""
    sees_after: int = 0
    """Guests hear nothing of the messages up to this position, which were there before them."""


_FAMILIES_OF = {
    Scope.VIEW_MESSAGES: frozenset({"message", "read", "typing"}),
    Scope.VIEW_ROOM: frozenset({"room"}),
    Scope.VIEW_GROUP: frozenset({"room", "user", "presence", "group", "emoticons"}),
}


def viewer_of(caller: Caller) -> Viewer:
    """The viewer that a caller is."""
    is_person = caller.client_type is ClientType.USER
    hears = frozenset[str]().union(*(_FAMILIES_OF.get(scope, frozenset()) for scope in caller.scopes))
    if is_person and "user" in hears:
        hears |= {"preferences"}
    if is_person and "room" in hears and not caller.is_visiting:
        hears |= {"glance", "extensions"}  # what add-ons show to people is nothing for other add-ons
    return Viewer(
        group_id=caller.group_id,
        user_id=caller.user_id if is_person else None,
        room_id=caller.room_id if caller.client_type is ClientType.ROOM_CLIENT else None,
        is_guest=caller.is_guest,
        is_group_admin=caller.is_group_admin,
        hears=hears,
        sees_after=caller.sees_after,
    )
