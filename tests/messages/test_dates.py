"""The dates of history queries."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chinwag.errors import BadRequest
from chinwag.messages.dates import earliest_moment, find_timezone, latest_moment

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2018-01-31T00:00:00.000000Z", datetime(2018, 1, 31, tzinfo=UTC)),
        ("2018-01-31T00:00:00Z", datetime(2018, 1, 31, tzinfo=UTC)),
        ("2018-01-31T10:00:00+02:00", datetime(2018, 1, 31, 8, tzinfo=UTC)),
        ("2018-01-31T10:00:00 02:00", datetime(2018, 1, 31, 8, tzinfo=UTC)),
        ("2018-01-31T10:00:00.5 0200", datetime(2018, 1, 31, 8, 0, 0, 500_000, tzinfo=UTC)),
        ("2018-01-31T10:00:00-05:00", datetime(2018, 1, 31, 15, tzinfo=UTC)),
        ("2018-01-31 10:00:00", datetime(2018, 1, 31, 10, tzinfo=UTC)),
        ("2018-01-31T10:00", datetime(2018, 1, 31, 10, tzinfo=UTC)),
        ("2018-01-31 10:00", datetime(2018, 1, 31, 10, tzinfo=UTC)),
        ("2018-01-31 10:00:00 UTC", datetime(2018, 1, 31, 10, tzinfo=UTC)),
        ("2018-01-31 10:00:00 +0200", datetime(2018, 1, 31, 8, tzinfo=UTC)),
        ("2018-01-31 10:00:00  0200", datetime(2018, 1, 31, 8, tzinfo=UTC)),
        ("2018-01-31 10:00:00 -0500", datetime(2018, 1, 31, 15, tzinfo=UTC)),
        ("2018-01-31T00:00:00z", datetime(2018, 1, 31, tzinfo=UTC)),
        ("1517356800", datetime(2018, 1, 31, tzinfo=UTC)),
        ("1517356800.5", datetime(2018, 1, 31, 0, 0, 0, 500_000, tzinfo=UTC)),
        ("0", datetime(1970, 1, 1, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", datetime(1970, 1, 1, tzinfo=UTC)),
    ],
)
def test_dates_as_clients_write_them(text: str, moment: datetime) -> None:
    assert latest_moment(text, UTC) == moment
    assert earliest_moment(text, UTC) == moment


def test_a_plain_day_is_included_whole() -> None:
    assert latest_moment("2016-08-10", UTC) == datetime(2016, 8, 10, 23, 59, 59, 999_999, tzinfo=UTC)
    assert earliest_moment("2016-08-10", UTC) == datetime(2016, 8, 10, tzinfo=UTC)


def test_a_date_without_an_offset_is_of_the_time_zone() -> None:
    assert latest_moment("2018-01-31T10:00:00", BERLIN) == datetime(2018, 1, 31, 9, tzinfo=UTC)
    assert earliest_moment("2018-07-31", BERLIN) == datetime(2018, 7, 30, 22, tzinfo=UTC)


@pytest.mark.parametrize("text", ["recent", "Recent", "", "null", "None"])
def test_recent_is_no_date(text: str) -> None:
    assert latest_moment(text, UTC) is None


@pytest.mark.parametrize("text", [None, "", "null"])
def test_an_empty_end_date_is_none(text: str | None) -> None:
    assert earliest_moment(text, UTC) is None


@pytest.mark.parametrize(
    "text", ["yesterday", "2018-13-01", "2018-02-30", "99999999999999", "2018-01-31T25:00:00Z", "١٢٣"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(BadRequest, match="not a date") as refused:
        latest_moment(text, UTC)
    assert refused.value.extra["field"] == "date"
    with pytest.raises(BadRequest):
        earliest_moment(text, UTC)


@pytest.mark.parametrize(
    "name", ["Mars/Olympus", "../../etc/passwd", "/etc/passwd", "Europe", "x" * 5000, "a\x00b", "é"]
)
def test_unknown_time_zones_are_refused(name: str) -> None:
    with pytest.raises(BadRequest, match="no time zone"):
        find_timezone(name)


@pytest.mark.parametrize("name", ["", "UTC", "utc", "Utc"])
def test_utc_is_meant_by_no_name_and_by_its_own_in_any_case(name: str) -> None:
    assert find_timezone(name) is UTC


@given(st.text(max_size=40) | st.datetimes().map(str) | st.floats().map(str) | st.integers().map(str))
def test_any_text_is_a_moment_or_refused(text: str) -> None:
    for zone in (UTC, ZoneInfo("Pacific/Kiritimati"), ZoneInfo("America/Los_Angeles")):
        try:
            latest_moment(text, zone)
            earliest_moment(text, zone)
        except BadRequest:
            pass
