"""GET /v2/room and title expansion of rooms"""

from chinwag.db.statements import insert, statement
from chinwag.db.tables import messages
from chinwag.scopes import Scope
from tests.rooms.live import enter
from tests.world import MadeRoom, World

_INSERT_MESSAGE = statement(insert(messages))


async def say(world: World, room: MadeRoom, *bodies: str) -> None:
    """Put messages into a room that is silent so far; one a minute."""
    async with world.app.services.db.begin() as tx:
        for position, body in enumerate(bodies, 1):
            row = {column.name: None for column in messages.columns} | {
                "chat_id": room.id,
                "position": position,
                "group_id": world.group_id,
                "seq": await tx.next_seq(world.group_id),
                "id": f"{room.id}-{position}",
                "type": "message",
                "sender_id": world.owner.id,
                "body": body,
                "format": "text",
                "notify": False,
                "sent_at": 1_500_000_000_000_000 + position * 60_000_000,
            }
            await tx.run(_INSERT_MESSAGE, row)


async def test_the_list_holds_stubs_by_id_without_archived_rooms(world: World) -> None:
    beta, alpha = await world.room("Beta"), await world.room("Alpha")
    secret = await world.room("Secret", private=True)
    old = await world.room("Old", archived=True)
    token = await world.token()

    plain = (await world.http.get("/v2/room", headers=token)).json()
    everything = (await world.http.get("/v2/room?include-archived=true", headers=token)).json()
    public = (await world.http.get("/v2/room?include-private=false", headers=token)).json()

    assert [item["id"] for item in plain["items"]] == [beta.id, alpha.id, secret.id]
    assert [item["id"] for item in everything["items"]] == [beta.id, alpha.id, secret.id, old.id]
    assert [item["id"] for item in public["items"]] == [beta.id, alpha.id]
    assert plain["links"] == {"self": "http://chat.test/v2/room"}
    assert plain["items"][0] == {
        "id": beta.id,
        "is_archived": False,
        "links": {
            "participants": f"http://chat.test/v2/room/{beta.id}/participant",
            "self": f"http://chat.test/v2/room/{beta.id}",
            "webhooks": f"http://chat.test/v2/room/{beta.id}/webhook",
        },
        "name": "Beta",
        "privacy": "public",
        "version": "AAAA0001",
    }


async def test_private_rooms_of_others_are_not_listed(world: World) -> None:
    bo = await world.user("Bo Tamm")
    await world.room("Secret", private=True)
    ours = await world.room("Ours", private=True, members=(bo,))

    listed = (await world.http.get("/v2/room", headers=await world.token(bo))).json()["items"]

    assert [item["id"] for item in listed] == [ours.id]


async def test_pages_follow_each_other_until_next_is_missing(world: World) -> None:
    made = [(await world.room(f"Room {number}")).id for number in range(5)]
    token = await world.token()

    seen: list[int] = []
    url: str | None = "/v2/room?include-archived=true&max-results=2"
    while url:
        page = (await world.http.get(url, headers=token)).json()
        assert page["maxResults"] == 2
        seen += [item["id"] for item in page["items"]]
        url = page["links"].get("next")

    assert seen == made


async def test_an_empty_page_and_a_page_past_the_end_are_no_errors(world: World) -> None:
    await world.room("Only")
    token = await world.token()

    for query in ("max-results=0", "start-index=9000"):
        assert (await world.http.get(f"/v2/room?{query}", headers=token)).json()["items"] == []
    assert (await world.http.get("/v2/room?max-results=1001", headers=token)).status_code == 400


async def test_expanded_items_are_what_each_room_answers_by_itself(world: World) -> None:
    bo = await world.user("Bo Tamm")
    busy = await world.room("Busy")
    quiet = await world.room("Quiet", owner=bo, private=True, members=(world.owner,))
    await say(world, busy, "one", "two")
    enter(world, busy, bo)
    token = await world.token()

    listed = (await world.http.get("/v2/room?expand=items&max-results=1000", headers=token)).json()["items"]

    single = [(await world.http.get(f"/v2/room/{room.id}", headers=token)).json() for room in (busy, quiet)]
    assert listed == single
    assert listed[0]["last_active"] == "2017-07-14T02:42:00+00:00"
    assert [person["id"] for person in listed[0]["participants"]] == [bo.id]
    assert listed[1]["last_active"] is None


async def test_expansion_goes_deeper_into_owner_participants_and_statistics(world: World) -> None:
    room = await world.room("Busy")
    await say(world, room, "one", "two", "three")
    enter(world, room, world.owner)
    token = await world.token()

    paths = "items.owner,items.participants,items.statistics"
    [item] = (await world.http.get(f"/v2/room?expand={paths}", headers=token)).json()["items"]
    own = (
        await world.http.get(f"/v2/room/{room.id}?expand=owner,participants,statistics", headers=token)
    ).json()

    for shown in (item, own):
        assert shown["owner"]["email"] == world.owner.email
        assert shown["participants"][0]["email"] == world.owner.email
        assert shown["statistics"]["messages_sent"] == 3


async def test_a_room_in_full_names_at_most_50_of_the_people_present(world: World) -> None:
    room = await world.room("Fair")
    people = [
        await world.user(f"Person {chr(97 + number // 26)}{chr(97 + number % 26)}") for number in range(60)
    ]
    enter(world, room, *people)
    token = await world.token()

    shown = (await world.http.get(f"/v2/room/{room.id}", headers=token)).json()["participants"]
    everybody = (await world.http.get(f"/v2/room/{room.id}/participant", headers=token)).json()["items"]

    assert [person["id"] for person in shown] == [person.id for person in people[:50]]
    assert len(everybody) == 60


async def test_the_number_of_queries_does_not_grow_with_the_rooms(world: World) -> None:
    token = await world.token()
    asked: list[object] = []
    db = world.app.services.db
    original = db.read

    async def count(rooms: int) -> int:
        for number in range(rooms):
            await world.room(f"Room {rooms} {number}")
        asked.clear()
        await world.http.get("/v2/room?expand=items.owner,items.statistics&max-results=1000", headers=token)
        return len(asked)

    def counting() -> object:
        return _Counting(original(), asked)

    db.read = counting  # type: ignore[method-assign, assignment]
    try:
        few, many = await count(2), await count(40)
    finally:
        db.read = original  # type: ignore[method-assign]
    assert few == many > 0


class _Counting:
    """A read transaction that notes what it is asked."""

    def __init__(self, inner: object, asked: list[object]) -> None:
        self._inner, self._asked = inner, asked

    async def __aenter__(self) -> "_Counting":
        self._tx = await self._inner.__aenter__()  # type: ignore[attr-defined]
        self.now = self._tx.now
        return self

    async def __aexit__(self, *details: object) -> None:
        await self._inner.__aexit__(*details)  # type: ignore[attr-defined]

    async def all(self, *asked: object) -> object:
        self._asked.append(asked)
        return await self._tx.all(*asked)

    async def one(self, *asked: object) -> object:
        self._asked.append(asked)
        return await self._tx.one(*asked)

    async def value(self, *asked: object) -> object:
        self._asked.append(asked)
        return await self._tx.value(*asked)


async def test_statistics_count_all_messages_ever_sent(world: World) -> None:
    room, silent = await world.room("Busy"), await world.room("Silent")
    await say(world, room, "one", "two")
    token = await world.token(None, Scope.VIEW_ROOM)

    busy = (await world.http.get(f"/v2/room/{room.id}/statistics", headers=token)).json()
    nothing = (await world.http.get(f"/v2/room/{silent.id}/statistics", headers=token)).json()

    link = {"self": f"http://chat.test/v2/room/{room.id}/statistics"}
    assert busy == {"last_active": "2017-07-14T02:42:00+00:00", "links": link, "messages_sent": 2}
    assert (nothing["messages_sent"], nothing["last_active"]) == (0, None)
