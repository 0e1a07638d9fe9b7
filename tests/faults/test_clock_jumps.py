"""The wall clock is set forward and back while the server runs: nobody notices."""

from __future__ import annotations

from chinwag.scopes import PERSONAL_SCOPES
from tests.accounts.browser import signed_in
from tests.world import World, bearer

JUMPS = ({"hours": -1}, {"days": 1}, {"days": -1}, {"days": -2}, {"hours": 1})


async def test_messages_keep_their_order_and_sessions_tokens_and_people_their_rights(world: World) -> None:
    room = await world.room("Deploys")
    user = await world.user("Ada Quist")
    tokens = [
        await world.token(user),
        bearer(await world.raw_token("user", PERSONAL_SCOPES, user_id=user.id, expires_in_s=3600)),
        await world.room_token(room),
    ]
    posted: list[str] = []
    async with signed_in(world) as page:
        for number, jump in enumerate(({}, *JUMPS)):
            world.clock.jump(**jump)
            for n, token in enumerate(tokens):
                for way in ("notification", "message"):
                    if way == "message" and n == 2:
                        continue
                    text = f"jump {number} token {n} {way}"
                    answer = await world.http.post(
                        f"/v2/room/Deploys/{way}", json={"message": text}, headers=token
                    )
                    assert answer.status_code in {201, 204}, answer.text
                    posted.append(text)
            assert (await page.get("/api/start")).status_code == 200
    pages = [
        (await world.http.get("/v2/room/Deploys/history/latest?max-results=1000", headers=tokens[0])).json(),
        (await world.http.get("/api/room/Deploys/history?limit=200", headers=tokens[0])).json(),
    ]
    assert [item["message"] for item in pages[0]["items"]] == posted
    assert [item["body"] for item in pages[1]["items"]] == posted
    assert len({item["id"] for item in pages[0]["items"]}) == len(posted)
    assert [item["position"] for item in pages[1]["items"]] == list(range(1, len(posted) + 1))


async def test_a_token_ends_after_its_time_and_not_by_a_jump(world: World) -> None:
    token = bearer(await world.raw_token("personal", PERSONAL_SCOPES, user_id=1, expires_in_s=3600))
    for jump in JUMPS:
        world.clock.jump(**jump)
        assert (await world.http.get("/v2/room", headers=token)).status_code == 200
    world.clock.advance(minutes=61)
    assert (await world.http.get("/v2/room", headers=token)).status_code == 401


async def test_what_is_made_after_a_jump_back_is_found_and_lives(world: World) -> None:
    world.clock.jump(days=-1)
    token = await world.token()
    for number in range(3):
        answer = await world.http.post("/v2/room", json={"name": f"Room {number}"}, headers=token)
        assert answer.status_code == 201, answer.text
        world.clock.jump(hours=-1)
    made = await world.http.get("/v2/room", headers=token)
    ids = [item["id"] for item in made.json()["items"]]
    assert ids == sorted(set(ids))
    client = await world.client()
    form = {"grant_type": "client_credentials", "scope": "view_group view_room"}
    grant = await world.http.post("/v2/oauth/token", data=form, auth=(client.id, client.secret))
    assert grant.status_code == 200, grant.text
    fresh = bearer(grant.json()["access_token"])
    world.clock.jump(days=2)
    assert (await world.http.get("/v2/room", headers=fresh)).status_code == 200
    world.clock.jump(days=-4)
    assert (await world.http.get("/v2/room", headers=fresh)).status_code == 200
