"""Room: what it is, and the rules that need no database."""

import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Privacy = Literal["public", "private"]
RoomRole = Literal["room_admin", "room_member"]

PARTICIPANTS_SHOWN = 50
"""How many of the people present a room object lists (documented); the participant list has all."""

_ROOM_ID = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)
_SLUG_JUNK = re.compile(r"[^a-z0-9_ -]")


@dataclass(frozen=True, slots=True)
class Room:
    """A place to talk. `xmpp_slug` is of the first name; `guest_token` is set while guests may come in."""

    id: int
    group_id: int
    name: str
    topic: str
    privacy: Privacy
    is_archived: bool
    guest_token: str | None
    delegate_admin_visibility: bool | None
    """Whether group admins see the room without being members; None: the group's default, which is no."""
    owner_id: int
    xmpp_slug: str
    created_at: datetime
    version: str
    avatar: str | None = None
    """Key of the picture."""

    @property
    def is_private(self) -> bool:
        """Whether only members may know of it."""
        return self.privacy == "private"


@dataclass(frozen=True, slots=True)
class Member:
    """A person admitted to a private room, or a guest admitted to any."""

    user_id: int
    is_admin: bool


@dataclass(frozen=True, slots=True)
class RoomStatistics:
    """`last_active_at` is the time of the last message, None in a silent room."""

    messages_sent: int
    last_active_at: datetime | None


def parse_room_id(ref: str) -> int | None:
    """The id that a reference spells, ASCII digits only; None when it can only be a name."""
    return int(ref) if _ROOM_ID.fullmatch(ref) else None


def name_key(name: str) -> str:
    """What makes two names the same: their letters without regard to case or to how accents are composed."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def slug(name: str) -> str:
    """What a name gives to the XMPP address: ASCII, lower case, `_` for blanks; "room" if nothing is left."""
    plain = unicodedata.normalize("NFKD", name).lower()
    kept = _SLUG_JUNK.sub("", re.sub(r"\s", " ", plain)).strip()
    return re.sub(r"-+", "-", re.sub(r" +", "_", kept)) or "room"


def new_guest_token() -> str:
    """The secret part of a guest link, 192 bits."""
    return secrets.token_urlsafe(24)
