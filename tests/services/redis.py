"""Redis (or Valkey) for the tests: nothing written to disk, empty for each test."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator

import pytest

from tests.services.absent import absent
from tests.services.server import Server


class RedisServer(Server):
    name = "redis"

    def __init__(self, binary: str) -> None:
        super().__init__()
        self.binary = binary

    def command(self) -> list[str]:
        place = ["--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(self.folder)]
        return [self.binary, *place, "--save", "", "--appendonly", "no"]

    def is_ready(self) -> bool:
        try:
            return self.ask("PING") == "+PONG"
        except OSError:
            return False

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def ask(self, command: str) -> str:
        """Send one command in words, return the first line of the answer."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            connection.sendall(f"{command}\r\n".encode())
            with connection.makefile("rb") as answer:
                return answer.readline().decode().strip()

    def clear(self) -> None:
        answer = self.ask("FLUSHALL")
        assert answer == "+OK", answer


def _new_server() -> RedisServer:
    binary = shutil.which("redis-server") or shutil.which("valkey-server")
    if binary is None:
        absent("Redis", "redis-server")
    server = RedisServer(binary)
    try:
        server.start()
    except BaseException:
        server.remove()
        raise
    return server


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    """One server for all tests of this worker. Do not kill it: `own_redis` is for that."""
    server = _new_server()
    yield server
    server.remove()


@pytest.fixture
def redis_url(redis_server: RedisServer) -> str:
    """The URL of a Redis that holds nothing."""
    redis_server.clear()
    return redis_server.url


@pytest.fixture
def own_redis() -> Iterator[RedisServer]:
    """A server for this test alone: `.kill()`, `.start()` and `.stop()` as you like."""
    server = _new_server()
    yield server
    server.remove()
