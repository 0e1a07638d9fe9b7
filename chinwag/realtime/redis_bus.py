"""The bus over Redis (or Valkey) publish/subscribe. Redis may vanish, hang, be flushed or be full."""

import asyncio
import contextlib
import secrets
from collections import deque
from collections.abc import Callable

import msgspec
import redis.asyncio
import structlog
from redis.exceptions import RedisError

from chinwag.realtime.bus import Receive, Topic

_log = structlog.get_logger("chinwag.bus")

_QUEUE_LIMIT = 10_000
_BATCH = 200
_ANSWER_WITHIN_S = 3.0
_SILENCE_CHECK_S = 1.0
_CANCEL_EVERY_S = 0.1
_RETRY_S = (0.1, 0.2, 0.4, 0.8)


class _Parcel(msgspec.Struct, array_like=True):
    """Several bodies of one process in one message."""

    origin: str
    bodies: list[tuple[Topic, bytes]]


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
        self._queue: deque[tuple[Topic, bytes]] = deque(maxlen=_QUEUE_LIMIT)
        self._wake = asyncio.Event()
        self._told = asyncio.Event()
        self._told.set()
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
        self._told.clear()
        self._wake.set()

    async def start(self) -> None:
        """Begin to send and to listen; does not wait for Redis."""
        self._tasks = [asyncio.create_task(self._send_all()), asyncio.create_task(self._hear_all())]

    async def flush(self, within_s: float) -> bool:
        """Wait until all that is queued was sent; False when it takes longer."""
        try:
            async with asyncio.timeout(within_s):
                await self._told.wait()
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
        failures = 0
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._queue:
                batch = [self._queue.popleft() for _ in range(min(_BATCH, len(self._queue)))]
                try:
                    await self._client.publish(
                        self._channel, msgspec.msgpack.encode(_Parcel(self._origin, batch))
                    )
                    failures = 0
                except (RedisError, OSError, TimeoutError):
                    self._put_back(batch)
                    await asyncio.sleep(_RETRY_S[min(failures, len(_RETRY_S) - 1)])
                    failures += 1
            self._told.set()

    def _put_back(self, batch: list[tuple[Topic, bytes]]) -> None:
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
            return
        for topic, body in parcel.bodies:
            for receive in self._receivers.get(topic, ()):
                try:
                    receive(body)
                except Exception:  # noqa: BLE001 - one bad body must not deafen the process
                    _log.exception("bus body failed", topic=topic)
