"""The last calls of each token, in memory, so that whoever writes a script sees why it is refused.

Each process keeps those that it answered; whoever wants to see them asks the others over the bus.

No bodies, no queries, no secrets. What a token did is its owner's business: a person sees the calls of their own tokens
and, where they administer a room, those of the room's; group admins see those of API v1.
"""

import secrets
from collections import deque
from datetime import datetime
from operator import itemgetter
from typing import NamedTuple

import msgspec

from chinwag.callers import V1_KINDS, Caller, TokenKind
from chinwag.clock import Clock
from chinwag.db.tx import ReadTx
from chinwag.errors import NotFound
from chinwag.oauth import storage
from chinwag.oauth.model import Token
from chinwag.realtime.bus import Bus
from chinwag.rooms.service import get_visible_rooms, is_room_admin

PER_TOKEN = 50
TOKENS = 1_000
"""Of how many tokens calls are kept; then those of the token that came first are given up."""
_LONGEST_PATH = 200
_LONGEST_REASON = 300
_ANSWER_WITHIN_S = 1.0
_SECRET = "{token}"  # noqa: S105 - a placeholder


class NotedCall(NamedTuple):
    """One call. `reason`: the sentence with which it was refused; None: it was not."""

    at: datetime
    method: str
    path: bytes
    status: int
    reason: str | None


_Noted = tuple[datetime, str, bytes, int, str | None]
"""A call as it is kept: a plain tuple costs a third of a named one."""


class _Question(msgspec.Struct, array_like=True, tag=True):
    """Asks every other process for the calls of a token."""

    number: str
    token_id: int


class _Answer(msgspec.Struct, array_like=True, tag=True):
    """What one of them noted, newest first; for whoever asked under this number."""

    number: str
    calls: list[_Noted]


class RecentCalls:
    """Notes calls. On the way of every request: a look-up and an append."""

    def __init__(self, clock: Clock, bus: Bus) -> None:
        self._now = clock.now
        self._calls: dict[int, deque[_Noted]] = {}
        self._bus = bus
        self._answers: dict[str, list[_Noted]] = {}
        """To the questions of this process that are open."""
        bus.listen("calls", self._hear)

    def note(
        self, token_id: int, declared_path: str, method: str, path: bytes, status: int, reason: str | None
    ) -> None:
        """A call was answered. Of paths that hold a token only the declared form is kept."""
        calls = self._calls.get(token_id)
        if calls is None:
            if len(self._calls) >= TOKENS:
                del self._calls[next(iter(self._calls))]
            calls = self._calls[token_id] = deque(maxlen=PER_TOKEN)
        kept = declared_path.encode() if _SECRET in declared_path else path[:_LONGEST_PATH]
        calls.append((self._now(), method, kept, status, reason and reason[:_LONGEST_REASON]))

    async def of(self, token_id: int) -> list[NotedCall]:
        """The calls of a token, newest first: those of this process alone when the others can not be asked."""
        asked = await self._ask_others(token_id) if self._bus.is_shared else []
        noted = sorted([*self._own(token_id), *asked], key=itemgetter(0), reverse=True)
        return [NotedCall(*call) for call in noted[:PER_TOKEN]]

    def _own(self, token_id: int) -> list[_Noted]:
        return list(reversed(self._calls.get(token_id, ())))

    async def _ask_others(self, token_id: int) -> list[_Noted]:
        """A process answers a question before it says that it heard it, so `flush` waits for all answers."""
        number = secrets.token_hex(8)
        answers = self._answers[number] = []
        try:
            self._bus.send("calls", msgspec.msgpack.encode(_Question(number, token_id)))
            await self._bus.flush(_ANSWER_WITHIN_S)
        finally:
            del self._answers[number]
        return answers

    def _hear(self, body: bytes) -> None:
        word = msgspec.msgpack.decode(body, type=_Question | _Answer)
        if isinstance(word, _Question):
            calls = self._own(word.token_id)
            if calls:
                self._bus.send("calls", msgspec.msgpack.encode(_Answer(word.number, calls)))
        elif (answers := self._answers.get(word.number)) is not None:
            answers.extend(word.calls)


async def find_token_to_watch(tx: ReadTx, caller: Caller, ref: str) -> Token:
    """A token whose calls the caller may see, by its id; any other is missing."""
    number = int(ref) if ref.isascii() and ref.isdecimal() and len(ref) < 18 else 0
    token = await storage.get_token_by_id(tx, caller.group_id, number)
    if token is None or not await _may_watch(tx, caller, token):
        raise NotFound(f"Token {ref} not found")
    return token


async def _may_watch(tx: ReadTx, caller: Caller, token: Token) -> bool:
    if token.kind in {TokenKind.PERSONAL, TokenKind.USER}:
        return token.user_id == caller.user_id
    if token.kind is TokenKind.ROOM and token.room_id is not None:
        room = (await get_visible_rooms(tx, caller, [token.room_id])).get(token.room_id)
        return room is not None and await is_room_admin(tx, caller, room)
    return token.kind in V1_KINDS and caller.is_group_admin
