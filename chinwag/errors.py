"""What goes wrong, as HipChat's error envelope says it: one named class for each status."""

from collections.abc import Mapping
from http import HTTPStatus

import msgspec


class ApiError(Exception):
    """A refusal with a status and a sentence that tells the caller what to do.

    `extra` becomes further keys of the envelope (`field`, `validation`, `value`, `options` ...);
    `headers` are added to the answer.
    """

    status = HTTPStatus.INTERNAL_SERVER_ERROR
    token_id: int | None = None
    """The token that was refused, where it is a known one."""

    def __init__(
        self,
        message: str,
        *,
        extra: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.extra = dict(extra or {})
        self.headers = dict(headers or {})


class BadRequest(ApiError):
    """The body, the query or a rule was broken by the caller."""

    status = HTTPStatus.BAD_REQUEST


class Unauthorized(ApiError):
    """No token, or none that is alive."""

    status = HTTPStatus.UNAUTHORIZED


class Forbidden(ApiError):
    """The token is alive, but does not reach."""

    status = HTTPStatus.FORBIDDEN


class NotFound(ApiError):
    """There is no such thing, or the caller may not know of it."""

    status = HTTPStatus.NOT_FOUND


class MethodNotAllowed(ApiError):
    """The path exists, but not with this method."""

    status = HTTPStatus.METHOD_NOT_ALLOWED


class Conflict(ApiError):
    """The state of the thing does not allow it now, such as a post to an archived room."""

    status = HTTPStatus.CONFLICT


class TooLarge(ApiError):
    """The body is over the limit."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class UriTooLong(ApiError):
    """The address is over the limit."""

    status = HTTPStatus.REQUEST_URI_TOO_LONG


class HeadersTooLarge(ApiError):
    """The headers are over the limit."""

    status = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE


class TooManyRequests(ApiError):
    """A rate limit, flood control or a brake is used up; `Retry-After` says for how long."""

    status = HTTPStatus.TOO_MANY_REQUESTS


class InternalError(ApiError):
    """A fault of ours; the sentence gives the request id and nothing of the inside."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR


class BadGateway(ApiError):
    """Another server that we asked for the caller did not answer, or not as it should."""

    status = HTTPStatus.BAD_GATEWAY


class Unavailable(ApiError):
    """The database is away or the server is stopping; trying again later is right."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


class InsufficientStorage(ApiError):
    """The disk is full; nothing was stored."""

    status = HTTPStatus.INSUFFICIENT_STORAGE


def invalid(message: str, *, field: str, validation: str, value: object = None, **more: object) -> BadRequest:
    """A validation error in the shape that HipChat recorded: `field`, `validation`, `value` and what else fits."""
    return BadRequest(message, extra={"field": field, "validation": validation, "value": value, **more})


def envelope(error: ApiError, request_id: str) -> bytes:
    """The body of the answer. Key order and two-space print as recorded; `request_id` is our choice."""
    body = {
        "code": int(error.status),
        "message": error.message,
        "request_id": request_id,
        "type": error.status.phrase,
        **error.extra,
    }
    encoded = msgspec.json.encode({"error": dict(sorted(body.items()))}, enc_hook=repr)
    return msgspec.json.format(encoded, indent=2)
