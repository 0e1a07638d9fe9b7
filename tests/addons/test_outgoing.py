"""What a descriptor makes us look up: each name once, and all of them together for a bounded time."""

import asyncio
import json
from typing import Any

import pytest

from chinwag.addons import outgoing
from chinwag.addons.descriptor import read_descriptor
from chinwag.addons.outgoing import check_outgoing
from chinwag.errors import BadRequest
from chinwag.outbound.client import Outbound
from tests.addons.descriptors import MINIMAL


def hooks(*hosts: str) -> bytes:
    webhooks = [{"event": "room_enter", "url": f"https://{host}/hook"} for host in hosts]
    capabilities: dict[str, Any] = {
        "webhook": webhooks,
        "installable": {"callbackUrl": f"https://{hosts[0]}/in"},
    }
    return json.dumps({**MINIMAL, "capabilities": capabilities}).encode()


class Names:
    """A name server that counts, and is slow when it is told to be."""

    def __init__(self, *, slow: bool = False, inside: str = "") -> None:
        self.asked: list[str] = []
        self._slow = slow
        self._inside = inside

    async def __call__(self, host: str) -> list[str]:
        self.asked.append(host)
        if self._slow:
            await asyncio.Event().wait()
        return ["10.0.0.1" if host == self._inside else "93.184.216.34"]


async def test_each_name_is_looked_up_once() -> None:
    names = Names()
    await check_outgoing(Outbound(resolve=names), read_descriptor(hooks(*["a.example"] * 100)))
    assert names.asked == ["a.example"]


async def test_a_hundred_names_that_nobody_answers_hold_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "LOOKUPS_S", 0.05)
    names = Names(slow=True)
    read = read_descriptor(hooks(*[f"h{number}.example" for number in range(100)]))
    async with asyncio.timeout(5):
        await check_outgoing(Outbound(resolve=names), read)
    assert len(names.asked) == 1, "they are judged again when they are called"


async def test_one_name_inside_among_others_is_refused_by_its_place() -> None:
    names = Names(inside="c.example")
    with pytest.raises(BadRequest) as refusal:
        await check_outgoing(
            Outbound(resolve=names), read_descriptor(hooks("a.example", "b.example", "c.example"))
        )
    assert refusal.value.extra["field"] == "capabilities.webhook[2].url"


async def test_the_form_of_all_is_judged_before_any_name_is_looked_up() -> None:
    names = Names()
    with pytest.raises(BadRequest):
        await check_outgoing(Outbound(resolve=names), read_descriptor(hooks("a.example", "127.0.0.1")))
    assert names.asked == []
