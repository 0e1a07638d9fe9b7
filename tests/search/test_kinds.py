"""Files, people and rooms are found by their names, messages by what they have."""

from __future__ import annotations

from typing import Any

import pytest

from tests.search.searching import find, say
from tests.world import MadeRoom, World


async def share(world: World, room: MadeRoom, name: str, words: str = "", **who: Any) -> str:
    """Share a small file; returns the id of its message."""
    answer = await world.http.post(
        f"/api/room/{room.id}/file",
        files={"file": (name, b"tide tables", "text/plain")},
        data={"message": words} if words else {},
        headers=who.get("headers") or await world.token(),
    )
    assert answer.status_code == 201, answer.text
    message_id: str = answer.json()["id"]
    return message_id


async def ask(
    world: World, kind: str, q: str = "", headers: dict[str, str] | None = None, **more: Any
) -> Any:
    """The answer of one of the searches, with all that was said in the index."""
    await world.app.services.indexer.catch_up()
    query = {"q": q, **more}
    answer = await world.http.get(f"/api/search/{kind}", params=query, headers=headers or await world.token())
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_files_are_found_by_their_names_and_not_by_what_was_said_of_them(world: World) -> None:
    room = await world.room("Harbour")
    await share(world, room, "Quarterly-report_2026.pdf", "look at the heron")
    await share(world, room, "heron.png", "the quarterly bird")

    answer = await ask(world, "files", "quarterly")
    assert [item["file"]["name"] for item in answer["items"]] == ["Quarterly-report_2026.pdf"]
    assert answer["items"][0]["highlights"] == [[0, 9]]
    assert answer["items"][0]["chat"] == {"id": room.id, "kind": "room"}
    for q in ("report 2026", "repo", "report_2026", "heron", "pdf has:file", "from:me heron"):
        assert len((await ask(world, "files", q))["items"]) == 1, q
    names = [item["file"]["name"] for item in (await ask(world, "files"))["items"]]
    assert names == ["heron.png", "Quarterly-report_2026.pdf"]
    assert (await ask(world, "files", "bird"))["items"] == []


async def test_a_file_goes_with_its_message_and_with_the_room(world: World) -> None:
    eve = await world.user("Eve Roth")
    vault = await world.room("Vault", private=True)
    message = await share(world, vault, "canary.txt")
    assert len((await ask(world, "files", "canary"))["items"]) == 1
    assert (await ask(world, "files", "canary", await world.token(eve)))["items"] == []
    assert (await ask(world, "files", "in:Vault", await world.token(eve)))["items"] == []

    await world.http.delete(f"/api/room/{vault.id}/message/{message}", headers=await world.token())
    assert (await ask(world, "files", "canary"))["items"] == []


async def test_people_are_found_by_parts_of_name_mention_and_title(world: World) -> None:
    await world.user("Maya Okafor")
    await world.user("Ömer Mayall")
    await world.user("Tomás Rivera", is_guest=True)

    answer = await ask(world, "people", "may")
    assert [item["person"]["name"] for item in answer["items"]] == ["Maya Okafor", "Ömer Mayall"]
    assert answer["items"][0]["highlights"] == [[0, 3]]
    for q, name in (("okafor maya", "Maya Okafor"), ("@TomásRiv", "Tomás Rivera"), ("omer", "Ömer Mayall")):
        found = [item["person"]["name"] for item in (await ask(world, "people", q))["items"]]
        assert found == [name], q


async def test_rooms_are_found_by_name_and_topic_and_hidden_ones_are_missing(world: World) -> None:
    eve = await world.user("Eve Roth")
    await world.room("Old berths", archived=True)
    await world.room("Berth sensors")
    await world.room("Secret berths", private=True)
    token = await world.token(eve)
    deploys = await world.room("Deploys")
    await world.http.put(
        f"/v2/room/{deploys.id}/topic", json={"topic": "Next berth: 4"}, headers=await world.token()
    )

    answer = await ask(world, "rooms", "berth", token)
    assert [item["room"]["name"] for item in answer["items"]] == ["Berth sensors", "Deploys", "Old berths"]
    assert answer["items"][1]["topic_highlights"] == [[5, 10]]
    mine = [item["room"]["name"] for item in (await ask(world, "rooms", "#berth"))["items"]]
    assert "Secret berths" in mine
    of_room = await world.room_token(deploys)
    assert [i["room"]["name"] for i in (await ask(world, "rooms", "", of_room))["items"]] == ["Deploys"]


async def test_pages_of_names_follow_each_other(world: World) -> None:
    for number in range(5):
        await world.room(f"Pier {number}")
    first = await ask(world, "rooms", "pier", limit=3)
    second = await ask(world, "rooms", "pier", limit=3, cursor=first["next"])
    names = [item["room"]["name"] for item in [*first["items"], *second["items"]]]
    assert names == [f"Pier {number}" for number in range(5)]
    assert second["next"] is None


@pytest.mark.parametrize(
    ("q", "text"),
    [
        ("has:code", "try `make test` first"),
        ("has:link", "see https://example.com/x"),
        ("has:reaction", "a nice one"),
        ("has:pinned", "remember this"),
        ("nice has:reactions", "a nice one"),
        ("has:reaction has:pin", None),
    ],
)
async def test_messages_are_found_by_what_they_have(world: World, q: str, text: str | None) -> None:
    room = await world.room("Deploys")
    token = await world.token()
    path = f"/api/room/{room.id}/message"
    for said in ("try `make test` first", "see https://example.com/x", "nothing at all"):
        await say(world, room, said)
    liked, kept = await say(world, room, "a nice one"), await say(world, room, "remember this")
    await world.app.services.indexer.catch_up()
    await world.http.put(f"{path}/{liked}/reaction/%F0%9F%91%8D", headers=token)
    await world.http.put(f"{path}/{kept}/pin", headers=token)

    assert await find(world, q) == ([text] if text else [])

    await world.http.delete(f"{path}/{liked}/reaction/%F0%9F%91%8D", headers=token)
    await world.http.delete(f"{path}/{kept}/pin", headers=token)
    assert await find(world, "has:reaction") == await find(world, "has:pin") == []


async def test_marks_stay_with_a_message_whose_text_changes(world: World) -> None:
    room = await world.room("Deploys")
    token = await world.token()
    message = await say(world, room, "falcon")
    await world.http.put(f"/api/room/{room.id}/message/{message}/pin", headers=token)
    assert await find(world, "has:pin") == ["falcon"]
    await world.http.put(f"/api/room/{room.id}/message/{message}", json={"message": "heron"}, headers=token)
    assert await find(world, "has:pin") == await find(world, "heron has:pin") == ["heron"]
    await world.http.delete(f"/api/room/{room.id}/message/{message}/pin", headers=token)
    assert await find(world, "has:pin") == []


async def test_the_answer_says_how_far_behind_the_index_is(world: World) -> None:
    room = await world.room("Deploys")
    await say(world, room, "first")
    await find(world, "first")
    for number in range(3):
        await say(world, room, f"later {number}")
    answer = await world.http.get("/api/search", params={"q": "later"}, headers=await world.token())
    assert answer.json()["items"] == []
    assert answer.json()["behind"] >= 3
    await find(world, "later")
    again = await world.http.get("/api/search", params={"q": "later"}, headers=await world.token())
    assert (len(again.json()["items"]), again.json()["behind"]) == (3, 0)


HOSTILE = [
    '"', '""""', "NEAR(a b, 5)", "a NEAR b", "*", "***", "a*", "^a", "a AND", "OR OR OR", "NOT NOT",
    "(((((((", ")", "{x}: y", "words:falcon", "text:a", "+a -b", "'; DROP TABLE docs; --", "a & b | !c",
    "a <-> b", "a:*", "\\", "\\'", "%", "_", "\ue000canary", "\ue001", "\u202e", "🦅🦅", "\ud7ff", "a\tb\nc",
    "from:", "in:", "has:", "from:\"", "in:*", "from:%", "in:\"a\"b\"", "from:-1", "in:99999999999999999999",
    "before:2026-02-30", "after:0000-00-00", "on:9999-12-31", "a." * 400, "a" * 1000, "\"" * 1000,
    "x " * 500, "from:a " * 140, "in:a " * 199, "(" * 1000, "a" * 10_000, "NEAR(" * 2_000,
]  # fmt: skip


@pytest.mark.parametrize("kind", ["", "/files", "/people", "/rooms"])
async def test_no_query_breaks_a_search_or_holds_it_up(world: World, kind: str) -> None:
    room = await world.room("Deploys")
    await say(world, room, "a " * 4_999)
    await share(world, room, "a.txt")
    await world.app.services.indexer.catch_up()
    token = await world.token()
    for q in HOSTILE:
        answer = await world.http.get(f"/api/search{kind}", params={"q": q}, headers=token)
        assert answer.status_code in {200, 400, 414}, (q[:40], answer.text)
        assert answer.elapsed.total_seconds() < 1, q[:40]
    for cursor in ("w", "p99999999999999999999999", "-1", "x1", "\ue000", "w1.5", "٣"):
        answer = await world.http.get(
            f"/api/search{kind}", params={"q": "a", "cursor": cursor}, headers=token
        )
        assert answer.status_code in {200, 400}, cursor
