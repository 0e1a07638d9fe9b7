"""The JSON Schema of descriptors: valid in both drafts, and it tells good from bad as the server does."""

from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from tests.addons.descriptors import FULL, MINIMAL
from tests.world import World

# How a descriptor is read: no statement of a database is under test.
pytestmark = pytest.mark.one_engine

DRAFTS = {"v4": jsonschema.Draft4Validator, "v2": jsonschema.Draft3Validator}


async def schema(world: World, draft: str) -> Any:
    answer = await world.http.get(f"/v2/capabilities/addon/schema?draft={draft}")
    assert answer.status_code == 200
    return answer.json()


@pytest.mark.parametrize("draft", DRAFTS)
async def test_each_draft_is_a_valid_schema(world: World, draft: str) -> None:
    given = await schema(world, draft)
    DRAFTS[draft].check_schema(given)
    assert f"draft-0{draft[1]}" in given["$schema"]
    assert "'null'" not in str(given)


async def test_the_older_draft_is_the_default_and_others_are_refused(world: World) -> None:
    bare = await world.http.get("/v2/capabilities/addon/schema")
    assert bare.json() == await schema(world, "v2")
    assert (await world.http.get("/v2/capabilities/addon/schema?draft=v3")).status_code == 400


@pytest.mark.parametrize("descriptor", [MINIMAL, FULL], ids=["minimal", "full"])
async def test_real_descriptors_are_valid(world: World, descriptor: dict[str, Any]) -> None:
    assert list(DRAFTS["v4"](await schema(world, "v4")).iter_errors(descriptor)) == []


@pytest.mark.parametrize(
    "change",
    [
        {"key": "with blank"},
        {"links": {}},
        {"vendor": {"name": "x", "url": "https://x.example.com", "more": 1}},
        {"apiVersion": "1"},
        {"capabilities": {"hipchatApiConsumer": {"scopes": ["everything"]}}},
        {"capabilities": {"webhook": [{"event": "room_exploded", "url": "https://x.example.com"}]}},
        {"capabilities": {"dialog": [{"key": "a", "url": "https://x.example.com"}]}},
    ],
    ids=str,
)
async def test_bad_descriptors_are_not(world: World, change: dict[str, Any]) -> None:
    assert list(DRAFTS["v4"](await schema(world, "v4")).iter_errors({**MINIMAL, **change})) != []
