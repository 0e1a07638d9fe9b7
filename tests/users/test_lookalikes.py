"""Nobody gets a name that would be taken for somebody else's, or of which a part is not seen."""

import asyncio

import pytest

from chinwag.users.name_model import hidden_letter
from tests.world import World


def person(name: str, mention_name: str | None = None) -> dict[str, str]:
    address = f"{abs(hash((name, mention_name)))}@example.com"
    return {"name": name, "email": address, **({"mention_name": mention_name} if mention_name else {})}


@pytest.mark.parametrize("spelling", ["аnna", "Аnnа", "ａｎｎａ", "Αnna", "𝐚nna", "AΝNA"], ids=ascii)
async def test_a_mention_name_that_looks_like_another_is_refused(world: World, spelling: str) -> None:
    token = await world.token()
    assert (await world.http.post("/v2/user", json=person("Anna", "anna"), headers=token)).status_code == 201

    answer = await world.http.post("/v2/user", json=person("Other", spelling), headers=token)

    assert answer.status_code == 400
    assert answer.json()["error"]["field"] == "mention_name"


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [("сара", "capa"), ("ΚΑΤΙΝΑ", "KATINA"), ("ВЕРА", "BEPA"), ("сара", "cаpa")],
    ids=ascii,
)
async def test_whole_words_of_two_scripts_are_compared_both_ways(
    world: World, theirs: str, mine: str
) -> None:
    token = await world.token()
    assert (await world.http.post("/v2/user", json=person("First", theirs), headers=token)).status_code == 201
    answer = await world.http.post("/v2/user", json=person("Second", mine), headers=token)
    assert answer.status_code == 400


@pytest.mark.parametrize("spelling", ["аnna", "сΑра", "ａｎｎａ", "𝐚nna", "ɑnna"], ids=ascii)
async def test_a_mention_name_of_mixed_scripts_that_passes_for_latin_is_refused(
    world: World, spelling: str
) -> None:
    """Also while nobody has the name that it looks like: that one may come later."""
    token = await world.token()
    answer = await world.http.post("/v2/user", json=person("Other", spelling), headers=token)
    assert answer.status_code == 400
    assert answer.json()["error"]["field"] == "mention_name"
    made = await world.http.post("/v2/user", json=person("Аnna"), headers=token)
    shown = await world.http.get(made.json()["links"]["self"], headers=token)
    assert shown.json()["mention_name"] == "Anna"


@pytest.mark.parametrize("everyone", ["аll", "hеre", "ａｌｌ"], ids=ascii)
async def test_nobody_is_called_what_looks_like_everybody(world: World, everyone: str) -> None:
    answer = await world.http.post("/v2/user", json=person("Loud", everyone), headers=await world.token())
    assert answer.status_code == 400


async def test_names_in_any_script_stay_possible(world: World) -> None:
    token = await world.token()
    for name, mention_name in (
        ("Анна Петрова", "анна"),
        ("Ольга", "Ольга.П"),
        ("Ελένη", "Ελένη"),
        ("山田太郎", "山田"),
        ("سارا", "سارا"),
        ("می‌خواهم", None),  # a joiner that Persian needs
        ("Ann 👩‍🚀", None),
        ("Ann 🏴󠁧󠁢󠁳󠁣󠁴󠁿", None),
        ("Zoë O’Neil-Ünal", "zoë"),
        ("Ilgın Işıl", "ılgın"),
        ("Анна Smith", None),
    ):
        made = await world.http.post("/v2/user", json=person(name, mention_name), headers=token)
        assert made.status_code == 201, made.text


async def test_a_mention_name_made_from_a_name_looks_like_nobody_elses(world: World) -> None:
    token = await world.token()
    assert (await world.http.post("/v2/user", json=person("Capa"), headers=token)).status_code == 201
    made = await world.http.post("/v2/user", json=person("Сара"), headers=token)
    assert made.status_code == 201
    shown = await world.http.get(made.json()["links"]["self"], headers=token)
    assert shown.json()["mention_name"] == "Сара2"


async def test_somebody_may_change_how_their_own_mention_name_is_spelt(world: World) -> None:
    token, sara = await world.token(), await world.user("Capa")
    for spelling, status in (("Сара", 204), ("capa", 204), ("QuаysideOwner", 400)):
        body = {"name": sara.name, "email": sara.email, "mention_name": spelling}
        answer = await world.http.put(f"/v2/user/{sara.id}", json=body, headers=token)
        assert answer.status_code == status, answer.text


HIDDEN = [
    "Ann\u202e Lee",
    "Ann\u200b Lee",
    "\u2066Ann",
    "Ann\u200d",
    "An\u200dn",
    "Ann\ufeff",
    "Ann\u3164",
    "Ann\x1b",
    "Ann\u00ad",
]


@pytest.mark.parametrize("name", HIDDEN, ids=ascii)
async def test_no_name_holds_what_cannot_be_seen(world: World, name: str) -> None:
    token = await world.token()
    for answer in (
        await world.http.post("/v2/user", json=person(name), headers=token),
        await world.http.post("/v2/room", json={"name": name}, headers=token),
        await world.http.put("/api/admin/group", json={"name": name}, headers=token),
        await world.http.post(
            "/v2/invite/user", json={"name": name, "email": "x@example.com"}, headers=token
        ),
    ):
        assert answer.status_code in {400, 403}, answer.text
        if answer.status_code == 400:
            assert "seen" in answer.json()["error"]["message"]


@pytest.mark.parametrize("name", HIDDEN, ids=ascii)
def test_the_character_that_hides_is_named(name: str) -> None:
    assert (hidden_letter(name) or "").startswith("U+")


async def test_a_room_keeps_a_name_from_before_this_rule_while_the_rest_is_changed(world: World) -> None:
    room = await world.room("Old\u200b name")
    token = await world.token()
    shown = (await world.http.get(f"/v2/room/{room.id}", headers=token)).json()
    answer = await world.http.put(
        f"/v2/room/{room.id}",
        json={
            **{key: shown[key] for key in ("name", "privacy", "is_archived", "is_guest_accessible", "topic")},
            "topic": "New",
            "owner": {"id": shown["owner"]["id"]},
        },
        headers=token,
    )
    assert answer.status_code == 204, answer.text


async def test_of_many_who_take_names_that_look_the_same_at_once_one_gets_it(world: World) -> None:
    """No index sees that the names are alike: whoever chooses one does so alone."""
    token = await world.token()
    people = [await world.user(f"Person {number}") for number in range(6)]
    found = await asyncio.gather(
        *(
            world.http.put(
                f"/v2/user/{one.id}",
                json={"name": one.name, "email": one.email, "mention_name": ("capa", "сара", "CAPA")[n % 3]},
                headers=token,
            )
            for n, one in enumerate(people)
        )
    )
    assert sorted(answer.status_code for answer in found) == [204] + [400] * 5
