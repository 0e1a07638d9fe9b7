"""An add-on that really listens, on a port of its own: descriptor, glance, pages, and a backend that checks tokens."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import urllib.request
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
    '<circle cx="8" cy="8" r="6" fill="none" stroke="#8a58bc" stroke-width="2"/></svg>'
)

_PANEL = """
<h2>Board of <span id="room">…</span></h2>
<p>Signed in as <b id="me">…</b></p>
<p>Backend says <b id="backend">…</b></p>
<p>Heard: <span id="heard">nothing</span></p>
<p><button id="more" class="aui-button">Open the dialog</button></p>
<script>
  var say = function (id, what) { document.getElementById(id).textContent = what }
  HipChat.register({
    'glance-update': function (data) { say('heard', data.module_key + ' ' + JSON.stringify(data.metadata)) },
    'receive-parameters': function (data) { say('heard', JSON.stringify(data)) },
    'message-received': function (message) { say('heard', message.body) },
    'say-aloud': function (data) { say('heard', 'broadcast ' + data) },
    'inspect': function (message) {
      say('heard', [message.body, message.sender.name, message.sender.mention, message.type].join(' / '))
    }
  })
  HipChat.room.getRoomDetails(function (error, room) { say('room', error ? 'error: ' + error : room.name) })
  HipChat.user.getCurrentUser(function (error, user) { say('me', error ? 'error: ' + error : user.name) })
  HipChat.auth.withToken(function (error, token) {
    if (error) { say('backend', JSON.stringify(error)); return }
    fetch('/backend', { headers: { Authorization: 'JWT ' + token } })
      .then(function (answer) { return answer.text() }).then(function (text) { say('backend', text) })
  })
  document.getElementById('more').onclick = function () {
    HipChat.dialog.open({ key: 'ask', parameters: { from: 'panel' }, urlTemplateValues: { ship: 'Heron & co' } })
  }
</script>
"""

_DIALOG = """
<h1>Release 4.2</h1>
<p id="query"></p>
<p>Parameters: <span id="parameters">none</span></p>
<p>Buttons: <span id="buttons">none</span></p>
<p>Filter: <span id="filter">none</span></p>
<script>
  var say = function (id, what) { document.getElementById(id).textContent = what }
  say('query', decodeURIComponent((location.search.match(/ship=([^&]*)/) || ['', ''])[1]))
  var pressed = []
  HipChat.register({
    'receive-parameters': function (data) { say('parameters', JSON.stringify(data)) },
    'dialog-filter-changed': function (data) { say('filter', data.value) },
    'dialog-button-click': function (event, close) {
      pressed.push(event.action)
      say('buttons', pressed.join(', '))
      close(event.action === 'ship-it')
      if (event.action === 'hold') {
        HipChat.dialog.updatePrimaryAction({ name: 'Ship it now', enabled: true, key: 'ship-it' })
        HipChat.broadcast('say-aloud', 'hold')
      }
    }
  })
</script>
"""

_SETTINGS = """
<h1>Which board?</h1>
<p>Signed in as <b id="me">…</b></p>
<p>Backend says <b id="backend">…</b></p>
<p>Room: <b id="room">…</b></p>
<p>Chat: <b id="chat">…</b></p>
<script>
  var say = function (id, what) { document.getElementById(id).textContent = what }
  var told = function (id, key) {
    return function (error, data) { say(id, error ? 'error: ' + (error.message || error) : data && data[key]) }
  }
  HipChat.user.getCurrentUser(told('me', 'name'))
  HipChat.room.getRoomDetails(told('room', 'name'))
  HipChat.room.getParticipants(told('chat', 'members'))
  HipChat.auth.withToken(function (error, token) {
    fetch('/backend', { headers: { Authorization: 'JWT ' + token } })
      .then(function (answer) { return answer.text() }).then(function (text) { say('backend', text) })
  })
</script>
"""

_EVIL = """
<h1>Evil</h1>
<script>
  var tried = {}
  var attempt = function (name, doing) {
    try { doing(); tried[name] = 'done' } catch (error) { tried[name] = 'refused' }
  }
  attempt('dom', function () { parent.document.body.innerHTML = 'gone' })
  attempt('cookies', function () { tried.cookie = parent.document.cookie })
  attempt('storage', function () { tried.kept = parent.localStorage.getItem('chinwag.theme') })
  attempt('top', function () { top.location.href = 'about:blank' })
  attempt('script', function () { parent.location = 'javascript:document.title="owned"' })
  var own = JSON.parse(name)
  var answers = []
  addEventListener('message', function (event) { answers.push(event.data) })
  var send = function (message) { parent.postMessage(message, own.origin) }
  send({ eid: 'com.example.other__panel__1', type: 'req', mid: 'forged', mod: 'auth', fn: 'withToken', args: [] })
  send({ type: 'req', mid: 'nameless', mod: 'auth', fn: 'withToken', args: [] })
  send({ eid: own.extension_id, type: 'req', mid: 'odd', mod: '__proto__', fn: 'constructor', args: [] })
  send({ eid: own.extension_id, type: 'req', mid: 'scope', mod: 'user', fn: 'getCurrentUser', args: [] })
  send({ eid: own.extension_id, type: 'req', mid: 'bad', mod: 'dialog', fn: 'open', args: [{ key: 7 }] })
  var inner = document.createElement('iframe')
  inner.srcdoc = '<scr' + 'ipt>top.postMessage(' + JSON.stringify(
    { eid: own.extension_id, type: 'req', mid: 'inner', mod: 'auth', fn: 'withToken', args: [] }
  ) + ', "*")</scr' + 'ipt>'
  document.documentElement.appendChild(inner)
  setTimeout(function () {
    fetch('/tried', { method: 'POST', body: JSON.stringify({ tried: tried, answers: answers }) })
  }, 800)
</script>
"""

_AWAY = """
<h1>Elsewhere</h1>
<script>
  var own = JSON.parse(name || '{}')
  addEventListener('message', function (event) { document.title = 'heard ' + JSON.stringify(event.data) })
  parent.postMessage(
    { eid: own.extension_id, type: 'req', mid: 'away', mod: 'auth', fn: 'withToken', args: [] }, '*')
  fetch('/tried', { method: 'POST', body: JSON.stringify({ away: own.extension_id || null }) })
</script>
"""


@dataclass
class AddonServer:
    """`script` is where the chat's `all.js` is. `tried` is what evil pages report; `asked` are requests."""

    script: str
    scopes: list[str] = field(default_factory=lambda: ["send_notification", "view_room"])
    key: str = "com.example.board"
    name: str = "Release board"
    credentials: dict[str, Any] = field(default_factory=dict)
    glance_fails: bool = False
    tried: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)
    token: str = ""
    pattern: str = "RELEASE-\\d+"
    """Of the messages that the action is offered on."""
    _server: ThreadingHTTPServer | None = None

    def start(self) -> None:
        addon = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: Any) -> None: ...

            def do_GET(self) -> None:
                addon.answer(self)

            do_POST = do_DELETE = do_GET  # noqa: N815

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def descriptor_url(self) -> str:
        return f"{self.url}/atlassian-connect.json"

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        path = urlsplit(request.path).path
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        self.asked.append(request.path)
        if path == "/atlassian-connect.json":
            self._json(request, self.descriptor())
        elif path == "/installable" and request.command == "POST":
            self.credentials = json.loads(body)
            self._send(request, 204, "text/plain", "")
        elif path == "/glance":
            self._json(request, {"label": {"type": "html", "value": "<b>4</b> open <script>x</script>for 4.2"},
                                 "status": {"type": "lozenge", "value": {"type": "error", "label": "Late"}},
                                 "metadata": {"open": 4}}, 500 if self.glance_fails else 200)  # fmt: skip
        elif path == "/backend":
            token = (request.headers.get("Authorization") or "")[4:]
            self._send(request, 200, "text/plain", self.judge(token))
        elif path == "/tried":
            self.tried.append(json.loads(body))
            self._send(request, 204, "text/plain", "")
        elif path == "/icon.svg":
            self._send(request, 200, "image/svg+xml", _ICON)
        elif path == "/leave":
            other = f"http://localhost:{urlsplit(self.url).port}/away"
            self._page(request, f"<script>setTimeout(function () {{ location = '{other}' }}, 300)</script>")
        else:
            pages = {
                "/panel": _PANEL,
                "/dialog": _DIALOG,
                "/evil": _EVIL,
                "/away": _AWAY,
                "/settings": _SETTINGS,
                "/admin": _SETTINGS,
            }
            self._page(request, pages.get(path, "<p>Nothing is registered here</p>"))

    def judge(self, token: str) -> str:
        """Who asks, when the token was signed with our secret."""
        head, _, signature = token.rpartition(".")
        secret = self.credentials["oauthSecret"].encode()
        wanted = base64.urlsafe_b64encode(hmac.new(secret, head.encode(), hashlib.sha256).digest())
        if not hmac.compare_digest(wanted.rstrip(b"="), signature.encode()):
            return "forged"
        claims = json.loads(base64.urlsafe_b64decode(head.split(".")[1] + "=="))
        return f"person {claims['sub']} in room {claims['context'].get('room_id', 'none')}"

    def signed(self, path: str) -> bool:
        """Whether a page was asked for with a token of ours."""
        queries = [parse_qs(urlsplit(asked).query) for asked in self.asked if urlsplit(asked).path == path]
        return bool(queries) and all(
            self.judge(query["signed_request"][0]).startswith("person") for query in queries
        )

    def push(self, host: str, place: str, content: dict[str, Any]) -> int:
        """New content for the glance, by the API."""
        self.sign_in(host)
        return self.post(host, f"/v2/addon/ui{place}", {"glance": [{"key": "status", "content": content}]})

    def sign_in(self, host: str) -> None:
        """Fetch a token with what the installation gave."""
        pair = base64.b64encode(
            f"{self.credentials['oauthId']}:{self.credentials['oauthSecret']}".encode()
        ).decode()
        made = urllib.request.Request(
            f"{host}/v2/oauth/token",
            b"grant_type=client_credentials",
            {"Authorization": f"Basic {pair}", "Content-Type": "application/x-www-form-urlencoded"},
        )
        with urllib.request.urlopen(made, timeout=10) as answer:
            self.token = json.load(answer)["access_token"]

    def post(self, host: str, path: str, body: dict[str, Any]) -> int:
        request = urllib.request.Request(
            host + path,
            json.dumps(body).encode(),
            {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)

    def descriptor(self) -> dict[str, Any]:
        icon = {"url": f"{self.url}/icon.svg", "url@2x": f"{self.url}/icon.svg"}
        return {
            "key": self.key,
            "name": self.name,
            "description": "Shows releases",
            "links": {"self": self.descriptor_url},
            "capabilities": {
                "hipchatApiConsumer": {"scopes": self.scopes, "fromName": self.name},
                "installable": {"callbackUrl": f"{self.url}/installable"},
                "configurable": {"url": f"{self.url}/settings"},
                "adminPage": {"url": f"{self.url}/admin"},
                "externalPage": [
                    {
                        "key": "report",
                        "name": {"value": "Report"},
                        "url": f"{self.url}/report?of={{message.mid}}",
                    }
                ],
                "glance": [
                    {
                        "key": "status",
                        "name": {"value": "Releases"},
                        "queryUrl": f"{self.url}/glance",
                        "target": "board",
                        "icon": icon,
                    },
                    {
                        "key": "hidden",
                        "name": {"value": "Only for the few"},
                        "icon": icon,
                        "conditions": [{"condition": "user_is_guest"}],
                    },
                ],
                "webPanel": [
                    {
                        "key": "board",
                        "name": {"value": "Release board"},
                        "url": f"{self.url}/panel",
                        "location": "hipchat.sidebar.right",
                        "icon": icon,
                    },
                    *self._panels(),
                ],
                "dialog": [
                    {
                        "key": "ask",
                        "title": {"value": "Ship a release"},
                        "url": f"{self.url}/dialog?ship={{ship}}",
                        "options": {
                            "size": "medium",
                            "hint": {"value": "Nobody is told before"},
                            "filter": {"placeholder": {"value": "Find a release"}},
                            "primaryAction": {
                                "name": {"value": "Ship it"},
                                "key": "ship-it",
                                "enabled": False,
                            },
                            "secondaryActions": [{"name": {"value": "Hold"}, "key": "hold"}],
                        },
                    }
                ],
                "action": [
                    {
                        "key": "inspect",
                        "name": {"value": "Inspect on the board"},
                        "target": "board",
                        "location": "hipchat.message.action",
                        "conditions": [
                            {
                                "condition": "message_matches",
                                "params": {"regex": {"pattern": self.pattern, "flags": "i"}},
                            }
                        ],
                    },
                    {
                        "key": "plan",
                        "name": {"value": "Plan a release"},
                        "target": "ask",
                        "location": "hipchat.input.action",
                    },
                ],
            },
        }

    def _panels(self) -> list[dict[str, Any]]:
        return [
            {
                "key": key,
                "name": {"value": name},
                "url": f"{self.url}/{key}",
                "location": "hipchat.sidebar.right",
            }
            for key, name in self.extra.items()
        ]

    def _page(self, request: BaseHTTPRequestHandler, inside: str) -> None:
        head = (
            f'<meta charset="utf-8"><title>Page</title>'
            f'<link rel="stylesheet" href="{self.script}/all.css"><script src="{self.script}/all.js"></script>'
        )
        self._send(
            request,
            200,
            "text/html",
            f'<!doctype html><html lang="en"><head>{head}</head><body>{inside}</body></html>',
        )

    def _json(self, request: BaseHTTPRequestHandler, body: Any, status: int = 200) -> None:
        self._send(request, status, "application/json", json.dumps(body))

    def _send(self, request: BaseHTTPRequestHandler, status: int, kind: str, text: str) -> None:
        data = text.encode()
        request.send_response(status)
        request.send_header("Content-Type", f"{kind}; charset=utf-8")
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        request.wfile.write(data)
