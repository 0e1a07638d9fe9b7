"""Every method of the reference, called by every kind of caller: nobody may more, and nobody less, than it says."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.contract.callers import CALLERS, DECISIONS, FEW_CALLERS, expected, may_use
from tests.contract.calls import MAKERS, Request, request_for
from tests.contract.reference import Method, methods
from tests.contract.scene import Scene, Who, new_scene
from tests.contract.test_coverage import IMPLEMENTED

on_its_loop = pytest.mark.asyncio(loop_scope="module")


async def wrong_cell(scene: Scene, method: Method, who: Who) -> str | None:
    """What is wrong with the answers to one caller of one method; None when all is right."""
    request = await request_for(scene, method, who)
    headers = await scene.headers(who) if request.headers is None else request.headers
    fault = await _wrong_test(scene, method, who, request, headers)
    if fault is not None:
        return fault
    answer = await scene.call(method.verb, request.url(method), headers, request.body)
    wanted = expected(method, who)
    if answer.status_code != wanted:
        return f"{who}: {answer.status_code} instead of {wanted}: {answer.text[:200]}"
    if answer.status_code == 403 and who.client in method.clients and not may_use(method, who):
        said = answer.json()["error"]["message"]
        unnamed = [scope for scope in method.scopes if f"u'{scope}'" not in said]
        return f"{who}: the refusal does not name {unnamed}" if unnamed else None
    return None


async def _wrong_test(
    scene: Scene, method: Method, who: Who, request: Request, headers: dict[str, str]
) -> str | None:
    """The same for `auth_test=true`. It must do nothing: the real call after it finds all as it was."""
    url = f"{request.url(method)}?auth_test=true"
    answer = await scene.call(method.verb, url, headers, request.body)
    is_let_in = not method.needs_token or (who.client is not None and may_use(method, who))
    wanted = 202 if is_let_in else 401
    if answer.status_code == wanted:
        return None
    return f"{who}: auth_test says {answer.status_code} instead of {wanted}: {answer.text[:200]}"


async def wrong_cells(scene: Scene, method: Method, callers: tuple[Who, ...]) -> list[str]:
    """What is wrong with the answers of one method."""
    faults = [await wrong_cell(scene, method, who) for who in callers]
    return [fault for fault in faults if fault is not None]


def test_every_method_can_be_called() -> None:
    assert {method.id for method in IMPLEMENTED} == MAKERS.keys(), "write in calls.py how to call it"


@on_its_loop
@pytest.mark.slow
@pytest.mark.parametrize("method", IMPLEMENTED, ids=lambda method: method.id)
async def test_a_method_answers_every_caller_as_the_reference_says(scene: Scene, method: Method) -> None:
    assert await wrong_cells(scene, method, CALLERS) == []


async def test_postgresql_answers_the_same(tmp_path: Path, postgres_address: str) -> None:
    async with new_scene(tmp_path, database_url=postgres_address) as scene:
        wrong = {method.id: await wrong_cells(scene, method, FEW_CALLERS) for method in IMPLEMENTED}
    assert {method: faults for method, faults in wrong.items() if faults} == {}


@on_its_loop
@pytest.mark.parametrize(
    "change",
    [{"scopes": frozenset({"admin_group"})}, {"clients": frozenset({"user"})}, {"status": 204}],
    ids=str,
)
async def test_a_wrong_cell_is_found(scene: Scene, change: dict[str, Any]) -> None:
    (method,) = [method for method in methods() if method.id == "get_room"]
    assert len(await wrong_cells(scene, replace(method, **change), CALLERS)) >= 5


def test_every_decision_has_a_reason_and_is_needed() -> None:
    for made in DECISIONS:
        assert made.reason.endswith(".")
        assert len(made.reason.split()) >= 8
        others = tuple(other for other in DECISIONS if other is not made)
        cells = [(method, who) for method in IMPLEMENTED for who in CALLERS]
        decided = [cell for cell in cells if expected(*cell) != expected(*cell, others)]
        assert decided, f"without this one every cell would be the same: {made.reason}"


def test_the_table_is_large_and_mixed() -> None:
    cells = [expected(method, who) for method in IMPLEMENTED for who in CALLERS]
    assert len(cells) >= 1500
    assert {status: cells.count(status) >= 25 for status in (200, 201, 204, 401, 403, 404)} == dict.fromkeys(
        (200, 201, 204, 401, 403, 404), True
    )
