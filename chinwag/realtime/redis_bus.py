"""The bus over Redis (or Valkey) publish/subscribe. Redis may vanish, hang, be flushed or be full."""

import asyncio
import contextlib
import secrets
from collections import deque
from collections.abc import Callable
from typing import Literal

import msgspec
import redis.asyncio
import structlog
from redis.exceptions import RedisError

from chinwag.realtime.bus import Receive, Topic
from chinwag.realtime.receipts import Receipts

_log = structlog.get_logger("chinwag.bus")

_QUEUE_LIMIT = 10_000
_BATCH = 200
_ANSWER_WITHIN_S = 3.0
_SILENCE_CHECK_S = 1.0
_CANCEL_EVERY_S = 0.1
_RETRY_S = (0.1, 0.2, 0.4, 0.8)


_Body = tuple[Topic | Literal["heard"], bytes]


class _Parcel(msgspec.Struct, array_like=True):
    """Several bodies of one process in one message."""

    origin: str
    bodies: list[_Body]
    receipt: int = 0
    """The number under which every process is asked to say that it heard this; 0: none is."""


class _Heard(msgspec.Struct, array_like=True):
    """The answer to such a question, as a body."""

    asked_by: str
    receipt: int


class RedisBus:
    """One channel for each Redis database number: publish/subscribe itself knows no database numbers."""

    is_shared = True

    def __init__(self, url: str) -> None:
        self._client = redis.asyncio.from_url(
            url,
            socket_connect_timeout=_ANSWER_WITHIN_S,
            socket_timeout=_ANSWER_WITHIN_S,
            socket_keepalive=True,
        )
        number = self._client.connection_pool.connection_kwargs.get("db", 0)
        self._channel = f"chinwag:{number}:bus"
        self._origin = secrets.token_hex(8)
        self._receivers: dict[str, list[Receive]] = {}
        self._rejoined: list[Callable[[], None]] = []
        self._queue: deque[_Body] = deque(maxlen=_QUEUE_LIMIT)
        self._wake = asyncio.Event()
        self._receipts = Receipts()
        self._tasks: list[asyncio.Task[None]] = []
        self.is_joined = asyncio.Event()
        """Set while this process hears the others."""

    def listen(self, topic: Topic, receive: Receive) -> None:
        """See `Bus`."""
        self._receivers.setdefault(topic, []).append(receive)

    def on_rejoin(self, call: Callable[[], None]) -> None:
        """See `Bus`."""
        self._rejoined.append(call)

    def send(self, topic: Topic, body: bytes) -> None:
        """Queue it. A full queue loses its oldest: whoever misses it reads the database."""
        self._queue.append((topic, body))
        self._wake.set()

    async def start(self) -> None:
        """Begin to send and to listen; does not wait for Redis."""
        self._tasks = [asyncio.create_task(self._send_all()), asyncio.create_task(self._hear_all())]

    async def flush(self, within_s: float) -> bool:
        """See `Bus`. One that does not hear would not hear the receipts either: it joins first."""
        try:
            async with asyncio.timeout(within_s):
                await self.is_joined.wait()
                self._wake.set()
                await self._receipts.ask()
        except TimeoutError:
            return False
        return True

    async def stop(self) -> None:
        """Stop at once; what is queued is lost. A client that is just connecting swallows a cancellation."""
        running = set(self._tasks)
        while running:
            for task in running:
                task.cancel()
            _, running = await asyncio.wait(running, timeout=_CANCEL_EVERY_S)
        with contextlib.suppress(RedisError, OSError):
            await self._client.aclose()

    async def _send_all(self) -> None:
        failures = asked = 0
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._queue or asked < self._receipts.last:
                batch = [self._queue.popleft() for _ in range(min(_BATCH, len(self._queue)))]
                receipt = 0 if self._queue else self._receipts.last
                try:
                    await self._publish(_Parcel(self._origin, batch, receipt))
                    failures, asked = 0, max(asked, receipt)
                except (RedisError, OSError, TimeoutError):
                    self._put_back(batch)
                    await asyncio.sleep(_RETRY_S[min(failures, len(_RETRY_S) - 1)])
                    failures += 1

    async def _publish(self, parcel: _Parcel) -> None:
        receivers = await self._client.publish(self._channel, msgspec.msgpack.encode(parcel))
        self._receipts.sent(parcel.receipt, receivers)

    def _put_back(self, batch: list[_Body]) -> None:
        room = _QUEUE_LIMIT - len(self._queue)
        for item in reversed(batch[-room:] if room else []):
            self._queue.appendleft(item)

    async def _hear_all(self) -> None:
        failures = 0
        while True:
            try:
                await self._hear()
            except (RedisError, OSError, TimeoutError) as error:
                if self.is_joined.is_set():
                    _log.warning("bus lost", error=str(error))
                    failures = 0
                elif failures == 0:
                    _log.warning("bus not reached, trying on; check bus_url", error=str(error))
                self.is_joined.clear()
            await asyncio.sleep(_RETRY_S[min(failures, len(_RETRY_S) - 1)])
            failures += 1

    async def _hear(self) -> None:
        """Listen until the connection fails; a server that is silent to a ping counts as failed."""
        async with self._client.pubsub() as pubsub:
            await pubsub.subscribe(self._channel)
            silent_s = 0.0
            while True:
                message = await pubsub.get_message(timeout=_SILENCE_CHECK_S)
                if message is None:
                    silent_s += _SILENCE_CHECK_S
                    if silent_s > _ANSWER_WITHIN_S:
                        raise TimeoutError("Redis does not answer")
                    await pubsub.ping()
                    continue
                silent_s = 0.0
                if message["type"] == "subscribe":
                    self._rejoin()
                elif message["type"] == "message":
                    self._deliver(message["data"])

    def _rejoin(self) -> None:
        _log.info("bus joined")
        self.is_joined.set()
        for call in self._rejoined:
            call()

    def _deliver(self, data: bytes) -> None:
        try:
            parcel = msgspec.msgpack.decode(data, type=_Parcel)
        except msgspec.DecodeError:
            return  # of another release, or not ours at all
        if parcel.origin == self._origin:
            self._receipts.heard(parcel.receipt, self._origin)
            return
        for topic, body in parcel.bodies:
            if topic == "heard":
                self._note(parcel.origin, msgspec.msgpack.decode(body, type=_Heard))
                continue
            for receive in self._receivers.get(topic, ()):
                try:
                    receive(body)
                except Exception:  # noqa: BLE001 - one bad body must not deafen the process
                    _log.exception("bus body failed", topic=topic)
        if parcel.receipt:
            self._queue.append(("heard", msgspec.msgpack.encode(_Heard(parcel.origin, parcel.receipt))))
            self._wake.set()

    def _note(self, origin: str, answer: _Heard) -> None:
        if answer.asked_by == self._origin:
            self._receipts.heard(answer.receipt, origin)
