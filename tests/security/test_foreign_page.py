"""A page of somebody else, in the same browser: it cannot write, read, listen, frame or sign anybody in.

It lies at another port of the same machine. To a browser that is the same site, so the session cookie goes along:
the hardest case.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.demo import Demo


class _Foreign(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Somebody else</title><body>")

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def foreign_url() -> Iterator[str]:
    """The address of the other page."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Foreign)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def context(chromium: Browser, demo: Demo) -> Iterator[BrowserContext]:
    """A browser in which the admin is signed in."""
    made = chromium.new_context()
    made.add_cookies([{"name": "chinwag_session", "value": demo.session("admin"), "url": demo.url}])
    yield made
    made.close()


@pytest.fixture
def foreign(context: BrowserContext, foreign_url: str) -> Page:
    """The other page, open beside the chat."""
    page = context.new_page()
    page.goto(foreign_url)
    return page


def messages(demo: Demo) -> int:
    room: dict[str, Any] = demo.call(f"/v2/room/{demo.demo['room_id']}/statistics")
    return int(room["messages_sent"])


_FETCH = """async ([url, method, type, body]) => {
  try {
    const answer = await fetch(url, { method, credentials: 'include', body: body ?? undefined,
      mode: type === 'application/json' ? 'cors' : 'no-cors', headers: body ? { 'Content-Type': type } : {} })
    return answer.type === 'opaque' ? 'opaque' : `${answer.status} ${(await answer.text()).slice(0, 200)}`
  } catch (error) { return `failed: ${error}` }
}"""


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/x-www-form-urlencoded"])
def test_it_writes_nothing(demo: Demo, foreign: Page, kind: str) -> None:
    before = messages(demo)
    room = demo.demo["room_id"]
    bodies = {"application/x-www-form-urlencoded": "message=forged&color=red"}
    body = bodies.get(kind, json.dumps({"message": "forged"}))
    for path in (f"/v2/room/{room}/message", f"/v2/room/{room}/notification", f"/api/room/{room}/message"):
        told = foreign.evaluate(_FETCH, [f"{demo.url}{path}", "POST", kind, body])
        assert told.startswith(("failed", "opaque", "403")), told
    for path, method in ((f"/v2/room/{room}", "DELETE"), ("/api/session", "DELETE")):
        assert foreign.evaluate(_FETCH, [f"{demo.url}{path}", method, "application/json", None]).startswith(
            "failed"
        )
    assert messages(demo) == before


def test_it_reads_nothing(demo: Demo, foreign: Page) -> None:
    for path in ("/api/start", "/api/session", "/v2/user", "/v2/room", "/api/events"):
        told = foreign.evaluate(_FETCH, [f"{demo.url}{path}", "GET", "application/json", None])
        assert told.startswith("failed"), told


def test_a_form_of_it_signs_nobody_in_or_out(demo: Demo, foreign: Page, context: BrowserContext) -> None:
    for target, field in (("/api/session", '{"email": "a", "password": "b", "x": "'), ("/v2/room", "name")):
        with foreign.expect_navigation():
            foreign.evaluate(
                """([action, name]) => {
                  const form = document.createElement('form')
                  Object.assign(form, { action, method: 'post', enctype: 'text/plain' })
                  const input = document.createElement('input')
                  Object.assign(input, { name, value: '"}' })
                  form.append(input)
                  document.body.append(form)
                  form.submit()
                }""",
                [f"{demo.url}{target}", field],
            )
        assert '"code": 403' in foreign.content().replace("&quot;", '"')
        foreign.go_back()
    kept = [cookie.get("value") for cookie in context.cookies() if cookie.get("name") == "chinwag_session"]
    assert kept == [demo.session("admin")]


_CONNECT = """(url) => new Promise((resolve) => {
  const socket = new WebSocket(url)
  socket.onopen = () => resolve('open')
  socket.onerror = () => resolve('refused')
})"""


def test_it_cannot_listen_with_the_session_but_with_a_token(demo: Demo, foreign: Page) -> None:
    address = f"{demo.url.replace('http', 'ws')}/api/live"
    assert foreign.evaluate(_CONNECT, address) == "refused"
    foreign.evaluate("document.body.innerHTML = '<iframe sandbox=allow-scripts srcdoc=\"<p>null</p>\">'")
    null = foreign.frames[-1]
    null.wait_for_selector("p")
    assert null.evaluate("origin") == "null"
    assert null.evaluate(_CONNECT, address) == "refused"
    assert foreign.evaluate(_CONNECT, f"{address}?auth_token={demo.demo['user_token']}") == "open"


@pytest.mark.parametrize("path", ["/", "/account/api", "/users/authorize", "/docs", "/api/health"])
def test_it_frames_no_page_of_ours(demo: Demo, foreign: Page, path: str) -> None:
    foreign.evaluate(f"document.body.innerHTML = '<iframe src=\"{demo.url}{path}\">'")
    frame = foreign.locator("iframe")
    expect(frame).to_have_count(1)
    inside = foreign.frames[-1]
    for _ in range(150):
        if inside.url not in {"", "about:blank"}:
            break
        foreign.wait_for_timeout(100)
    if path.startswith("/api/"):
        assert inside.evaluate("document.scripts.length") == 0
    else:
        assert inside.locator("#root").count() == 0
        assert inside.url.startswith("chrome-error:")


def test_a_script_that_got_into_a_page_of_ours_is_stopped(demo: Demo, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{demo.url}/sign_in")
    page.evaluate(
        """() => {
          for (const html of ['<script>window.ran = 1</script>', '<img src=x onerror="window.ran = 1">',
            '<iframe srcdoc="<script>top.ran = 1</script>"></iframe>', '<base href="https://evil.example/">']) {
            document.body.append(document.createRange().createContextualFragment(html))
          }
          const script = document.createElement('script')
          script.src = 'data:text/javascript,window.ran = 1'
          document.body.append(script)
        }"""
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran ?? null") is None
    assert page.evaluate("document.baseURI").startswith(demo.url)


LEADING_AWAY = (
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "/\t/evil.example/",
    "\\\\evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/sign_in?d=//evil.example",
    "http:evil.example",
    "/%09/evil.example",
)


def test_signing_in_leads_to_no_other_host(demo: Demo, open_window: OpenWindow) -> None:
    window = open_window(demo.url)
    page = window.page
    with window.foreseeing("404"):
        page.goto(f"/sign_in?d={quote(LEADING_AWAY[0])}")
        page.get_by_label("E-mail").fill(demo.demo["user_email"])
        page.get_by_label("Password", exact=True).fill(demo.demo["user_password"])
        page.get_by_role("button", name="Sign in").click()
        for wanted in (LEADING_AWAY[0], *LEADING_AWAY):
            page.wait_for_url(lambda url: "sign_in" not in url)
            assert page.url.startswith(f"{demo.url}/"), wanted
            page.goto(f"/sign_in?d={quote(wanted)}")
