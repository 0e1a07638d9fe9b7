"""Uploads: the parts of a multipart body, decoded, one after the other, as they come in.

The reader takes from the connection what the store has taken from it, so that the largest upload needs the memory
of a piece of it.
"""

import binascii
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from chinwag.errors import BadRequest
from chinwag.http.multipart import PARTS_LIMIT, Event, MultipartScanner, PartBegins

_BLANKS = b" \t\r\n"
_CHARSETS = frozenset({"utf-8", "iso-8859-1", "us-ascii", "windows-1252"})
_WORD = re.compile(r"=\?([A-Za-z0-9-]{1,20})\?([BbQq])\?([^?\s]{0,2000})\?=")
_ESCAPE = re.compile(rb"=(?:([0-9A-Fa-f]{2})|\r?\n)")
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?)")


class Base64Stream:
    """Decodes base64 as it comes, with line breaks or without. BadRequest for anything else."""

    def __init__(self) -> None:
        self._left = b""
        self._is_over = False

    def feed(self, data: bytes) -> bytes:
        """What can be decoded now."""
        letters = self._left + data.translate(None, _BLANKS)
        if letters and self._is_over:
            raise _not_base64()
        whole = len(letters) // 4 * 4
        self._left = letters[whole:]
        self._is_over = self._is_over or letters[:whole].endswith(b"=")
        try:
            return binascii.a2b_base64(letters[:whole], strict_mode=True)
        except binascii.Error:
            raise _not_base64() from None

    def finish(self) -> bytes:
        """Nothing may be left over: it would be the first half of something."""
        if self._left:
            raise _not_base64()
        return b""


def _not_base64() -> BadRequest:
    return BadRequest("The part says Content-Transfer-Encoding: base64, but it is not valid base64.")


def _unescaped(escape: re.Match[bytes]) -> bytes:
    """The byte that is meant; nothing for the end of a line that goes on."""
    return b"" if escape[1] is None else bytes.fromhex(escape[1].decode())


class QuotedPrintableStream:
    """Decodes quoted-printable as it comes; libraries for mail choose it for text. What is no escape stays as it is."""

    def __init__(self) -> None:
        self._left = b""

    def feed(self, data: bytes) -> bytes:
        """What can be decoded now: all but an escape, or the break of a line, that has only begun."""
        letters = self._left + data
        begun = letters.rfind(b"=", -2)
        whole = len(letters) if begun < 0 else begun
        self._left = letters[whole:]
        return _ESCAPE.sub(_unescaped, letters[:whole])

    def finish(self) -> bytes:
        """What was left over."""
        return _ESCAPE.sub(_unescaped, self._left)


class _Plain:
    """Bytes as they are."""

    def feed(self, data: bytes) -> bytes:
        return data

    def finish(self) -> bytes:
        return b""


_DECODERS: dict[str, type[Base64Stream | QuotedPrintableStream | _Plain]] = {
    **dict.fromkeys(("", "7bit", "8bit", "binary"), _Plain),
    "base64": Base64Stream,
    "quoted-printable": QuotedPrintableStream,
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part: what its headers say. Its content is read before the next part is asked for, or passed over."""

    name: str | None
    file_name: str | None
    media_type: str
    is_encoded: bool
    _upload: "Upload"
    _decoder: Base64Stream | QuotedPrintableStream | _Plain

    async def chunks(self) -> AsyncIterator[bytes]:
        """The content, decoded, piece by piece."""
        async for raw in self._upload.content():
            decoded = self._decoder.feed(raw)
            if decoded:
                yield decoded
        last = self._decoder.finish()
        if last:
            yield last

    async def read(self, limit: int) -> bytes:
        """The whole content, of a part that is known to be small; BadRequest when it has more bytes than `limit`."""
        found = b""
        async for chunk in self.chunks():
            found += chunk
            if len(found) > limit:
                raise BadRequest(f"The part {self.name!r} is larger than {limit} bytes.")
        return found


class Upload:
    """A multipart body: `async for part in Upload(stream, content_type)`. BadRequest when it is none."""

    def __init__(self, stream: AsyncIterator[bytes], content_type: str) -> None:
        kind, parameters = parse_header(content_type)
        if not kind.startswith("multipart/"):
            raise BadRequest(
                f"Invalid content type: {content_type[:100] or None}. Send the file as multipart/related."
            )
        self._stream = stream
        self._scanner = MultipartScanner(parameters.get("boundary", "").encode("latin-1", "replace"))
        self._events: list[Event] = []
        self._is_over = False
        self._in_part = False

    async def __aiter__(self) -> AsyncIterator[Part]:
        while True:
            async for _ in self.content():
                pass  # what nobody read of the part before
            event = await self._next()
            if event is None:
                return
            if isinstance(event, PartBegins):
                self._in_part = True
                yield self._part(event.headers)

    async def content(self) -> AsyncIterator[bytes]:
        """What is left of the part that was given out last, as it was sent."""
        while self._in_part:
            event = await self._next()
            if isinstance(event, bytes):
                yield event
            else:
                self._in_part = False

    async def _next(self) -> Event | None:
        while not self._events:
            if self._is_over:
                return None
            chunk = await anext(self._stream, None)
            if chunk is None:
                self._is_over = True
            found = self._scanner.finish() if chunk is None else self._scanner.feed(chunk)
            self._events = found[::-1]
        return self._events.pop()

    def _part(self, headers: dict[str, str]) -> Part:
        encoding = headers.get("content-transfer-encoding", "").strip().lower()
        if encoding not in _DECODERS:
            raise BadRequest(
                f"Content-Transfer-Encoding {encoding[:40]!r} is not understood. Send the bytes as they are, or base64."
            )
        _, said = parse_header(headers.get("content-disposition", ""))
        kind, _ = parse_header(headers.get("content-type", ""))
        return Part(
            name=said.get("name"),
            file_name=_file_name(said),
            media_type=kind,
            is_encoded=encoding in {"base64", "quoted-printable"},
            _upload=self,
            _decoder=_DECODERS[encoding](),
        )


def parse_header(value: str) -> tuple[str, dict[str, str]]:
    """The first word of a header value in lower case, and its parameters, quoted or not. In one pass."""
    pieces = _split(value)
    first = pieces[0].split()
    parameters: dict[str, str] = {}
    for piece in pieces[1:]:
        name, equals, text = piece.partition("=")
        if equals:
            parameters.setdefault(name.strip().lower(), _unquoted(text.strip()))
    return (first[0].lower() if first else ""), parameters


def _split(value: str) -> list[str]:
    """At the semicolons that are not quoted."""
    pieces, start, at, is_quoted = [], 0, 0, False
    while at < len(value):
        letter = value[at]
        if letter == "\\" and is_quoted:
            at += 1
        elif letter == '"':
            is_quoted = not is_quoted
        elif letter == ";" and not is_quoted:
            pieces.append(value[start:at])
            start = at + 1
        at += 1
    return [*pieces, value[start:]]


def _unquoted(text: str) -> str:
    """Without quotes. Only quotes and backslashes are escaped: old browsers send `C:\\photo.png` as it is."""
    if len(text) < 2 or text[0] != '"' or text[-1] != '"':
        return text.strip('"')
    return text[1:-1].replace('\\"', '"').replace("\\\\", "\\")


def _file_name(said: dict[str, str]) -> str | None:
    """The name of a file: `filename*` of RFC 5987 before `filename`, in which browsers write a quote as %22."""
    charset, _, rest = said.get("filename*", "").partition("'")
    _, _, encoded = rest.partition("'")
    if encoded and charset.lower() in _CHARSETS:
        return _in_charset(unquote_to_bytes(encoded), charset)
    name = said.get("filename", _continued(said))
    return None if name is None else _decoded_words(name).replace("%22", '"')


def _continued(said: dict[str, str]) -> str | None:
    """A name cut into `filename*0`, `filename*1*` ... (RFC 2231), as libraries for mail send long ones."""
    pieces: list[bytes] = []
    charset = "utf-8"
    while len(pieces) < PARTS_LIMIT:
        plain, escaped = (said.get(f"filename*{len(pieces)}{star}") for star in ("", "*"))
        if plain is None and escaped is None:
            break
        if escaped is not None and not pieces and escaped.count("'") >= 2:
            charset, _, escaped = escaped.split("'", 2)
        pieces.append((plain or "").encode() if escaped is None else unquote_to_bytes(escaped))
    return _in_charset(b"".join(pieces), charset) if pieces else None


def _decoded_words(name: str) -> str:
    """Without the encoded words of mail (RFC 2047), in which Java and .NET write a name that is not ASCII."""
    name = _BETWEEN_WORDS.sub(r"\1", name)
    return _WORD.sub(lambda word: _word(word[1], word[2].lower(), word[3]) or word[0], name)


def _word(charset: str, kind: str, text: str) -> str | None:
    try:
        encoded = binascii.a2b_base64(text) if kind == "b" else binascii.a2b_qp(text, header=True)
    except binascii.Error:
        return None
    return _in_charset(encoded, charset)


def _in_charset(encoded: bytes, charset: str) -> str | None:
    return encoded.decode(charset, "replace") if charset.lower() in _CHARSETS else None
