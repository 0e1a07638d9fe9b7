"""The steps of the authorization code flow, as a person's browser and an add-on's server do them."""

import base64
import hashlib
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from tests.accounts.browser import Browser
from tests.world import MadeClient, World

CALLBACK = "https://addon.example.com/callback"
VERIFIER = "a-verifier-of-more-than-forty-three-letters-0123456789"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()


def asked(client: MadeClient, **more: str) -> dict[str, str]:
    """What an add-on puts into the address of the consent page."""
    return {"client_id": client.id, "redirect_uri": CALLBACK, "response_type": "code", **more}


async def decide(page: Browser, client: MadeClient, decision: str = "allow", **more: str) -> httpx.Response:
    """Press a button of the consent page."""
    return await page.send("POST", "/api/oauth/authorize", {**asked(client, **more), "decision": decision})


async def allow(page: Browser, client: MadeClient, **more: str) -> str:
    """Press «Allow»; returns the code that the add-on gets."""
    answer = await decide(page, client, **more)
    assert answer.status_code == 200, answer.text
    return str(parse_qs(urlsplit(answer.json()["redirect"]).query)["code"][0])


async def exchange(world: World, client: MadeClient, code: str, **more: Any) -> httpx.Response:
    """Turn a code into tokens."""
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, **more}
    return await world.http.post("/v2/oauth/token", data=form, auth=(client.id, client.secret))


async def renew(world: World, client: MadeClient | None, refresh_token: str, **more: str) -> httpx.Response:
    """Turn a refresh token into new tokens."""
    form = {"grant_type": "refresh_token", "refresh_token": refresh_token, **more}
    auth = httpx.BasicAuth(client.id, client.secret) if client else httpx.Auth()
    return await world.http.post("/v2/oauth/token", data=form, auth=auth)
