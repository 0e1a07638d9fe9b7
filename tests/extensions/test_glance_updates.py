"""What add-ons push to glances: checked, made safe, and told to those alone who may see it."""

from typing import Any

import msgspec
import sqlalchemy as sa

from chinwag.db.statements import statement
from chinwag.db.tables import glance_updates
from tests.contract.calls_extensions import MODULES
from tests.realtime.sockets import listening, serving
from tests.world import World

CONTENT: dict[str, Any] = {"label": {"type": "html", "value": "<b>4</b> open"}}
KEPT = statement(
    sa.select(
        glance_updates.c.key, glance_updates.c.room_id, glance_updates.c.user_id, glance_updates.c.content
    ).order_by(glance_updates.c.room_id, glance_updates.c.user_id)
)


async def push(world: World, headers: dict[str, str], place: str = "", **content: Any) -> Any:
    body = {"glance": [{"key": "status", "content": {**CONTENT, **content}}]}
    return await world.http.post(f"/v2/addon/ui{place}", headers=headers, json=body)


async def glance(world: World, headers: dict[str, str], room: object = None) -> None:
    place = "" if room is None else f"/room/{room}"
    path = f"/v2{place}/extension/glance/status"
    assert (await world.http.put(path, headers=headers, json=MODULES["glance"])).status_code == 201


async def test_a_push_reaches_those_who_may_see_it(world: World) -> None:
    member, stranger = await world.user("Member Quist"), await world.user("Stranger Quist")
    room = await world.room("Engine Room", private=True, members=(member,))
    addon = await world.addon_token()
    await glance(world, addon)
    async with (
        serving(world.app) as port,
        listening(port, await world.token(member)) as hears,
        listening(port, await world.token(stranger)) as not_in_room,
        listening(port, await world.addon_token()) as other_addon,
    ):
        assert (await push(world, addon, f"/room/{room.id}")).status_code == 204
        assert (await push(world, addon, f"/user/{member.id}")).status_code == 204
        assert (await push(world, addon, f"/room/{room.id}/user/{member.id}")).status_code == 204
        assert (await push(world, addon, metadata={"all": 1})).status_code == 204
        told = [frame for frame in await hears.all_so_far() if frame["type"] == "glance.updated"]
        assert [frame.get("room_id") for frame in told] == [room.id, None, room.id, None]
        first = told[0]
        assert (first["addon_key"], first["key"], first["content"]) == ("release-desk", "status", CONTENT)
        others = [frame for frame in await not_in_room.all_so_far() if frame["type"] == "glance.updated"]
        assert [frame["content"].get("metadata") for frame in others] == [{"all": 1}]
        assert "glance.updated" not in await other_addon.kinds()


async def test_the_last_push_for_each_audience_is_kept(world: World) -> None:
    room, addon = await world.room("Engine Room"), await world.addon_token()
    await glance(world, addon)
    for number in range(3):
        await push(world, addon, metadata={"n": number})
        await push(world, addon, f"/room/{room.id}", metadata={"n": number})
    async with world.app.services.db.read() as tx:
        kept = await tx.all(KEPT)
    assert [(row[1], row[2], '"n":2' in row[3]) for row in kept] == [(0, 0, True), (room.id, 0, True)]
    path = "/v2/extension/glance/status"
    assert (await world.http.delete(path, headers=addon)).status_code == 204
    async with world.app.services.db.read() as tx:
        assert await tx.all(KEPT) == []


LABELS = [
    (
        "<b>4</b> <em>x</em> <i>y</i> <strong>z</strong>",
        "<b>4</b> <em>x</em> <i>y</i> <strong>z</strong>",
    ),
    ("<script>alert(1)</script>4", "4"),
    ("<img src=x onerror=alert(1)>4", "4"),
    ("<b onclick=alert(1) style='x'>4</b>", "<b>4</b>"),
    ("<a href='https://x.example.com'>4</a>", "4"),
    ("<svg><b>4</b></svg>", "<b>4</b>"),
    ("4 < 5 & 6", "4 &lt; 5 &amp; 6"),
]


async def test_a_label_keeps_emphasis_alone(world: World) -> None:
    addon = await world.addon_token()
    await glance(world, addon)
    for sent, kept in LABELS:
        answer = await push(world, addon, label={"type": "html", "value": sent})
        assert answer.status_code == 204
        async with world.app.services.db.read() as tx:
            ((*_, content),) = await tx.all(KEPT)
        assert msgspec.json.decode(content)["label"]["value"] == kept


_ICON = {"url": "https://a.example.com/1", "url@2x": "https://a.example.com/2"}


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"label": {"type": "html", "value": ""}}, "label.value", "greater than or equal to 1"),
    ({"label": {"type": "html", "value": "x" * 1001}}, "label.value", "less than or equal to 1000"),
    ({"label": {"type": "text", "value": "x"}}, "label.type", "html"),
    ({"status": {"type": "badge", "value": {}}}, "status.type", "lozenge"),
    (
        {"status": {"type": "lozenge", "value": {"type": "loud", "label": "x"}}},
        "status.value.type",
        "moved",
    ),
    ({"status": {"type": "lozenge", "value": {"type": "new"}}}, "status.value.label", "missing"),
    (
        {"status": {"type": "lozenge", "value": {"type": "new", "label": "x" * 21}}},
        "status.value.label",
        "20",
    ),
    (
        {"status": {"type": "icon", "value": {"url": "https://a.example.com"}}},
        "status.value.url@2x",
        "missing",
    ),
    (
        {"status": {"type": "icon", "value": {**_ICON, "url": "javascript:x"}}},
        "status.value.url",
        "an absolute URL",
    ),
    ({"metadata": [1]}, "metadata", "object"),
    ({"metadata": {"x": "y" * 9000}}, "metadata", "8192"),
]


async def test_what_is_wrong_with_the_content_is_named(world: World) -> None:
    addon = await world.addon_token()
    await glance(world, addon)
    for content, field, words in WRONG:
        answer = await push(world, addon, **content)
        error = answer.json()["error"]
        assert (answer.status_code, error["field"]) == (400, f"glance[0].content.{field}")
        assert words in error["message"]


async def test_the_key_must_be_a_glance_of_the_caller(world: World) -> None:
    room, addon, other = await world.room("Engine Room"), await world.addon_token(), await world.addon_token()
    await glance(world, other)
    for place in ("", f"/room/{room.id}"):
        answer = await push(world, addon, place)
        assert (answer.status_code, answer.json()["error"]["field"]) == (400, "glance[0].key")
    await glance(world, addon, room.id)
    elsewhere = await world.room("Elsewhere")
    assert (await push(world, addon, f"/room/{room.id}")).status_code == 204
    assert (await push(world, addon, f"/room/{elsewhere.id}")).status_code == 400


async def test_a_person_who_may_not_see_the_room_is_no_person_for_it(world: World) -> None:
    stranger = await world.user("Stranger Quist")
    room = await world.room("Engine Room", private=True)
    addon = await world.addon_token(room=room)
    await glance(world, addon, room.id)
    hidden = await push(world, addon, f"/room/{room.id}/user/{stranger.id}")
    missing = await push(world, addon, f"/room/{room.id}/user/99999")
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert hidden.json()["error"]["message"] == f"User {stranger.id} not found"


async def test_one_bad_update_of_many_stores_none(world: World) -> None:
    addon = await world.addon_token()
    await glance(world, addon)
    body = {"glance": [{"key": "status", "content": CONTENT}, {"key": "other", "content": CONTENT}]}
    assert (await world.http.post("/v2/addon/ui", headers=addon, json=body)).status_code == 400
    async with world.app.services.db.read() as tx:
        assert await tx.all(KEPT) == []
