"""Asking an add-on what its glance shows a person in a room: the server does, at exactly the declared address."""

import asyncio
import json
from collections import OrderedDict
from dataclasses import dataclass

import msgspec

from chinwag.addons.server import Server
from chinwag.addons.signed_pages import page_address, sign
from chinwag.callers import Caller
from chinwag.clock import Clock
from chinwag.db.tx import ReadTx
from chinwag.errors import ApiError, BadGateway, NotFound
from chinwag.extensions.glance_schema import GlanceContent
from chinwag.extensions.glances import safe_content
from chinwag.extensions.room_list import find_room_addon
from chinwag.extensions.room_open import acting_person, find_module
from chinwag.http.body import plain_json
from chinwag.outbound.client import Refused, Unreachable
from chinwag.rooms.model import Room
from chinwag.users.model import User

TIMEOUT_S = 10.0
ANSWER_LIMIT = 65_536
HOLDS_S = 5.0
"""How long an answer stands for the next question of the same person (our choice)."""
_MOST_KEPT = 2_000


@dataclass(frozen=True, slots=True)
class GlanceQuery:
    """A question that the person may ask."""

    client_id: str
    url: str
    room_id: int
    user: User


async def find_query(tx: ReadTx, caller: Caller, room: Room, client_id: str, key: str) -> GlanceQuery:
    """What to ask for a glance; NotFound when it has no `queryUrl`."""
    addon = await find_room_addon(tx, caller, room, client_id)
    url = json.loads(find_module(addon, "glance", key).module).get("queryUrl")
    if not url:
        raise NotFound(f"The glance {key} has no queryUrl: it shows its name, or what is pushed to it.")
    return GlanceQuery(client_id, url, room.id, await acting_person(tx, caller))


_Key = tuple[str, str, int, int]
_Asked = asyncio.Task[GlanceContent | ApiError]


class GlanceQueries:
    """Asks add-ons; questions that are alike, within some seconds, are asked once. Faults hold as long as answers."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._asked: OrderedDict[_Key, tuple[float, _Asked]] = OrderedDict()

    async def ask(self, server: Server, query: GlanceQuery) -> GlanceContent:
        """What the glance shows, safe to show; BadGateway with a sentence when the add-on fails."""
        key = (query.client_id, query.url, query.room_id, query.user.id)
        asked = self._running(key)
        if asked is None:
            asked = asyncio.create_task(_ask(server, query))
            if len(self._asked) >= _MOST_KEPT:
                self._asked.popitem(last=False)
            self._asked[key] = (self._clock.monotonic(), asked)
        answer = await asyncio.shield(asked)
        if isinstance(answer, ApiError):
            raise answer
        return answer

    def _running(self, key: _Key) -> _Asked | None:
        found = self._asked.get(key)
        if found is None:
            return None
        since, asked = found
        if asked.done() and self._clock.monotonic() - since > HOLDS_S:
            del self._asked[key]
            return None
        return asked


async def _ask(server: Server, query: GlanceQuery) -> GlanceContent | ApiError:
    """Never raises, so that a fault nobody waits for any more is no fault."""
    try:
        signed = await sign(server, query.client_id, query.user, query.room_id)
        answer = await server.outbound.call(
            "GET",
            page_address(server, query.url, signed, None),
            headers={"Accept": "application/json"},
            limit=ANSWER_LIMIT,
            timeout_s=TIMEOUT_S,
        )
    except (Refused, Unreachable) as fault:
        return BadGateway(f"The add-on was not asked, or did not answer: {fault}")
    except ApiError as fault:
        return fault
    if answer.status != 200:
        return BadGateway(f"The add-on answered {answer.status}, not 200 with what the glance shows.")
    if answer.is_cut:
        return BadGateway(f"The add-on answered more than {ANSWER_LIMIT} bytes.")
    return _read(answer.body)


def _read(body: bytes) -> GlanceContent | ApiError:
    try:
        return safe_content(msgspec.convert(plain_json(body), type=GlanceContent, strict=False), "content")
    except msgspec.ValidationError as error:
        return BadGateway(f"The add-on's answer is no glance: {error}")
    except ApiError as error:
        return BadGateway(f"The add-on's answer is no glance: {error.message}")
