"""One rule: does this message want this person's attention?

The web client has the same rule in `web/src/notifications/attention.ts`; both are held to the examples of
`tests/notifications/attention_cases.json`.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Literal

from chinwag.messages.model import MessageType
from chinwag.preferences.model import Level

Reason = Literal["private", "mention", "keyword", "message"]
"""Why it does, the weightiest first: said to the person alone, to them by name or with all others, a word that
they wait for, anything at all."""

Everyone = Literal["all", "here"]

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = timedelta(days=1)
_MOST_PLACES = 100
"""Places of a text where a keyword is looked at; a text that holds it inside so many words is no speech."""

# Scripts that put no blank between words: there every place is the edge of a word.
_WITHOUT_BLANKS = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # Kana
    (0x3400, 0x9FFF),  # Han
    (0xAC00, 0xD7AF),  # Hangul: particles follow the word
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)


@dataclass(frozen=True, slots=True)
class Said:
    """A message, as far as the rule asks. `text` is plain, whatever the message is written in.

    `notify`: what an integration asks for; people's messages need not ask. `names_me`: the person is mentioned by
    name. `everyone`: the whole room is.
    """

    text: str
    type: MessageType = "message"
    is_private: bool = False
    is_own: bool = False
    notify: bool = False
    names_me: bool = False
    everyone: Everyone | None = None


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours in which nothing rings. `days`: those on which they begin."""

    start: time
    end: time
    days: frozenset[str]

    def holds_at(self, now: datetime, zone: tzinfo) -> bool:
        """Whether it is quiet at a moment, by the clock on the person's wall."""
        wall = now.astimezone(zone).replace(tzinfo=None)
        moment, today = wall.time(), _DAYS[wall.weekday()]
        yesterday = _DAYS[(wall - _DAY).weekday()]
        if self.start < self.end:
            return today in self.days and self.start <= moment < self.end
        return (today in self.days and moment >= self.start) or (
            yesterday in self.days and moment < self.end and self.start != self.end
        )


@dataclass(frozen=True, slots=True)
class Person:
    """How somebody wants to be called, and what they are doing.

    `chat_level`: their choice for this very chat. `is_here`: they have the room open and are not away.
    `is_watching`: the chat is on a screen that they look at.
    """

    level: Level = "mentions"
    chat_level: Level | None = None
    keywords: tuple[str, ...] = ()
    quiet: Quiet | None = None
    snoozed_until: datetime | None = None
    zone: tzinfo = UTC
    is_dnd: bool = False
    is_here: bool = False
    is_watching: bool = False


def reason(said: Said, person: Person, now: datetime) -> Reason | None:
    """Why the message wants the person's attention now; None: it does not."""
    if said.is_own or said.type not in {"message", "notification"} or person.is_watching:
        return None
    found = _wanted(said, person)
    return None if found is None or is_left_alone(person, now) else found


def _wanted(said: Said, person: Person) -> Reason | None:
    level = person.chat_level or ("all" if said.is_private else person.level)
    if level == "none":
        return None
    if said.is_private and level == "all":
        return "private"
    if said.names_me or said.everyone == "all" or (said.everyone == "here" and person.is_here):
        return "mention"
    if has_keyword(said.text, person.keywords):
        return "keyword"
    if level == "all" and (said.type == "message" or said.notify):
        return "message"
    return None


def is_left_alone(person: Person, now: datetime) -> bool:
    """Whether nothing may ring: do not disturb, snoozed, quiet hours."""
    if person.is_dnd or (person.snoozed_until is not None and now < person.snoozed_until):
        return True
    return person.quiet is not None and person.quiet.holds_at(now, person.zone)


def has_keyword(text: str, keywords: Iterable[str]) -> bool:
    """Whether one of the words stands in the text as a whole word, in any case of letters."""
    searched = _plain(text)
    return any(_stands_in(searched, _plain(word)) for word in keywords)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip().lower()


def _stands_in(text: str, word: str) -> bool:
    at = text.find(word) if word else -1
    for _ in range(_MOST_PLACES):
        if at < 0:
            return False
        end = at + len(word)
        if not (_joins(word[0], text[at - 1 : at] if at else "") or _joins(word[-1], text[end : end + 1])):
            return True
        at = text.find(word, at + 1)
    return False


def _joins(edge: str, neighbour: str) -> bool:
    """Whether the character beside a word's edge belongs to the same word."""
    return neighbour != "" and _is_of_word(edge) and _is_of_word(neighbour) and not _needs_no_blank(edge)


def _is_of_word(character: str) -> bool:
    return character == "_" or unicodedata.category(character)[0] in "LNM"


def _needs_no_blank(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in _WITHOUT_BLANKS)
