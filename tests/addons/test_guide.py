"""The samples of the guide on add-ons are understood by the server."""

import json
import re
from pathlib import Path

import jwt

from chinwag.addons.descriptor import read_descriptor
from chinwag.webhooks.signing import make_jwt
from tests.world import World

PAGE = (Path(__file__).resolve().parents[2] / "docs/guide/addons.md").read_text("utf-8")


def sample(name: str) -> bytes:
    found = re.search(rf"```json {name}\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1].encode()


def test_the_descriptor_is_one() -> None:
    read = read_descriptor(sample("descriptor"))
    assert (len(read.modules), len(read.webhooks)) == (2, 1)


async def test_the_push_is_taken(world: World) -> None:
    addon = await world.addon_token()
    module = json.loads(sample("descriptor"))["capabilities"]["glance"][0]
    assert (
        await world.http.put("/v2/extension/glance/status", headers=addon, json=module)
    ).status_code == 201
    answer = await world.http.post("/v2/addon/ui", headers=addon, content=sample("push"))
    assert answer.status_code == 204


def test_the_claims_are_those_that_are_signed() -> None:
    token = make_jwt(secret="x" * 40, issuer="i", user_id=7, room_id=5, timezone="UTC", issued_at=1772366400)
    claims = jwt.decode(token, options={"verify_signature": False})
    told = json.loads(sample("claims"))
    assert told.keys() == claims.keys()
    assert {name: told[name] for name in ("sub", "prn", "iat", "exp")} == {
        name: claims[name] for name in ("sub", "prn", "iat", "exp")
    }
    assert told["context"].keys() == claims["context"].keys()
