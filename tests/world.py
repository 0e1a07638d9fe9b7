"""The world of a test: a program on a fresh database, a clock that the test moves, and makers of what it needs."""

import contextlib
import json
import secrets
import string
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from chinwag.app import build_app
from chinwag.clock import Clock, to_micros
from chinwag.db.statements import insert, statement
from chinwag.db.tables import chats, groups, oauth_clients, room_members, rooms, tokens, users
from chinwag.http.auth import hash_of
from chinwag.program import App
from chinwag.scopes import PERSONAL_SCOPES, ROOM_TOKEN_SCOPES, Scope, print_scopes
from chinwag.settings import Settings
from tests.contract.replies import check_reply

BASE = "http://chat.test"

_INSERT_GROUP = statement(
    insert(groups, "name", "subdomain", "owner_id", "version", "created_at").returning(groups.c.id)
)
_INSERT_USER = statement(insert(users).returning(users.c.id))
_INSERT_CHAT = statement(insert(chats).returning(chats.c.id))
_INSERT_ROOM = statement(insert(rooms))
_INSERT_MEMBER = statement(insert(room_members))
_INSERT_CLIENT = statement(insert(oauth_clients))
_INSERT_TOKEN = statement(insert(tokens).returning(tokens.c.id))
_UPDATE_GROUP = statement(groups.update().where(groups.c.id == 1).values(owner_id=1))


class FakeClock(Clock):
    """Time that passes only when a test says so."""

    def __init__(self, start: datetime = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)) -> None:
        self._now = start
        self._started_at = start
        self._elapsed = 0.0

    def now(self) -> datetime:
        """The moment the test is at; each look is a microsecond later, as on a real machine."""
        self._now += timedelta(microseconds=1)
        return self._now

    def monotonic(self) -> float:
        return self._elapsed

    def advance(self, **amount: float) -> None:
        """Let time pass: `advance(minutes=5)`."""
        passed = timedelta(**amount)
        self._now += passed
        self._elapsed += passed.total_seconds()

    def jump(self, **amount: float) -> None:
        """Set the wall clock forward or back without any time passing."""
        self._now += timedelta(**amount)


@dataclass(frozen=True)
class MadeUser:
    id: int
    name: str
    mention_name: str
    email: str


@dataclass(frozen=True)
class MadeRoom:
    id: int
    name: str


@dataclass(frozen=True)
class MadeClient:
    id: str
    secret: str


@dataclass
class World:
    """What a test is given. All makers write straight to the tables: they say what is, not how it came to be."""

    app: App
    http: httpx.AsyncClient
    clock: FakeClock
    group_id: int = 1
    owner: MadeUser = field(init=False)

    async def user(
        self,
        name: str = "Ada Quist",
        *,
        role: str = "user",
        is_guest: bool = False,
        is_deleted: bool = False,
        password_hash: str | None = None,
        group_id: int | None = None,
    ) -> MadeUser:
        """A person; `role` is owner, admin, moderator or user."""
        mention = "".join(part.capitalize() for part in name.split())
        email = f"{mention.lower()}@example.com"
        row = {
            "group_id": group_id or self.group_id,
            "name": name,
            "mention_name": mention,
            "mention_key": mention.casefold(),
            "email": None if is_guest else email,
            "email_key": None if is_guest else email,
            "title": "",
            "timezone": "UTC",
            "password_hash": password_hash,
            "role": role,
            "is_guest": is_guest,
            "is_deleted": is_deleted,
            "photo": None,
            "version": "AAAA0001",
            "created_at": to_micros(self.clock.now()),
            "last_active_at": None,
        }
        async with self.app.services.db.begin() as tx:
            user_id = await tx.value(_INSERT_USER, row)
            tx.forget("callers")
        return MadeUser(user_id, name, mention, email)

    async def room(
        self,
        name: str = "Deploys",
        *,
        owner: MadeUser | None = None,
        private: bool = False,
        archived: bool = False,
        members: tuple[MadeUser, ...] = (),
        group_id: int | None = None,
    ) -> MadeRoom:
        """A room; the owner of a private one is its member."""
        owner = owner or self.owner
        group = group_id or self.group_id
        async with self.app.services.db.begin() as tx:
            room_id = await tx.value(_INSERT_CHAT, {"group_id": group, "kind": "room"})
            await tx.run(
                _INSERT_ROOM,
                {
                    "id": room_id,
                    "group_id": group,
                    "name": name,
                    "name_key": name.casefold(),
                    "xmpp_slug": name.lower().replace(" ", "_"),
                    "topic": "",
                    "privacy": "private" if private else "public",
                    "is_archived": archived,
                    "is_deleted": False,
                    "guest_token": None,
                    "delegate_admin_visibility": None,
                    "avatar": None,
                    "owner_id": owner.id,
                    "version": "AAAA0001",
                    "created_at": to_micros(self.clock.now()),
                },
            )
            present = {owner.id: True, **{member.id: False for member in members}} if private else {}
            present = present or {member.id: False for member in members}
            for user_id, is_admin in present.items():
                await tx.run(
                    _INSERT_MEMBER,
                    {"room_id": room_id, "user_id": user_id, "group_id": group, "is_admin": is_admin},
                )
            tx.forget("callers")
        return MadeRoom(room_id, name)

    async def member(self, room: MadeRoom, user: MadeUser, *, is_admin: bool = False) -> None:
        """Admit a person to a room."""
        row = {"room_id": room.id, "user_id": user.id, "group_id": self.group_id, "is_admin": is_admin}
        async with self.app.services.db.begin() as tx:
            await tx.run(_INSERT_MEMBER, row)

    async def token(self, user: MadeUser | None = None, *scopes: Scope, **more: Any) -> dict[str, str]:
        """The header of a personal access token with these scopes, all of them by default."""
        user = user or self.owner
        chosen = frozenset(scopes) or PERSONAL_SCOPES
        return bearer(await self.raw_token("personal", chosen, user_id=user.id, **more))

    async def token_of(self, user_id: int, *scopes: Scope) -> dict[str, str]:
        """The header of a personal access token of somebody known by id."""
        chosen = frozenset(scopes) or PERSONAL_SCOPES
        return bearer(await self.raw_token("personal", chosen, user_id=user_id))

    async def room_token(
        self, room: MadeRoom, *scopes: Scope, label: str = "Kiln", **more: Any
    ) -> dict[str, str]:
        """The header of a room notification token."""
        chosen = frozenset(scopes) or ROOM_TOKEN_SCOPES
        return bearer(await self.raw_token("room", chosen, room_id=room.id, label=label, **more))

    async def client(self, *scopes: Scope, room: MadeRoom | None = None, **more: Any) -> MadeClient:
        """An OAuth client, as installing an add-on makes one; in one room, or for the group."""
        made = MadeClient(secrets.token_hex(16), secrets.token_hex(20))
        row = {
            "id": made.id,
            "group_id": self.group_id,
            "room_id": room.id if room else None,
            "name": more.get("name", "Release desk"),
            "key": "release-desk",
            "secret_hash": hash_of(made.secret),
            "secret_sealed": self.app.services.sealer.seal(made.secret, f"oauth client {made.id}"),
            "scopes": print_scopes(frozenset(scopes) or PERSONAL_SCOPES),
            "redirect_uris": json.dumps(more.get("redirect_uris", [])),
            "rate_limit": more.get("rate_limit"),
            "is_deleted": False,
            "created_at": to_micros(self.clock.now()),
        }
        async with self.app.services.db.begin() as tx:
            await tx.run(_INSERT_CLIENT, row)
        return made

    async def addon_token(self, *scopes: Scope, room: MadeRoom | None = None, **more: Any) -> dict[str, str]:
        """The header of an add-on token: a group client, or a room client when `room` is given."""
        client = await self.client(*scopes, room=room, **more)
        chosen = frozenset(scopes) or PERSONAL_SCOPES
        raw = await self.raw_token("addon", chosen, client_id=client.id, room_id=room.id if room else None)
        return bearer(raw)

    async def raw_token(self, kind: str, scopes: frozenset[Scope], **columns: Any) -> str:
        """A token of any kind, in clear. `expires_in_s` ends it that many seconds from now."""
        alphabet = string.ascii_letters + string.digits
        raw = "".join(secrets.choice(alphabet) for _ in range(40))
        expires_in = columns.pop("expires_in_s", None)
        row = {
            "group_id": self.group_id,
            "kind": kind,
            "hash": hash_of(raw),
            "client_id": None,
            "user_id": None,
            "room_id": None,
            "label": "",
            "scopes": print_scopes(scopes),
            "family": None,
            "rate_limit": None,
            "created_at": to_micros(self.clock.now()),
            "expires_at": None
            if expires_in is None
            else to_micros(self.clock.now() + timedelta(seconds=expires_in)),
            "last_used_at": None,
            **columns,
        }
        async with self.app.services.db.begin() as tx:
            await tx.value(_INSERT_TOKEN, row)
        return raw

    async def group(self, name: str) -> tuple[int, MadeUser]:
        """Another organisation on the same server, with its owner."""
        row = {"name": name, "subdomain": name.lower(), "owner_id": None, "version": "AAAA0001"}
        async with self.app.services.db.begin() as tx:
            group_id = await tx.value(_INSERT_GROUP, {**row, "created_at": to_micros(self.clock.now())})
        return group_id, await self.user(f"{name} Owner", role="owner", group_id=group_id)

    async def history(self, room: MadeRoom) -> list[dict[str, Any]]:
        """The room's newest messages, oldest first, as the API tells them."""
        answer = await self.http.get(f"/v2/room/{room.id}/history/latest", headers=await self.token())
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json()["items"]
        return items


def bearer(token: str) -> dict[str, str]:
    """The header that carries a token."""
    return {"Authorization": f"Bearer {token}"}


async def no_names(host: str) -> list[str]:
    """No name server is asked by tests: no host is known."""
    return []


@contextlib.asynccontextmanager
async def new_world(data: Path, **settings: Any) -> AsyncIterator[World]:
    """A started program with one group and its owner. Limits and previews are off unless a setting says otherwise.

    It does not wait for the disk: what must outlive a power cut is tested with a real server (tests/faults).
    """
    off = {"rate_limit_user": 0, "rate_limit_addon": 0, "flood_limit": 0, "link_previews": False}
    chosen = {**off, "synchronous": "OFF", "public_url": BASE, **settings}
    clock = FakeClock()
    app = await build_app(Settings(data=data, **chosen), clock)
    app.services.outbound.resolve = no_names
    await app.start()
    transport = httpx.ASGITransport(app=app, client=("127.0.0.1", 4711))
    try:
        async with httpx.AsyncClient(
            transport=transport, base_url=BASE, event_hooks={"response": [check_reply]}
        ) as http:
            world = World(app, http, clock)
            world.group_id, world.owner = await world.group("Quayside")
            async with app.services.db.begin() as tx:
                await tx.run(_UPDATE_GROUP)
            yield world
    finally:
        await app.stop()
