"""Who may do what: the scopes of a token and the kinds of client that call with it."""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """What a token may do. Names as HipChat's capabilities document advertised them (recorded)."""

    ADMIN_GROUP = "admin_group"
    ADMIN_ROOM = "admin_room"
    IMPORT_DATA = "import_data"
    MANAGE_ROOMS = "manage_rooms"
    SEND_MESSAGE = "send_message"
    SEND_NOTIFICATION = "send_notification"
    VIEW_GROUP = "view_group"
    VIEW_MESSAGES = "view_messages"
    VIEW_ROOM = "view_room"


class ClientType(StrEnum):
    """As whom a token calls; it follows from how the token was made (documented)."""

    GROUP_CLIENT = "group_client"
    ROOM_CLIENT = "room_client"
    USER = "user"


@dataclass(frozen=True, slots=True)
class ScopeText:
    """How a scope is called in the capabilities document and on the pages where one is chosen."""

    name: str
    description: str


SCOPE_TEXTS: dict[Scope, ScopeText] = {
    Scope.ADMIN_GROUP: ScopeText(
        "Administer Group", "Create, change and remove people, administer the group"
    ),
    Scope.ADMIN_ROOM: ScopeText("Administer Room", "Change rooms: topic, members, webhooks, settings"),
    Scope.IMPORT_DATA: ScopeText("Import Data", "Import people, rooms and old messages"),
    Scope.MANAGE_ROOMS: ScopeText("Manage Rooms", "Create and delete rooms"),
    Scope.SEND_MESSAGE: ScopeText("Send Message", "Send messages as you"),
    Scope.SEND_NOTIFICATION: ScopeText("Send Notification", "Post notifications to rooms"),
    Scope.VIEW_GROUP: ScopeText("View Group", "See the people, rooms and emoticons of the group"),
    Scope.VIEW_MESSAGES: ScopeText("View Messages", "Read messages in rooms and in your one-to-one chats"),
    Scope.VIEW_ROOM: ScopeText("View Room", "See a room and who is in it, without its messages"),
}

ALL_SCOPES = frozenset(Scope)
NO_SCOPE: frozenset[Scope] = frozenset()
"""Declared by endpoints that any valid token may call."""

ANY_CLIENT = frozenset(ClientType)
GROUP_OR_USER = frozenset({ClientType.GROUP_CLIENT, ClientType.USER})
ONLY_USER = frozenset({ClientType.USER})

PERSONAL_SCOPES = ALL_SCOPES - {Scope.IMPORT_DATA}
"""What a person may give a personal access token (recorded: eight, without import_data)."""

GUEST_SCOPES = frozenset({Scope.SEND_MESSAGE, Scope.VIEW_GROUP, Scope.VIEW_MESSAGES, Scope.VIEW_ROOM})
"""What the browser of a guest may do; of the methods that these open, only those declared `guests=True`."""

ROOM_TOKEN_SCOPES = frozenset({Scope.SEND_NOTIFICATION, Scope.VIEW_ROOM})
"""What a room notification token may carry (recorded)."""


def parse_scopes(text: str) -> frozenset[Scope]:
    """Scopes of a space-separated list; ValueError names the first that does not exist."""
    return frozenset(Scope(name) for name in text.split())


def print_scopes(scopes: frozenset[Scope]) -> str:
    """The space-separated, sorted form in which scopes are stored and sent."""
    return " ".join(sorted(scopes))
