"""What the client is told of the add-ons of a room, and how it opens their pages."""

from urllib.parse import urlsplit

import jwt
import pytest

from chinwag.scopes import Scope
from tests.accounts.browser import signed_in
from tests.extensions.board import HOST, MODULES, installed, query_of
from tests.world import World, bearer


async def test_the_modules_of_a_room_come_with_all_that_the_client_shows(world: World) -> None:
    room = await world.room("Engine Room")
    async with installed(world, room) as board:
        (addon,) = await board.extensions(room)
        modules = {module["key"]: module for module in addon.pop("modules")}
        assert addon == {
            "oauth_id": board.id,
            "key": "com.example.board",
            "name": "Board",
            "avatar_url": f"{HOST}/avatar.png",
            "room_id": room.id,
            "scopes": ["send_notification", "view_room"],
            "is_disabled": False,
        }
        assert list(modules)[:2] == ["again", "status"], "the lightest first"
        assert modules["status"] == {
            "kind": "glance",
            "key": "status",
            "full_key": "com.example.board:status",
            "name": "Status",
            "icon": {"url": f"{HOST}/i.png", "url2x": f"{HOST}/i2.png"},
            "weight": 5,
            "conditions": [{"condition": "room_is_public"}],
            "location": None,
            "target": {"key": "board", "options": None},
            "has_query": False,
            "options": None,
            "content": None,
        }
        assert modules["again"]["target"] == {"key": "retry", "options": {"size": "large"}}
        assert modules["again"]["location"] == "hipchat.message.action"
        assert (modules["retry"]["name"], modules["retry"]["options"]) == ("Retry?", {"size": "small"})
        assert modules["site"]["name"] == "site"
        assert modules["configurable"]["kind"] == "configurable"
        assert HOST not in str([module for module in modules.values() if module["key"] != "status"]), (
            "addresses are told when a page is opened"
        )


async def test_an_addon_of_the_group_is_in_all_rooms_and_one_of_a_room_in_no_other(world: World) -> None:
    room, other = await world.room("Engine Room"), await world.room("Galley")
    async with installed(world, room) as board:
        assert await board.extensions(other) == []
        async with installed(world, None, "com.example.global") as everywhere:
            assert [addon["key"] for addon in await board.extensions(room)] == [
                "com.example.board",
                "com.example.global",
            ]
            (addon,) = await everywhere.extensions(other)
            assert (addon["oauth_id"], addon["room_id"]) == (everywhere.id, None)


async def test_a_page_is_opened_with_its_values_and_a_jwt_for_the_room(world: World) -> None:
    room = await world.room("Engine Room")
    ada = await world.user("Ada Quist")
    async with installed(world, room) as board, signed_in(world, ada) as page:
        values = {"room": {"name": "Engine Room & more/.."[:18]}, "message": {"mid": "a#b"}}
        answer = await board.open(room, "webPanel", "board", page, values=values, theme="dark")
        assert answer.status_code == 200, answer.text
        url = answer.json()["url"]
        assert url.startswith(f"{HOST}/board/Engine%20Room%20%26%20more?of=a%23b&signed_request=")
        query = query_of(url)
        assert (query["theme"], query["connect_client_api_version"]) == ("dark", "1")
        claims = board.claims(query["signed_request"])
        assert (claims["iss"], claims["sub"], claims["prn"]) == (board.id, str(ada.id), str(ada.id))
        assert claims["context"] == {"room_id": room.id, "user_tz": "UTC"}
        assert claims["exp"] - claims["iat"] == 3600
        assert "aud" not in claims


async def test_a_page_that_wants_no_jwt_gets_none(world: World) -> None:
    room = await world.room("Engine Room")
    async with installed(world, room) as board:
        url = (await board.open(room, "webPanel", "plain")).json()["url"]
        assert query_of(url) == {
            "connect_client_api_version": "1",
            "theme": "light",
            "xdmhost": "http://chat.test",
        }


async def test_an_external_page_keeps_its_fragment_and_has_no_theme(world: World) -> None:
    room = await world.room("Engine Room")
    async with installed(world, room) as board:
        answer = await board.open(room, "externalPage", "site", values={"message": {"mid": "x y"}})
        parts = urlsplit(answer.json()["url"])
        assert parts.fragment == "x%20y"
        assert set(query_of(answer.json()["url"])) == {"signed_request", "connect_client_api_version"}


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("glance", "status"),
        ("action", "again"),
        ("dialog", "board"),
        ("webPanel", "none"),
        ("adminPage", "adminPage"),
    ],
)
async def test_only_pages_are_opened(world: World, kind: str, key: str) -> None:
    room = await world.room("Engine Room")
    async with installed(world, room) as board:
        assert (await board.open(room, kind, key)).status_code == 404


async def test_a_page_asks_for_a_fresh_jwt(world: World) -> None:
    room = await world.room("Engine Room")
    async with installed(world, room) as board:
        first = (await board.token(room)).json()
        second = (await board.token(room)).json()
        claims = board.claims(first["token"])
        assert (claims["iss"], claims["context"]["room_id"], claims["exp"]) == (
            board.id,
            room.id,
            first["expires_at"],
        )
        assert first["token"] != second["token"]
        assert (await board.token(room, "nothing")).status_code == 404


async def test_guests_are_shown_nothing_and_open_nothing(world: World) -> None:
    room = await world.room("Engine Room")
    guest = await world.user("Kay Visitor", is_guest=True)
    await world.member(room, guest)
    async with installed(world, room) as board, signed_in(world, guest) as page:
        assert await board.extensions(room, page) == []
        for answer in (
            await board.open(room, "webPanel", "board", page),
            await board.token(room, page=page),
            await board.query(room, page=page),
        ):
            assert answer.status_code == 403


async def test_who_may_not_see_the_room_is_told_that_there_is_none(world: World) -> None:
    room = await world.room("Vault", private=True)
    stranger = await world.user("Sly Stranger")
    async with installed(world, room) as board, signed_in(world, stranger) as page:
        assert (await page.get(f"/api/room/{room.id}/extensions")).status_code == 404
        for answer in (
            await board.open(room, "webPanel", "board", page),
            await board.token(room, page=page),
            await board.query(room, page=page),
        ):
            assert answer.status_code == 404


async def test_an_addon_of_another_room_cannot_be_opened_here(world: World) -> None:
    room, other = await world.room("Engine Room"), await world.room("Galley")
    async with installed(world, room) as board:
        assert (await board.open(other, "webPanel", "board")).status_code == 404
        assert (await board.token(other)).status_code == 404


async def test_the_module_of_one_addon_is_not_that_of_another(world: World) -> None:
    room = await world.room("Engine Room")
    async with (
        installed(world, room) as board,
        installed(world, room, "com.example.bare", webPanel=[], dialog=[]) as bare,
    ):
        assert (await board.open(room, "dialog", "retry")).status_code == 200
        assert (await bare.open(room, "dialog", "retry")).status_code == 404
        assert (await bare.token(room, "retry")).status_code == 404


async def test_an_addon_gets_no_jwt_of_another_with_a_persons_token(world: World) -> None:
    room = await world.room("Engine Room")
    async with installed(world, room) as board:
        other = await world.client(room=room)
        raw = await world.raw_token(
            "user", frozenset({Scope.VIEW_ROOM}), user_id=world.owner.id, client_id=other.id
        )
        headers = {"Authorization": f"Bearer {raw}"}
        path = f"/api/room/{room.id}/extension/{board.id}"
        opened = await world.http.post(f"{path}/webPanel/board/open", headers=headers, json={})
        token = await world.http.post(f"{path}/token", headers=headers, json={"key": "board"})
        assert (opened.status_code, token.status_code) == (403, 403)
        own = await world.raw_token("personal", frozenset({Scope.VIEW_ROOM}), user_id=world.owner.id)
        again = await world.http.post(
            f"{path}/token", headers={"Authorization": f"Bearer {own}"}, json={"key": "board"}
        )
        assert again.status_code == 200


async def test_a_disabled_addon_is_listed_without_modules_and_not_opened(world: World) -> None:
    room = await world.room("Engine Room")
    async with installed(world, room) as board:
        assert (await board.page.send("POST", f"/api/addon/{board.id}/disable")).status_code == 204
        (addon,) = await board.extensions(room)
        assert (addon["is_disabled"], addon["modules"]) == (True, [])
        assert (await board.open(room, "webPanel", "board")).status_code == 403
        assert (await board.token(room)).status_code == 403
        assert (await board.query(room)).status_code == 403
        await board.page.send("POST", f"/api/addon/{board.id}/enable")
        assert (await board.open(room, "webPanel", "board")).status_code == 200


async def test_an_addon_for_a_newer_client_is_shown_as_disabled(world: World) -> None:
    room = await world.room("Engine Room")
    async with installed(world, room) as board:
        board.addon.descriptor["apiVersion"] = "1:2"
        await board.page.send("POST", f"/api/addon/{board.id}/update", {})
        (addon,) = await board.extensions(room)
        assert (addon["is_disabled"], addon["modules"]) == (True, [])
        assert (await board.open(room, "webPanel", "board")).status_code == 403


async def test_the_narrowest_push_is_what_a_person_sees(world: World) -> None:
    room = await world.room("Engine Room")
    ada = await world.user("Ada Quist")
    async with installed(world, None) as board, signed_in(world, ada) as page:
        for path, text in {
            f"/v2/addon/ui/user/{ada.id}": "ada",
            "/v2/addon/ui": "all",
            f"/v2/addon/ui/room/{room.id}": "room",
        }.items():
            update = {"key": "status", "content": {"label": {"type": "html", "value": text}}}
            answer = await world.http.post(path, headers=board.addon.bearer, json={"glance": [update]})
            assert answer.status_code == 204, answer.text

        async def shown(who: object) -> str:
            (addon,) = await board.extensions(room, page if who is ada else board.page)
            (glance,) = [module for module in addon["modules"] if module["kind"] == "glance"]
            return str(glance["content"]["label"]["value"])

        assert (await shown(ada), await shown(world.owner)) == ("ada", "room")


@pytest.mark.parametrize("allows_room_admins", [False, True])
async def test_the_configuration_page_is_for_admins(world: World, allows_room_admins: bool) -> None:
    ada, bo = await world.user("Ada Quist"), await world.user("Bo Reader")
    room = await world.room("Engine Room", owner=ada)
    page = {**MODULES["configurable"], "allowAccessToRoomAdmins": allows_room_admins}
    async with (
        installed(world, None, configurable=page) as board,
        signed_in(world, ada) as admin,
        signed_in(world, bo) as reader,
    ):
        answers = [
            (await board.open(room, "configurable", "configurable", who)).status_code
            for who in (board.page, admin, reader)
        ]
        assert answers == [200, 200 if allows_room_admins else 404, 404]
        tokens = [
            (await board.token(room, "configurable", who)).status_code for who in (board.page, admin, reader)
        ]
        assert tokens == answers
        listed = [
            any(
                module["kind"] == "configurable"
                for module in (await board.extensions(room, who))[0]["modules"]
            )
            for who in (board.page, admin, reader)
        ]
        assert listed == [True, allows_room_admins, False]
        weak = await world.token(ada, Scope.VIEW_ROOM)
        path = f"/api/room/{room.id}/extension/{board.id}/configurable/configurable/open"
        assert (await world.http.post(path, headers=weak, json={})).status_code == 404


async def test_the_jwt_of_one_addon_is_worth_nothing_to_another(world: World) -> None:
    room = await world.room("Engine Room")
    async with installed(world, room) as board, installed(world, room, "com.example.other") as other:
        token = (await board.token(room)).json()["token"]
        assert board.claims(token)["iss"] == board.id
        with pytest.raises(jwt.InvalidSignatureError):
            other.claims(token)


async def test_a_page_of_an_addon_without_a_descriptor_is_signed_too(world: World) -> None:
    room = await world.room("Engine Room")
    client = await world.client(Scope.ADMIN_ROOM, room=room)
    raw = await world.raw_token("addon", frozenset({Scope.ADMIN_ROOM}), client_id=client.id, room_id=room.id)
    path = f"/v2/room/{room.id}/extension/dialog/start"
    module = {"key": "start", "title": {"value": "Start"}, "url": f"{HOST}/start"}
    assert (await world.http.put(path, headers=bearer(raw), json=module)).status_code == 201
    async with signed_in(world) as page:
        answer = await page.send("POST", f"/api/room/{room.id}/extension/{client.id}/dialog/start/open", {})
        token = query_of(answer.json()["url"])["signed_request"]
        assert (
            jwt.decode(
                token, client.secret, algorithms=["HS256"], options={"verify_exp": False, "verify_iat": False}
            )["iss"]
            == client.id
        )
