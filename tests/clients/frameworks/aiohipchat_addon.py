"""An add-on on aiohipchat, as its own example is written. It tells what it heard at /seen."""

import os
from typing import Any

from aiohipchat import HipChatBot  # type: ignore[import-not-found]
from aiohttp import web

app = web.Application()
bot = HipChatBot(app, "On aiohipchat", "Example", "example.com", ["send_notification"])
seen: list[Any] = []


@bot.webhook("/info")  # type: ignore[untyped-decorator]
async def info(request: web.Request) -> web.Response:
    """Answers with a notification."""
    heard = await request.json()
    seen.append(heard)
    name = heard["item"]["message"]["from"]["name"]
    return web.json_response({"message": f"Hello from aiohipchat, {name}", "color": "green"})


async def tell(_: web.Request) -> web.Response:
    """What it heard."""
    return web.json_response(seen)


app.router.add_route("GET", "/seen", tell)
web.run_app(app, host="127.0.0.1", port=int(os.environ["PORT"]))
