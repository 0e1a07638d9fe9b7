"""What was said in the demo group: a week of a team at work, told as lines. The same each time."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from chinwag.messages.colors import Color

SEED = 2026
DAYS = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A message of a person, or a notification when `label` is set. `at` is minutes before the story's end."""

    at: float
    room: str
    text: str
    who: str = ""
    to: str = ""
    label: str = ""
    color: Color = "yellow"
    is_html: bool = False
    card: dict[str, Any] | None = field(default=None)


def story() -> list[Line]:
    """All lines, oldest first."""
    lines = [*_past_days(), *_today(), *_private_chats()]
    return sorted(lines, key=lambda line: -line.at)


def _past_days() -> Iterator[Line]:
    rng = random.Random(SEED)  # noqa: S311 - a story, not a secret
    for day in range(DAYS, 0, -1):
        morning = day * 1440 - 120
        for hour in range(8):
            at = morning - hour * 60 + rng.uniform(0, 40)
            yield from _bots(rng, day * 10 + hour, at)
        for number, (room, who, text) in enumerate(_TALK[(DAYS - day) % len(_TALK)]):
            yield Line(morning - number * 23 - rng.uniform(0, 9), room, text, who)


def _bots(rng: random.Random, number: int, at: float) -> Iterator[Line]:
    build = 2100 + number
    if rng.random() < 0.8:
        tests = 1200 + number
        yield Line(at, "engine", f"Build <a href='https://kiln.quayside.example/{build}'>{build}</a> of <b>timetable</b> "
                   f"passed: {tests:,} tests in 2 min {rng.randint(10, 59)} s.", label="Kiln", color="green", is_html=True)  # fmt: skip
    else:
        yield Line(at, "engine", f"Build <a href='https://kiln.quayside.example/{build}'>{build}</a> of <b>timetable</b> failed: "
                   f"<code>{rng.choice(_FAILURES)}</code>", label="Kiln", color="red", is_html=True)  # fmt: skip
    if rng.random() < 0.5:
        minutes = rng.randint(3, 19)
        yield Line(at - 7, "engine", f"Import queue is <strong>{minutes} minutes</strong> behind on <code>worker-{rng.randint(1, 3)}</code>.",
                   label="Lookout", color="yellow", is_html=True)  # fmt: skip
    if rng.random() < 0.4:
        yield Line(
            at - 11,
            "deploys",
            f"4.1.{number} is on staging. Ready when you are.",
            label="Release desk",
            color="purple",
        )
    if rng.random() < 0.5:
        ticket = 700 + number
        yield Line(
            at - 15,
            "support",
            f"New ticket #{ticket}: {rng.choice(_TICKETS)}",
            label="Pigeonhole",
            color="gray",
        )
    if rng.random() < 0.3:
        yield Line(at - 19, "sensors", f"Berth {rng.choice('ABCDEFG')}{rng.randint(1, 4)} reports again after {rng.randint(2, 50)} s.",
                   label="Buoy", color="gray")  # fmt: skip


_FAILURES = (
    "test_sunday_sailings: expected 14, got 28",
    "test_berth_letters: KeyError 'Å'",
    "lint: 2 unused imports",
    "test_clock_change: 02:30 does not exist",
)
_TICKETS = (
    "The 7:40 is shown twice on the quay display",
    "Ticket machine at the north gate has no paper",
    "App says «delayed», the boat left on time",
    "Can we get the summer timetable as CSV?",
    "Bike space is sold out although the deck is empty",
)

_TALK: tuple[tuple[tuple[str, str, str], ...], ...] = (
    (
        (
            "timetable",
            "maya",
            "Morning. I am going through the Sunday sailings, the import doubles some of them.",
        ),
        (
            "timetable",
            "jun",
            "The feed sends both the old and the new berth since the weekend. I saw it in the log.",
        ),
        (
            "timetable",
            "maya",
            "Then we need to prefer the newer one. @Jun can you make the query, I do the display?",
        ),
        ("timetable", "jun", "(thumbsup)"),
        ("lunch", "leila", "Soup or fish today?"),
        ("lunch", "oskar", "Fish. It is always fish."),
    ),
    (
        ("design", "ravi", "First try of the empty day is in the folder. Too much boat?"),
        ("design", "leila", "Never too much boat :)"),
        ("design", "ines", "I like that it says when the next one leaves. Could it be quieter?"),
        ("support", "hanna", "North gate asks for the third time about the paper. @Oskar did somebody go?"),
        ("support", "oskar", "On my way at 14:00, bringing two rolls."),
        ("support", "hanna", "Hero. (coffee)"),
    ),
    (
        ("sensors", "oskar", "/code\nB2  31.2  ok\nB3  --    no answer since 04:12\nC1  30.9  ok"),
        ("sensors", "leila", "B3 again. Is it the cable or the seagulls?"),
        ("sensors", "oskar", "Seagulls do not read datasheets, but they act like it."),
        ("deploys", "tomas", "4.1.40 goes to production at 15:00 unless somebody shouts."),
        ("deploys", "jun", "No shouting from here."),
        ("deploys", "tomas", "Done. Took 4 minutes. (success)"),
    ),
    (
        (
            "timetable",
            "maya",
            "/quote From the harbour office: berth letters change on the 1st.\nA becomes F, F becomes G.",
        ),
        ("timetable", "ravi", "Do we show both for a week?"),
        ("timetable", "maya", "Yes, with a small note. @Ravi do you have room for it on the phone?"),
        ("timetable", "ravi", "I make room."),
        ("founders", "ines", "Bank says the second ferry loan is possible if we show the summer numbers."),
        ("founders", "tomas", "I can have them by Friday."),
    ),
    (
        ("engine", "tomas", "The red one is mine. Disk on worker-2 is full of old exports, cleaning up."),
        ("engine", "jun", "Should the exporter delete them itself after a week?"),
        ("engine", "tomas", "It should. I write it down, see https://tracker.quayside.example/861"),
        ("hiring", "maya", "Talked to the candidate for backend. Very good questions, no nonsense."),
        ("hiring", "tomas", "Shall we invite her for Tuesday?"),
        ("hiring", "ines", "Yes please."),
    ),
    (
        ("timetable", "leila", "Numbers for May are in: 41,208 passengers, 6 % more than last year."),
        ("timetable", "ines", "@all that is you. Thank you."),
        ("timetable", "maya", "/me takes a bow"),
        ("winter", "maya", "Closing this room, the winter timetable is out."),
        (
            "lunch",
            "hanna",
            "(cake) in the kitchen, it is somebody's birthday and they do not want to say whose.",
        ),
        ("lunch", "jun", "Thank you all :D"),
    ),
)


def _today() -> Iterator[Line]:
    yield Line(318, "timetable", "Good morning. Branch is frozen from now on, only fixes for 4.2.", "maya")
    yield Line(
        311,
        "timetable",
        "Understood. I have one: Sunday sailings are no longer doubled, review is open.",
        "jun",
    )
    yield Line(306, "timetable", "Looking.", "leila")
    yield Line(
        290,
        "timetable",
        "Backup of <b>harbour-db</b> finished: 3.1 GB in 4 min 10 s.",
        label="Night shift",
        color="gray",
        is_html=True,
    )
    yield Line(240, "timetable", "timetable-summer.csv has 1,204 sailings, 12 more than last year.", "leila")
    yield Line(236, "timetable", "Import queue is <b>12 minutes</b> behind on <code>worker-2</code>. <a href=\"https://lookout.quayside.example/q\">Open graph</a>",
               label="Lookout", color="yellow", is_html=True)  # fmt: skip
    yield Line(231, "timetable", "<b>Timetable API is failing</b> for 1 in 8 requests since 9:47."
               "<table><tr><th>Path</th><th>Errors</th><th>p95</th></tr><tr><td><code>/sailings</code></td><td>412</td><td>6.2 s</td></tr>"
               "<tr><td><code>/berths</code></td><td>38</td><td>1.1 s</td></tr></table>", label="Lookout", color="red", is_html=True)  # fmt: skip
    yield Line(229, "timetable", "On it. Rolling back the cache change.", "tomas")
    yield Line(
        214, "timetable", "Back to normal. It was the cache key, without the day in it. (facepalm)", "tomas"
    )
    yield Line(180, "timetable", "<b>4.2.0-rc3</b> is on staging. What is in it:<ul><li>Sunday sailings no longer doubled (<a href=\"https://tracker.quayside.example/861\">#861</a>)</li>"
               "<li>Berth letters on the map (<a href=\"https://tracker.quayside.example/874\">#874</a>)</li></ul>", label="Release desk", color="purple", is_html=True)  # fmt: skip
    yield Line(176, "timetable", "Build <a href=\"https://kiln.quayside.example/2217\">2217</a> of <b>timetable</b> passed: 1,318 tests in 2 min 41 s. Started by Maya Okafor.",
               label="Kiln", color="green", is_html=True)  # fmt: skip
    yield Line(
        150,
        "timetable",
        "Berth letters: how they are read out",
        label="Pigeonhole",
        color="gray",
        card=_LINK_CARD,
    )
    yield Line(
        120,
        "timetable",
        "@Ines the empty day is ready to look at: https://design.quayside.example/empty-day",
        "ravi",
    )
    yield Line(
        117, "timetable", "Here is the empty day. Quieter, and it says when the next boat leaves.", "ravi"
    )
    yield Line(95, "timetable", "Lovely. Ship it (boom)", "ines")
    yield Line(60, "engine", "Build 2218 of sensors passed", label="Kiln", color="green", card=_BUILD_CARD)
    yield Line(52, "engine", "worker-2 has 8 GB free again.", "tomas")
    yield Line(
        45,
        "engine",
        "Certificate of quayside.example was renewed, valid for 90 days.",
        label="Night shift",
        color="gray",
    )
    yield Line(
        31,
        "engine",
        "@Tomas the sensor gateway restarts every 40 minutes since noon. Same time as the new firmware?",
        "oskar",
    )
    yield Line(
        28,
        "engine",
        "Very likely. Can you go back to the old one on B3 only, so that we see the difference?",
        "tomas",
    )
    yield Line(27, "engine", "Done. Let us see in 40 minutes.", "oskar")
    yield Line(
        12,
        "engine",
        "Deploying <b>sensors 1.9.2</b> to quay 3",
        label="Release desk",
        color="purple",
        is_html=True,
        card=_DEPLOY_CARD,
    )
    yield Line(
        6,
        "engine",
        "Good evening from Visby. Our display shows the new berth letters, people like them.",
        "greta",
    )
    yield Line(4, "engine", "Great to hear, Greta :)", "ines")


def _private_chats() -> Iterator[Line]:
    yield Line(300, "", "Do you have ten minutes about the talk on Thursday?", "maya", to="ines")
    yield Line(296, "", "After 15:00, yes. Bring the numbers.", "ines", to="maya")
    yield Line(90, "", "Numbers are in the folder. I would open with the Sunday chart.", "maya", to="ines")
    yield Line(70, "", "I am on call until Monday, tell me if the gateway wakes me.", "tomas", to="ines")


_LINK_CARD: dict[str, Any] = {
    "style": "link",
    "id": "berth-letters",
    "format": "medium",
    "url": "https://wiki.quayside.example/berth-letters",
    "title": "Berth letters: how they are read out",
    "description": {"value": "Letters are spoken, so B, D and G are never neighbours. New signs go up in the night to the 1st.", "format": "text"},
}  # fmt: skip
_BUILD_CARD: dict[str, Any] = {
    "style": "application",
    "id": "build-2218",
    "format": "medium",
    "url": "https://kiln.quayside.example/2218",
    "title": "Build 2218 of sensors",
    "description": {"value": "<b>318</b> tests in 48 s, branch <b>firmware-1.9</b>", "format": "html"},
    "attributes": [
        {"label": "Status", "value": {"label": "Passed", "style": "lozenge-success"}},
        {"label": "Commit", "value": {"label": "c0ffee1", "url": "https://kiln.quayside.example/c0ffee1"}},
        {"label": "Started by", "value": {"label": "Oskar Berg"}},
    ],
    "activity": {"html": "<b>Kiln</b> finished build 2218 of sensors"},
}
_DEPLOY_CARD: dict[str, Any] = {
    "style": "application",
    "id": "deploy-192",
    "format": "compact",
    "url": "https://release.quayside.example/192",
    "title": "sensors 1.9.2 to quay 3",
    "description": {"value": "Canary first, the rest after 30 minutes without alarm", "format": "text"},
    "attributes": [
        {"label": "Staging", "value": {"label": "Done", "style": "lozenge-complete"}},
        {"label": "Canary", "value": {"label": "Running", "style": "lozenge-current"}},
    ],
}
