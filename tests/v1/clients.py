"""Callers of API v1, as scripts of old are."""

from dataclasses import dataclass
from typing import Any

import httpx

from chinwag.v1.tokens import V1Type, make_v1_token
from tests.world import World


@dataclass(frozen=True)
class V1:
    """A script with a token."""

    world: World
    token: str

    async def get(self, method: str, **parameters: Any) -> httpx.Response:
        """Call a method with everything in the query."""
        return await self.world.http.get(
            f"/v1/{method}", params={"auth_token": self.token, **_named(parameters)}
        )

    async def post(self, method: str, **parameters: Any) -> httpx.Response:
        """Call a method with everything in a form."""
        return await self.world.http.post(
            f"/v1/{method}", data={"auth_token": self.token, **_named(parameters)}
        )

    async def got(self, method: str, **parameters: Any) -> Any:
        """What a GET answers, which must succeed."""
        return _ok(await self.get(method, **parameters))

    async def posted(self, method: str, **parameters: Any) -> Any:
        """What a POST answers, which must succeed."""
        return _ok(await self.post(method, **parameters))


def _named(parameters: dict[str, Any]) -> dict[str, Any]:
    return {name.removesuffix("_"): value for name, value in parameters.items()}


def _ok(answer: httpx.Response) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()


def error_of(answer: httpx.Response) -> tuple[int, str]:
    """Status and sentence of a refusal, whose body says the status twice more."""
    error = answer.json()["error"]
    assert error["code"] == answer.status_code
    assert error["type"] == answer.reason_phrase
    assert list(error) == ["code", "type", "message"]
    return answer.status_code, error["message"]


async def make_v1(world: World, type: V1Type = "admin", label: str = "Old scripts") -> V1:
    """A script with a fresh token."""
    async with world.app.services.db.begin() as tx:
        made = await make_v1_token(tx, world.group_id, type, label)
    return V1(world, made.secret)
