"""The links of a chat: found in all that was said, only for those who may read it, page by page."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from chinwag.db.statements import statement
from chinwag.db.tables import messages
from chinwag.links.service import MOST_IN_MESSAGE
from tests.messages.talk import delete, notify, say
from tests.world import MadeUser, World


async def links(world: World, path: str, user: MadeUser | None = None, **query: Any) -> dict[str, Any]:
    answer = await world.http.get(f"{path}/links", params=query, headers=await world.token(user))
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.json()
    return page


def urls(page: dict[str, Any]) -> list[list[str]]:
    return [[link["url"] for link in item["links"]] for item in page["items"]]


async def test_links_of_people_and_integrations_are_listed_newest_first(world: World) -> None:
    room = await world.room("Quay")
    await say(world, room, "no link here, only a://b and words")
    said = await say(
        world, room, "read https://example.org/a. Then (https://example.org/b?x=1) and http://c.example!"
    )
    html = 'built <a href="https://ci.example/7?a=1&amp;b=2">#7</a>'
    await notify(world, room, message=html, message_format="html")

    page = await links(world, f"/api/room/{room.id}")

    assert urls(page) == [
        ["https://ci.example/7?a=1&b=2"],
        ["https://example.org/a", "https://example.org/b?x=1", "http://c.example"],
    ]
    assert page["next"] is None
    by_integration, by_owner = page["items"]
    assert (by_integration["from"], bool(by_integration["sender"])) == (None, True)
    assert (by_owner["from"]["id"], by_owner["message_id"], by_owner["position"]) == (world.owner.id, said, 2)
    assert by_owner["links"][0] == {"url": "https://example.org/a", "title": "", "site": "example.org"}


async def test_what_is_known_of_the_page_behind_a_link_comes_along(world: World) -> None:
    room = await world.room("Quay")
    message_id = await say(world, room, "see https://example.org/tides")
    known = (
        '[{"type":"link","url":"https://example.org/tides","link":{"title":"Tides","headerText":"Harbour"}}]'
    )
    learn = statement(
        messages.update().where(messages.c.id == sa.bindparam("which")).values(links=sa.bindparam("known"))
    )
    async with world.app.services.db.begin() as tx:
        await tx.run(learn, {"which": message_id, "known": known})

    (item,) = (await links(world, f"/api/room/{room.id}"))["items"]

    assert item["links"] == [{"url": "https://example.org/tides", "title": "Tides", "site": "Harbour"}]


async def test_pages_follow_each_other_without_gap_or_double(world: World) -> None:
    room = await world.room("Quay")
    for number in range(1, 8):
        await say(world, room, f"https://example.org/{number}")
        await say(world, room, "between")
        if number % 2:
            world.clock.advance(minutes=1)
    found: list[list[str]] = []
    before: dict[str, Any] = {}
    for _ in range(10):
        page = await links(world, f"/api/room/{room.id}", limit=3, **before)
        found += urls(page)
        if page["next"] is None:
            break
        before = {"before": page["next"]}

    assert found == [[f"https://example.org/{number}"] for number in range(7, 0, -1)]


async def test_deleted_messages_and_code_have_no_links(world: World) -> None:
    room = await world.room("Quay")
    gone = await say(world, room, "https://example.org/secret")
    await say(world, room, "/code curl https://example.org/script")
    await delete(world, gone)

    assert (await links(world, f"/api/room/{room.id}"))["items"] == []


async def test_one_message_full_of_links_fills_no_page_by_itself(world: World) -> None:
    room = await world.room("Quay")
    await say(world, room, " ".join(f"https://example.org/{number}" for number in range(30)))

    assert len(urls(await links(world, f"/api/room/{room.id}"))[0]) == MOST_IN_MESSAGE


async def test_nobody_sees_the_links_of_a_room_or_chat_that_is_not_theirs(world: World) -> None:
    ada, bo = await world.user("Ada Quist"), await world.user("Bo Tamm")
    secret = await world.room("Secret", private=True)
    await say(world, secret, "https://example.org/hidden")
    to_ada = {"message": "https://example.org/for-ada"}
    sent = await world.http.post(f"/v2/user/{ada.id}/message", json=to_ada, headers=await world.token())
    assert sent.status_code == 204

    refused = await world.http.get(f"/api/room/{secret.id}/links", headers=await world.token(bo))
    of_bo = await links(world, f"/api/user/{world.owner.id}", bo)
    of_ada = await links(world, f"/api/user/{world.owner.id}", ada)

    assert refused.status_code == 404
    assert of_bo == {"items": [], "next": None}
    assert urls(of_ada) == [["https://example.org/for-ada"]]


@pytest.mark.parametrize("text", ["http://[::1/x", "https://[::::", "http://a:b:c/", "https://" + "x" * 900])
async def test_odd_addresses_do_not_break_the_list(world: World, text: str) -> None:
    room = await world.room("Quay")
    await say(world, room, text)

    assert len((await links(world, f"/api/room/{room.id}"))["items"]) == 1
