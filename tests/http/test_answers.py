"""How answers leave: in one go, as a client on a real connection reads them."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from chinwag.http.answering import Headers, send_answer
from chinwag.http.protocol import GuardedProtocol


class Line(asyncio.Transport):
    """A connection that keeps what is written to it."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[bytes] = []
        self.is_closed = self.was_ended = False

    def write(self, data: bytes | bytearray | memoryview[Any]) -> None:
        self.written.append(bytes(data))

    def close(self) -> None:
        self.is_closed = True

    def is_closing(self) -> bool:
        return self.is_closed

    def write_eof(self) -> None:
        self.is_closed = True

    def get_write_buffer_size(self) -> int:
        return 0

    def pause_reading(self) -> None:
        pass

    def resume_reading(self) -> None:
        pass


async def answered(request: bytes, headers: Headers, body: bytes = b"{}") -> Line:
    """What a program that answers everything with these headers writes to a connection."""

    async def program(scope: Any, receive: Any, send: Any) -> None:
        await send_answer(scope, send, 200, headers, body)

    config = uvicorn.Config(program, http=GuardedProtocol, lifespan="off", log_config=None)
    config.load()
    line = Line()
    protocol = GuardedProtocol(config=config, server_state=ServerState(), app_state={})
    protocol.connection_made(line)
    protocol.data_received(request)
    await asyncio.gather(*protocol.tasks)
    line.was_ended = line.is_closed
    protocol.connection_lost(None)
    return line


_LENGTH = (b"content-length", b"2")


async def test_an_answer_leaves_in_one_go() -> None:
    line = await answered(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", [_LENGTH, (b"X-Color", b"green")])
    assert line.written == [b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nX-Color: green\r\n\r\n{}"]
    assert not line.was_ended


async def test_the_last_answer_of_a_connection_says_so_and_ends_it() -> None:
    for request in (
        b"GET / HTTP/1.0\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    ):
        line = await answered(request, [_LENGTH])
        assert line.written == [b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}"]
        assert line.was_ended


async def test_head_gets_the_length_and_no_body() -> None:
    line = await answered(b"HEAD / HTTP/1.1\r\nHost: x\r\n\r\n", [_LENGTH])
    assert b"".join(line.written) == b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n"


@pytest.mark.parametrize("value", [b"green\r\nSet-Cookie: mine", b"green\nX: y", b"green\rX: y", b"gr\0een"])
async def test_no_value_becomes_a_header_of_its_own(value: bytes) -> None:
    line = await answered(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", [_LENGTH, (b"x-color", value)])
    assert line.written == []
    assert line.was_ended
