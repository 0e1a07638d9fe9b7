"""Finding the parts of a multipart body while it comes in, however sloppily it is written.

HipChat's clients end lines with a bare LF, leave out the last `--`, put things before the first boundary. All of
that is read; a body that ends in the middle of a part is refused. Whatever comes costs time in proportion to its
length and memory for one piece of it.
"""

from dataclasses import dataclass

from chinwag.errors import BadRequest

HEADER_LIMIT = 16_384
"""Bytes of the headers of one part."""

PARTS_LIMIT = 16
"""Parts of a body; each that is found moves the rest of what has come."""

HEADERS_LIMIT = 32
"""Headers of one part."""

_PREAMBLE_LIMIT = 65_536
_PADDING_LIMIT = 200
_BOUNDARY_LIMIT = 200


@dataclass(frozen=True, slots=True)
class PartBegins:
    """A part with these headers; their names are in lower case."""

    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class PartEnds:
    """Its last byte was the one before."""


Event = PartBegins | PartEnds | bytes
"""What a body is made of; bytes are the next piece of a part's content."""


@dataclass(frozen=True, slots=True)
class _Line:
    """The rest of a line that begins with the boundary."""

    end: int
    is_last: bool
    has_cr: bool


_OTHER_LINE = _Line(-1, is_last=False, has_cr=False)
"""It only begins like a boundary."""


class MultipartScanner:
    """Feed it the body, piece by piece; then `finish`. BadRequest for what is no multipart body."""

    def __init__(self, boundary: bytes) -> None:
        if not boundary or len(boundary) > _BOUNDARY_LIMIT:
            raise BadRequest(
                "The Content-Type needs a boundary: multipart/related; boundary=something-not-in-the-file"
            )
        self._needle = b"\n--" + boundary
        self._buffer = b"\n"  # as if a line ended before the first byte
        self._skip = 1  # bytes at its beginning that are no content
        self._from = 0  # where to go on searching
        self._state = self._preamble
        self._seen = 0
        self._parts = 0
        self._has_cr = True
        self._events: list[Event] = []

    def feed(self, data: bytes) -> list[Event]:
        """What has become clear with these bytes."""
        self._buffer += data
        return self._scan(is_end=False)

    def finish(self) -> list[Event]:
        """What is left; BadRequest when the body is not whole."""
        return self._scan(is_end=True)

    def _scan(self, *, is_end: bool) -> list[Event]:
        self._events = []
        while self._state(is_end):
            pass
        return self._events

    def _preamble(self, is_end: bool) -> bool:
        """What stands before the first boundary, and is nothing."""
        before = len(self._buffer)
        line = self._next_delimiter(is_end)
        self._events.clear()
        self._seen += before - len(self._buffer)
        if self._seen > _PREAMBLE_LIMIT or (line is None and is_end):
            raise BadRequest("The boundary that the Content-Type names is not in the body.")
        return self._pass(line)

    def _content(self, is_end: bool) -> bool:
        line = self._next_delimiter(is_end)
        if line is None:
            if is_end:
                raise BadRequest("The body ends in the middle of a part: its last boundary is missing.")
            return False
        self._events.append(PartEnds())
        return self._pass(line)

    def _pass(self, line: _Line | None) -> bool:
        if line is None:
            return False
        self._buffer = self._buffer[line.end :]
        self._from = 0
        self._has_cr = line.has_cr
        self._state = self._epilogue if line.is_last else self._headers
        return True

    def _headers(self, is_end: bool) -> bool:
        end = self._end_of_headers()
        if (len(self._buffer) if end is None else end) > HEADER_LIMIT:
            raise BadRequest(f"The headers of a part are longer than {HEADER_LIMIT} bytes.")
        if end is None:
            if is_end and self._buffer.strip(b" \t\r\n-"):
                raise BadRequest("The body ends in the middle of the headers of a part.")
            return False
        self._parts += 1
        if self._parts > PARTS_LIMIT:
            raise BadRequest(f"The body has more than {PARTS_LIMIT} parts.")
        block, self._buffer = self._buffer[:end], self._buffer[end:]
        self._events.append(PartBegins(_parse_headers(block)))
        self._skip, self._from = 1, 0  # the line end of the empty line may be that before a boundary
        self._state = self._content
        return True

    def _end_of_headers(self) -> int | None:
        """The place of the line end of the empty line."""
        for start in (b"\n", b"\r\n"):
            if self._buffer.startswith(start):
                return len(start) - 1
        found = [at for ending in (b"\n\n", b"\n\r\n") if (at := self._buffer.find(ending, self._from)) >= 0]
        if not found:
            self._from = max(0, len(self._buffer) - 2)
            return None
        first = min(found)
        return self._buffer.index(b"\n", first + 1)

    def _epilogue(self, is_end: bool) -> bool:
        self._buffer = b""
        return False

    def _next_delimiter(self, is_end: bool) -> _Line | None:
        """Give out the content before the next boundary; None when that needs more bytes."""
        while True:
            at = self._buffer.find(self._needle, self._from)
            if at < 0:
                self._give(len(self._buffer) - len(self._needle))
                return None
            line = self._rest_of_line(at + len(self._needle), is_end)
            if line is None:
                self._give(at - 1)
                return None
            if line is not _OTHER_LINE:
                ends_with_cr = at > self._skip and self._has_cr and self._buffer[at - 1 : at] == b"\r"
                end = line.end - self._give(at - 1 if ends_with_cr else at)
                return _Line(end, line.is_last, line.has_cr)
            self._from = at + 1

    def _give(self, end: int) -> int:
        """Give out the content up to `end`; returns by how much the buffer became shorter."""
        if end <= self._skip:
            return 0
        self._events.append(self._buffer[self._skip : end])
        self._buffer = self._buffer[end:]
        self._from = max(0, self._from - end)
        self._skip = 0
        return end

    def _rest_of_line(self, at: int, is_end: bool) -> _Line | None:
        """What follows a boundary: `--`, blanks, a line end. None when that needs more bytes."""
        rest = self._buffer[at : at + _PADDING_LIMIT]
        is_last = rest.startswith(b"--")
        if not is_last and rest == b"-" and not is_end:
            return None
        after = rest[2:] if is_last else rest
        ending = after.lstrip(b" \t")
        end = at + len(rest) - len(ending)
        if ending.startswith(b"\r\n"):
            return _Line(end + 2, is_last, has_cr=True)
        if ending.startswith(b"\n"):
            return _Line(end + 1, is_last, has_cr=False)
        if ending in (b"", b"\r") and len(rest) < _PADDING_LIMIT:
            return _Line(at + len(rest), is_last, has_cr=True) if is_end else None
        return _OTHER_LINE


def _parse_headers(block: bytes) -> dict[str, str]:
    """Names in lower case; of a repeated one the first. Lines without a colon are passed over."""
    try:
        text = block.decode("utf-8")
    except UnicodeDecodeError:
        text = block.decode("latin-1")
    lines: list[str] = []
    for line in text.split("\n"):
        if line[:1] in {" ", "\t"} and lines:
            lines[-1] += " " + line.strip()
        else:
            lines.append(line.strip())
    pairs = [line.partition(":") for line in lines if ":" in line]
    if len(pairs) > HEADERS_LIMIT:
        raise BadRequest(f"A part has more than {HEADERS_LIMIT} headers.")
    return {name.strip().lower(): value.strip() for name, _, value in reversed(pairs)}
