"""The group: reading it, and making one."""

from chinwag.groups.service import create_group, get_first_group, set_owner, subdomain_of
from tests.world import World


async def test_people_see_their_own_group_with_its_owner(world: World) -> None:
    token = await world.token()

    group = (await world.http.get(f"/v2/group/{world.group_id}?expand=owner", headers=token)).json()

    assert (group["id"], group["name"], group["subdomain"]) == (world.group_id, "Quayside", "quayside")
    assert group["owner"]["email"] == world.owner.email


async def test_the_unexpanded_group_has_the_form_of_the_reference(world: World) -> None:
    response = await world.http.get(f"/v2/group/{world.group_id}", headers=await world.token())

    assert response.status_code == 200
    assert response.json()["owner"]["id"] == world.owner.id


async def test_another_group_is_missing(world: World) -> None:
    other, _ = await world.group("Elsewhere")
    token = await world.token()

    for path in (f"/v2/group/{other}", f"/v2/group/{other}/statistics", "/v2/group/x"):
        assert (await world.http.get(path, headers=token)).status_code == 404


async def test_statistics_count_the_people_of_the_group(world: World) -> None:
    await world.user("Bo Tamm")
    await world.user("Gil Visitor", is_guest=True)
    await world.user("Di Gone", is_deleted=True)
    await world.group("Elsewhere")

    answer = await world.http.get(f"/v2/group/{world.group_id}/statistics", headers=await world.token())

    assert answer.json()["users"] == 2


async def test_a_user_can_be_shown_with_their_group(world: World) -> None:
    url = f"/v2/user/{world.owner.id}?expand=group"

    user = (await world.http.get(url, headers=await world.token())).json()

    assert user["group"]["subdomain"] == "quayside"


async def test_a_new_group_gets_its_owner_later_and_is_not_the_first(world: World) -> None:
    async with world.app.services.db.begin() as tx:
        group = await create_group(tx, "Übersee & Söhne")
        owned = await set_owner(tx, group, world.owner.id, name="Übersee")
        first = await get_first_group(tx)

    assert (group.owner_id, group.subdomain) == (None, "ubersee-sohne")
    assert (owned.owner_id, owned.name, owned.id) == (world.owner.id, "Übersee", group.id)
    assert first is not None
    assert first.id == world.group_id


def test_a_name_without_latin_letters_still_has_a_subdomain() -> None:
    assert subdomain_of("会社") == "group"
