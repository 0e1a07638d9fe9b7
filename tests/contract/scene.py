"""One group with all that the methods of the reference can be called on, and callers of every kind.

A scene is made once for many calls: what a call uses up (a room that it deletes, a token that it revokes) is made
anew for each by `tests/contract/calls.py`.
"""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from chinwag.accounts.model import SignInData
from chinwag.accounts.service import start_session
from chinwag.groups.service import get_group, set_owner
from chinwag.scopes import ClientType, Scope
from tests.files.uploads import RELATED, body_of
from tests.world import BASE, MadeClient, MadeRoom, MadeUser, World, bearer, new_world

EVERY_SCOPE = frozenset(Scope)
Place = Literal["here", "other room", "other group"]
Person = Literal["owner", "admin", "member", "guest", "stranger"]


@dataclass(frozen=True)
class Who:
    """A kind of caller.

    `client` None: no live token. `place`: «here» is the scene's room for a room client and the scene's group for all
    others. `person` acts for the client type «user».
    """

    name: str
    client: ClientType | None
    scopes: frozenset[Scope] = EVERY_SCOPE
    person: Person = "owner"
    place: Place = "here"
    kind: str = ""

    def __str__(self) -> str:
        return self.name


@dataclass
class Scene:
    """The group: its rooms, people, messages, and the headers of its callers."""

    world: World
    owner: MadeUser
    admin: MadeUser
    member: MadeUser
    guest: MadeUser
    stranger: MadeUser
    peer: MadeUser
    spare: MadeUser
    private: MadeRoom
    public: MadeRoom
    elsewhere: MadeRoom
    other_group: int
    other_owner: MadeUser
    addon: MadeClient
    message_id: str = ""
    private_messages: dict[str, str] = field(default_factory=dict)
    _headers: dict[Who, dict[str, str]] = field(default_factory=dict)
    _count: int = 0

    def number(self) -> int:
        """A number that no call had before."""
        self._count += 1
        return self._count

    def person(self, who: Who) -> MadeUser:
        """The person whom a caller acts as."""
        if who.place == "other group":
            return self.other_owner
        person: MadeUser = getattr(self, who.person)
        return person

    async def headers(self, who: Who, *, fresh: bool = False) -> dict[str, str]:
        """The credentials of a caller; `fresh`: ones that a call may use up."""
        if fresh or who not in self._headers:
            made = await self._credentials(who)
            if fresh:
                return made
            self._headers[who] = made
        return self._headers[who]

    def forget(self, who: Who) -> None:
        """Make the caller's credentials anew at their next use: something ended them."""
        self._headers.pop(who, None)

    def know(self, who: Who, token: str) -> None:
        """From now on a caller has this token."""
        self._headers[who] = bearer(token)

    async def _credentials(self, who: Who) -> dict[str, str]:
        if who.kind == "none":
            return {}
        if who.kind == "dead":
            return bearer("Dead" * 10)
        if who.kind == "session":
            return await self._session(self.person(who))
        return bearer(await self.token(who))

    async def token(self, who: Who) -> str:
        """A fresh token of a caller, in clear."""
        world = self.world
        columns: dict[str, int] = {}
        if who.place == "other group":
            columns["group_id"] = self.other_group
        if who.kind == "expired":
            columns["expires_in_s"] = -1
        if who.client in {ClientType.USER, None}:
            columns["user_id"] = self.person(who).id
            return await world.raw_token("user" if who.kind == "user" else "personal", who.scopes, **columns)
        room = None
        if who.client is ClientType.ROOM_CLIENT:
            room = self.elsewhere if who.place == "other room" else self.private
            columns["room_id"] = room.id
        if who.kind == "room":
            return await world.raw_token("room", who.scopes, label="Kiln", **columns)
        own_group, world.group_id = world.group_id, columns.get("group_id", world.group_id)
        client = await world.client(*who.scopes, room=room)
        world.group_id = own_group
        return await world.raw_token("addon", who.scopes, client_id=client.id, **columns)

    async def _session(self, person: MadeUser) -> dict[str, str]:
        services = self.world.app.services
        async with services.db.begin() as tx:
            data = SignInData(person.id, self.world.group_id, None)
            session = await start_session(tx, data, user_agent="test", now=services.clock.steady())
        csrf = services.csrf.value_for(session.secret)
        return {"Cookie": f"chinwag_session={session.secret}", "X-CSRF-Token": csrf, "Origin": BASE}

    async def call(self, verb: str, path: str, headers: dict[str, str], body: object = None) -> Any:
        """One request; `body` None sends none. Where files are shared it is the metadata of one."""
        if body is None:
            return await self.world.http.request(verb, path, headers=headers)
        if path.partition("?")[0].endswith("/file"):
            content = body_of(b"what is shared", metadata=body)
            return await self.world.http.request(verb, path, headers={**headers, **RELATED}, content=content)
        return await self.world.http.request(verb, path, headers=headers, json=body)


@contextlib.asynccontextmanager
async def new_scene(data: Path, **settings: Any) -> AsyncIterator[Scene]:
    """A scene in a world of its own."""
    async with new_world(data, **settings) as world:
        yield await make_scene(world)


async def make_scene(world: World) -> Scene:
    """Fill a world."""
    member, guest, stranger, peer, spare = [
        await world.user(f"{name} Quist", is_guest=name == "Guest")
        for name in ("Member", "Guest", "Stranger", "Peer", "Spare")
    ]
    other_group, other_owner = await world.group("Rivals")
    await _own(world, other_group, other_owner)
    scene = Scene(
        world=world,
        owner=world.owner,
        admin=await world.user("Admin Quist", role="admin"),
        member=member,
        guest=guest,
        stranger=stranger,
        peer=peer,
        spare=spare,
        private=await world.room("Engine Room", private=True, members=(member, guest, peer)),
        public=await world.room("Harbour", members=(guest,)),
        elsewhere=await world.room("Boiler Room", private=True),
        other_group=other_group,
        other_owner=other_owner,
        addon=await world.client(),
    )
    await _talk(scene)
    return scene


async def _own(world: World, group_id: int, owner: MadeUser) -> None:
    """Make a person the owner of their group, as the set-up page does."""
    async with world.app.services.db.begin() as tx:
        await set_owner(tx, await get_group(tx, group_id), owner.id)


async def _talk(scene: Scene) -> None:
    """A message in the room, and one from each person to the peer."""
    owner = await scene.headers(Who("owner", ClientType.USER))
    sent = await scene.call("POST", f"/v2/room/{scene.private.id}/message", owner, {"message": "Full steam"})
    assert sent.status_code == 201, sent.text
    scene.message_id = sent.json()["id"]
    for person in ("owner", "member", "guest"):
        headers = await scene.headers(Who(person, ClientType.USER, person=person))
        path = f"/v2/user/{scene.peer.id}"
        said = await scene.call("POST", f"{path}/message", headers, {"message": f"From {person}"})
        assert said.status_code == 204, said.text
        history = await scene.call("GET", f"{path}/history/latest", headers)
        scene.private_messages[person] = history.json()["items"][-1]["id"]
