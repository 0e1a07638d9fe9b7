"""Reading a request: its body to a limit, and what it says as a struct.

HipChat's clients send JSON under every content type, forms, numbers as text and `[]` for «nothing». All of that is
taken; what would lose data (bad UTF-8, NUL, lone surrogates, a truncated body) is refused.
"""

import contextlib
import re
from collections.abc import AsyncIterator, Mapping
from typing import Any, Generic, Self, TypeVar

import msgspec

from chinwag.errors import BadRequest, TooLarge
from chinwag.http.forms import form_fields, multipart_fields, without_empty
from chinwag.http.validation import explain

BODY_LIMIT = 262_144
"""Bytes. The longest legal message, 10,000 characters all escaped, needs half of it; a card has the rest."""

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_CODECS = {
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252"), "cp1252"),
    "iso-8859-15": "iso-8859-15",
    **{name: name for name in ("utf-16", "utf-16le", "utf-16be")},
}
"""Charsets that clients of other days name, and what reads them."""

_BAD_BYTE = re.compile(r"invalid character \(byte ([0-9]+)\)")
_ESCAPED_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
_TRUNCATED = "Input data was truncated"
_NO_NUL = "Text may not hold NUL characters, which cannot be stored."


T = TypeVar("T", bound=msgspec.Struct)


class ClientGone(Exception):
    """The client hung up before its request was whole; nobody is left to answer."""


async def read_body(receive: Any, content_length: bytes | None, limit: int = BODY_LIMIT) -> bytes:
    """The whole body; TooLarge before anything is read when the length is announced."""
    if content_length is not None and content_length.isdigit() and int(content_length) > limit:
        raise _too_large(limit)
    chunks: list[bytes] = []
    size, is_more = 0, True
    while is_more:
        message = await _next(receive)
        is_more = message.get("more_body", False)
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        if size > limit:
            raise _too_large(limit)
    return b"".join(chunks)


class BodyStream:
    """A body as it comes in, for endpoints that declare `streams`: read once, never held as a whole.

    Only what is asked for is taken from the connection, so a slow store slows the client and fills no memory.
    """

    __slots__ = ("_limit", "_receive", "announced")

    def __init__(self, receive: Any, content_length: bytes | None, limit: int) -> None:
        self._receive = receive
        self.announced = int(content_length) if content_length and content_length.isdigit() else None
        """What `Content-Length` says; None for a chunked body."""
        self.at_most(limit)

    def at_most(self, limit: int) -> Self:
        """Cut the body with TooLarge at so many bytes; at once when more are announced."""
        self._limit = limit
        if self.announced is not None and self.announced > limit:
            raise _too_large_upload(limit)
        return self

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size, is_more = 0, True
        while is_more:
            message = await _next(self._receive)
            is_more = message.get("more_body", False)
            chunk: bytes = message.get("body", b"")
            size += len(chunk)
            if size > self._limit:
                raise _too_large_upload(self._limit)
            if chunk:
                yield chunk

    async def read(self) -> bytes:
        """The whole body, for small ones: `await call.stream.at_most(10_000).read()`."""
        return b"".join([chunk async for chunk in self])


def _too_large_upload(limit: int) -> TooLarge:
    return TooLarge(f"This upload is too large: the body may have at most {limit} bytes.")


async def _next(receive: Any) -> Any:
    message = await receive()
    if message["type"] == "http.disconnect":
        raise ClientGone
    return message


def _too_large(limit: int) -> TooLarge:
    return TooLarge(f"The body is larger than {limit} bytes. Send less, or share a file.")


class BodyDecoder(Generic[T]):
    """Turns bodies into one kind of struct. `text_field` takes the whole of a text/plain body."""

    def __init__(self, struct: type[T], *, text_field: str | None = None) -> None:
        self._struct = struct
        self._text_field = text_field
        self._json = msgspec.json.Decoder(struct, strict=False)

    def decode(self, body: bytes, content_type: str) -> T:
        """The struct that the body says; BadRequest with HipChat's fields where it does not."""
        kind, _, parameters = content_type.partition(";")
        kind = kind.strip().lower()
        if "charset" in parameters.lower():
            body = _as_utf8(body, parameters)
        if body.startswith(b"\xef\xbb\xbf"):
            body = body[3:]
        if self._text_field is not None and kind == "text/plain" and not body.lstrip().startswith(b"{"):
            return self._convert({self._text_field: _utf8(body)})
        stripped = body.strip()
        if not stripped or stripped == b"[]":
            return self._convert({})
        if stripped[:1] in b'{["' or kind.endswith("json"):
            return self._decode_json(stripped)
        if kind in {"application/x-www-form-urlencoded", ""} and b"=" in stripped:
            return self._convert(form_fields(stripped))
        if kind == "multipart/form-data":
            return self._convert(multipart_fields(body, content_type))
        raise BadRequest(
            f"Invalid content type: {content_type or None}. Send a JSON object as application/json."
        )

    def _decode_json(self, body: bytes) -> T:
        try:
            if not body.isascii():
                body.decode("utf-8")  # the decoder does not look into fields that it leaves out
            decoded = self._json.decode(body)
        except msgspec.ValidationError as error:
            decoded = self._respelled(plain_json(body), error)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
            raise _not_json(error, body) from None
        if b"\\u0000" in body:
            refuse_nul(plain_json(body))
        return decoded

    def _convert(self, fields: dict[str, str]) -> T:
        refuse_nul(fields)
        try:
            return msgspec.convert(fields, type=self._struct, strict=False)
        except msgspec.ValidationError as error:
            with contextlib.suppress(msgspec.ValidationError):  # `notify=` of a script's empty variable
                return msgspec.convert(without_empty(fields), type=self._struct, strict=False)
            return self._respelled(fields, error)

    def _respelled(self, fields: object, error: msgspec.ValidationError) -> T:
        """What was refused, read again with the spellings that known clients use; else the refusal."""
        meant = respell(fields, getattr(self._struct, "SPELLINGS", {}))
        if meant != fields:
            with contextlib.suppress(msgspec.ValidationError):
                return msgspec.convert(meant, type=self._struct, strict=False)
        raise explain(self._struct, meant, str(error)) from None


def respell(fields: object, spellings: Mapping[str, Mapping[str, str]]) -> object:
    """An object with what its senders mean in place of what they wrote: field -> spelling -> meaning."""
    if not isinstance(fields, dict):
        return fields
    written = {name: fields[name] for name in spellings if isinstance(fields.get(name), str)}
    return fields | {name: spellings[name].get(value, value) for name, value in written.items()}


def plain_json(body: bytes) -> Any:
    """The body as plain values; BadRequest when it is not JSON."""
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise _not_json(error, body) from None


def _not_json(error: Exception, body: bytes) -> BadRequest:
    if isinstance(error, RecursionError):
        return BadRequest("The body is nested too deeply to be read.")
    if isinstance(error, UnicodeDecodeError):
        return BadRequest("The body is not valid UTF-8.")
    reason = str(error).removeprefix("JSON is malformed: ")
    place = _BAD_BYTE.search(reason)
    if place is not None and body[int(place[1]) :][:1] < b" ":
        reason = f"a text has a line break in it (byte {place[1]}). Write it as \\n, other such letters as \\u00XX."
    elif reason == _TRUNCATED and _ESCAPED_HALF.search(body):
        reason = "a text has half of a surrogate pair in it. Write characters whole."
    return BadRequest(f"The body is not valid JSON: {reason}")


def refuse_nul(value: object) -> None:
    """BadRequest when a text anywhere in `value` holds a NUL: neither engine may store it."""
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, str):
            if "\x00" in item:
                raise BadRequest(_NO_NUL)
        elif isinstance(item, dict):
            todo += item.keys()
            todo += item.values()
        elif isinstance(item, list):
            todo += item


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest("The body is not valid UTF-8.") from None


def _as_utf8(body: bytes, parameters: str) -> bytes:
    """The body in UTF-8 where its sender names another charset and means it: many name Latin-1 and send UTF-8."""
    found = _CHARSET.search(parameters)
    codec = _CODECS.get(found[1].lower()) if found else None
    if codec is None:
        return body
    try:
        if codec == "cp1252" and _is_utf8(body):
            return body
        return body.decode(codec).encode()
    except UnicodeError:
        raise BadRequest(f"The body is not in {codec}, which its Content-Type says. Send UTF-8.") from None


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
