"""The rule of attention, held to the examples that the web client's tests read too."""

import json
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest

from chinwag.notifications.attention_model import Person, Quiet, Said, has_keyword, reason
from chinwag.notifications.watchers import zone_of

CASES: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("attention_cases.json").read_text(encoding="utf-8")
)


def person_of(case: dict[str, Any]) -> Person:
    facts = dict(case.get("person", {}))
    quiet, until = facts.pop("quiet_hours", None), facts.pop("snoozed_until", None)
    return Person(
        keywords=tuple(facts.pop("keywords", ())),
        quiet=quiet
        and Quiet(
            time.fromisoformat(quiet["start"]), time.fromisoformat(quiet["end"]), frozenset(quiet["days"])
        ),
        snoozed_until=until and datetime.fromisoformat(until),
        zone=zone_of(facts.pop("timezone", "UTC")),
        **facts,
    )


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_rule_says_what_the_example_says(case: dict[str, Any]) -> None:
    now = datetime.fromisoformat(case.get("now", "2026-03-02T12:00:00Z"))
    assert reason(Said(**case["said"]), person_of(case), now.astimezone(UTC)) == case["reason"]


def test_long_texts_with_many_near_hits_are_searched_at_once() -> None:
    assert not has_keyword("xa" * 5_000, [f"{'a' * n}" for n in range(2, 52)])
    assert not has_keyword("a" * 10_000, ["a" * n for n in range(2, 52)])
