"""What every method can answer, for the OpenAPI document: statuses, headers and bodies that no declaration repeats."""

from http import HTTPStatus
from typing import Any

import msgspec

from chinwag.http.endpoint import Endpoint

Json = dict[str, Any]


class ErrorBody(msgspec.Struct, omit_defaults=True):
    """What went wrong. `field`, `value` and `validation` come with validation errors."""

    code: int
    type: str
    message: str
    request_id: str
    field: str | None = None
    validation: str | None = None
    value: Any = None


class Error(msgspec.Struct):
    """The envelope of every error."""

    error: ErrorBody


class AccessBody(msgspec.Struct):
    """The token may use the method."""

    code: int
    type: str
    message: str


class Access(msgspec.Struct):
    """The answer to `auth_test=true`: nothing was done."""

    success: AccessBody


SENTENCES: dict[int, str] = {
    200: "Done.",
    201: "Made. Location says where it is.",
    202: "With auth_test=true: the token may do this. Nothing was done.",
    204: "Done. The answer has no body.",
    302: "Go to the address in Location.",
    400: "Something in the request is wrong; the message names it.",
    401: "No token, or one that is no longer valid.",
    403: "The token lacks the scope, or is of the wrong kind, or its person may not do this.",
    404: "There is no such thing, or this token cannot see it.",
    405: "The address exists, but not with this verb; Allow says which it takes.",
    409: "Its state does not allow that now; the message says why.",
    413: "The body is too large.",
    414: "The address is too long.",
    429: "Too many calls. Retry-After says when to come back.",
    431: "The headers are too long or too many.",
    500: "A fault of the server. Tell its admin the request_id.",
    502: "Another server, such as an add-on's, did not answer, or not as it should. The message says why.",
    503: "The server is busy or its database is away. Nothing was stored; try again in a moment.",
    507: "The disk is full, or the space for files is used up. Nothing was stored.",
}
"""What each status says to who calls."""

_FOR_ALL = frozenset({400, 404, 405, 414, 429, 431, 500, 503})
_WITH_TOKEN = frozenset({401, 403})
_ON_WRITE = frozenset({401, 403, 409, 413, 507})
_OF_SOME = frozenset({502})


def _number(description: str) -> Json:
    return {"schema": {"type": "integer", "minimum": 0}, "description": description}


def _text(description: str) -> Json:
    return {"schema": {"type": "string"}, "description": description}


HEADERS: dict[str, Json] = {
    "X-Ratelimit-Limit": {**_number("Calls that the token has in five minutes."), "required": True},
    "X-Ratelimit-Remaining": {**_number("Calls that are left."), "required": True},
    "X-Ratelimit-Reset": {**_number("When the count starts anew, in Unix seconds."), "required": True},
    "X-Request-Id": {**_text("The id of this request; tell it to the admin with a fault."), "required": True},
    "X-FloodControl-Limit": _number("Messages that the recipient takes in a minute, whoever sends them."),
    "X-FloodControl-Remaining": _number("Messages that are left for this recipient."),
    "X-FloodControl-Reset": _number("When that count starts anew, in Unix seconds."),
    "Retry-After": _number("Seconds to wait before the next try."),
    "Allow": _text("The verbs that the address takes."),
    "Location": _text("The address of what was made, or to go to."),
    "WWW-Authenticate": _text("How to send a token."),
}
"""The headers of answers, by name: components of the document."""

_ON_EVERY_ANSWER = ("X-Ratelimit-Limit", "X-Ratelimit-Remaining", "X-Ratelimit-Reset", "X-Request-Id")
_FLOOD = ("X-FloodControl-Limit", "X-FloodControl-Remaining", "X-FloodControl-Reset")
_ON_STATUS = {
    201: ("Location",),
    302: ("Location",),
    401: ("WWW-Authenticate",),
    405: ("Allow",),
    429: ("Retry-After",),
    503: ("Retry-After",),
}


def headers_of(status: int, *, flood: bool = False) -> Json:
    """The headers of an answer, as references to the components."""
    names = (*_ON_EVERY_ANSWER, *_ON_STATUS.get(status, ()), *(_FLOOD if flood else ()))
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def error_statuses(endpoint: Endpoint) -> list[int]:
    """The refusals that a method may give, its own and those of every method."""
    statuses = {*_FOR_ALL, *endpoint.refusals}
    if not endpoint.is_public:
        statuses |= _WITH_TOKEN
    if endpoint.method != "GET":
        statuses |= _ON_WRITE
    return sorted(statuses)


def error_component(status: int) -> str:
    """The name of the component that describes a refusal."""
    return HTTPStatus(status).phrase.title().replace(" ", "").replace("-", "")


def components_of_errors(error_schema: Json) -> Json:
    """Every refusal, described once."""
    statuses = _FOR_ALL | _WITH_TOKEN | _ON_WRITE | _OF_SOME
    return {
        error_component(status): {
            "description": SENTENCES[status],
            "headers": headers_of(status, flood=status == 429),
            "content": {"application/json": {"schema": error_schema}},
        }
        for status in sorted(statuses)
    }
