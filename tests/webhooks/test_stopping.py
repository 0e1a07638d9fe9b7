"""A webhook stops at once when its owner, its token, its add-on or its room goes: also what waits for it."""

from collections.abc import Awaitable, Callable

import pytest

from chinwag.oauth.clients import delete_client
from chinwag.scopes import Scope
from tests.webhooks.hooks import register, register_everywhere, say, sent
from tests.webhooks.receiver import Receiver
from tests.world import MadeRoom, World, bearer

_ADDON = frozenset({Scope.ADMIN_ROOM, Scope.ADMIN_GROUP})


async def delete(world: World, path: str, headers: dict[str, str]) -> None:
    answer = await world.http.delete(path, headers=headers)
    assert answer.status_code == 204, answer.text


class Case:
    """A room, a webhook of somebody, and what makes it stop."""

    def __init__(self, world: World, receiver: Receiver) -> None:
        self.world = world
        self.receiver = receiver

    async def webhook_deleted(self) -> tuple[MadeRoom, Callable[[], Awaitable[None]]]:
        room = await self.world.room()
        number = await register(self.world, room, self.receiver)
        owner = await self.world.token()
        return room, lambda: delete(self.world, f"/v2/room/{room.id}/webhook/{number}", owner)

    async def person_deleted(self) -> tuple[MadeRoom, Callable[[], Awaitable[None]]]:
        ada = await self.world.user("Ada Quist")
        room = await self.world.room(owner=ada)
        await register(self.world, room, self.receiver, headers=await self.world.token(ada))
        owner = await self.world.token()
        return room, lambda: delete(self.world, f"/v2/user/{ada.id}", owner)

    async def member_removed(self) -> tuple[MadeRoom, Callable[[], Awaitable[None]]]:
        ada = await self.world.user("Ada Quist")
        room = await self.world.room(private=True)
        await self.world.member(room, ada, is_admin=True)
        await register(self.world, room, self.receiver, headers=await self.world.token(ada))
        owner = await self.world.token()
        return room, lambda: delete(self.world, f"/v2/room/{room.id}/member/{ada.id}", owner)

    async def token_revoked(self) -> tuple[MadeRoom, Callable[[], Awaitable[None]]]:
        ada = await self.world.user("Ada Quist", role="admin")
        room = await self.world.room()
        raw = await self.world.raw_token("personal", frozenset({Scope.ADMIN_ROOM}), user_id=ada.id)
        await register(self.world, room, self.receiver, headers=bearer(raw))
        return room, lambda: delete(self.world, f"/v2/oauth/token/{raw}", bearer(raw))

    async def room_token_revoked(self) -> tuple[MadeRoom, Callable[[], Awaitable[None]]]:
        room = await self.world.room()
        raw = await self.world.raw_token("room", frozenset({Scope.ADMIN_ROOM}), room_id=room.id, label="Kiln")
        await register(self.world, room, self.receiver, headers=bearer(raw))
        return room, lambda: delete(self.world, f"/v2/oauth/token/{raw}", bearer(raw))

    async def token_expired(self) -> tuple[MadeRoom, Callable[[], Awaitable[None]]]:
        room = await self.world.room()
        raw = await self.world.raw_token(
            "personal", frozenset({Scope.ADMIN_ROOM}), user_id=self.world.owner.id, expires_in_s=60
        )
        await register(self.world, room, self.receiver, headers=bearer(raw))

        async def expire() -> None:
            self.world.clock.advance(seconds=61)

        return room, expire

    async def add_on_of_a_room_removed(self) -> tuple[MadeRoom, Callable[[], Awaitable[None]]]:
        room = await self.world.room()
        client = await self.world.client(*_ADDON, room=room)
        raw = await self.world.raw_token("addon", _ADDON, client_id=client.id, room_id=room.id)
        await register(self.world, room, self.receiver, headers=bearer(raw))
        return room, lambda: self._uninstall(client.id)

    async def add_on_of_the_group_removed(self) -> tuple[MadeRoom, Callable[[], Awaitable[None]]]:
        room = await self.world.room()
        client = await self.world.client(*_ADDON)
        raw = await self.world.raw_token("addon", _ADDON, client_id=client.id)
        await register_everywhere(self.world, self.receiver, bearer(raw), "room_message")
        return room, lambda: self._uninstall(client.id)

    async def _uninstall(self, client_id: str) -> None:
        async with self.world.app.services.db.begin() as tx:
            await delete_client(tx, client_id)


CASES = [
    "webhook_deleted",
    "person_deleted",
    "member_removed",
    "token_revoked",
    "room_token_revoked",
    "token_expired",
    "add_on_of_a_room_removed",
    "add_on_of_the_group_removed",
]


@pytest.mark.parametrize("case", CASES)
async def test_nothing_is_delivered_afterwards(hooked: World, receiver: Receiver, case: str) -> None:
    room, stop = await getattr(Case(hooked, receiver), case)()
    await say(hooked, room, "before")
    await sent(hooked)
    assert [got.text for got in receiver.got] == ["before"], "the webhook works"
    await stop()
    await say(hooked, room, "after")
    await sent(hooked)
    assert [got.text for got in receiver.got] == ["before"]


@pytest.mark.parametrize("case", CASES)
async def test_what_waits_is_dropped(hooked: World, receiver: Receiver, case: str) -> None:
    room, stop = await getattr(Case(hooked, receiver), case)()
    receiver.statuses = [500, 204]
    await say(hooked, room, "before")
    await sent(hooked)
    await stop()
    hooked.clock.advance(seconds=10)
    await sent(hooked)
    assert len(receiver.got) == 1


async def test_what_waits_for_a_deleted_room_is_dropped(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    await register(hooked, room, receiver)
    receiver.statuses = [500, 204]
    await say(hooked, room, "before")
    await sent(hooked)
    await delete(hooked, f"/v2/room/{room.id}", await hooked.token())
    hooked.clock.advance(seconds=10)
    await sent(hooked)
    assert len(receiver.got) == 1


async def test_a_webhook_hears_its_own_room_only(hooked: World, receiver: Receiver) -> None:
    room, other = await hooked.room("Deploys"), await hooked.room("Kitchen")
    await register(hooked, room, receiver)
    await say(hooked, other, "elsewhere")
    await say(hooked, room, "here")
    await sent(hooked)
    assert [got.text for got in receiver.got] == ["here"]


async def test_an_add_on_of_the_group_hears_its_own_group_only(hooked: World, receiver: Receiver) -> None:
    headers = await hooked.addon_token(*_ADDON)
    await register_everywhere(hooked, receiver, headers, "room_message")
    group_id, stranger = await hooked.group("Elsewhere")
    foreign = await hooked.room("Foreign", owner=stranger, group_id=group_id)
    raw = await hooked.raw_token(
        "personal", frozenset({Scope.SEND_MESSAGE}), user_id=stranger.id, group_id=group_id
    )
    answer = await hooked.http.post(
        f"/v2/room/{foreign.id}/message", json={"message": "secret"}, headers=bearer(raw)
    )
    assert answer.status_code == 201
    await sent(hooked)
    assert receiver.got == []


async def test_a_webhook_hears_everything_from_its_registration_on(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    texts: list[str] = []
    heard_from: dict[int, int] = {}
    for number in range(4):
        for text in (f"before {number}", f"after {number}"):
            await say(hooked, room, text)
            texts.append(text)
            if text.startswith("before"):
                heard_from[await register(hooked, room, receiver, name=text)] = len(texts)
    await sent(hooked)
    for webhook_id, first in heard_from.items():
        got = [one.text for one in receiver.got if one.body["webhook_id"] == webhook_id]
        assert got == texts[first:]
