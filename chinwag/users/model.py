"""User: who people are, and the rules that need no database."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from chinwag.users.name_model import EMPTY_LETTERS, is_disguised, latin_of, lookalikes

Role = Literal["owner", "admin", "moderator", "user"]

MENTION_NAME_LENGTH = 50
_USER_ID = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)
_MENTION_NAME = re.compile(r"[\w.\-]{1,50}")
_NOT_MENTION = re.compile(r"[^\w.\-]")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}")
_RESERVED_MENTIONS = frozenset({"all", "here"})


@dataclass(frozen=True, slots=True)
class User:
    """A person of a group. Guests have no e-mail; deleted people stay for the sake of their messages."""

    id: int
    group_id: int
    name: str
    mention_name: str
    email: str | None
    title: str
    timezone: str
    role: Role
    is_guest: bool
    is_deleted: bool
    photo: str | None
    """Key of the picture."""
    created_at: datetime
    last_active_at: datetime | None
    version: str

    @property
    def is_owner(self) -> bool:
        """Whether the group is theirs."""
        return self.role == "owner"

    @property
    def is_group_admin(self) -> bool:
        """Whether they administer the group; its owner always does."""
        return self.role in {"owner", "admin"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is set of a person. `password_hash` None = as it is (none for a new person)."""

    name: str
    email: str
    mention_name: str | None = None
    title: str = ""
    timezone: str = "UTC"
    is_group_admin: bool | None = None
    roles: frozenset[str] | None = None
    password_hash: str | None = None

    def with_password(self, password_hash: str) -> "Profile":
        """The same with a password."""
        return replace(self, password_hash=password_hash)


def profile_of(user: User) -> Profile:
    """What is set of somebody now: to be given other values for what shall change."""
    return Profile(
        name=user.name,
        email=user.email or "",
        mention_name=user.mention_name,
        title=user.title,
        timezone=user.timezone,
        is_group_admin=user.is_group_admin,
        roles=frozenset({user.role}),
    )


def user_id(ref: str) -> int | None:
    """The id that a reference spells, ASCII digits only."""
    return int(ref) if _USER_ID.fullmatch(ref) else None


def mention_key(mention_name: str) -> str:
    """What makes two mention names the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", mention_name).casefold())


def email_key(email: str) -> str:
    """What makes two e-mail addresses the same: their letters without regard to case."""
    return unicodedata.normalize("NFC", email.strip().casefold())


def is_mention_name(text: str) -> bool:
    """Letters of one script where it could be mistaken, digits, `_`, `.` and `-`, 1-50; not `all` and `here`."""
    if not _MENTION_NAME.fullmatch(text) or EMPTY_LETTERS.intersection(text) or is_disguised(text):
        return False
    return _RESERVED_MENTIONS.isdisjoint(map(mention_key, (text, *lookalikes(text))))


def mention_name_of(name: str) -> str:
    """A mention name made from a name: its letters without the blanks, as HipChat made them."""
    kept = _NOT_MENTION.sub("", unicodedata.normalize("NFC", name))[: MENTION_NAME_LENGTH - 4]
    if is_disguised(kept):
        kept = latin_of(kept)
    return kept if is_mention_name(kept) else "user"


def has_visible_text(name: str) -> bool:
    """Whether anything of a name would be seen: not only blanks, control and format characters."""
    return any(
        unicodedata.category(character)[0] not in "ZC" and character not in EMPTY_LETTERS
        for character in name
    )


def is_email(text: str) -> bool:
    """Whether a text can be an e-mail address: one @ with something on both sides."""
    return bool(_EMAIL.fullmatch(text))


def is_timezone(name: str) -> bool:
    """Whether the time zone database of this machine knows the name."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True
