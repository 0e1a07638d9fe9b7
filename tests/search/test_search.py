"""What people find, through the door that the client uses."""

import pytest

from chinwag.scopes import PERSONAL_SCOPES
from chinwag.search.model import Place, Wanted
from tests.search.searching import find, say
from tests.world import World, bearer


async def test_all_words_must_be_there_and_the_newest_comes_first(world: World) -> None:
    room = await world.room("Deploys")
    for text in ("deploy of web failed", "web is fine", "second deploy of the web"):
        await say(world, room, text)

    assert await find(world, "deploy web") == ["second deploy of the web", "deploy of web failed"]
    assert await find(world, "deploy mobile") == []


@pytest.mark.parametrize(
    "q",
    [
        "web-01.prod",
        "01.prod.example",
        "WEB-01",
        "E1234",
        "NullPoint",
        "exception",
        "nullpointerexc",
        '"disk full"',
    ],
)
async def test_host_names_codes_and_half_words_are_found(world: World, q: str) -> None:
    room = await world.room("Alerts")
    await say(world, room, "disk full on web-01.prod.example.com (E1234): NullPointerException")
    await say(world, room, "full disk, prod 01 web example")

    assert await find(world, q) == ["disk full on web-01.prod.example.com (E1234): NullPointerException"]


@pytest.mark.parametrize(
    ("q", "text"),
    [("京タ", "東京タワーに行く"), ("塔", "電波塔だ"), ("국어", "한국어 검색"), ("creme", "Crème brûlée")],
)
async def test_other_scripts_are_found(world: World, q: str, text: str) -> None:
    await say(world, await world.room("World"), text)

    assert await find(world, q) == [text]


@pytest.mark.parametrize(
    ("q", "text"),
    [
        ("🎉", "released 🎉"),
        ("released 🎉", "released 🎉"),
        ("C++", "C++ on the build server"),
        ("c#", "C# too"),
        ("#42", "see #42"),
        ("don't", "don’t panic"),
        ("“don’t”", "don’t panic"),
        ("lodz", "Łódź is slow"),
    ],
)
async def test_signs_count_where_they_are_what_is_sought(world: World, q: str, text: str) -> None:
    room = await world.room("Signs")
    for said in (
        "released",
        "c major",
        "42 of them",
        "don t",
        "released 🎉",
        "C++ on the build server",
        "C# too",
    ):
        await say(world, room, said)
    for said in ("see #42", "don’t panic", "Łódź is slow"):
        await say(world, room, said)

    assert await find(world, q) == [text]


async def test_operators_narrow_the_search(world: World) -> None:
    bo = await world.user("Bo Tamm")
    here, there = await world.room("Deploys"), await world.room("Front desk")
    await say(world, here, "plan one", bo)
    await say(world, there, "plan two https://example.com/plan")
    world.clock.advance(days=2)
    await say(world, here, "plan three")

    assert await find(world, "plan from:@BoTamm") == ["plan one"]
    assert await find(world, "plan from:bo") == ["plan one"]
    assert await find(world, 'plan in:"front desk"') == ["plan two https://example.com/plan"]
    assert await find(world, "plan has:link") == ["plan two https://example.com/plan"]
    assert await find(world, "plan after:2026-03-01") == ["plan three"]
    assert await find(world, "plan before:2026-03-02 from:me") == ["plan two https://example.com/plan"]
    assert await find(world, "on:today") == ["plan three"]
    assert await find(world, "from:nobody plan") == []


async def test_only_what_the_searcher_may_see_is_found(world: World) -> None:
    bo, cy = await world.user("Bo Tamm"), await world.user("Cy Voss")
    secret = await world.room("Secret", private=True, members=(bo, world.owner))
    await say(world, secret, "the falcon lands", bo)
    await world.http.post(
        f"/api/user/{bo.id}/message", json={"message": "falcon for you"}, headers=await world.token()
    )

    assert await find(world, "falcon", await world.token(bo)) == ["falcon for you", "the falcon lands"]
    assert await find(world, "falcon", await world.token(cy)) == []
    assert await find(world, "falcon in:Secret", await world.token(cy)) == []
    assert await find(world, "falcon", await world.addon_token()) == ["the falcon lands"]

    removed = await world.http.delete(f"/v2/room/{secret.id}/member/{bo.id}", headers=await world.token())
    assert removed.status_code == 204
    assert await find(world, "falcon", await world.token(bo)) == ["falcon for you"]


async def test_another_group_finds_nothing_of_this_one(world: World) -> None:
    group_id, stranger = await world.group("Other")
    await say(world, await world.room("Deploys"), "falcon")

    assert group_id != world.group_id
    token = bearer(await world.raw_token("personal", PERSONAL_SCOPES, group_id=group_id, user_id=stranger.id))
    assert await find(world, "falcon", token) == []


async def test_edited_texts_are_found_as_they_are_now_and_deleted_ones_not(world: World) -> None:
    room = await world.room("Deploys")
    message = await say(world, room, "falcon one")
    token = await world.token()
    assert await find(world, "falcon") == ["falcon one"]

    for text in ("heron two", "egret three"):
        await world.http.put(f"/api/room/{room.id}/message/{message}", json={"message": text}, headers=token)
        assert await find(world, text) == [text]
    assert await find(world, "falcon") == await find(world, "heron") == []

    await world.http.delete(f"/api/room/{room.id}/message/{message}", headers=token)
    assert await find(world, "egret") == []


async def test_pages_follow_each_other_without_doubles(world: World) -> None:
    room = await world.room("Deploys")
    for number in range(7):
        await say(world, room, f"falcon number {number}")
    await world.app.services.indexer.catch_up()
    token = await world.token()

    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        query: dict[str, str | int] = {"q": "falcon", "limit": 3, "cursor": cursor}
        page = (await world.http.get("/api/search", params=query, headers=token)).json()
        seen += [item["text"] for item in page["items"]]
        cursor = page["next"]

    assert seen == [f"falcon number {number}" for number in reversed(range(7))]


async def test_what_is_said_meanwhile_moves_no_page(world: World) -> None:
    room = await world.room("Deploys")
    token = await world.token()
    ids = [await say(world, room, f"falcon number {number}") for number in range(6)]
    await world.app.services.indexer.catch_up()
    query: dict[str, str | int] = {"q": "falcon", "limit": 3}
    first = (await world.http.get("/api/search", params=query, headers=token)).json()
    await say(world, room, "a falcon in between")
    await world.http.delete(f"/api/room/{room.id}/message/{ids[1]}", headers=token)
    await world.app.services.indexer.catch_up()
    more = {**query, "cursor": first["next"]}
    second = (await world.http.get("/api/search", params=more, headers=token)).json()
    texts = [item["text"] for item in [*first["items"], *second["items"]]]
    assert texts == [f"falcon number {number}" for number in (5, 4, 3, 2, 0)]
    assert second["next"] is None


async def test_notifications_cards_and_senders_are_found(world: World) -> None:
    room = await world.room("Builds")
    card = {"style": "link", "url": "https://example.com", "id": "1", "title": "Quarterly kestrel report",
            "description": {"value": "<b>Ten</b> gannets", "format": "html"}}  # fmt: skip
    body = {"message": "<b>Build</b> <i>osprey</i> passed", "from": "Foundry", "card": card}
    sent = await world.http.post(f"/v2/room/{room.id}/notification", json=body, headers=await world.token())
    assert sent.status_code == 204

    for q in ("osprey", "kestrel", "foundry", "has:card osprey", "from:Foundry", "from:foundry osprey"):
        assert len(await find(world, q)) == 1, q
    (found,) = await find(world, "gannets")
    assert "\nTen gannets" in found


@pytest.mark.parametrize(
    "q",
    ['"', '""', "a\" OR \"b", "NEAR(a b)", "*", "a*", "AND", "NOT falcon", "(falcon", "falcon:1", "^falcon",
     "' OR 1=1 --", "🦅", "\u202efalcon",
     "a" * 1000, "x " * 20, "in:", "from:\"", "%", "_", "words:falcon", "{a b}: c"],
)  # fmt: skip
async def test_no_query_is_too_odd(world: World, q: str) -> None:
    await say(world, await world.room("Deploys"), "harmless")

    answer = await world.http.get("/api/search", params={"q": q}, headers=await world.token())

    assert answer.status_code in {200, 400}, answer.text


@pytest.mark.parametrize("q", ["before:soon", "has:everything", "x" * 1001, "a " * 21 + "b", ""])
async def test_what_cannot_be_meant_is_refused_with_a_sentence(world: World, q: str) -> None:
    answer = await world.http.get("/api/search", params={"q": q}, headers=await world.token())

    assert answer.status_code == 400
    assert answer.json()["error"]["field"] == "q"


async def test_a_broken_index_is_made_anew_from_the_messages(world: World) -> None:
    (world.app.services.settings.data / "search.db").write_bytes(b"broken" * 1000)
    await say(world, await world.room("Deploys"), "old falcon")

    assert await find(world, "falcon") == ["old falcon"]


async def test_a_phrase_that_nothing_says_is_not_sought_twice(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its words are everywhere: looking among their beginnings as well would take as long again."""
    room = await world.room("Builds")
    for number in range(6):
        await say(world, room, f"build {number}: tests passed")
    await find(world, "build")
    index = world.app.services.search
    asked: list[bool] = []
    ask = index.find

    async def noted(wanted: Wanted) -> list[Place]:
        asked.append(wanted.is_prefix)
        return await ask(wanted)

    monkeypatch.setattr(index, "find", noted)
    monkeypatch.setattr("chinwag.search.service._ROUNDS", 1)
    answer = await world.http.get(
        "/api/search", params={"q": '"passed tests"', "limit": 1}, headers=await world.token()
    )

    assert (answer.json()["items"], answer.json()["is_partial"], asked) == ([], True, [False])
