"""What a room's admin sees of all that is connected to the room."""

from tests.accounts.browser import signed_in
from tests.addons.fake_addon import listening_addon
from tests.addons.test_installation import install
from tests.world import World


async def test_a_room_shows_its_addons_tokens_and_webhooks(world: World) -> None:
    room, other = await world.room("Engine Room"), await world.room("Other")
    await world.room_token(room, label="Kiln")
    await world.room_token(other, label="Elsewhere")
    await world.client(room=room, name="By hand")
    await world.client(room=other, name="Not here")
    hook = {"url": "http://127.0.0.1:9/", "event": "room_enter", "name": "Mine", "key": "mine"}
    async with listening_addon(world) as addon, signed_in(world) as page:
        assert (await install(page, addon, room=room.id)).status_code == 201
        await world.http.post(f"/v2/room/{room.id}/webhook", headers=await world.token(), json=hook)
        answer = await page.get(f"/api/room/{room.id}/integrations")
        assert answer.status_code == 200, answer.text
        shown = answer.json()
        assert [one["name"] for one in shown["addons"]] == ["Board"]
        assert [one["name"] for one in shown["hand_made"]] == ["By hand"]
        assert [one["label"] for one in shown["tokens"]] == ["Kiln"]
        assert [(one["owner"], one["key"], one["is_declared"]) for one in shown["webhooks"]] == [
            ("The board", "said", True),
            (world.owner.name, "mine", False),
        ]
        assert shown["webhooks"][0]["health"]["failed"] == 0
        assert addon.credentials["oauthSecret"] not in answer.text


async def test_members_do_not_see_it_and_strangers_do_not_find_it(world: World) -> None:
    member, stranger = await world.user("Member Quist"), await world.user("Stranger Quist")
    room = await world.room("Engine Room", private=True, members=(member,))
    for person, status in ((member, 403), (stranger, 404)):
        answer = await world.http.get(f"/api/room/{room.id}/integrations", headers=await world.token(person))
        assert answer.status_code == status
