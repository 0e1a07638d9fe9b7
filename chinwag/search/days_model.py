"""Months and years as words, so that a search before or after a day does not walk over what lies on its other side."""

from collections.abc import Iterator
from datetime import datetime

from chinwag.clock import from_micros

NEVER = 2**62
"""Later than all that was ever said."""

_YEAR_SIGN = "\ue009"
_MONTH_SIGN = "\ue00a"
_YEARS = 60
"""How far a search without another end reaches."""


def words_of_day(sent_micros: int) -> list[str]:
    """The words that say when something was said."""
    sent = from_micros(sent_micros)
    return [f"{_YEAR_SIGN}{sent.year}", f"{_MONTH_SIGN}{_month(sent)}"]


def words_between(after_micros: int, before_micros: int) -> list[str]:
    """Words of which everything that was said between two moments has one; empty when there are no such moments."""
    if after_micros <= 0 and before_micros >= NEVER:
        return []
    if after_micros <= 0:
        last = _month(from_micros(before_micros))
        first = last - last % 12 - 12 * _YEARS
    else:
        first = _month(from_micros(after_micros))
        no_end = first - first % 12 + 12 * (_YEARS + 1) - 1
        last = no_end if before_micros >= NEVER else _month(from_micros(before_micros))
    return list(_words(first, last))


def _words(month: int, last: int) -> Iterator[str]:
    while month <= last:
        if month % 12 == 0 and month + 11 <= last:
            yield f"{_YEAR_SIGN}{month // 12}"
            month += 12
        else:
            yield f"{_MONTH_SIGN}{month}"
            month += 1


def _month(moment: datetime) -> int:
    return moment.year * 12 + moment.month - 1
