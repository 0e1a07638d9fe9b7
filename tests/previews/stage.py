"""A program with previews on, a site of the outside at 127.0.0.2, and 127.0.0.1 as the inside."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.outbound.canary import OUTSIDE, Canary, Reply, canary, names, says
from tests.world import MadeRoom, World, new_world

HTML = "Content-Type: text/html; charset=utf-8"


@dataclass
class Stage:
    """`site` answers for every name that is known."""

    world: World
    site: Canary
    room: MadeRoom

    def page(self, text: str, *headers: str) -> None:
        """Let the site answer with a page."""
        self.site.reply = says(text.encode(), headers=headers or (HTML,))

    def answers(self, reply: Reply) -> None:
        """Let the site answer otherwise."""
        self.site.reply = reply

    async def say(self, text: str, path: str = "") -> str:
        """Say something in the room; gives the id."""
        answer = await self.world.http.post(
            path or f"/v2/room/{self.room.id}/message",
            json={"message": text},
            headers=await self.world.token(),
        )
        assert answer.status_code == 201, answer.text
        message_id: str = answer.json()["id"]
        return message_id

    async def settled(self) -> None:
        """Wait until every link has been looked at."""
        await self.world.app.services.previews.settled()

    async def newest(self) -> dict[str, Any]:
        """The newest message of the room, once its link has been looked at."""
        await self.settled()
        return (await self.world.history(self.room))[-1]

    async def links_of(self, text: str) -> Any:
        """What the history tells of the link of a message."""
        await self.say(text)
        return (await self.newest()).get("message_links")

    async def found(self, page: str, *headers: str, path: str = "/") -> dict[str, Any] | None:
        """What is found behind a link to a page."""
        self.page(page, *headers)
        links = await self.links_of(f"see {self.site.at('site.example', path)}")
        return None if links is None else dict(links[0])


@contextlib.asynccontextmanager
async def staged(data: Path, database_url: str = "", **settings: Any) -> AsyncIterator[Stage]:
    """The stage, with the names that its addresses have."""
    chosen = {"link_previews": True, "outbound_allow": (f"{OUTSIDE}/32",), **settings}
    async with canary() as site, new_world(data, database_url=database_url, **chosen) as world:
        known = {"site_example": [OUTSIDE], "other_example": [OUTSIDE], "inside_example": ["127.0.0.1"]}
        world.app.services.outbound.resolve = names(**known)
        yield Stage(world, site, await world.room("Deploys"))
