"""POST /v2/user/{user}/message, and the history of what two people wrote to each other"""

import asyncio

from chinwag.scopes import Scope
from tests.messages.talk import read, texts
from tests.world import MadeUser, World


async def tell(world: World, to: str, by: MadeUser | None = None, **body: object) -> None:
    response = await world.http.post(f"/v2/user/{to}/message", json=body, headers=await world.token(by))
    assert (response.status_code, response.content) == (204, b""), response.text


async def test_both_see_what_they_wrote_to_each_other(world: World) -> None:
    ada, bob = await world.user("Ada Quist"), await world.user("Bob Rye")
    await tell(world, str(bob.id), ada, message="hi")
    await tell(world, "@AdaQuist", bob, message="hello")
    await tell(world, bob.email, ada, message="how are you?")
    for reader, other in ((ada, bob), (bob, ada)):
        page = await read(world, f"/v2/user/{other.id}/history/latest", await world.token(reader))
        assert texts(page) == ["hi", "hello", "how are you?"]
        assert [item["from"]["id"] for item in page["items"]] == [ada.id, bob.id, ada.id]
        assert {item["type"] for item in page["items"]} == {"message"}


async def test_nobody_else_sees_it(world: World) -> None:
    ada, bob = await world.user("Ada Quist"), await world.user("Bob Rye")
    await tell(world, str(bob.id), ada, message="hi")
    for other in (ada, bob):
        assert texts(await read(world, f"/v2/user/{other.id}/history/latest")) == []
        assert texts(await read(world, f"/v2/user/{other.id}/history")) == []


async def test_people_may_write_to_themselves(world: World) -> None:
    await tell(world, str(world.owner.id), message="note to self")
    assert texts(await read(world, f"/v2/user/{world.owner.id}/history")) == ["note to self"]


async def test_a_chat_that_was_never_begun_is_empty(world: World) -> None:
    ada = await world.user()
    page = await read(world, f"/v2/user/{ada.id}/history", date="2030-01-01")
    assert page["items"] == []
    assert page["links"]["self"] == f"http://chat.test/v2/user/{ada.id}/history"


async def test_the_first_messages_at_once_make_one_chat(world: World) -> None:
    ada, bob = await world.user("Ada Quist"), await world.user("Bob Rye")
    await asyncio.gather(
        *(tell(world, str(bob.id), ada, message=f"a{turn}") for turn in range(5)),
        *(tell(world, str(ada.id), bob, message=f"b{turn}") for turn in range(5)),
    )
    page = await read(world, f"/v2/user/{bob.id}/history/latest", await world.token(ada))
    assert sorted(texts(page)) == sorted(
        [f"a{turn}" for turn in range(5)] + [f"b{turn}" for turn in range(5)]
    )


async def test_html_is_made_safe_and_marked(world: World) -> None:
    await tell(world, str(world.owner.id), message="<b>x</b><script>y</script>", message_format="html")
    (entry,) = (await read(world, f"/v2/user/{world.owner.id}/history"))["items"]
    assert (entry["message"], entry["message_format"]) == ("<b>x</b>", "html")


async def test_text_is_kept_as_it_was(world: World) -> None:
    await tell(world, str(world.owner.id), message="<b>x</b> & 😀", notify="true")
    (entry,) = (await read(world, f"/v2/user/{world.owner.id}/history"))["items"]
    assert entry["message"] == "<b>x</b> & 😀"
    assert "message_format" not in entry


async def test_a_text_body_is_the_message(world: World) -> None:
    headers = {**await world.token(), "Content-Type": "text/plain"}
    path = f"/v2/user/{world.owner.id}/message"
    assert (await world.http.post(path, content="plain & simple", headers=headers)).status_code == 204
    assert texts(await read(world, f"/v2/user/{world.owner.id}/history")) == ["plain & simple"]


async def test_a_bad_message_is_refused(world: World) -> None:
    headers = await world.token()
    for body in ({}, {"message": ""}, {"message": "x" * 10_001}, {"message": "x", "message_format": "rtf"}):
        response = await world.http.post(f"/v2/user/{world.owner.id}/message", json=body, headers=headers)
        assert response.status_code == 400


async def test_who_is_deleted_or_was_never_there_cannot_be_written_to(world: World) -> None:
    gone = await world.user(is_deleted=True)
    for ref in (str(gone.id), gone.email, "4711", "@Nobody", "nobody@example.com"):
        response = await world.http.post(
            f"/v2/user/{ref}/message", json={"message": "x"}, headers=await world.token()
        )
        assert response.status_code == 404
        assert response.json()["error"]["message"] == f"User {ref} not found"


async def test_people_of_another_group_are_not_there(world: World) -> None:
    _, stranger = await world.group("Elsewhere")
    response = await world.http.post(
        f"/v2/user/{stranger.id}/message", json={"message": "x"}, headers=await world.token()
    )
    assert response.status_code == 404


async def test_one_message_of_a_chat(world: World) -> None:
    ada = await world.user("Ada Quist")
    await tell(world, str(ada.id), message="hi")
    (entry,) = (await read(world, f"/v2/user/{ada.id}/history/latest"))["items"]
    one = await read(world, f"/v2/user/{ada.id}/history/{entry['id']}")
    assert one == {"message": entry}
    for headers, other in (
        (await world.token(ada), ada),
        (await world.addon_token(Scope.VIEW_MESSAGES), ada),
        (await world.token(), world.owner),
    ):
        response = await world.http.get(f"/v2/user/{other.id}/history/{entry['id']}", headers=headers)
        assert response.status_code == 404


async def test_a_deleted_persons_messages_stay_readable(world: World) -> None:
    ada = await world.user("Ada Quist")
    await tell(world, str(ada.id), message="hi")
    response = await world.http.delete(f"/v2/user/{ada.id}", headers=await world.token())
    assert response.status_code == 204
    assert texts(await read(world, f"/v2/user/{ada.id}/history")) == ["hi"]


async def test_a_chat_is_no_room(world: World) -> None:
    await tell(world, str(world.owner.id), message="hi")
    for chat_id in range(1, 4):
        response = await world.http.get(f"/v2/room/{chat_id}/history", headers=await world.token())
        assert response.status_code == 404
