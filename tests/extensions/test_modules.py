"""Modules of add-ons: checked as the schema says, kept as sent, seen by their add-on alone."""

import asyncio
from typing import Any

import pytest
import sqlalchemy as sa

from chinwag.db.statements import statement
from chinwag.db.tables import extensions
from chinwag.scopes import Scope
from tests.contract.calls_extensions import MODULES, SEGMENTS
from tests.world import World

_DECLARE = statement(sa.update(extensions).values(is_declared=sa.true()))


def path_of(kind: str, room: object = None, key: str | None = None) -> str:
    place = "" if room is None else f"/room/{room}"
    return f"/v2{place}/extension/{SEGMENTS.get(kind, kind)}/{key or MODULES[kind]['key']}"


async def put(world: World, headers: dict[str, str], kind: str, room: object = None, **fields: Any) -> Any:
    body = {**MODULES[kind], **fields}
    body = {name: value for name, value in body.items() if value is not ...}
    key = body["key"] if isinstance(body.get("key"), str) else None
    return await world.http.put(path_of(kind, room, key), headers=headers, json=body)


@pytest.mark.parametrize("kind", MODULES)
async def test_a_module_comes_back_as_it_was_sent(world: World, kind: str) -> None:
    room, addon = await world.room("Engine Room"), await world.addon_token()
    for place in (room.id, None):
        made = await put(world, addon, kind, place)
        assert (made.status_code, made.json()["key"]) == (201, MODULES[kind]["key"])
        assert made.headers["Location"].endswith(path_of(kind, place))
        shown = (await world.http.get(path_of(kind, place), headers=addon)).json()
        assert shown.pop("links")["self"].endswith(path_of(kind, place))
        assert shown == MODULES[kind]
    assert (await world.http.delete(path_of(kind, room.id), headers=addon)).status_code == 204
    assert (await world.http.get(path_of(kind, room.id), headers=addon)).status_code == 404
    assert (await world.http.get(path_of(kind), headers=addon)).status_code == 200


async def test_unknown_fields_are_kept_where_the_schema_is_open(world: World) -> None:
    addon = await world.addon_token()
    await put(world, addon, "glance", extra={"deep": [1]}, links={"self": "https://elsewhere.example.com"})
    shown = (await world.http.get(path_of("glance"), headers=addon)).json()
    assert shown["extra"] == {"deep": [1]}
    assert shown["links"]["self"].endswith(path_of("glance"))
    await put(world, addon, "dialog", extra=1)
    assert "extra" not in (await world.http.get(path_of("dialog"), headers=addon)).json()


_LONG = {"value": "x" * 101}


WRONG: list[tuple[str, dict[str, Any], str, str]] = [
        ("glance", {"name": "Deploys"}, "name", "is not of type 'object'"),
        ("glance", {"name": {"value": ""}}, "name.value", "greater than or equal to 1"),
        ("glance", {"name": _LONG}, "name.value", "less than or equal to 100"),
        ("glance", {"name": {"value": "x", "de": "y"}}, "name.de", "Known are: value, i18n"),
        ("glance", {"icon": {"url": "https://a.example.com"}}, "icon.url@2x", "is missing"),
        ("glance", {"icon": {"url": "data:image/png,x", "url@2x": "x"}}, "icon.url", "an absolute URL"),
        ("glance", {"queryUrl": "javascript:alert(1)"}, "queryUrl", "an absolute URL"),
        ("glance", {"queryUrl": "https://u:p@a.example.com/"}, "queryUrl", "an absolute URL"),
        ("glance", {"queryUrl": "https://{x}.example.com/"}, "queryUrl", "an absolute URL"),
        ("glance", {"weight": "heavy"}, "weight", "is not of type 'integer'"),
        ("glance", {"target": {"options": {}}}, "target.key", "is missing"),
        ("glance", {"conditions": [{"invert": True}]}, "conditions[0]", "a condition"),
        ("glance", {"conditions": [{"type": "and"}]}, "conditions[0]", "a group"),
        ("glance", {"conditions": [{"type": "or", "conditions": []}]}, "conditions[0].conditions", "at least 1"),
        ("glance", {"conditions": [{"type": "xor", "conditions": [{"condition": "x"}]}]}, "conditions[0].type", "does"),
        ("web_panel", {"location": "hipchat.sidebar.left"}, "location", "hipchat.sidebar.right"),
        ("web_panel", {"url": "//a.example.com/x"}, "url", "an absolute URL"),
        ("web_panel", {"authentication": "basic"}, "authentication", "['jwt', 'none']"),
        ("dialog", {"title": ...}, "title", "is missing"),
        ("dialog", {"options": {"size": "huge"}}, "options.size", "xlarge"),
        ("dialog", {"options": {"size": {"width": "4em", "height": "5px"}}}, "options.size.width", "(px|%)"),
        ("dialog", {"options": {"secondaryActions": [{"key": "x"}]}}, "options.secondaryActions[0].name", "is missing"),
        ("dialog", {"options": {"style": "loud"}}, "options.style", "warning"),
        ("action", {"target": ...}, "target", "is missing"),
        ("action", {"location": "hipchat.sidebar.right"}, "location", "hipchat.message.action"),
        ("external_page", {"url": ...}, "url", "is missing"),
        ("external_page", {"key": "k" * 41}, "key", "40"),
        ("external_page", {"key": "no blanks"}, "key", "regular expression"),
    ]  # fmt: skip


@pytest.mark.one_engine
async def test_an_error_names_the_field_and_what_is_allowed(world: World) -> None:
    addon = await world.addon_token()
    for kind, fields, field, words in WRONG:
        answer = await put(world, addon, kind, **fields)
        error = answer.json()["error"]
        assert (answer.status_code, error.get("field")) == (400, field), error
        assert words in error["message"]
        assert (await world.http.get(path_of(kind), headers=addon)).status_code == 404


@pytest.mark.one_engine
async def test_groups_of_conditions_are_two_levels_deep(world: World) -> None:
    addon = await world.addon_token()
    simple = {"condition": "room_is_public"}
    one = {"type": "or", "conditions": [simple]}
    two = {"type": "And", "conditions": [one, simple]}
    three = {"type": "and", "conditions": [two]}
    assert (await put(world, addon, "glance", conditions=[two, one, simple])).status_code == 201
    answer = await put(world, addon, "glance", conditions=[three])
    assert answer.status_code == 400
    assert answer.json()["error"]["field"].startswith("conditions[0].conditions[0].conditions[0]")


@pytest.mark.one_engine
async def test_the_keys_must_agree_and_name_one_module_alone(world: World) -> None:
    addon = await world.addon_token()
    answer = await world.http.put(path_of("glance", key="other"), headers=addon, json=MODULES["glance"])
    assert answer.status_code == 400
    assert answer.json()["error"]["field"] == "key"
    assert (await put(world, addon, "dialog", key="same")).status_code == 201
    assert (await put(world, addon, "glance", key="same")).status_code == 409


async def test_a_module_too_large_to_keep_is_refused(world: World) -> None:
    addon = await world.addon_token()
    assert (await put(world, addon, "glance", extra="x" * 16_384)).status_code == 400
    deep: dict[str, Any] = {}
    for _ in range(500):
        deep = {"a": deep}
    assert (await put(world, addon, "glance", extra=deep)).status_code in {201, 400}
    raw = b'{"key":"site","url":"https://a.example.com/","zz":"\\ud800"}'
    answer = await world.http.put(path_of("external_page"), headers=addon, content=raw)
    assert answer.status_code == 400


async def test_modules_of_others_do_not_exist(world: World) -> None:
    room = await world.room("Engine Room")
    one, two = await world.addon_token(room=room), await world.addon_token()
    await put(world, one, "glance", room.id, weight=1)
    for verb in ("GET", "DELETE"):
        answer = await world.http.request(verb, path_of("glance", room.id), headers=two)
        assert (answer.status_code, answer.json()["error"]["message"]) == (404, "Glance status not found")
    assert (await put(world, two, "glance", room.id, weight=2)).status_code == 201
    assert (await world.http.get(path_of("glance", room.id), headers=one)).json()["weight"] == 1
    assert (await world.http.get(path_of("dialog", room.id, "status"), headers=one)).status_code == 404


async def test_people_and_tokens_without_the_scope_have_no_modules(world: World) -> None:
    room = await world.room("Engine Room")
    assert (await put(world, await world.token(), "glance", room.id)).status_code == 403
    weak = await world.addon_token(Scope.SEND_NOTIFICATION, room=room)
    assert (await put(world, weak, "glance", room.id)).status_code == 403
    odd = await world.room_token(room, Scope.ADMIN_ROOM)
    answer = await put(world, odd, "glance", room.id)
    assert (answer.status_code, "add-on" in answer.json()["error"]["message"]) == (403, True)


async def test_what_the_descriptor_declares_cannot_be_changed(world: World) -> None:
    addon = await world.addon_token()
    await put(world, addon, "glance")
    async with world.app.services.db.begin() as tx:
        await tx.run(_DECLARE)
    for answer in (
        await put(world, addon, "glance", weight=9),
        await world.http.delete(path_of("glance"), headers=addon),
    ):
        assert answer.status_code == 403
        assert "descriptor" in answer.json()["error"]["message"]


async def test_fifty_is_the_most_also_at_the_same_time(world: World) -> None:
    addon = await world.addon_token()
    puts = [put(world, addon, "external_page", key=f"page-{number}") for number in range(55)]
    answers = await asyncio.gather(*puts)
    assert sorted(answer.status_code for answer in answers) == [201] * 50 + [400] * 5
    assert (await put(world, addon, "external_page", key="page-1")).status_code in {201, 400}


async def test_a_race_of_puts_leaves_one_module(world: World) -> None:
    addon = await world.addon_token()
    answers = await asyncio.gather(*(put(world, addon, "glance", weight=weight) for weight in range(8)))
    assert len({answer.json()["id"] for answer in answers}) == 1
