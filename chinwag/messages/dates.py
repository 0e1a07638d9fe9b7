"""The dates of history queries, as clients write them."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from chinwag.clock import EPOCH
from chinwag.errors import BadRequest, invalid

RECENT_WORD = "recent"
_NOTHING = frozenset({"", "null", "none"})
"""What clients write for a date that they have not."""
_UNIX_SECONDS = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,9})?", re.ASCII)
_PLAIN_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_OFFSET = re.compile(r"(:[0-9]{2}(?:\.[0-9]+)?) +(?:\+|(?=-|[0-9]))(-?[0-9]{2}:?[0-9]{2})$")
_UTC = re.compile(r" *(?:UTC|GMT|Z)$", re.IGNORECASE)
_LONGEST = 60
"""Characters of a date; the patterns look at no more."""
_LAST = datetime(9998, 12, 31, tzinfo=UTC)
_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)


def find_timezone(name: str) -> tzinfo:
    """The zone of the tz database with this name; BadRequest for the field `timezone` when there is none."""
    if name.upper() in {"UTC", ""}:
        return UTC
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise invalid(
            f"There is no time zone '{name[:100]}'. Use a name such as 'Europe/Berlin' or 'UTC'.",
            field="timezone",
            validation="enum",
            value=name[:100],
        ) from None


def latest_moment(text: str, zone: tzinfo) -> datetime | None:
    """The latest moment that `date` includes; None for «recent». A plain day is included to its end."""
    if text.strip().lower() in {RECENT_WORD, *_NOTHING}:
        return None
    return _moment("date", text.strip(), zone, whole_day=True)


def earliest_moment(text: str | None, zone: tzinfo) -> datetime | None:
    """The earliest moment that `end-date` includes; None when it filters nothing."""
    if text is None or text.strip().lower() in _NOTHING:
        return None
    return _moment("end-date", text.strip(), zone, whole_day=False)


def _moment(field: str, text: str, zone: tzinfo, *, whole_day: bool) -> datetime:
    if len(text) > _LONGEST:
        raise _not_a_date(field, text)
    try:
        if _UNIX_SECONDS.fullmatch(text):
            moment = EPOCH + timedelta(seconds=float(text))
        elif _PLAIN_DAY.fullmatch(text):
            moment = datetime.combine(date.fromisoformat(text), time(), zone)
            moment += _DAY - _INSTANT if whole_day else timedelta()
        else:
            moment = datetime.fromisoformat(_plainly(text) if ":" in text else text)
            moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
        return min(max(moment.astimezone(UTC), EPOCH), _LAST)
    except (ValueError, OverflowError):
        raise _not_a_date(field, text) from None


def _plainly(text: str) -> str:
    """A time as ISO 8601 has it: Ruby sets `UTC` or the offset behind a blank.

    A `+` that was not encoded arrives as a blank (documented); it can only be that of the offset.
    """
    found = _OFFSET.search(text)
    if found is None:
        return _UTC.sub("+00:00", text)
    sign = "" if found[2].startswith("-") else "+"
    return f"{text[: found.start()]}{found[1]}{sign}{found[2]}"


def _not_a_date(field: str, text: str) -> BadRequest:
    return invalid(
        f"Value for field '{field}' is not a date: '{text[:60]}'. "
        "Use ISO 8601 such as 2018-01-31T00:00:00Z, or UNIX seconds.",
        field=field,
        validation="format",
        value=text[:100],
    )
