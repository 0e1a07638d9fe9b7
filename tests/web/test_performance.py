"""A room of a million messages opens at once, and a room where fifty people talk at a time stays smooth."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.served import Serve, Served
from tests.web.browsing import Visitor, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.quiet]

MILLION = 1_000_000
FIRST_PAINT_MS = 1_000
RATE = 50
SECONDS = 60
LONGEST_FRAME_MS = 100
GROWTH = 1.25
"""How much larger the heap may be after a minute than after its first third, garbage collected both times."""

# Below all other numbers of events, so that the index of the search does not read them while we measure.
_FILL = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)
INSERT INTO messages (chat_id, position, group_id, seq, id, type, sender_id, body, format, notify, sent_at)
SELECT :chat, i, 1, -:chat * 10000000 - i, printf('%08x-0000-7000-8000-%012x', :chat, i), 'message', 1 + i % 7,
  'line ' || i || ' of the log: the tide turns and the boats leave', 'text', 0, 1700000000000000 + i * 20000000
FROM n
"""

# Notes when the first message was on screen, and each frame that came late.
_WATCH = """
window.seen = { painted: null, late: [], frames: 0 }
let last = performance.now()
requestAnimationFrame(function look(now) {
  seen.frames += 1
  if (now - last > 50) seen.late.push(Math.round(now - last))
  last = now
  if (seen.painted === null && document.querySelector('[role=log] [data-key]'))
    requestAnimationFrame(() => { seen.painted ??= performance.now() })
  requestAnimationFrame(look)
})
"""


def _a_room(served: Served, name: str) -> int:
    with served.send("/v2/room", {"name": name}, served.token()) as answer:
        room: int = msgspec.json.decode(answer.read())["id"]
    return room


def _fill(served: Served, room: int, count: int) -> None:
    with sqlite3.connect(served.data / "chinwag.db") as database:
        database.execute(_FILL, {"chat": room, "count": count})
        database.execute("ANALYZE messages")


def _first_paint_ms(visitor: Visitor, room: int) -> float:
    """From asking for the page to the messages on screen: the median of five visits, as people come back to a page."""
    times = []
    for _ in range(5):
        visitor.page.goto(f"{visitor.url}/room/{room}")
        visitor.until("seen.painted !== null")
        times.append(float(visitor.page.evaluate("seen.painted")))
    return sorted(times)[2]


def test_a_room_of_a_million_messages_opens_at_once(
    browser: Browser, serve: Serve, record_property: Callable[[str, object], None]
) -> None:
    served = serve()
    long, short = _a_room(served, "A long room"), _a_room(served, "A short room")
    served.stop()
    _fill(served, long, MILLION)
    _fill(served, short, 60)
    served.start()
    ines = visit(browser, served, worker=True)
    ines.page.add_init_script(_WATCH)

    of_short, of_long = _first_paint_ms(ines, short), _first_paint_ms(ines, long)
    record_property("short_room_ms", round(of_short))
    record_property("long_room_ms", round(of_long))
    assert of_long <= FIRST_PAINT_MS
    assert of_long <= of_short * 1.5 + 100, "the length of the room must not matter"

    # A message from the middle, by its address.
    middle = f"{long:08x}-0000-7000-8000-{MILLION // 2:012x}"
    ines.page.goto(f"{served.url}/room/{long}?message={middle}")
    ines.until("seen.painted !== null")
    record_property("message_in_the_middle_ms", round(ines.page.evaluate("seen.painted")))
    expect(ines.timeline.get_by_text(f"line {MILLION // 2} of the log")).to_be_in_viewport()
    assert ines.page.evaluate("seen.painted") <= FIRST_PAINT_MS
    assert ines.complaints == []


def _say(served: Served, room: int, text: str, color: str = "yellow") -> None:
    body = {"message": text, "color": color}
    served.send(f"/v2/room/{room}/notification", body, served.token("admin_token")).close()


def _talk(served: Served, room: int, over: threading.Event, said: list[int]) -> None:
    """Says something fifty times a second, at even steps."""
    started, count = time.perf_counter(), 0
    while not over.is_set():
        count += 1
        _say(served, room, f"wave {count} " + "tide " * (count % 25), "green" if count % 3 else "gray")
        said.append(count)
        time.sleep(max(0.0, started + count / RATE - time.perf_counter()))


def _heap_mib(page: Page) -> float:
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")
    devtools.send("HeapProfiler.collectGarbage")
    metrics: list[dict[str, Any]] = devtools.send("Performance.getMetrics")["metrics"]
    devtools.detach()
    used: float = next(one["value"] for one in metrics if one["name"] == "JSHeapUsedSize")
    return used / 2**20


def test_fifty_messages_a_second_for_a_minute_stay_smooth_and_take_no_more_memory(
    browser: Browser, serve: Serve, record_property: Callable[[str, object], None]
) -> None:
    served = serve()
    room = _a_room(served, "A loud room")
    ines = visit(browser, served, worker=True)
    ines.page.add_init_script(_WATCH)
    for number in range(40):
        _say(served, room, f"before {number}")
    ines.page.goto(f"{served.url}/room/{room}")
    ines.sees("before")
    ines.timeline.press("End")  # whoever reads further up is not moved
    expect(ines.timeline.get_by_text("before 39")).to_be_in_viewport()
    over, said = threading.Event(), list[int]()
    talker = threading.Thread(target=_talk, args=(served, room, over, said), daemon=True)
    talker.start()
    try:
        ines.sees("wave 1 ")
        ines.page.wait_for_timeout(SECONDS * 1_000 / 3)
        before = _heap_mib(ines.page)
        ines.page.evaluate("seen.late = []; seen.frames = 0")
        ines.page.wait_for_timeout(SECONDS * 1_000 * 2 / 3)
        late, frames = ines.page.evaluate("[seen.late, seen.frames]")
        after = _heap_mib(ines.page)
    finally:
        over.set()
        talker.join(10)
    rows = ines.timeline.locator("[data-key]").count()
    record_property("messages", len(said))
    record_property("frames_a_second", round(frames / (SECONDS * 2 / 3)))
    record_property("late_frames_ms", late)
    record_property("heap_mib", [round(before, 1), round(after, 1)])
    record_property("rows", rows)
    expect(ines.timeline.get_by_text(f"wave {said[-1]} ", exact=False).last).to_be_in_viewport()
    assert len(said) >= RATE * SECONDS * 0.8, "the server could not take as many"
    assert [one for one in late if one > LONGEST_FRAME_MS] == []
    assert after <= before * GROWTH
    assert rows <= 120
    assert ines.complaints == []
