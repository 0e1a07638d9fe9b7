"""A watched page: what ran in it, where it went, what it asked for."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Dialog, Request, Route

from tests.browser.demo import Demo
from tests.browser.window import Size, Window

TALL = Size(1280, 3000)
"""High enough that every message is drawn when it comes."""

_LISTEN = """() => {
  window.drawn = new Set()
  const note = () => {
    for (const row of document.querySelectorAll('article[data-key]')) window.drawn.add(row.dataset.key)
  }
  new MutationObserver(note).observe(document, { childList: true, subtree: true })
}"""

_STIR = """() => {
  const found = []
  const kinds = ['mouseover', 'mouseenter', 'pointerenter', 'focus', 'blur', 'wheel', 'paste', 'input', 'scroll',
    'animationstart', 'toggle', 'load', 'error', 'submit', 'resize']
  const bad = 'script, iframe, object, embed, form, style, link, meta, base, input, video, audio, math, article svg a'
  for (const one of document.body.querySelectorAll('*')) {
    for (const { name } of one.attributes) if (name.startsWith('on')) found.push(`${name} at ${one.tagName}`)
  }
  for (const one of document.querySelectorAll('article *')) {
    if (one.matches(bad)) found.push(one.outerHTML.slice(0, 200))
    for (const kind of kinds) one.dispatchEvent(new Event(kind))
  }
  for (const link of document.querySelectorAll('article a[href]')) {
    if (!['http:', 'https:', 'mailto:', 'xmpp:'].includes(link.protocol)) found.push(`link to ${link.href}`)
    if (link.host !== location.host && !link.relList.contains('noopener')) found.push(`opener for ${link.href}`)
  }
  return found
}"""


class Watched:
    """A window in which nothing may run, with the page's policy in force or taken away."""

    def __init__(self, window: Window, *, has_policy: bool) -> None:
        self.window = window
        self.page = window.page
        self.asked: list[str] = []
        self.happened: list[str] = []
        window.context.add_init_script(f"({_LISTEN})()")
        window.context.route("**/*", self._abroad)
        if not has_policy:
            window.context.route(lambda url: url.startswith(window.url), self._without_policy)
        window.context.on("page", lambda page: self.happened.append(f"opened {page.url}"))
        self.page.on("dialog", self._on_dialog)

    def expect_drawn(self, ids: list[str]) -> None:
        """Wait until all these messages have been on screen."""
        missing = set(ids)
        for step in range(60):
            # Down to the newest first, then up through those that a burst of messages skipped.
            self._scroll(1e9 if step < 10 else -1000)
            self.page.wait_for_timeout(50)
            missing -= set(self.page.evaluate("[...window.drawn]"))
            if not missing:
                break
        self._scroll(1e9)
        assert not missing, f"{len(missing)} of {len(ids)} messages were not drawn"

    def open_cards(self) -> None:
        """Unfold every folded card, and stay at the end."""
        self.page.evaluate(
            "document.querySelectorAll('article [aria-expanded=false]').forEach((one) => one.click())"
        )

    def _scroll(self, by: float) -> None:
        self.page.evaluate("by => document.querySelector('[data-region=timeline]')?.scrollBy(0, by)", by)

    def harm(self) -> list[str]:
        """Everything that ran, or could, or left the page. Touches every element first."""
        found: list[str] = self.page.evaluate(_STIR)
        self.page.wait_for_timeout(200)
        if (mark := self.page.evaluate("window.top.harmed")) is not None:
            found.append(f"ran: {mark}")
        return found + self.happened + [url for url in self.asked if not url.startswith("image ")]

    def _on_dialog(self, dialog: Dialog) -> None:
        self.happened.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _abroad(self, route: Route) -> None:
        request: Request = route.request
        if urlsplit(request.url).netloc == urlsplit(self.window.url).netloc:
            route.continue_()
            return
        self.asked.append(f"{request.resource_type} {request.url}")
        route.abort()

    def _without_policy(self, route: Route) -> None:
        if route.request.resource_type != "document":
            route.continue_()
            return
        answer = route.fetch()
        assert "content-security-policy" in answer.headers
        kept = {name: text for name, text in answer.headers.items() if name != "content-security-policy"}
        route.fulfill(response=answer, headers=kept)


def new_room(demo: Demo, name: str) -> int:
    """An empty room."""
    return int(demo.call("/v2/room", {"name": name})["id"])


def newest_ids(demo: Demo, room_id: int, count: int) -> list[str]:
    """Ids of the newest messages, oldest first."""
    items = demo.call(f"/v2/room/{room_id}/history/latest?max-results={count}")["items"]
    return [item["id"] for item in items]
