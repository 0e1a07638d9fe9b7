"""What the search index holds of a message, and what it is asked for."""

from dataclasses import dataclass
from typing import Literal

Having = Literal["file", "image", "link", "card", "code", "reaction", "pin"]

FLAGS: dict[Having, int] = {
    "file": 1,
    "image": 2,
    "link": 4,
    "card": 8,
    "code": 16,
    "reaction": 32,
    "pin": 64,
}
"""One bit for each thing that a message can have."""

PUT_ON = FLAGS["reaction"] | FLAGS["pin"]
"""What others put on a message and take off again, without its text being another."""

# Characters for private use count as letters for both engines, and are in no word of a text.
SIGNS: dict[Having, str] = {
    "file": "\ue001",
    "image": "\ue002",
    "link": "\ue003",
    "card": "\ue004",
    "code": "\ue005",
}
"""Words that say what a message has, so that the few which have it are found as fast as by a rare word."""

NAME_SIGN = "\ue000"
"""Begins the words of a file's name."""

CHAT_SIGN = "\ue006"
SENDER_SIGN = "\ue007"
LABEL_SIGN = "\ue008"
"""Begin the words that say where, by whom and under which label a message is, for searches that name few of them."""

FEW = 20
"""Chats or senders that are looked for by their words; more of them are looked at one by one."""

_GROUP_SHIFT = 42
"""Numbers of a group's live events fit below: four million million."""


class TookTooLong(Exception):
    """A search that was stopped so that it holds nobody up; what it found until then is lost."""


@dataclass(frozen=True, slots=True)
class Doc:
    """A message as the index takes it. `words` are kept, the text is not.

    `number` is unique on the server and grows with time: the group and the `seq` of the event that the text is of.
    `first_number` is that of the text as it was sent; another one means that the text was changed since.
    """

    number: int
    first_number: int
    chat_id: int
    position: int
    sender_id: int
    sent_micros: int
    flags: int
    words: list[str]


@dataclass(frozen=True, slots=True)
class Gone:
    """A message that the index must forget, whatever it knows of it."""

    first_number: int
    chat_id: int
    position: int


@dataclass(frozen=True, slots=True)
class Marked:
    """What is put on a message now: `flags` out of `PUT_ON`. `words` are those of its doc."""

    first_number: int
    chat_id: int
    position: int
    flags: int
    words: list[str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message found stands: the chat and its position there. `number` is the doc's."""

    number: int
    chat_id: int
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the index is asked for. Every word must be there; `is_prefix`: as the beginning of one.

    `chat_ids` is what the searcher may see. `labels` are those of integrations, as `texts.label_word` makes them: they
    count beside `sender_ids`. Only docs below `below`, newest first, at most `limit`. `until` is the
    moment, on the machine's steady clock, after which nobody waits for the answer any more.
    """

    group_id: int
    chat_ids: list[int]
    words: list[str]
    is_prefix: bool
    sender_ids: list[int] | None
    labels: list[str]
    flags: int
    after_micros: int
    before_micros: int
    below: int
    limit: int
    until: float


def either_of(wanted: Wanted) -> list[list[str]]:
    """Words of which one must be there, exactly: of each list one."""
    lists = []
    if len(wanted.chat_ids) <= FEW:
        lists.append([f"{CHAT_SIGN}{chat_id}" for chat_id in wanted.chat_ids])
    if wanted.sender_ids is not None and len(wanted.sender_ids) <= FEW:
        lists.append([f"{SENDER_SIGN}{sender_id}" for sender_id in wanted.sender_ids] + wanted.labels)
    return lists


def by_anyone(wanted: Wanted) -> bool:
    """Whether a row's sender needs no look: anybody is meant, or the words of `either_of` say whom."""
    return wanted.sender_ids is None or len(wanted.sender_ids) <= FEW


def doc_number(group_id: int, seq: int) -> int:
    """The number of a doc."""
    return group_id << _GROUP_SHIFT | seq


def group_range(group_id: int) -> tuple[int, int]:
    """The numbers that docs of a group have: from, to (exclusive)."""
    return group_id << _GROUP_SHIFT, (group_id + 1) << _GROUP_SHIFT
