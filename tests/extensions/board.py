"""An installed add-on that shows something of each kind."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt

from tests.accounts.browser import Browser, signed_in
from tests.addons.fake_addon import FakeAddon, listening_addon
from tests.world import MadeRoom, World

HOST = "https://board.example.com"
ICON = {"url": f"{HOST}/i.png", "url@2x": f"{HOST}/i2.png"}


def name(text: str) -> dict[str, str]:
    return {"value": text}


MODULES: dict[str, Any] = {
    "hipchatApiConsumer": {
        "scopes": ["send_notification", "view_room"],
        "avatar": {"url": f"{HOST}/avatar.png"},
    },
    "configurable": {"url": f"{HOST}/config?at=1"},
    "adminPage": {"url": f"{HOST}/admin"},
    "glance": [
        {
            "key": "status",
            "name": name("Status"),
            "icon": ICON,
            "target": "board",
            "weight": 5,
            "conditions": [{"condition": "room_is_public"}],
        }
    ],
    "webPanel": [
        {
            "key": "board",
            "name": name("Board"),
            "url": f"{HOST}/board/{{room.name}}?of={{message.mid}}",
            "location": "hipchat.sidebar.right",
        },
        {
            "key": "plain",
            "name": name("Plain"),
            "url": f"{HOST}/plain",
            "location": "hipchat.sidebar.right",
            "authentication": "none",
        },
    ],
    "dialog": [
        {"key": "retry", "title": name("Retry?"), "url": f"{HOST}/retry", "options": {"size": "small"}}
    ],
    "action": [
        {
            "key": "again",
            "name": name("Again"),
            "target": {"key": "retry", "options": {"size": "large"}},
            "location": "hipchat.message.action",
            "weight": 1,
        }
    ],
    "externalPage": [{"key": "site", "url": f"{HOST}/site#{{message.mid}}"}],
}


@dataclass
class Installed:
    """An add-on in a room, or in all of them, and the browser of who installed it."""

    world: World
    page: Browser
    addon: FakeAddon
    id: str

    async def extensions(self, room: MadeRoom, page: Browser | None = None) -> Any:
        answer = await (page or self.page).get(f"/api/room/{room.id}/extensions")
        assert answer.status_code == 200, answer.text
        return answer.json()["addons"]

    async def open(
        self, room: MadeRoom, kind: str, key: str, page: Browser | None = None, **body: Any
    ) -> Any:
        path = f"/api/room/{room.id}/extension/{self.id}/{kind}/{key}/open"
        return await (page or self.page).send("POST", path, body)

    async def query(self, room: MadeRoom, key: str = "status", page: Browser | None = None) -> Any:
        path = f"/api/room/{room.id}/extension/{self.id}/glance/{key}/query"
        return await (page or self.page).send("POST", path)

    async def token(self, room: MadeRoom, key: str = "board", page: Browser | None = None) -> Any:
        path = f"/api/room/{room.id}/extension/{self.id}/token"
        return await (page or self.page).send("POST", path, {"key": key})

    def claims(self, token: str) -> dict[str, Any]:
        """What a JWT says; fails unless this add-on's secret signed it."""
        secret = self.addon.credentials["oauthSecret"]
        claims: dict[str, Any] = jwt.decode(
            token, secret, algorithms=["HS256"], options={"verify_exp": False, "verify_iat": False}
        )
        return claims


def query_of(url: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()}


@contextlib.asynccontextmanager
async def installed(
    world: World, room: MadeRoom | None, key: str = "com.example.board", **capabilities: Any
) -> AsyncIterator[Installed]:
    """The add-on, installed by the group's owner."""
    async with listening_addon(world, **{**MODULES, **capabilities}) as addon, signed_in(world) as page:
        addon.descriptor["key"] = key
        body = {"url": addon.descriptor_url, "scopes": ["send_notification", "view_room"]}
        answer = await page.send("POST", "/api/addon", body if room is None else {**body, "room": room.id})
        assert answer.status_code == 201, answer.text
        yield Installed(world, page, addon, answer.json()["addon"]["oauth_id"])
