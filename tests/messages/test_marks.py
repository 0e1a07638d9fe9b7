"""Reactions and pins: put on by people, seen by all who see the message, gone with it."""

import asyncio
from typing import Any
from urllib.parse import quote

import pytest

from tests.world import MadeRoom, MadeUser, World


async def _say(world: World, room: MadeRoom, text: str = "shipped") -> str:
    sent = await world.http.post(
        f"/api/room/{room.id}/message", json={"message": text}, headers=await world.token()
    )
    message_id: str = sent.json()["id"]
    return message_id


async def _newest(world: World, room: MadeRoom, who: MadeUser | None = None) -> dict[str, Any]:
    page = await world.http.get(f"/api/room/{room.id}/history", headers=await world.token(who or world.owner))
    message: dict[str, Any] = page.json()["items"][-1]
    return message


async def test_reactions_are_counted_by_person_and_kept_in_order(world: World) -> None:
    bo, room = await world.user("Bo Tamm"), await world.room("Deploys")
    message = await _say(world, room)
    path = f"/api/room/{room.id}/message/{message}/reaction"

    for who, emoji in ((bo, "🎉"), (world.owner, "👍🏽"), (world.owner, "🎉"), (bo, "🎉"), (bo, "(success)")):
        answer = await world.http.put(f"{path}/{quote(emoji)}", headers=await world.token(who))
        assert answer.status_code == 204, answer.text
    assert (await _newest(world, room))["reactions"] == [
        {"emoji": "🎉", "users": [bo.id, world.owner.id]},
        {"emoji": "👍🏽", "users": [world.owner.id]},
        {"emoji": "(success)", "users": [bo.id]},
    ]

    for emoji in ("🎉", "🎉", "🚀"):
        answer = await world.http.delete(f"{path}/{quote(emoji)}", headers=await world.token(bo))
        assert answer.status_code == 204
    assert (await _newest(world, room))["reactions"][1] == {"emoji": "🎉", "users": [world.owner.id]}


@pytest.mark.parametrize(
    "emoji", ["x", "ok", "1", "<b>", "(no-such)", "🎉 🎉", "🎉a", "🎉" * 30, "\u200d", "\u202e"]
)
async def test_what_is_no_emoji_is_refused(world: World, emoji: str) -> None:
    room = await world.room("Deploys")
    message = await _say(world, room)

    answer = await world.http.put(
        f"/api/room/{room.id}/message/{message}/reaction/{quote(emoji)}", headers=await world.token()
    )

    assert answer.status_code == 400, answer.text
    assert "reactions" not in await _newest(world, room)


@pytest.mark.parametrize("emoji", ["❤️", "👨‍👩‍👧‍👦", "🇩🇪", "1️⃣", "☂️", "🫠", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"])
async def test_every_kind_of_emoji_is_taken(world: World, emoji: str) -> None:
    room = await world.room("Deploys")
    message = await _say(world, room)

    answer = await world.http.put(
        f"/api/room/{room.id}/message/{message}/reaction/{quote(emoji)}", headers=await world.token()
    )

    assert answer.status_code == 204, answer.text


async def test_pins_are_listed_with_the_newest_first(world: World) -> None:
    bo, room = await world.user("Bo Tamm"), await world.room("Deploys")
    first, second = await _say(world, room, "one"), await _say(world, room, "two")

    for message in (first, second, first):
        path = f"/api/room/{room.id}/message/{message}/pin"
        assert (await world.http.put(path, headers=await world.token(bo))).status_code == 204
        world.clock.advance(seconds=1)
    pins = (await world.http.get(f"/api/room/{room.id}/pins", headers=await world.token())).json()["items"]
    assert [(pin["message"]["body"], pin["pinned_by"]) for pin in pins] == [("two", bo.id), ("one", bo.id)]
    assert (await _newest(world, room))["pinned"] is True

    gone = await world.http.delete(f"/api/room/{room.id}/message/{second}/pin", headers=await world.token())
    assert gone.status_code == 204
    assert "pinned" not in await _newest(world, room)


async def test_no_more_pins_than_a_chat_takes_however_many_pin_at_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chinwag.messages.marks.MOST_PINS", 3)
    room, token = await world.room("Deploys"), await world.token()
    paths = [f"/api/room/{room.id}/message/{await _say(world, room, str(n))}/pin" for n in range(8)]

    answers = await asyncio.gather(*[world.http.put(path, headers=token) for path in paths])

    assert sorted(answer.status_code for answer in answers) == [204] * 3 + [409] * 5
    done = answers.index(next(answer for answer in answers if answer.status_code == 204))
    assert (await world.http.put(paths[done], headers=token)).status_code == 204
    assert len((await world.http.get(f"/api/room/{room.id}/pins", headers=token)).json()["items"]) == 3


async def test_a_deleted_message_has_neither(world: World) -> None:
    room = await world.room("Deploys")
    message = await _say(world, room)
    token, path = await world.token(), f"/api/room/{room.id}/message/{message}"
    await world.http.put(f"{path}/reaction/{quote('🎉')}", headers=token)
    await world.http.put(f"{path}/pin", headers=token)

    assert (await world.http.delete(path, headers=token)).status_code == 204

    now = await _newest(world, room)
    assert now["deleted"] is True
    assert "reactions" not in now
    assert (await world.http.get(f"/api/room/{room.id}/pins", headers=token)).json() == {"items": []}
    assert (await world.http.put(f"{path}/pin", headers=token)).status_code == 409


async def test_strangers_and_archived_rooms_change_nothing(world: World) -> None:
    bo = await world.user("Bo Tamm")
    secret = await world.room("Secret", private=True, members=(world.owner,))
    message = await _say(world, secret)
    path = f"/api/room/{secret.id}/message/{message}"

    for end in (f"reaction/{quote('🎉')}", "pin"):
        assert (await world.http.put(f"{path}/{end}", headers=await world.token(bo))).status_code == 404
    assert (
        await world.http.get(f"/api/room/{secret.id}/pins", headers=await world.token(bo))
    ).status_code == 404
    other = await world.room("Other")
    answer = await world.http.put(f"/api/room/{other.id}/message/{message}/pin", headers=await world.token())
    assert answer.status_code == 404


async def test_one_to_one_messages_take_them_too(world: World) -> None:
    bo = await world.user("Bo Tamm")
    sent = await world.http.post(
        f"/api/user/{bo.id}/message", json={"message": "psst"}, headers=await world.token()
    )
    path = f"/message/{sent.json()['id']}"

    reacted = await world.http.put(
        f"/api/user/{world.owner.id}{path}/reaction/{quote('👀')}", headers=await world.token(bo)
    )
    pinned = await world.http.put(f"/api/user/{bo.id}{path}/pin", headers=await world.token())

    assert (reacted.status_code, pinned.status_code) == (204, 204)
    pins = (await world.http.get(f"/api/user/{world.owner.id}/pins", headers=await world.token(bo))).json()[
        "items"
    ]
    assert pins[0]["message"]["reactions"] == [{"emoji": "👀", "users": [bo.id]}]
