"""Replies in the two formats of API v1, and its errors."""

import html
import re
from http import HTTPStatus
from typing import Any, Literal

import msgspec

from chinwag.errors import ApiError

Format = Literal["json", "xml"]
FORMATS: tuple[Format, ...] = ("json", "xml")

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_encode_json = msgspec.json.Encoder().encode

_STATUS_OF_V1 = {
    HTTPStatus.CONFLICT: HTTPStatus.BAD_REQUEST,
    HTTPStatus.FORBIDDEN: HTTPStatus.UNAUTHORIZED,
    HTTPStatus.TOO_MANY_REQUESTS: HTTPStatus.FORBIDDEN,
    HTTPStatus.INSUFFICIENT_STORAGE: HTTPStatus.SERVICE_UNAVAILABLE,
}
"""API v1 says 403 for «too many calls» and nothing else; clients wait when they read it."""


class NotAcceptable(ApiError):
    """A format that does not exist was asked for."""

    status = HTTPStatus.NOT_ACCEPTABLE


class Outcome(msgspec.Struct, frozen=True):
    """What became of a call that has no object to show."""

    code: int
    type: str
    message: str


class Refusal(msgspec.Struct, frozen=True):
    """The body of every error."""

    error: Outcome


class Access(msgspec.Struct, frozen=True):
    """The answer to `auth_test=true`."""

    success: Outcome


ACCESS = Access(Outcome(202, "Accepted", "This auth_token has access to use this method."))


def status_of(error: ApiError) -> HTTPStatus:
    """The status with which API v1 tells of an error."""
    return _STATUS_OF_V1.get(error.status, error.status)


def refusal(error: ApiError) -> Refusal:
    """An error as API v1 says it."""
    status = status_of(error)
    return Refusal(Outcome(int(status), status.phrase, error.message))


def encode(reply: msgspec.Struct, wanted: Format) -> tuple[bytes, bytes]:
    """The content type and the body. JSON carries no charset: some clients compare the header for equality."""
    if wanted == "xml":
        return b"application/xml", _xml(msgspec.to_builtins(reply))
    return b"application/json", _encode_json(reply)


def _xml(tree: dict[str, Any]) -> bytes:
    """`{"rooms": [...]}` becomes <rooms><room>...; replies of plain values stand in <response> (our choice)."""
    ((name, value),) = tree.items()
    plain = not isinstance(value, dict | list)
    written = _element("response", tree) if plain else _element(name, value)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'.encode()


def _element(name: str, value: Any) -> str:
    if isinstance(value, dict):
        inner = "".join(_element(key, part) for key, part in value.items())
    elif isinstance(value, list):
        inner = "".join(_element(name.removesuffix("s"), part) for part in value)
    else:
        inner = _text(value)
    return f"<{name}>{inner}</{name}>"


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    written = _NOT_IN_XML.sub("\ufffd", str(value))
    return html.escape(written, quote=False).replace("\r", "&#13;")
