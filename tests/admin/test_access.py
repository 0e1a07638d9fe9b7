"""Nobody but a group's admins reaches anything below /api/admin, with any token; they reach their own group alone."""

from typing import Any

import pytest

from chinwag.app import collect_endpoints
from chinwag.http.endpoint import Endpoint
from chinwag.scopes import PERSONAL_SCOPES, Scope
from tests.accounts.browser import signed_in
from tests.world import World, bearer

ENDPOINTS = [one for one in collect_endpoints() if one.path.startswith("/api/admin/")]
BODIES: dict[str, Any] = {
    "create_group_token": {"kind": "v1_admin", "label": "x"},
    "create_invitation": {"email": "new@example.com", "name": "New"},
    "add_person": {"name": "New", "email": "new@example.com"},
    "set_role": {"role": "admin"},
    "sign_person_out": {"tokens": True},
    "change_room_as_admin": {"is_archived": True},
    "change_group_settings": {"name": "Taken over"},
    "set_permissions": {"create_rooms": "admins"},
    "set_limits": {"flood_limit": 1},
}
"""A sound body for every method that has one: what is refused here is the caller."""

by_id = pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.id)


def body_of(endpoint: Endpoint) -> Any:
    if endpoint.body is None:
        return None
    assert endpoint.id in BODIES, f"say in BODIES how {endpoint.id} is called"
    return BODIES[endpoint.id]


async def path_of(world: World, endpoint: Endpoint) -> str:
    """The path, with a room, a person and a token that are there."""
    room = await world.room("Bridge")
    peer = await world.user("Otto Peer")
    await world.raw_token("v1_admin", frozenset(), label="Old script")
    return endpoint.path.format(room=room.id, user=peer.id, id=1, email="waiting@example.com")


async def ask(world: World, endpoint: Endpoint, headers: dict[str, str], path: str) -> Any:
    return await world.http.request(endpoint.method, path, json=body_of(endpoint), headers=headers)


@pytest.fixture
async def callers(world: World) -> dict[str, dict[str, str]]:
    """Everybody who may not, by what they are."""
    person = await world.user("Pia Person")
    moderator = await world.user("Mo Derator", role="moderator")
    guest = await world.user("Gus Guest", is_guest=True)
    gone = await world.user("Former Admin", role="admin", is_deleted=True)
    room = await world.room("Kiln")
    admin = await world.user("Ana Admin", role="admin")
    return {
        "a person with all scopes": await world.token(person),
        "a moderator": await world.token(moderator),
        "a guest": await world.token(guest),
        "a deleted admin": await world.token(gone),
        "a room token": await world.room_token(room),
        "a room add-on": await world.addon_token(room=room),
        "an admin without the scope": await world.token(
            admin, *(PERSONAL_SCOPES - {Scope.ADMIN_GROUP, Scope.VIEW_GROUP})
        ),
        "a token of API v1": bearer(await world.raw_token("v1_admin", frozenset(), label="v1")),
        "an expired token": bearer(
            await world.raw_token("personal", PERSONAL_SCOPES, user_id=admin.id, expires_in_s=-5)
        ),
        "nobody": {},
    }


def test_every_method_of_admins_is_for_signed_in_people_or_needs_a_scope() -> None:
    assert len(ENDPOINTS) > 15
    for endpoint in ENDPOINTS:
        assert endpoint.is_session_only or endpoint.scopes_any, endpoint.id
        assert not endpoint.is_public, endpoint.id
        assert not endpoint.for_guests, endpoint.id


@by_id
async def test_whoever_is_no_admin_is_refused(
    world: World, callers: dict[str, dict[str, str]], endpoint: Endpoint
) -> None:
    path = await path_of(world, endpoint)
    for who, headers in callers.items():
        answer = await ask(world, endpoint, headers, path)
        expected = (
            401 if who in {"nobody", "a deleted admin", "a token of API v1", "an expired token"} else 403
        )
        assert answer.status_code == expected, (who, answer.text)
        assert answer.json()["error"]["message"], who


@by_id
async def test_a_person_who_is_signed_in_is_refused_unless_admin(world: World, endpoint: Endpoint) -> None:
    path = await path_of(world, endpoint)
    async with signed_in(world, await world.user("Pia Person")) as page:
        answer = await page.send(endpoint.method, path, body_of(endpoint))
    assert answer.status_code == 403, answer.text


@by_id
async def test_an_admin_of_another_group_changes_nothing_here(world: World, endpoint: Endpoint) -> None:
    path = await path_of(world, endpoint)
    other_id, other = await world.group("Ropewalk")
    token = bearer(await world.raw_token("personal", PERSONAL_SCOPES, user_id=other.id, group_id=other_id))
    before = await fingerprint(world)

    answer = await ask(world, endpoint, token, path)

    if "{" in endpoint.path:
        assert answer.status_code in {403, 404}, answer.text
    assert "Bridge" not in answer.text
    assert "Otto Peer" not in answer.text
    assert "Quayside" not in answer.text
    assert await fingerprint(world) == before


async def fingerprint(world: World) -> list[Any]:
    """What the first group's owner sees of it."""
    token = await world.token()
    seen = [
        (await world.http.get(path, headers=token)).json()
        for path in ("/api/admin/group", "/api/admin/permissions", "/api/admin/limits", "/api/admin/room")
    ]
    people = (await world.http.get("/api/admin/user?max-results=500", headers=token)).json()["items"]
    return [*seen, [(one["id"], one["role"], one["is_deactivated"]) for one in people]]
