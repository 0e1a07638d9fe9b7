"""Looking at a page: pictures in every form, faults of accessibility, and what sticks out.

The pictures are kept in `tests/browser/artefacts` to be looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page

from tests.browser.window import PHONE, TABLET, WIDE, Size, Window

ARTEFACTS = Path(__file__).parent / "artefacts"
AXE = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"
Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")

_AXED = {(WIDE, "light"), (PHONE, "dark")}
"""Forms that axe looks at: each width and each theme once, for it takes longer than all else here."""
_AXE_FAULTS = """async () => {
  // a tooltip says again what its button says, and stands where the pointer is: in no landmark
  const found = await axe.run({ exclude: ['[role=tooltip]'] }, { resultTypes: ['violations'] })
  return found.violations
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary}`))
}"""
_TO_REST = """() => Promise.all([
  document.fonts.ready,
  ...[...document.images].map((one) => one.complete || one.decode().catch(() => {})),
  ...document.getAnimations().filter((one) => one.effect.getComputedTiming().iterations < 9)
    .map((one) => one.finished.catch(() => {})),
])"""
_STICKING_OUT = """() => {
  const scrolls = (one) => {
    for (let box = one.parentElement; box; box = box.parentElement) {
      const { overflowX, textOverflow, clipPath } = getComputedStyle(box)
      if (/auto|scroll/.test(overflowX) || textOverflow === 'ellipsis' || clipPath !== 'none') return true
    }
    return false
  }
  return [...document.body.querySelectorAll('*')].filter((one) => {
    const { left, right, width } = one.getBoundingClientRect()
    return width > 1 && (right > innerWidth + 1 || left < -1) && !scrolls(one) && !one.closest('[aria-hidden=true]')
  }).map((one) => `sticks out to the side: ${one.outerHTML.slice(0, 120)}`)
}"""


def to_rest(page: Page) -> None:
    """Wait until nothing moves: fonts and pictures there, transitions over."""
    page.evaluate(_TO_REST)


def look(window: Window, name: str, *sizes: Size) -> list[str]:
    """Picture a page in all its forms; returns what is wrong with it."""
    ARTEFACTS.mkdir(exist_ok=True)
    faults: list[str] = []
    page = window.page
    page.wait_for_load_state("networkidle")
    for size in sizes or (WIDE, TABLET, PHONE):
        page.set_viewport_size({"width": size.width, "height": size.height})
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            to_rest(page)
            form = f"{name}-{size.width}-{theme}"
            page.screenshot(path=ARTEFACTS / f"{form}.png")
            found = page.evaluate(_STICKING_OUT) + (axe_faults(page) if (size, theme) in _AXED else [])
            faults += [f"{form}: {fault}" for fault in found]
    return faults


def axe_faults(page: Page) -> list[str]:
    """Violations of any weight, by axe."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    found: list[str] = page.evaluate(_AXE_FAULTS)
    return found


def press(role: Any, name: str) -> Callable[[Page], None]:
    """Press a button once the page is there."""
    return lambda page: page.get_by_role(role, name=name).click()


def sticking_out(page: Page) -> list[str]:
    """What is drawn beside the window, where nobody can scroll to it."""
    found: list[str] = page.evaluate(_STICKING_OUT)
    return found
