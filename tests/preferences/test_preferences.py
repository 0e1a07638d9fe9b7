"""What people choose comes back, on all their clients, and to nobody else."""

import pytest

from tests.world import World

CHOSEN = {
    "level": "all",
    "keywords": ["deploy", "Kiln"],
    "quiet_hours": {"start": "22:00", "end": "07:30", "days": ["mon", "fri"]},
    "snoozed_until": "2026-03-01T15:00:00Z",
    "sounds": False,
    "sound": "bell",
    "desktop": False,
    "show_text": False,
    "theme": "dark",
    "density": "compact",
    "room_order": "recent",
    "language": "de",
}


async def test_what_was_chosen_comes_back(world: World) -> None:
    token = await world.token()
    before = (await world.http.get("/api/account/preferences", headers=token)).json()
    assert before["preferences"]["level"] == "mentions"
    assert before["chats"] == []

    assert (await world.http.put("/api/account/preferences", json=CHOSEN, headers=token)).status_code == 204

    assert (await world.http.get("/api/account/preferences", headers=token)).json()["preferences"] == CHOSEN


async def test_rooms_and_people_can_be_favourites_and_silent(world: World) -> None:
    bo, room = await world.user("Bo Tamm"), await world.room("Deploys")
    token = await world.token()

    for path, choice in (
        (f"/api/room/{room.id}", {"is_favourite": True, "level": "none"}),
        (f"/api/user/{bo.id}", {"is_favourite": True}),
        (f"/api/room/{room.id}", {"is_favourite": False, "level": "all"}),
    ):
        assert (await world.http.put(f"{path}/preference", json=choice, headers=token)).status_code == 204

    chats = (await world.http.get("/api/account/preferences", headers=token)).json()["chats"]
    assert {"chat_id": room.id, "is_favourite": False, "level": "all"} in chats
    assert [one["level"] for one in chats if one["chat_id"] != room.id] == [None]
    others = (await world.http.get("/api/account/preferences", headers=await world.token(bo))).json()
    assert others["chats"] == []


async def test_a_hidden_room_takes_no_choice(world: World) -> None:
    bo = await world.user("Bo Tamm")
    secret = await world.room("Secret", private=True)

    answer = await world.http.put(
        f"/api/room/{secret.id}/preference", json={"is_favourite": True}, headers=await world.token(bo)
    )

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("level", "loud"),
        ("keywords", ["x"]),
        ("keywords", ["deploy", "Deploy"]),
        ("keywords", ["word"] * 51),
        ("quiet_hours", {"start": "25:00", "end": "07:00", "days": []}),
        ("theme", "pink"),
    ],
)
async def test_what_makes_no_sense_is_refused_and_changes_nothing(
    world: World, field: str, value: object
) -> None:
    token = await world.token()

    answer = await world.http.put("/api/account/preferences", json={**CHOSEN, field: value}, headers=token)

    assert answer.status_code == 400, answer.text
    now = (await world.http.get("/api/account/preferences", headers=token)).json()
    assert now["preferences"]["level"] == "mentions"
