"""Who may fetch a file: whoever may see its chat at that moment, and nobody else."""

import re
from typing import Any

import pytest

from chinwag.db.statements import statement
from chinwag.db.tables import oauth_clients, room_members, tokens
from chinwag.scopes import Scope
from tests.files.uploads import RELATED, body_of, fetch, share
from tests.world import MadeRoom, MadeUser, World, bearer


async def own_url(world: World, room: MadeRoom, headers: dict[str, str]) -> str:
    """The signed address that a caller finds in the history."""
    answer = await world.http.get(f"/v2/room/{room.id}/history/latest", headers=headers)
    url: str = answer.json()["items"][-1]["file"]["url"]
    return url


def plain(url: str) -> str:
    """The path of a file, without its signature."""
    return url.partition("?")[0]


async def private_file(world: World) -> tuple[MadeRoom, MadeUser, str]:
    """A file in a private room with one member; the address that is signed for the owner."""
    member = await world.user("Ada Quist")
    room = await world.room(private=True, members=(member,))
    entry = await share(world, room, b"plans")
    return room, member, entry["file"]["url"]


async def test_members_fetch_with_a_token_others_find_nothing(world: World) -> None:
    _, member, url = await private_file(world)
    stranger, guest = await world.user("Bob Rye"), await world.user("Gus Tay", is_guest=True)
    _, rival = await world.group("Rivals")
    assert (await fetch(world, plain(url), **await world.token(member))).content == b"plans"
    for person in (stranger, guest):
        answer = await fetch(world, plain(url), **await world.token(person))
        assert (answer.status_code, b"plans" in answer.content) == (404, False)
    other = bearer(await world.raw_token("personal", frozenset(Scope), user_id=rival.id, group_id=2))
    assert (await fetch(world, plain(url), **other)).status_code == 404


async def test_a_missing_file_and_a_hidden_one_look_the_same(world: World) -> None:
    _, _, url = await private_file(world)
    headers = await world.token(await world.user("Bob Rye"))
    hidden = await fetch(world, plain(url), **headers)
    missing = await fetch(world, re.sub(r"[0-9a-f]{32}", "0" * 32, plain(url)), **headers)
    assert (hidden.status_code, hidden.json()) == (missing.status_code, missing.json())


async def test_without_credentials_nothing_is_told(world: World) -> None:
    _, _, url = await private_file(world)
    missing = re.sub(r"[0-9a-f]{32}", "0" * 32, plain(url))
    for path in (plain(url), missing):
        answer = await fetch(world, path)
        assert (answer.status_code, answer.json()["error"]["type"]) == (401, "Unauthorized")


async def test_a_token_needs_the_scope_to_read(world: World) -> None:
    _, member, url = await private_file(world)
    for scope, status in ((Scope.VIEW_MESSAGES, 200), (Scope.VIEW_GROUP, 404), (Scope.SEND_MESSAGE, 404)):
        assert (await fetch(world, plain(url), **await world.token(member, scope))).status_code == status


async def test_a_signed_address_is_for_its_file_and_viewer_alone(world: World) -> None:
    room, member, url = await private_file(world)
    assert (await fetch(world, url)).content == b"plans"
    other = (await share(world, room, b"other"))["file"]["url"]
    file_id, other_id = (re.findall(r"[0-9a-f]{32}", address)[0] for address in (url, other))
    forged = [
        url.replace(file_id, other_id),
        url.replace("for=u1", f"for=u{member.id}"),
        url[:-1],
        url[:-4] + "AAAA",
        url.replace("for=u1", "for="),
        url.replace("for=u1", "for=u1&for=u2"),
        re.sub(r"sig=.*", "sig=", url),
        re.sub(r"sig=.*", "sig=%00%ff", url),
    ]
    for address in forged:
        answer = await fetch(world, address)
        assert answer.status_code in {401, 404}, address
        assert b"plans" not in answer.content


async def test_a_signature_is_long_enough(world: World) -> None:
    _, _, url = await private_file(world)
    found = re.search(r"sig=([\w-]+)$", url)
    assert found
    assert len(found[1]) * 6 >= 128


async def test_a_lost_membership_is_a_lost_file(world: World) -> None:
    room, member, _ = await private_file(world)
    headers = await world.token(member)
    url = await own_url(world, room, headers)
    assert (await fetch(world, url)).status_code == 200
    await _delete(world, room_members, room_members.c.user_id == member.id)
    assert (await fetch(world, url)).status_code == 404
    assert (await fetch(world, plain(url), **headers)).status_code == 404


async def test_a_deleted_person_fetches_nothing(world: World) -> None:
    room, member, _ = await private_file(world)
    url = await own_url(world, room, await world.token(member))
    answer = await world.http.delete(f"/v2/user/{member.id}", headers=await world.token())
    assert answer.status_code == 204
    assert (await fetch(world, url)).status_code == 404


async def test_an_add_on_reads_until_it_is_removed(world: World) -> None:
    room, _, _ = await private_file(world)
    headers = await world.addon_token(Scope.VIEW_MESSAGES)
    url = await own_url(world, room, headers)
    assert re.search(r"[?]for=c[\w-]+&", url)
    assert (await fetch(world, url)).content == b"plans"
    async with world.app.services.db.begin() as tx:
        await tx.run(statement(oauth_clients.update().values(is_deleted=True)))
    assert (await fetch(world, url)).status_code == 404


async def test_an_add_on_of_a_room_sees_no_other(world: World) -> None:
    room, _, _ = await private_file(world)
    headers = await world.addon_token(Scope.VIEW_MESSAGES, room=room)
    url = await own_url(world, room, headers)
    assert (await fetch(world, url)).status_code == 200
    other = await share(world, await world.room("Other"), b"other")
    assert (await fetch(world, plain(other["file"]["url"]), **headers)).status_code == 404
    show = world.app.services.file_links.for_viewer(client_id=re.findall(r"for=c([\w-]+)", url)[0])
    signed = show(
        f'{{"id":"{re.findall("[0-9a-f]{32}", other["file"]["url"])[0]}","name":"x","size":1,"type":"x"}}'
    )
    assert (await fetch(world, signed.url)).status_code == 404


async def test_a_rooms_token_reads_until_it_is_revoked(world: World) -> None:
    room, _, _ = await private_file(world)
    raw = await world.raw_token("room", frozenset({Scope.VIEW_MESSAGES}), room_id=room.id)
    url = await own_url(world, room, bearer(raw))
    assert re.search(r"[?]for=t\d+&", url)
    assert (await fetch(world, url)).content == b"plans"
    await _delete(world, tokens, tokens.c.room_id == room.id)
    assert (await fetch(world, url)).status_code == 404


async def test_a_rooms_token_that_has_expired_reads_nothing(world: World) -> None:
    room, _, _ = await private_file(world)
    raw = await world.raw_token("room", frozenset({Scope.VIEW_MESSAGES}), room_id=room.id, expires_in_s=60)
    url = await own_url(world, room, bearer(raw))
    assert (await fetch(world, url)).status_code == 200
    world.clock.advance(minutes=2)
    assert (await fetch(world, url)).status_code == 404


async def test_a_file_between_two_people_is_for_them_alone(world: World) -> None:
    ada, bob, admin = (
        await world.user("Ada Quist"),
        await world.user("Bob Rye"),
        await world.user("Cy", role="admin"),
    )
    headers = {**await world.token(ada), **RELATED}
    answer = await world.http.post(
        f"/v2/user/{bob.id}/share/file", content=body_of(b"secret"), headers=headers
    )
    assert answer.status_code == 204
    history = await world.http.get(f"/v2/user/{ada.id}/history/latest", headers=await world.token(bob))
    url = history.json()["items"][0]["file"]["url"]
    for person, status in ((ada, 200), (bob, 200), (admin, 404), (world.owner, 404)):
        assert (await fetch(world, plain(url), **await world.token(person))).status_code == status
    assert (await fetch(world, plain(url), **await world.addon_token(Scope.VIEW_MESSAGES))).status_code == 404


async def test_the_file_of_a_deleted_room_is_gone(world: World) -> None:
    room, _, url = await private_file(world)
    answer = await world.http.delete(f"/v2/room/{room.id}", headers=await world.token())
    assert answer.status_code == 204
    assert (await fetch(world, url)).status_code == 404
    assert (await fetch(world, plain(url), **await world.token())).status_code == 404


async def test_a_picture_of_v1_is_fetched_by_its_address(world: World) -> None:
    room, _, _ = await private_file(world)
    raw = await world.raw_token("v1_admin", frozenset())
    answer = await world.http.get(f"/v1/rooms/history?room_id={room.id}&date=recent&auth_token={raw}")
    if answer.status_code == 404:
        pytest.skip("v1 does not see private rooms")
    file = answer.json()["messages"][-1]["file"]
    assert (await fetch(world, file["url"])).content == b"plans"


async def _delete(world: World, table: Any, which: Any) -> None:
    async with world.app.services.db.begin() as tx:
        await tx.run(statement(table.delete().where(which)))
        tx.forget("callers")
