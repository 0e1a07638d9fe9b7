"""What the pages under /docs show was really answered, and is not older than the code."""

import json
from pathlib import Path
from typing import Any

import pytest

from chinwag.app import collect_endpoints, collect_operations
from chinwag.reference.document import reference_document
from chinwag.settings import Settings
from scripts.write_reference import FOLDER
from tests.reference.examples import make_examples, plays
from tests.reference.facts import make_facts
from tests.world import World

Json = dict[str, Any]
DOCUMENT = reference_document(
    collect_operations(collect_endpoints()), Settings(public_url="http://chat.test")
)
ADVICE = "call `make docs` and commit chinwag/reference"
WITHOUT = {"get_openapi"}
"""Methods without an example: the document cannot hold itself."""


def operations() -> dict[str, Json]:
    return {told["operationId"]: told for item in DOCUMENT["paths"].values() for told in item.values()}


@pytest.mark.slow
async def test_examples_are_what_the_methods_answer_now(tmp_path: Path) -> None:
    stored = json.loads((FOLDER / "examples.json").read_text(encoding="utf-8"))
    made = await make_examples(tmp_path)
    stale = [name for name in made.keys() | stored.keys() if made.get(name) != stored.get(name)]
    assert sorted(stale) == [], ADVICE


def test_facts_are_what_the_reference_of_hipchat_says() -> None:
    assert json.loads((FOLDER / "facts.json").read_text(encoding="utf-8")) == make_facts(), ADVICE


@pytest.mark.parametrize(
    "name", sorted(name for name, told in operations().items() if "x-same-as" not in told)
)
def test_a_method_has_an_example(name: str) -> None:
    assert ("x-example" in operations()[name]) != (name in WITHOUT), (
        "say in tests/reference/own_calls.py how it is called, then `make docs`"
    )


def test_an_example_has_the_status_that_its_method_promises() -> None:
    for name, operation in operations().items():
        if "x-example" in operation:
            assert str(operation["x-example"]["response"]["status"]) in operation["responses"], name


def test_no_example_stands_for_a_method_that_is_gone() -> None:
    extra = {"auth_test", "paging", "expansion"}
    told = {name for name in plays() if name not in extra and not name.startswith("error_")}
    assert told <= operations().keys()


async def test_examples_carry_the_address_of_the_server_that_shows_them(world: World) -> None:
    answer = await world.http.get("/api/openapi.json")
    assert "chat.example.com" not in answer.text
    sent = answer.json()["paths"]["/v2/room"]["post"]["x-example"]
    assert sent["response"]["headers"]["Location"].startswith("http://chat.test/v2/room/")


async def test_no_example_holds_a_real_secret() -> None:
    """Every token and password is a fixed value: two runs agree, though their secrets are drawn by lot."""
    text = (FOLDER / "examples.json").read_text(encoding="utf-8")
    assert "chat.test" not in text


async def test_the_document_is_sent_packed_to_who_can_unpack_it(world: World) -> None:
    packed = await world.http.get("/api/openapi.json", headers={"Accept-Encoding": "gzip"})
    plain = await world.http.get("/api/openapi.json", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert int(packed.headers["content-length"]) * 5 < int(plain.headers["content-length"])
    assert packed.json() == plain.json()
