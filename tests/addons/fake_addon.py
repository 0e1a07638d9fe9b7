"""An add-on that really listens: it serves its descriptor, and does what HipChat's frameworks did when installed."""

import base64
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from chinwag.outbound.guard import parse_networks
from tests.world import World, bearer


@dataclass
class FakeAddon:
    """`status` is answered to an installation, `refusal` is its text. `seen` are the calls: method, path, body."""

    world: World
    url: str = ""
    descriptor: dict[str, Any] = field(default_factory=dict)
    status: int = 204
    refusal: str = ""
    fetches_token: bool = True
    seen: list[tuple[str, str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    credentials: dict[str, Any] = field(default_factory=dict)
    token: str = ""
    raw: bytes | None = None
    """Served as the descriptor, when set."""

    @property
    def descriptor_url(self) -> str:
        return f"{self.url}/atlassian-connect.json"

    def calls(self, method: str) -> list[tuple[str, Any]]:
        """Path and body of the calls of one method."""
        return [(path, body) for verb, path, body in self.seen if verb == method]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        if request.path == "/atlassian-connect.json":
            return web.json_response(self.descriptor) if self.raw is None else web.Response(body=self.raw)
        body = await request.json() if request.can_read_body else None
        self.seen.append((request.method, request.path, body))
        self.headers.append(dict(request.headers))
        if request.path == "/moved":
            raise web.HTTPFound(self.descriptor_url)
        if request.method == "POST" and request.path == "/installable":
            self.credentials = body or {}
            if self.fetches_token:
                await self._fetch()
        return web.Response(status=self.status, text=self.refusal or None)

    async def _fetch(self) -> None:
        """As the frameworks do, while our call still waits: the capabilities first, then a token."""
        http = self.world.http
        capabilities = (await http.get(self.credentials["capabilitiesUrl"])).json()
        assert capabilities["links"]["self"] == self.credentials["capabilitiesUrl"]
        self.token = await self.new_token(capabilities["capabilities"]["oauth2Provider"]["tokenUrl"])

    async def new_token(self, url: str = "/v2/oauth/token") -> str:
        pair = f"{self.credentials['oauthId']}:{self.credentials['oauthSecret']}".encode()
        basic = {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
        answer = await self.world.http.post(url, headers=basic, json={"grant_type": "client_credentials"})
        assert answer.status_code == 200, answer.text
        token: str = answer.json()["access_token"]
        return token

    @property
    def bearer(self) -> dict[str, str]:
        return bearer(self.token)


@contextlib.asynccontextmanager
async def listening_addon(world: World, **capabilities: Any) -> AsyncIterator[FakeAddon]:
    """An add-on on a free port, which the world may call."""
    addon = FakeAddon(world)
    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", addon.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    addon.url = f"http://{host}:{port}"
    addon.descriptor = {
        "key": "com.example.board",
        "name": "Board",
        "description": "Shows the board",
        "links": {"self": addon.descriptor_url},
        "capabilities": {
            "hipchatApiConsumer": {"scopes": ["send_notification", "view_room"], "fromName": "The board"},
            "installable": {"callbackUrl": f"{addon.url}/installable"},
            "webhook": [
                {"event": "room_message", "pattern": "^/board", "url": f"{addon.url}/hook", "key": "said"}
            ],
            "webPanel": [
                {
                    "key": "board",
                    "name": {"value": "Board"},
                    "url": f"{addon.url}/board",
                    "location": "hipchat.sidebar.right",
                }
            ],
            **capabilities,
        },
    }
    world.app.services.outbound.networks = parse_networks(["127.0.0.0/8"])
    try:
        yield addon
    finally:
        await runner.cleanup()
