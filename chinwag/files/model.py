"""File: something that a person shared in a room or a one-to-one chat."""

import re
import secrets
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote

import msgspec

NAME_LENGTH = 255
"""Characters of a name. Longer ones lose their middle, not their ending."""

SAFE_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""The only types that a browser may show by itself: none of them can hold a script."""

_ENDING = re.compile(r"\.[^. ]{1,16}\Z")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS = frozenset({"\u200c", "\u200d"})
"""Invisible, but part of words in Persian and of emoji."""


class FileInfo(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a message knows of its file: the column `messages.file`. Addresses are made when it is shown."""

    id: str
    name: str
    size: int
    type: str
    width: int | None = None
    height: int | None = None
    has_thumb: bool = False


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file with the chat that it belongs to; `low` and `high` are the two people of a one-to-one chat."""

    info: FileInfo
    group_id: int
    chat_id: int
    low_user_id: int | None
    high_user_id: int | None


@dataclass(frozen=True, slots=True)
class ViewingToken:
    """A token that an address was made for; `ends_at` in microseconds."""

    kind: str
    group_id: int
    room_id: int | None
    ends_at: int | None


def new_file_id() -> str:
    """A name that nobody guesses: 128 bits."""
    return secrets.token_hex(16)


def data_key(file_id: str) -> str:
    """Where the store keeps a file."""
    return f"file/{file_id}/data"


def thumb_key(file_id: str) -> str:
    """Where the store keeps its small likeness."""
    return f"file/{file_id}/thumb"


def file_path(info: FileInfo) -> str:
    """The path of a file on this server. The name is only for people: the id says which it is."""
    return f"/files/{info.id}/{quote(info.name, safe='')}"


def thumb_path(info: FileInfo) -> str | None:
    """The path of its small likeness; None where there is none."""
    return f"/files/{info.id}/thumb/{quote(info.name, safe='')}" if info.has_thumb else None


def shown_name(sent: str | None) -> str:
    """The name of a file as everybody sees it: no folders, nothing invisible, at most `NAME_LENGTH` characters.

    What could turn the reading direction or break a line is left out: `gpj.exe` must not read as `exe.jpg`.
    """
    last = re.split(r"[/\\]", (sent or "")[-20_000:])[-1]
    seen = "".join(letter for letter in last if letter.isspace() or _is_visible(letter))
    name = " ".join(seen.split())
    if not name.strip(". \u200c\u200d"):
        return "file"
    if len(name) > NAME_LENGTH:
        ending = _ENDING.search(name)
        tail = ending[0] if ending else ""
        name = name[: NAME_LENGTH - 1 - len(tail)] + "…" + tail
    return name


def _is_visible(letter: str) -> bool:
    return letter in _JOINERS or unicodedata.category(letter) not in _INVISIBLE


def disposition(kind: str, name: str) -> str:
    """A Content-Disposition header that is sound whatever the name: RFC 6266, with a plain fallback."""
    plain = "".join(letter if " " <= letter <= "~" and letter not in '"\\%;' else "_" for letter in name)
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
