"""Who may connect, and what happens to an open connection when a right is lost."""

from __future__ import annotations

import pytest
from websockets.exceptions import ConnectionClosedError, InvalidStatus

from chinwag.scopes import Scope
from tests.accounts.browser import signed_in
from tests.realtime.sockets import bodies, listening
from tests.world import BASE, World


async def refused(port: int, headers: dict[str, str], *, origin: str | None = None) -> int:
    with pytest.raises(InvalidStatus) as refusal:
        async with listening(port, headers, origin=origin):
            pass
    return refusal.value.response.status_code


async def post(world: World, room: str, text: str) -> None:
    answer = await world.http.post(
        f"/v2/room/{room}/message", json={"message": text}, headers=await world.token()
    )
    assert answer.status_code == 201, answer.text


async def test_nobody_connects_without_a_credential(port: int) -> None:
    assert await refused(port, {}) == 401
    assert await refused(port, {"Authorization": "Bearer " + "x" * 40}) == 401


async def test_a_token_that_may_see_nothing_is_refused(world: World, port: int) -> None:
    assert await refused(port, await world.token(world.owner, Scope.SEND_MESSAGE)) == 403


async def test_a_token_may_come_in_the_query_and_from_any_page(world: World, port: int) -> None:
    raw = (await world.token())["Authorization"].partition(" ")[2]
    async with listening(port, query=f"auth_token={raw}", origin="https://elsewhere.test") as socket:
        assert socket.frames[0]["type"] == "hello"


@pytest.mark.parametrize(
    "origin", ["https://elsewhere.test", "null", "http://chat.test.elsewhere.test", "https://chat.test", None]
)
async def test_a_foreign_page_cannot_use_the_session_of_a_person(
    world: World, port: int, origin: str | None
) -> None:
    async with signed_in(world) as browser:
        cookie = {"Cookie": f"chinwag_session={browser.session_cookie}"}
        assert await refused(port, cookie, origin=origin) == 403
        host = {**cookie, "Host": "elsewhere.test"}
        assert await refused(port, host, origin="http://elsewhere.test") == 403


async def test_our_own_page_connects_with_the_session_until_the_person_signs_out(
    world: World, port: int
) -> None:
    async with signed_in(world) as browser:
        cookie = {"Cookie": f"chinwag_session={browser.session_cookie}"}
        async with listening(port, cookie, origin=BASE) as socket:
            assert (await browser.send("DELETE", "/api/session")).status_code == 204
            assert await socket.end() == 4401

        with pytest.raises(ConnectionClosedError, match="4401"):
            async with listening(port, cookie, origin=BASE):
                pass


async def test_a_revoked_token_ends_its_connection_and_no_other(world: World, port: int) -> None:
    first, second = await world.token(), await world.token()
    async with listening(port, first) as one, listening(port, second) as two:
        token = first["Authorization"].partition(" ")[2]
        answer = await world.http.delete(f"/v2/oauth/token/{token}", headers=first)
        assert answer.status_code == 204, answer.text
        assert await one.end() == 4401
        assert await two.all_so_far() is not None


async def test_a_deleted_person_is_cut_off(world: World, port: int) -> None:
    ada = await world.user("Ada Quist")
    async with listening(port, await world.token(ada)) as socket:
        answer = await world.http.delete(f"/v2/user/{ada.id}", headers=await world.token())
        assert answer.status_code == 204, answer.text
        assert await socket.end() == 4401


async def test_an_expired_token_ends_its_connection(world: World, port: int) -> None:
    token = await world.token(expires_in_s=60)
    async with listening(port, token) as socket:
        world.clock.advance(minutes=2)
        assert await socket.end() == 4401


async def test_a_removed_member_hears_that_the_room_is_gone_and_nothing_after(
    world: World, port: int
) -> None:
    ada, bo = await world.user("Ada Quist"), await world.user("Bo Lind")
    room = await world.room("Vault", private=True, members=(ada, bo))
    async with listening(port, await world.token(ada)) as one, listening(port, await world.token(bo)) as two:
        await post(world, "Vault", "before")
        await one.say(type="enter", room_id=room.id)
        await two.until("room.entered")
        answer = await world.http.delete(f"/v2/room/Vault/member/{ada.id}", headers=await world.token())
        assert answer.status_code == 204, answer.text
        await post(world, "Vault", "after")
        assert (await one.until("room.removed"))["room_id"] == room.id

        assert bodies(await one.all_so_far()) == ["before"]
        assert one.frames[-2]["type"] == "room.removed"
        assert bodies(await two.all_so_far()) == ["before", "after"]
        assert "room.member_removed" in await two.kinds()
        assert world.app.services.presence.in_room(room.id) == []


async def test_a_room_made_private_is_gone_for_those_who_are_no_members(world: World, port: int) -> None:
    ada = await world.user("Ada Quist")
    room = await world.room("Deploys")
    async with listening(port, await world.token(ada)) as one, listening(port, await world.token()) as two:
        await change(world, room.id, privacy="private")
        await post(world, "Deploys", "secret")
        assert (await one.until("room.removed"))["room_id"] == room.id
        assert bodies(await one.all_so_far()) == []
        assert bodies(await two.all_so_far()) == ["secret"]

        await change(world, room.id, privacy="public")
        await post(world, "Deploys", "open")
        assert (await one.until("room.updated"))["room"]["id"] == room.id
        assert bodies(await one.all_so_far()) == ["open"]


async def test_only_who_saw_a_room_hears_of_its_deletion(world: World, port: int) -> None:
    ada, eve = await world.user("Ada Quist"), await world.user("Eve Roth")
    room = await world.room("Vault", private=True, members=(ada,))
    async with listening(port, await world.token(ada)) as one, listening(port, await world.token(eve)) as two:
        answer = await world.http.delete(f"/v2/room/{room.id}", headers=await world.token())
        assert answer.status_code == 204, answer.text
        assert (await one.until("room.deleted"))["room_id"] == room.id
        assert "room.removed" not in await one.kinds()
        assert "room.deleted" not in await two.kinds()


async def test_a_new_member_hears_the_room_from_then_on(world: World, port: int) -> None:
    ada = await world.user("Ada Quist")
    await world.room("Vault", private=True)
    async with listening(port, await world.token(ada)) as socket:
        await post(world, "Vault", "before")
        answer = await world.http.put(f"/v2/room/Vault/member/{ada.id}", headers=await world.token())
        assert answer.status_code == 204, answer.text
        await post(world, "Vault", "after")
        assert (await socket.until("room.member_added"))["room"]["name"] == "Vault"
        assert bodies(await socket.all_so_far()) == ["after"]


async def change(world: World, room_id: int, **changes: object) -> None:
    room = (await world.http.get(f"/v2/room/{room_id}", headers=await world.token())).json()
    body = {name: room[name] for name in ("name", "privacy", "is_archived", "is_guest_accessible", "topic")}
    body["owner"] = {"id": room["owner"]["id"]}
    answer = await world.http.put(
        f"/v2/room/{room_id}", json={**body, **changes}, headers=await world.token()
    )
    assert answer.status_code == 204, answer.text
