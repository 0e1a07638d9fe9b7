"""What a new password, a sign-out everywhere and a deactivation end: all that somebody could come in by again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from chinwag.accounts.service import make_setup_link
from chinwag.scopes import Scope
from tests.accounts.browser import PASSWORD, Browser, browser, signed_in, with_password
from tests.guests.coming import guest, open_to_guests
from tests.oauth.flow import allow, exchange
from tests.oauth.test_authorization_code import installed
from tests.realtime.sockets import listening
from tests.world import BASE, MadeUser, World

NEW = {"name": "Ann Otter", "password": "a long password"}
End = Callable[[World, Browser, MadeUser], Awaitable[Any]]


async def link_for(world: World, user: MadeUser) -> str:
    """A one-time link, as the server's command line makes it."""
    async with world.app.services.db.begin() as tx:
        return f"/api/setup/{await make_setup_link(tx, user.id, now=world.clock.steady())}"


async def invitation(world: World, email: str, by: dict[str, str] | None = None) -> str:
    """An invitation to an address: the path of its link."""
    answer = await world.http.post(
        "/api/admin/invitation",
        json={"email": email, "name": "Ann Otter"},
        headers=by or await world.token(),
    )
    assert answer.status_code == 201, answer.text
    link: str = answer.json()["link"]
    return f"/api/invitation/{link.rpartition('/')[2]}"


async def _changes_password(world: World, page: Browser, user: MadeUser) -> Any:
    return await page.send("PUT", "/api/account/password", {"old": PASSWORD, "new": "another horse"})


async def _gets_password(world: World, page: Browser, user: MadeUser) -> Any:
    body = {"name": user.name, "email": user.email, "mention_name": user.mention_name}
    return await world.http.put(
        f"/v2/user/{user.id}", json={**body, "password": "another horse"}, headers=await world.token()
    )


async def _uses_a_link(world: World, page: Browser, user: MadeUser) -> Any:
    path = await link_for(world, user)
    async with browser(world) as other:
        return await other.send("POST", path, {"password": "another horse"})


async def _is_signed_out(world: World, page: Browser, user: MadeUser) -> Any:
    return await world.http.post(f"/api/admin/user/{user.id}/sign-out", headers=await world.token())


async def _is_deactivated(world: World, page: Browser, user: MadeUser) -> Any:
    return await world.http.post(f"/api/admin/user/{user.id}/deactivate", headers=await world.token())


@pytest.mark.parametrize(
    "end", [_changes_password, _gets_password, _uses_a_link, _is_signed_out, _is_deactivated]
)
async def test_sessions_sockets_and_one_time_links_end_together(world: World, port: int, end: End) -> None:
    ada = await with_password(world)
    forgotten = await link_for(world, ada)
    async with signed_in(world, ada) as elsewhere, browser(world) as page:
        assert (await page.sign_in(ada.email)).status_code == 200
        cookie = {"Cookie": f"chinwag_session={elsewhere.session_cookie}"}
        async with listening(port, cookie, origin=BASE) as socket:
            done = await end(world, page, ada)
            assert done.status_code < 300, done.text
            assert await socket.end() == 4401
        assert not (await elsewhere.open())["signed_in"]
        assert (await page.open())["signed_in"] is (end is _changes_password)
    async with browser(world) as finder:
        assert (await finder.get(forgotten)).status_code == 404
        assert (await finder.send("POST", forgotten, {"password": "stolen horse"})).status_code == 404


async def test_a_link_from_before_is_dead_for_who_comes_back(world: World) -> None:
    ada = await world.user()
    forgotten = await link_for(world, ada)
    async with signed_in(world) as admin:
        assert (await admin.send("POST", f"/api/admin/user/{ada.id}/deactivate")).status_code == 204
        assert (await admin.send("POST", f"/api/admin/user/{ada.id}/reactivate")).status_code == 200
    assert (await world.http.get(forgotten)).status_code == 404


async def test_a_code_that_was_on_its_way_becomes_no_token_after_the_tokens_ended(world: World) -> None:
    ada = await world.user()
    client = await installed(world)
    async with signed_in(world, ada) as page:
        code = await allow(page, client)
    ended = await world.http.post(
        f"/api/admin/user/{ada.id}/sign-out", json={"tokens": True}, headers=await world.token()
    )
    assert ended.status_code == 200
    assert (await exchange(world, client, code)).status_code == 400


# ---- invitations


async def test_an_old_invitation_does_not_bring_back_who_came_and_was_deactivated(world: World) -> None:
    path = await invitation(world, "ann@example.com")
    made = await world.http.post(
        "/v2/user", json={"name": "Ann Otter", "email": "Ann@Example.com"}, headers=await world.token()
    )
    out = await world.http.delete(f"/v2/user/{made.json()['id']}", headers=await world.token())
    assert out.status_code == 204

    async with browser(world) as page:
        await page.open()
        refused = await page.send("POST", path, NEW)
    assert refused.status_code == 404
    assert "Ask for a new one" in refused.json()["error"]["message"]


async def test_only_the_word_of_an_admin_brings_somebody_back(world: World) -> None:
    """An invitation of a colleague that is older than the rule that takes it away, or escaped it."""
    from chinwag.db.statements import statement
    from chinwag.db.tables import invitations, users

    ada = await world.user(role="admin")
    path = await invitation(world, "ann@example.com", await world.token(ada))
    gone = await world.user("Ann", is_deleted=True)
    async with world.app.services.db.begin() as tx:
        await tx.run(statement(users.update().where(users.c.id == ada.id).values(role="user")))
        await tx.run(statement(invitations.update().values(email=gone.email, email_key=gone.email)))
        tx.forget("callers")
    async with browser(world) as page:
        await page.open()
        refused = await page.send("POST", path, NEW)
        assert refused.status_code == 403
        assert "Ask an admin" in refused.json()["error"]["message"]
        async with world.app.services.db.begin() as tx:
            await tx.run(statement(users.update().where(users.c.id == ada.id).values(role="admin")))
        back = await page.send("POST", path, NEW)
        assert back.json()["me"]["id"] == gone.id


async def test_who_leaves_does_not_come_in_by_an_invitation_of_their_own(world: World) -> None:
    ada = await world.user(role="admin")
    own = await invitation(world, "second@example.com", await world.token(ada))
    other = await invitation(world, "third@example.com")
    gone = await world.http.delete(f"/v2/user/{ada.id}", headers=await world.token())
    assert gone.status_code == 204
    assert (await world.http.get(own)).status_code == 404
    assert (await world.http.get(other)).status_code == 200
    (entry,) = [one for one in await _log(world) if one["action"] == "user deleted"]
    assert entry["details"]["invitations_ended"] == 1


# ---- guest links


@pytest.mark.parametrize("is_owner", [True, False])
async def test_who_leaves_does_not_come_back_as_a_guest_of_their_room(world: World, is_owner: bool) -> None:
    ada = await world.user()
    room = await world.room(owner=ada if is_owner else None)
    if not is_owner:
        await world.member(room, ada, is_admin=True)
    known = await open_to_guests(world, room, by=ada)
    other = await open_to_guests(world, await world.room("Harbour"))

    async with guest(world, known) as tilda:
        gone = await world.http.delete(f"/v2/user/{ada.id}", headers=await world.token())
        assert gone.status_code == 204
        assert (await tilda.get(f"/api/room/{room.id}/history")).status_code == 200, "who is in stays"

    assert (await world.http.get(f"/api/guest/{known}")).status_code == 404
    assert (await world.http.get(f"/api/guest/{other}")).status_code == 200
    access = await world.http.get(f"/api/room/{room.id}/guest-access", headers=await world.token())
    assert access.json()["is_on"]
    renewed = [one for one in await _log(world) if one["details"].get("guest_link") == "renewed"]
    assert [one["object"]["id"] for one in renewed] == [str(room.id)]


async def _log(world: World) -> list[dict[str, Any]]:
    answer = await world.http.get("/api/admin/audit", headers=await world.token())
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


# ---- the audit log


async def test_rights_over_rooms_and_their_guest_links_are_written_down(world: World) -> None:
    ada, ben = await world.user(), await world.user("Ben Lind")
    room = await world.room("Merger", private=True, members=(ada,))
    token = await world.token(None, Scope.ADMIN_ROOM, Scope.VIEW_ROOM, Scope.ADMIN_GROUP)
    there = f"/api/room/{room.id}"
    for verb, path, body in (
        ("PUT", f"{there}/admin/{ada.id}", None),
        ("PUT", f"{there}/admin/{ada.id}", None),
        ("DELETE", f"{there}/admin/{ada.id}", None),
        ("PUT", f"/v2/room/{room.id}/member/{ben.id}", {"room_roles": ["room_admin"]}),
        ("PUT", f"/v2/room/{room.id}/member/{ben.id}", {"room_roles": ["room_member"]}),
        ("PUT", f"{there}/guest-access", {"is_on": True}),
        ("PUT", f"{there}/guest-access", {"is_on": True, "renew": True}),
        ("PUT", f"{there}/guest-access", {"is_on": False}),
        ("PUT", f"{there}/settings", {"privacy": "public"}),
        ("PUT", f"{there}/admin/{ada.id}", None),
        ("DELETE", f"{there}/admin/{ada.id}", None),
        ("DELETE", f"/api/admin/room/{room.id}", None),
    ):
        done = await world.http.request(verb, path, json=body, headers=token)
        assert done.status_code < 300, (path, done.text)

    told = [
        (one["action"], one["object"]["name"], one["details"].get("guest_access"))
        for one in reversed(await _log(world))
    ]
    assert told == [
        ("room admin made", "Ada Quist", None),
        ("room admin removed", "Ada Quist", None),
        ("member added", "Ben Lind", None),
        ("room admin made", "Ben Lind", None),
        ("room admin removed", "Ben Lind", None),
        ("room updated", "Merger", True),
        ("room updated", "Merger", None),
        ("room updated", "Merger", False),
        ("room updated", "Merger", None),
        ("room admin made", "Ada Quist", None),
        ("room admin removed", "Ada Quist", None),
        ("room deleted", "Merger", None),
    ]
    assert {one["actor"]["id"] for one in await _log(world)} == {world.owner.id}
