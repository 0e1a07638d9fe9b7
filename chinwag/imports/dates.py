"""When an imported message was sent: as clients write times, and as HipChat's export archives do."""

import re
from datetime import UTC, datetime, timedelta

from chinwag.clock import EPOCH
from chinwag.errors import BadRequest, invalid

_EXPORTED = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)Z (\d{1,6})", re.ASCII)
"""Microseconds behind the Z, as the export archives have them (recorded)."""


def past_moment(written: str | float, field: str, now: datetime) -> datetime:
    """The moment that `written` says (UTC where it names no offset); BadRequest unless it is past."""
    try:
        moment = _moment(written)
    except (ValueError, OverflowError):
        raise _refused(written, field, "is not a date. Use ISO 8601 such as 2016-05-26T15:32:43Z") from None
    if moment > now:
        raise _refused(written, field, "is not past. Only what was said before now can be imported")
    if moment < EPOCH:
        raise _refused(written, field, "is before 1970")
    return moment


def _moment(written: str | float) -> datetime:
    if isinstance(written, int | float):
        return EPOCH + timedelta(seconds=written)
    exported = _EXPORTED.fullmatch(written.strip())
    text = f"{exported[1]}.{exported[2].zfill(6)}+00:00" if exported else written.strip()
    if len(text) < 10 or not text[:4].isascii() or text[4:5] != "-":
        raise ValueError(text)
    moment = datetime.fromisoformat(text)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _refused(written: object, field: str, why: str) -> BadRequest:
    shown = str(written)[:60]
    return invalid(
        f"Value for field '{field}' {why}: '{shown}'.", field=field, validation="format", value=shown
    )
