"""The main job: paste the printed command, and the notification is in the room on the open screen."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenWindow
from tests.browser.demo import Demo
from tests.browser.window import DESK, PHONE, Size, Window

SENTENCE = "The boat is in. All green."
GOAL_MS = 200
LIMIT_MS = 1000

_WATCH = """(sentence) => {
  const rows = () => [...document.querySelectorAll('article')]
  const count = () => rows().filter((one) => one.textContent.includes(sentence)).length
  const already = count()
  window.shownAt = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('not shown within 10 s')), 10000)
    const watch = new MutationObserver(() => {
      if (count() <= already) return
      watch.disconnect()
      requestAnimationFrame(() => setTimeout(() => resolve(Date.now())))
    })
    watch.observe(document.body, { childList: true, subtree: true, characterData: true })
  })
}"""


def paste(command: str) -> float:
    """Run a command line in a shell, as somebody who pastes it; returns when its answer was there, in ms."""
    done = subprocess.run(
        ["sh", "-c", command],
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    answered_at = time.time() * 1000
    assert done.stdout.startswith("HTTP/1.1 204"), done.stdout
    return answered_at


def post_and_watch(window: Window, command: str) -> float:
    """Milliseconds from the answer to the notification on screen; below zero when the screen was first."""
    window.page.evaluate(_WATCH, SENTENCE)
    answered_at = paste(command)
    return float(window.page.evaluate("window.shownAt")) - answered_at


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1280x800", "390x844"])
def test_the_printed_command_shows_a_green_notification_at_once(
    demo: Demo, open_window: OpenWindow, size: Size, record_property: Callable[[str, object], None]
) -> None:
    window = open_window(demo.url, size)
    window.enter(demo)
    window.open_room("Engine Room")
    window.page.evaluate("window.notReloaded = true")

    took = [post_and_watch(window, demo.curl) for _ in range(3)]

    note = window.said(SENTENCE).last
    expect(note).to_be_in_viewport(ratio=1)
    expect(note).to_contain_text("Green notification from an integration")
    expect(note.locator("b", has_text="All green.")).to_be_visible()
    red, green, blue = note.evaluate(
        "one => getComputedStyle(one).backgroundColor.match(/[\\d.]+/g).map(Number)"
    )[:3]
    assert green > red
    assert green > blue
    assert window.page.evaluate("window.notReloaded")
    record_property("ms_from_answer_to_screen", [round(ms) for ms in took])
    print(
        f"\nanswer to screen at {size.width}x{size.height}: {[round(ms) for ms in took]} ms, goal {GOAL_MS}"
    )
    assert min(took) <= LIMIT_MS  # the machine may pause
