"""The HTTP client under the guard. Imported with the first call: it takes 0.15 s and 7 MiB to load."""

import asyncio
import socket
import ssl
from collections.abc import Callable, Mapping
from contextvars import ContextVar

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from chinwag.outbound.guard import refusal
from chinwag.outbound.model import Answer, Refused, Unreachable
from chinwag.outbound.names import Resolve

_CONNECTIONS = 300
_CONNECTIONS_A_HOST = 5
"""Half of what a hanging host may see (10): while a wave of calls times out, the next one knocks already."""
_MOST_HEADERS = 100
_LONGEST_HEADER = 8190
_CHUNK = 65_536

_reached: ContextVar[list[str]] = ContextVar("reached")

AddrInfo = tuple[
    int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[str, int] | tuple[str, int, int, int]
]


class _RefusedAddress(OSError):
    """The form in which the client library lets a refusal through."""


class _JudgedNames(AbstractResolver):
    """Hands the library the addresses of a name, all of them allowed."""

    def __init__(self, look_up: Resolve) -> None:
        self._look_up = look_up

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in await self._look_up(host)
        ]

    async def close(self) -> None:
        """Nothing is held."""


class GuardedSession:
    """One connection a call, to an address that was judged in the moment of connecting.

    No redirects, no cookies, no proxies of the environment, no decompression; TLS is verified.
    """

    def __init__(self, *, look_up: Resolve, is_allowed: Callable[[str], bool]) -> None:
        def open_socket(info: AddrInfo) -> socket.socket:
            # The last gate: what is judged here is what the library connects to, literals included.
            family, kind, proto, _, to = info
            if not is_allowed(to[0]):
                raise _RefusedAddress(f"{to[0]} may not be called")
            _reached.get().append(to[0])
            made = socket.socket(family, kind, proto)
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _CHUNK)  # a giant answer waits at its sender
            return made

        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                resolver=_JudgedNames(look_up),
                socket_factory=open_socket,
                use_dns_cache=False,
                force_close=True,
                limit=_CONNECTIONS,
                limit_per_host=_CONNECTIONS_A_HOST,
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
            auto_decompress=False,
            read_bufsize=_CHUNK // 2,
            trust_env=False,
            max_headers=_MOST_HEADERS,
            max_field_size=_LONGEST_HEADER,
            max_line_size=_LONGEST_HEADER,
        )

    async def fetch(
        self, method: str, url: URL, headers: Mapping[str, str], body: bytes | None, limit: int
    ) -> Answer:
        """Call and read up to `limit` bytes of the answer. The caller bounds the time."""
        loop = asyncio.get_running_loop()
        started = loop.time()
        tried: list[str] = []
        _reached.set(tried)
        try:
            async with self._session.request(
                method, url, headers=headers, data=body, allow_redirects=False
            ) as response:
                content, is_cut = await _read(response.content, limit)
                if is_cut:
                    response.close()
                return Answer(
                    status=response.status,
                    headers={name.lower(): value for name, value in response.headers.items()},
                    body=content,
                    is_cut=is_cut,
                    took_ms=int((loop.time() - started) * 1000),
                    address=tried[-1] if tried else "",
                )
        except aiohttp.ClientError as error:
            raise _translated(error, url.host or "") from None
        except (OSError, RuntimeError):  # what uvloop and a closing session raise
            raise Unreachable(f"The connection to {url.host} broke off.") from None
        except ValueError:  # a header or method that HTTP has no room for
            raise Refused("The call contains characters that HTTP does not allow.") from None

    async def close(self) -> None:
        """Cut what is running."""
        await self._session.close()


async def _read(stream: aiohttp.StreamReader, limit: int) -> tuple[bytes, bool]:
    parts = bytearray()
    while len(parts) <= limit:
        chunk = await stream.read(min(_CHUNK, limit + 1 - len(parts)))
        if not chunk:
            return bytes(parts), False
        parts += chunk
    return bytes(parts[:limit]), True


def _translated(error: aiohttp.ClientError, host: str) -> Exception:
    """A sentence for what the library tells: no addresses and no inner words of ours in it."""
    if isinstance(error, aiohttp.ClientConnectorError) and isinstance(error.os_error, _RefusedAddress):
        return refusal(host)
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        cause = error.certificate_error
        why = cause.verify_message if isinstance(cause, ssl.SSLCertVerificationError) else "not valid"
        return Unreachable(f"The certificate of {host} is not trusted: {why}.")
    if isinstance(error, aiohttp.ClientConnectorSSLError):
        return Unreachable(f"{host} does not speak TLS as expected.")
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return Unreachable(f"There is no host {host}.")
    if isinstance(error, aiohttp.ClientConnectorError):
        return Unreachable(f"{host} does not accept the connection.")
    if isinstance(error, aiohttp.InvalidURL):
        return Refused("The address is not a valid URL.")
    if isinstance(error, aiohttp.ServerDisconnectedError | aiohttp.ClientOSError):
        return Unreachable(f"{host} closed the connection without an answer.")
    return Unreachable(f"{host} sent an answer that is not sound HTTP.")
