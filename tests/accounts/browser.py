"""A browser: it keeps cookies, and sends what our own pages send."""

import contextlib
from collections.abc import AsyncIterator
from typing import Any

import httpx

from chinwag.accounts.model import SignInData
from chinwag.accounts.service import start_session
from chinwag.accounts.storage import hold_person
from tests.contract.replies import check_reply
from tests.world import BASE, MadeUser, World

PASSWORD = "correct horse battery"


class Browser:
    """One browser profile at one address."""

    def __init__(self, world: World, http: httpx.AsyncClient) -> None:
        self.world = world
        self.http = http
        self.csrf = ""

    async def open(self) -> dict[str, Any]:
        """Load a page: it asks for the session first."""
        answer = await self.http.get("/api/session")
        assert answer.status_code == 200, answer.text
        self.csrf = answer.json()["csrf"]
        session: dict[str, Any] = answer.json()
        return session

    async def sign_in(self, email: str, password: str = PASSWORD) -> httpx.Response:
        """Fill in the sign-in page."""
        if not self.csrf:
            await self.open()
        answer = await self.send("POST", "/api/session", {"email": email, "password": password})
        if answer.status_code == 200:
            self.csrf = answer.json()["csrf"]
        return answer

    async def send(self, method: str, path: str, body: object = None, **headers: str) -> httpx.Response:
        """A write of one of our pages."""
        own = {"X-CSRF-Token": self.csrf, "Origin": BASE, **headers}
        return await self.http.request(method, path, json=body, headers=own)

    async def get(self, path: str) -> httpx.Response:
        """A read of one of our pages."""
        return await self.http.get(path)

    @property
    def session_cookie(self) -> str | None:
        """The session that the browser holds."""
        return self.http.cookies.get("chinwag_session")


@contextlib.asynccontextmanager
async def browser(world: World, address: str = "192.0.2.7") -> AsyncIterator[Browser]:
    """A fresh browser profile at an address."""
    transport = httpx.ASGITransport(app=world.app, client=(address, 50_000))
    hooks = {"response": [check_reply]}
    async with httpx.AsyncClient(transport=transport, base_url=BASE, event_hooks=hooks) as http:
        yield Browser(world, http)


@contextlib.asynccontextmanager
async def signed_in(world: World, user: MadeUser | None = None) -> AsyncIterator[Browser]:
    """A browser whose person (the group's owner by default) signed in a moment ago."""
    person = user or world.owner
    async with browser(world) as made:
        async with world.app.services.db.begin() as tx:
            found = await hold_person(tx, person.id)
            data = found or SignInData(person.id, world.group_id, None)
            now = world.clock.steady()
            session = await start_session(tx, data, user_agent="test", now=now)
        made.http.cookies.set("chinwag_session", session.secret, domain="chat.test", path="/")
        assert (await made.open())["signed_in"]
        yield made


async def with_password(world: World, name: str = "Ada Quist", **more: Any) -> MadeUser:
    """A person who can sign in with `PASSWORD`."""
    return await world.user(name, password_hash=await world.app.services.passwords.hash(PASSWORD), **more)
