#!/usr/bin/env python3
"""Greeter: a whole add-on in one file, with nothing but Python's standard library. Copy it, and change what it does.

    python3 python_addon.py --port 8090 --base https://greeter.example.com --chat https://chat.example.com

Somebody types /hello, and it answers with a card. It counts greetings in a glance; the glance opens a dialog with a
button of its own. `--base` is where the chat server reaches it (TLS belongs into a proxy before it), `--chat` the only
server that may install it, `--data` the file that keeps its installations.
"""

import argparse
import base64
import hashlib
import hmac
import html
import json
import os
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

KEY = "com.example.greeter.python"
SCOPES = ["send_notification", "view_room"]  # people see them before they install it
MOST_BYTES = 1_000_000
ICON = '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><circle cx="8" cy="8" r="7" fill="#2a7"/></svg>'

PAGE = """<!doctype html>
<html lang="en" data-theme="{theme}"><meta charset="utf-8"><title>Greeter</title>
<!-- The chat's own look, light or dark. Leave it out to bring yours. -->
<link rel="stylesheet" href="{host}/atlassian-connect/all.css">
<p>Hello <b id="name">you</b>. Greetings so far: <b id="count">{count}</b></p>
<button id="wave" class="aui-button-primary">Wave</button> <span id="said" role="status"></span>
<script src="{host}/atlassian-connect/all.js"></script>
<script>
  const show = (id, text) => {{ document.getElementById(id).textContent = text }}
  HipChat.user.getCurrentUser((error, user) => {{ if (!error) show('name', user.name) }})
  // A token is good for one hour: ask for it when it is needed, and do not keep it.
  document.getElementById('wave').addEventListener('click', () => HipChat.auth.withToken(async (error, token) => {{
    if (error) return show('said', error.message || error)
    const answer = await fetch('wave', {{ method: 'POST', headers: {{ Authorization: 'JWT ' + token }} }})
    if (!answer.ok) return show('said', 'That did not work: ' + answer.status)
    show('count', (await answer.json()).greetings)
    show('said', 'You waved.')
  }}))
</script></html>"""


class Refused(Exception):
    """What we answer instead of doing it."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Store:
    """Our installations by oauthId, in a file that is replaced whole: a crash leaves the old or the new one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.RLock()
        self._all: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}

    def find(self, oauth_id: str) -> dict[str, Any] | None:
        with self._lock:
            return self._all.get(oauth_id)

    def add(self, oauth_id: str, installation: dict[str, Any]) -> None:
        with self._lock:
            # An id never gets another secret: otherwise a stranger could take an installation over.
            if oauth_id in self._all:
                raise Refused(409, "This installation is known already")
            self._all[oauth_id] = installation
            self._write()

    def remove(self, oauth_id: str) -> None:
        with self._lock:
            if self._all.pop(oauth_id, None):
                self._write()

    def count(self, oauth_id: str, room_id: int, more: int = 0) -> int:
        """How often people greeted in a room. (A room, because an add-on of the group is in all of them.)"""
        with self._lock:
            greetings = self._all[oauth_id]["greetings"]
            greetings[str(room_id)] = number = greetings.get(str(room_id), 0) + more
            if more:
                self._write()
            return int(number)

    def _write(self) -> None:
        draft = self._path.with_suffix(".draft")
        # It holds secrets: nobody else may read it.
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(self._all, file, indent=1)
        draft.replace(self._path)


def call(verb: str, url: str, token: str | None = None, body: object = None) -> Any:
    """Call the chat server."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, headers, method=verb)
    with urllib.request.urlopen(request, timeout=10) as answer:
        said = answer.read(MOST_BYTES)
    return json.loads(said) if said else None


def ask_token(found: dict[str, Any], oauth_id: str) -> dict[str, Any]:
    """A token of our own for an installation: with our id and secret, for the scopes that were approved."""
    secret = base64.b64encode(f"{oauth_id}:{found['secret']}".encode()).decode()
    body = urlencode({"grant_type": "client_credentials", "scope": " ".join(SCOPES)}).encode()
    request = urllib.request.Request(found["token_url"], body, {"Authorization": f"Basic {secret}"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        token: dict[str, Any] = json.load(answer)
    return token


def is_removed(found: dict[str, Any], oauth_id: str) -> bool:
    """Whether the server knows us no more. The JWT of a DELETE proves little: people are given tokens of ours, too."""
    try:
        ask_token(found, oauth_id)
    except urllib.error.HTTPError as fault:
        return fault.code == 401
    return False


def read_jwt(token: str, secret: str) -> dict[str, Any]:
    """The claims of a JWT that is signed with our secret and has not ended. In a larger add-on a library does it."""

    def decode(part: str) -> bytes:
        return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))

    try:
        head, claims, signature = token.split(".")
        expected = hmac.new(secret.encode(), f"{head}.{claims}".encode(), hashlib.sha256).digest()
        # The algorithm is ours to choose, never the token's.
        is_signed = json.loads(decode(head))["alg"] == "HS256" and hmac.compare_digest(
            decode(signature), expected
        )
        said: dict[str, Any] = json.loads(decode(claims))
        if is_signed and said["exp"] > time.time() - 10:
            return said
    except (ValueError, KeyError, TypeError):
        pass
    raise Refused(401, "This call is not signed, or its token has ended")


def require_same(claims: dict[str, Any], item: dict[str, Any]) -> None:
    """A JWT says who calls, not what the body holds. Everybody whom our dialog is shown has one, and could send what
    they like with it: so a body counts only for the room and the person that were signed.
    """
    signed = (claims["context"]["room_id"], str(claims["sub"]))
    if signed != (item["room"]["id"], str(item["message"]["from"]["id"])):
        raise Refused(403, "This token is for another room or person")


class Greeter:
    """What the add-on does; the web part is below."""

    def __init__(self, base: str, chat: str | None, store: Store) -> None:
        self.base = base
        self.chat = chat
        self.store = store
        self._tokens: dict[str, tuple[str, float]] = {}
        self._seen: dict[str, None] = {}

    def descriptor(self) -> dict[str, Any]:
        return {
            "key": KEY,
            "name": "Greeter",
            "description": "Answers /hello and counts greetings",
            "links": {"self": f"{self.base}/atlassian-connect.json"},
            "capabilities": {
                "hipchatApiConsumer": {"scopes": SCOPES, "fromName": "Greeter"},
                "installable": {"callbackUrl": f"{self.base}/installable"},
                "webhook": [
                    {
                        "event": "room_message",
                        "pattern": r"^/hello\b",
                        "url": f"{self.base}/hook",
                        "authentication": "jwt",
                    }
                ],
                "glance": [
                    {
                        "key": "greetings",
                        "name": {"value": "Greetings"},
                        "queryUrl": f"{self.base}/glance",
                        "icon": {"url": f"{self.base}/icon.svg", "url@2x": f"{self.base}/icon.svg"},
                        "target": "greeter",
                    }
                ],
                "dialog": [
                    {
                        "key": "greeter",
                        "title": {"value": "Greeter"},
                        "url": f"{self.base}/dialog",
                        "options": {"size": "small"},
                    }
                ],
            },
        }

    def install(self, told: dict[str, Any]) -> None:
        """Called while the server waits, so be quick. Any 2xx completes it; a text with an error is shown."""
        url = str(told["capabilitiesUrl"])
        # We are about to call an address that a stranger may have sent.
        if self.chat and not url.startswith(self.chat + "/"):
            raise Refused(403, f"This add-on is for {self.chat} alone")
        capabilities = call("GET", url)
        if capabilities["links"]["self"] != url:
            raise Refused(400, "The capabilities say that they are of another server")
        found = {
            "secret": told["oauthSecret"],
            "token_url": capabilities["capabilities"]["oauth2Provider"]["tokenUrl"],
            "api": capabilities["links"]["api"],
            "host": capabilities["links"]["homepage"].rstrip("/"),
            "room_id": told.get("roomId"),  # absent: installed for the whole group
            "greetings": {},
        }
        ask_token(found, told["oauthId"])  # proves that id and secret are right
        self.store.add(told["oauthId"], found)

    def caller(self, token: str | None) -> tuple[str, dict[str, Any]]:
        """Who calls: the installation's id, and the claims, after the signature was checked."""
        try:
            payload = (token or "").split(".")[1]
            # Read `iss` first, unchecked: it says which secret to check with. Nothing else is read before that.
            issuer = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["iss"]
        except (ValueError, KeyError, IndexError, TypeError):
            raise Refused(401, "A JWT is missing") from None
        found = self.store.find(str(issuer))
        if found is None:
            raise Refused(401, "We do not know this installation")
        return str(issuer), read_jwt(str(token), found["secret"])

    def is_new(self, delivery: str) -> bool:
        """Whether a webhook's delivery came for the first time: after a lost answer the server sends it again."""
        if delivery in self._seen:
            return False
        self._seen[delivery] = None
        if len(self._seen) > 1000:
            self._seen.pop(next(iter(self._seen)), None)
        return True

    def greet(self, oauth_id: str, item: dict[str, Any]) -> None:
        """Answer /hello with a card."""
        room_id, sender = item["room"]["id"], item["message"]["from"]
        number = self.store.count(oauth_id, room_id, 1)
        # Titles are text. Where a card has HTML, what people wrote goes through html.escape first.
        card = {
            "style": "application",
            "id": f"greeting-{item['message']['id']}",
            "format": "medium",
            "title": f"Hello {sender['name']}",
            "description": {"format": "html", "value": f"Greeting <b>{number}</b> in this room"},
            "icon": {"url": f"{self.base}/icon.svg"},
            "attributes": [
                {"label": "Greetings", "value": {"label": str(number), "style": "lozenge-success"}}
            ],
        }
        # Who cannot show the card sees the message.
        message = {
            "message": f"Hello {sender['name']}!",
            "message_format": "text",
            "color": "green",
            "card": card,
        }
        self.send(oauth_id, f"/room/{room_id}/notification", message)
        self.push(oauth_id, room_id)

    def push(self, oauth_id: str, room_id: int) -> None:
        """Change the glance for everybody in the room, without their asking."""
        glance = {"key": "greetings", "content": self.glance(oauth_id, room_id)}
        self.send(oauth_id, f"/addon/ui/room/{room_id}", {"glance": [glance]})

    def glance(self, oauth_id: str, room_id: int) -> dict[str, Any]:
        number = self.store.count(oauth_id, room_id)
        status = {"type": "lozenge", "value": {"type": "success", "label": "FRIENDLY"}}
        label = {"type": "html", "value": f"<b>{number}</b> greetings"}
        return {"label": label, "metadata": {"greetings": number}} | ({"status": status} if number else {})

    def send(self, oauth_id: str, path: str, body: dict[str, Any]) -> None:
        found = self.store.find(oauth_id)
        if found is None:
            return
        token, ends_at = self._tokens.get(oauth_id, ("", 0.0))
        try:
            if time.time() > ends_at:
                made = ask_token(found, oauth_id)
                token, ends_at = made["access_token"], time.time() + made["expires_in"] - 60
                self._tokens[oauth_id] = (token, ends_at)
            call("POST", found["api"] + path, token, body)
        except urllib.error.HTTPError as fault:
            if fault.code == 401:  # the token ended early: the next call asks for a new one
                self._tokens.pop(oauth_id, None)
                if fault.url == found["token_url"]:  # 401 there says that we were removed while we were away
                    self.store.remove(oauth_id)
            print(
                f"{path} was refused: {fault.code} {fault.read(500).decode('utf-8', 'replace')}", flush=True
            )


class Door(BaseHTTPRequestHandler):
    """The add-on's addresses."""

    greeter: Greeter
    timeout = 20

    def do_GET(self) -> None:
        self.answered(self.get)

    def do_POST(self) -> None:
        self.answered(self.post)

    def do_DELETE(self) -> None:
        self.answered(self.delete)

    def get(self, path: str) -> None:
        if path in ("/", "/atlassian-connect.json"):
            return self.reply(200, self.greeter.descriptor())
        if path == "/icon.svg":
            return self.reply(200, ICON, "image/svg+xml")
        oauth_id, claims = self.greeter.caller(self.token())
        room_id = claims["context"]["room_id"]
        if path == "/glance":
            return self.reply(200, self.greeter.glance(oauth_id, room_id))
        if path == "/dialog":
            found = self.greeter.store.find(oauth_id) or {}
            values = {
                "host": html.escape(found["host"]),  # all.js comes from the server that installed us
                "count": self.greeter.store.count(oauth_id, room_id),
                "theme": "dark" if self.query("theme") == "dark" else "light",
            }
            return self.reply(200, PAGE.format(**values), "text/html; charset=utf-8")
        raise Refused(404, "There is nothing here")

    def post(self, path: str) -> None:
        if path == "/installable":
            self.greeter.install(self.body())
            return self.reply(204)
        oauth_id, claims = self.greeter.caller(self.token())
        if path == "/hook":
            item = self.body()["item"]
            require_same(claims, item)
            # Answer first, work afterwards: the server waits 10 seconds, then it sends the same again.
            self.reply(204)
            if self.greeter.is_new(self.headers.get("Webhook-Id", "")):
                threading.Thread(target=self.greeter.greet, args=(oauth_id, item)).start()
            return None
        if path == "/wave":
            room_id = claims["context"]["room_id"]
            number = self.greeter.store.count(oauth_id, room_id, 1)
            threading.Thread(target=self.greeter.push, args=(oauth_id, room_id)).start()
            return self.reply(200, {"greetings": number})
        raise Refused(404, "There is nothing here")

    def delete(self, path: str) -> None:
        oauth_id = path.removeprefix("/installable/")
        issuer, _ = self.greeter.caller(self.token())
        if issuer != oauth_id:
            raise Refused(403, "This is another installation")
        if not is_removed(self.greeter.store.find(oauth_id) or {}, oauth_id):
            raise Refused(403, "This installation is still there")
        self.greeter.store.remove(oauth_id)
        self.reply(204)

    def answered(self, act: Any) -> None:
        try:
            act(urlsplit(self.path).path)
        except Refused as refusal:
            self.reply(refusal.status, str(refusal), "text/plain; charset=utf-8")
        except (KeyError, TypeError, ValueError) as fault:
            self.reply(400, f"This call lacks something: {fault!r}", "text/plain; charset=utf-8")
        except OSError as fault:
            self.reply(502, f"The chat server did not answer: {fault}", "text/plain; charset=utf-8")

    def token(self) -> str | None:
        header: str = self.headers.get("Authorization", "")
        return header.removeprefix("JWT ") if header.startswith("JWT ") else self.query("signed_request")

    def query(self, name: str) -> str | None:
        return parse_qs(urlsplit(self.path).query).get(name, [None])[0]

    def body(self) -> dict[str, Any]:
        length = int(self.headers.get("Content-Length", "0"))
        if length > MOST_BYTES:
            raise Refused(413, "This is too much")
        said: dict[str, Any] = json.loads(self.rfile.read(length))
        return said

    def reply(self, status: int, body: object = None, media_type: str = "application/json") -> None:
        data = b"" if body is None else (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        # HipChat's clients asked for glances from the browser; ours asks from the server, where this is not needed.
        self.send_header("Access-Control-Allow-Origin", "*")
        if status != 204:
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, template: str, *values: Any) -> None:
        """Not the address: it has a token in its query."""
        print(self.command, urlsplit(self.path).path, *values[1:2], flush=True)


def main() -> None:
    asked = argparse.ArgumentParser(description="An add-on that greets")
    asked.add_argument("--host", default="127.0.0.1")
    asked.add_argument("--port", type=int, default=8090)
    asked.add_argument("--base", help="our address as the chat server and browsers see it")
    asked.add_argument("--chat", help="the only chat server that may install us")
    asked.add_argument("--data", type=Path, default=Path("greeter.json"))
    given = asked.parse_args()
    base = (given.base or f"http://{given.host}:{given.port}").rstrip("/")
    Door.greeter = Greeter(base, given.chat.rstrip("/") if given.chat else None, Store(given.data))
    print(f"Install it from {base}/atlassian-connect.json", flush=True)
    ThreadingHTTPServer((given.host, given.port), Door).serve_forever()


if __name__ == "__main__":
    main()
