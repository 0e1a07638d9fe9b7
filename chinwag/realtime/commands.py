"""What a client may say on its connection."""

from typing import Annotated, Literal

import msgspec

from chinwag.clock import Clock
from chinwag.presence.model import STATUS_LENGTH
from chinwag.realtime.audience import Audience
from chinwag.realtime.events import LiveEvent, TypingStarted
from chinwag.realtime.feed import GroupFeed
from chinwag.realtime.hub import Hub
from chinwag.realtime.listener import FLOOD, Listener
from chinwag.realtime.outbox import Frame
from chinwag.scopes import Scope

FRAMES_PER_S = 20.0
BURST = 60.0
TYPING_EVERY_S = 2.0
_MOST_TYPING = 100
_MOST_ROOMS = 200

Id = Annotated[int, msgspec.Meta(ge=1, le=2**53)]


class Typing(msgspec.Struct, tag="typing"):
    """The person writes in a chat."""

    chat_id: Id


class SetPresence(msgspec.Struct, tag="presence"):
    """How the person is; `idle` in seconds since they last did something."""

    show: Literal["away", "chat", "dnd", "xa"] | None = None
    status: Annotated[str, msgspec.Meta(max_length=STATUS_LENGTH)] = ""
    idle: Annotated[float, msgspec.Meta(ge=0, le=10**7)] = 0


class Enter(msgspec.Struct, tag="enter"):
    """The client shows a room."""

    room_id: Id


class Leave(msgspec.Struct, tag="leave"):
    """The client shows it no longer."""

    room_id: Id


class Ping(msgspec.Struct, tag="ping"):
    """Is anybody there?"""


_decoder = msgspec.json.Decoder(Typing | SetPresence | Enter | Leave | Ping)


class _Pong(msgspec.Struct, tag="pong"):
    cursor: int


class _Error(msgspec.Struct, tag="error"):
    message: str


class Conversation:
    """Answers one client. Nothing that it says is stored."""

    __slots__ = ("_clock", "_feed", "_hub", "_listener", "_tokens", "_tokens_at", "_typed_at")

    def __init__(self, hub: Hub, feed: GroupFeed, listener: Listener, clock: Clock) -> None:
        self._hub = hub
        self._feed = feed
        self._listener = listener
        self._clock = clock
        self._tokens = BURST
        self._tokens_at = clock.monotonic()
        self._typed_at: dict[int, float] | None = None

    async def hear(self, text: str | bytes) -> None:
        """Do what one frame asks. Too many frames end the connection."""
        if not self._may_speak():
            self._listener.end(FLOOD, "Too many frames. Send at most 20 a second.")
            return
        try:
            command = _decoder.decode(text)
        except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
            self._answer(_Error(f"This frame is not understood: {error}"[:200]))
            return
        match command:
            case Ping():
                self._answer(_Pong(max(self._feed.delivered, self._listener.cursor)))
            case Typing(chat_id):
                await self._typing(chat_id)
            case Enter(room_id):
                self._enter(room_id)
            case Leave(room_id):
                self._hub.roll_call.leave(self._listener, room_id)
            case SetPresence(show, status, idle):
                self._hub.roll_call.set(self._listener, show, status.replace("\x00", ""), int(idle))

    def _may_speak(self) -> bool:
        now = self._clock.monotonic()
        self._tokens = min(BURST, self._tokens + (now - self._tokens_at) * FRAMES_PER_S)
        self._tokens_at = now
        self._tokens -= 1
        return self._tokens >= 0

    async def _typing(self, chat_id: int) -> None:
        user_id = self._listener.viewer.user_id
        audience = await self._audience(chat_id)
        if user_id is None or audience is None or Scope.SEND_MESSAGE not in self._listener.caller.scopes:
            self._answer(_Error(f"Chat {chat_id} not found"))
            return
        if self._is_news(chat_id):
            payload = TypingStarted(audience.chat_ref(), user_id)
            group_id = self._listener.viewer.group_id
            self._hub.tell(LiveEvent("typing.started", group_id, payload, chat_id=chat_id, durable=False))

    def _is_news(self, chat_id: int) -> bool:
        """Whether the last time that this chat was told of it is long enough ago."""
        now = self._clock.monotonic()
        if self._typed_at is None or len(self._typed_at) > _MOST_TYPING:
            self._typed_at = {}
        if now - self._typed_at.get(chat_id, -TYPING_EVERY_S) < TYPING_EVERY_S:
            return False
        self._typed_at[chat_id] = now
        return True

    def _enter(self, room_id: int) -> None:
        audience = self._feed.audiences.of_room(room_id)
        if not audience.includes(self._listener.viewer):
            self._answer(_Error(f"Room {room_id} not found"))
        elif self._hub.roll_call.count_rooms(self._listener) >= _MOST_ROOMS:
            self._answer(_Error(f"You show {_MOST_ROOMS} rooms already. Leave one first."))
        else:
            self._hub.roll_call.enter(self._listener, room_id)

    async def _audience(self, chat_id: int) -> Audience | None:
        audience = await self._feed.audiences.of(chat_id)
        return audience if audience.includes(self._listener.viewer) else None

    def _answer(self, answer: msgspec.Struct) -> None:
        self._listener.send(Frame(msgspec.json.encode(answer)))
