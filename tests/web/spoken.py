"""Which texts of a page are not in the language that is shown: under the mirrored pseudo language each word that comes
from the catalogue stands between two signs of direction, so that whatever else has letters does not come from there."""

from __future__ import annotations

import json
import re
import urllib.request

from playwright.sync_api import Page

from tests.served import Served

MIRRORED = "ar-XB"

_SHOWN = """() => {
  const found = []
  const own = (one) => one.closest('[translate="no"], [dir="auto"], code, pre, kbd, script, style, [lang="en"]')
  const isShown = (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const { parentElement, data } = walker.currentNode
    if (data.trim() && parentElement && !own(parentElement) && isShown(parentElement)) found.push(data)
  }
  for (const name of ['aria-label', 'placeholder', 'title', 'alt', 'data-tip']) {
    for (const one of document.querySelectorAll(`[${name}]`)) {
      if (!own(one) && isShown(one)) found.push(one.getAttribute(name))
    }
  }
  return [document.title, ...found]
}"""
_FROM_THE_CATALOGUE = re.compile("\u202e[^\u202c]*\u202c")
_ZONE = re.compile(r"[A-Z]\w+/\w+")
_WORD = re.compile(r"[A-Za-z]{2,}")
# What is called the same in every language.
_NAMES = re.compile(r"\b(Chinwag|API|HipChat|JSON|English|Deutsch|ms|kB|MB|GB|PM|AM|Chrome|Linux|demo)\b")


def own_words(served: Served, *paths: str) -> list[str]:
    """All texts that the server tells the demo's administrator: names, topics, messages. The longest come first."""
    found: set[str] = set()
    for path in ("/api/start", *paths):
        request = urllib.request.Request(
            served.url + path, headers={"Cookie": f"chinwag_session={served.sign_in('admin')}"}
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            _collect(json.load(answer), found)
    found |= {zone.rpartition("/")[2].replace("_", " ") for zone in found if _ZONE.fullmatch(zone)}
    return sorted((text for text in found if len(text) > 2), key=len, reverse=True)


def _collect(value: object, found: set[str]) -> None:
    if isinstance(value, str):
        found.add(value)
    elif isinstance(value, dict):
        for one in value.values():
            _collect(one, found)
    elif isinstance(value, list):
        for one in value:
            _collect(one, found)


def foreign_texts(page: Page, own: list[str]) -> list[str]:
    """Texts on the screen that come neither from the catalogue nor from people."""
    shown: list[str] = page.evaluate(_SHOWN)
    found: dict[str, None] = {}
    for text in shown:
        left = _FROM_THE_CATALOGUE.sub(" ", text)
        left = _NAMES.sub(" ", left)
        for words in own:
            if words in left:
                left = left.replace(words, " ")
        if _WORD.search(left):
            found[text.strip()] = None
    return list(found)
