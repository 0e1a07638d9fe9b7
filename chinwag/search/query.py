"""What a person types into the search field: words, "phrases", and the operators from: in: before: after: on: has:."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import get_args

from chinwag.errors import BadRequest, invalid
from chinwag.search.model import Having

LONGEST_QUERY = 1_000
MOST_TERMS = 20
MOST_VALUES = 20
"""People and rooms that one search can name."""
_OPERATORS = ("from", "in", "before", "after", "on", "has")
_TOKEN = re.compile(rf'(?:({"|".join(_OPERATORS)}):)?(?:"([^"]*)"?|(\S+))', re.IGNORECASE)
_QUOTES = str.maketrans(dict.fromkeys("“”„", '"'))
"""What keyboards of phones make of them."""
_FIRST_YEAR, _LAST_YEAR = 1900, 2900
"""Of calendars that can be reckoned with, a day more and in any time zone."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_HAVING: frozenset[str] = frozenset(get_args(Having))
_ALSO: dict[str, Having] = {
    "files": "file",
    "links": "link",
    "images": "image",
    "picture": "image",
    "pictures": "image",
    "cards": "card",
    "reactions": "reaction",
    "pins": "pin",
    "pinned": "pin",
}


@dataclass(frozen=True, slots=True)
class Query:
    """A search: `terms` must all be there; `people` and `places` are as typed; times are [after, before)."""

    terms: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    having: frozenset[Having] = field(default_factory=frozenset)
    after: datetime | None = None
    before: datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing."""
        return self == Query()


def parse_query(text: str, zone: tzinfo, now: datetime) -> Query:
    """The query that a text says. Whatever is no operator is text, so no text is refused for its signs.

    Days are days of `zone`, `today` is the one that `now` is in. A value that cannot be meant is refused.
    """
    if len(text) > LONGEST_QUERY:
        raise _refused(f"A search has at most {LONGEST_QUERY} characters.", text)
    terms: list[str] = []
    asked: dict[str, list[str]] = {name: [] for name in _OPERATORS}
    for operator, quoted, plain in _TOKEN.findall(text.translate(_QUOTES)):
        value = quoted or plain
        if operator and value:
            asked[operator.lower()].append(value)
        elif value:
            terms.append(value)
    if len(terms) > MOST_TERMS:
        raise _refused(f"A search has at most {MOST_TERMS} words. Leave some out.", text)
    if len(asked["from"]) + len(asked["in"]) > MOST_VALUES:
        raise _refused(f"A search names at most {MOST_VALUES} people and rooms. Leave some out.", text)
    today = now.astimezone(zone).date()
    day = timedelta(days=1)
    begins = [_start(value, zone, today, "after") + day for value in asked["after"]]
    ends = [_start(value, zone, today, "before") for value in asked["before"]]
    begins += [_start(value, zone, today, "on") for value in asked["on"]]
    ends += [_start(value, zone, today, "on") + day for value in asked["on"]]
    return Query(
        terms=tuple(terms),
        people=tuple(asked["from"]),
        places=tuple(asked["in"]),
        having=frozenset(_having(value) for value in asked["has"]),
        after=max(begins, default=None),
        before=min(ends, default=None),
    )


def _start(value: str, zone: tzinfo, today: date, operator: str) -> datetime:
    """The first instant of a day: `2026-03-01`, `today`, `yesterday`."""
    try:
        if _DAY.fullmatch(value):
            day = date.fromisoformat(value)
        else:
            ago = {"today": 0, "yesterday": 1}[value.lower()]
            day = today - timedelta(days=ago)
        if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            raise ValueError
        return datetime.combine(day, time(), zone).astimezone(UTC)
    except (KeyError, ValueError, OverflowError):
        raise _refused(f"{operator}: takes a day like 2026-03-31, today or yesterday.", value) from None


def _having(value: str) -> Having:
    name = _ALSO.get(value.lower(), value.lower())
    if name not in _HAVING:
        allowed = ", ".join(sorted(_HAVING))
        raise _refused(f"has: takes one of {allowed}.", value)
    return name  # type: ignore[return-value]  # checked above


def _refused(sentence: str, value: str) -> BadRequest:
    return invalid(sentence, field="q", validation="format", value=value[:100])
