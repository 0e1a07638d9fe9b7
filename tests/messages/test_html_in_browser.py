"""The sanitiser's output in a real browser, without any policy to help: nothing runs, nothing is fetched."""

import pytest
from playwright.sync_api import Browser

from chinwag.messages.html import clean_activity_html, clean_card_html, clean_message_html
from tests.messages.hostile_html import RUN, SAMPLES

pytestmark = pytest.mark.slow

_SHOW = """([parts]) => {
  for (const part of parts) {
    const place = document.createElement('div');
    place.innerHTML = part;
    document.body.append(place);
  }
  for (const link of document.querySelectorAll('a[href]')) {
    if (!/^(https?|mailto|xmpp|hipchat):/i.test(link.href)) window.top.harmed = link.href;
  }
}"""


def _harm(parts: list[str], chromium: Browser) -> tuple[object, list[str]]:
    """What ran, and which addresses were asked for."""
    asked: list[str] = []
    page = chromium.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.route("**/*", lambda route: route.abort())
    page.set_content("<!doctype html><body></body>")
    page.evaluate(_SHOW, [parts])
    page.set_content("<!doctype html><body>" + "<hr>".join(parts) + "</body>")
    for _ in range(150):
        if page.evaluate("[...document.images].every((one) => one.complete)"):
            break
        page.wait_for_timeout(100)
    page.wait_for_timeout(100)
    harmed = page.evaluate("window.top.harmed ?? null")
    page.close()
    return harmed, asked


def test_nothing_runs_and_only_web_images_are_fetched(chromium: Browser) -> None:
    clean = [
        show(sample)
        for sample in SAMPLES
        for show in (clean_message_html, clean_card_html, clean_activity_html)
    ]
    harmed, asked = _harm(clean, chromium)
    assert harmed is None
    assert {address for address in asked if not address.startswith(("http://", "https://"))} == set()


def test_unclean_samples_do_run(chromium: Browser) -> None:
    harmed, _ = _harm([f"<img src=x onerror={RUN}>"], chromium)
    assert harmed == 1
