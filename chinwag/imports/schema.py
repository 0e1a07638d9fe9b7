"""JSON shapes of imports."""

from typing import Annotated, Literal

import msgspec

from chinwag.files.service import ShareIn
from chinwag.messages.importing import MOST, Imported

LONGEST = 32_768
"""Characters of a message: what HipChat's own clients could type, more than its API took (reported)."""

_Text = Annotated[str, msgspec.Meta(max_length=LONGEST)]
_Color = Literal["yellow", "green", "red", "purple", "gray"]


class PersonRef(msgspec.Struct, frozen=True):
    """A person, by id."""

    id: int


class ImportedMessageIn(msgspec.Struct, frozen=True):
    """One old message. `from`: a person's id, e-mail address or @mention; for a notification its label.

    Without an `id` (a UUID) one is made of the rest, so that the same message twice is one. `mentions`: ids of
    people; made from the text when missing.
    """

    date: str | int | float
    from_: PersonRef | int | str = msgspec.field(name="from")
    message: _Text = ""
    id: str | None = None
    type: Literal["message", "notification", "topic"] = "message"
    message_format: Literal["text", "html"] = "text"
    color: _Color = "yellow"
    mentions: Annotated[list[int], msgspec.Meta(max_length=100)] | None = None


class HistoryIn(msgspec.Struct, frozen=True):
    """Old messages of one chat, in any order; together not older than the newest that is there."""

    messages: Annotated[list[ImportedMessageIn], msgspec.Meta(min_length=1, max_length=MOST)]


class ImportedFileIn(ShareIn, frozen=True, kw_only=True):
    """The part `metadata` beside the part `file`: who shared it when, with which words."""

    date: str | int | float
    from_: PersonRef | int | str = msgspec.field(name="from")
    message: _Text | None = None
    id: str | None = None


class ImportedOut(msgspec.Struct, frozen=True):
    """How many messages are new, how many were there already, and how many the chat has now."""

    imported: int
    known: int
    last_position: int


def imported_out(done: Imported) -> ImportedOut:
    """What came of an import."""
    return ImportedOut(done.imported, done.known, done.last_position)
