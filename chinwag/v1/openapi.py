"""API v1 in the OpenAPI document: every method and verb, made from the declarations."""

import inspect
from typing import Any

import msgspec

from chinwag.callers import TokenKind
from chinwag.http.openapi import Operation, SchemaOf
from chinwag.http.openapi_answers import error_component
from chinwag.v1.method import Method
from chinwag.v1.output import FORMATS, Access, Refusal

Json = dict[str, Any]

FAMILY = "API v1"
_SENTENCES = {
    200: "Done.",
    202: "With auth_test=true: the token may do this. Nothing was done.",
    400: "A parameter is missing or wrong, or the room is archived.",
    401: "The token is missing, unknown, of v2, or of a type that may not call this method.",
    403: "Too many calls, or too many messages to one room. X-RateLimit-Reset says when to go on.",
    404: "No such room or person.",
    405: "The method is not called with this verb.",
    406: "There is no such format.",
    413: "The body is too large.",
    414: "The address is too long.",
    431: "The headers are too long or too many.",
    500: "A fault of the server.",
    503: "The server is busy, or its database is away.",
}
_ON_POST = frozenset({413})
_HEADERS = ("X-Ratelimit-Limit", "X-Ratelimit-Remaining", "X-Ratelimit-Reset", "X-Request-Id")
_TYPES = {TokenKind.V1_ADMIN: "admin", TokenKind.V1_NOTIFICATION: "notification"}


def operations_of(methods: list[Method]) -> list[Operation]:
    """One operation for each verb of each method."""
    return [_described(method, verb) for method in methods for verb in sorted(method.verbs, reverse=True)]


def operation_id(method: Method, verb: str) -> str:
    """`v1_rooms_message`; a further verb is named after it."""
    name = f"v1_{method.path.replace('/', '_')}"
    return name if verb == max(method.verbs) else f"{name}_{verb.lower()}"


def _described(method: Method, verb: str) -> Operation:
    return Operation(
        path=f"/v1/{method.path}",
        verb=verb,
        family=FAMILY,
        kinds=(method.parameters, method.reply, Refusal, Access),
        write=lambda schema_of: _operation(method, verb, schema_of),
        shared=_refusals,
    )


def _operation(method: Method, verb: str, schema_of: SchemaOf) -> Json:
    operation: Json = {
        "operationId": operation_id(method, verb),
        "summary": method.summary.rstrip("."),
        "description": inspect.cleandoc(method.handler.__doc__ or ""),
        "tags": [FAMILY],
        "parameters": [*(_parameters(method) if verb == "GET" else []), *_of_every_method()],
        "responses": _responses(method, verb, schema_of),
        "security": [{"auth_token": []}],
        "x-v1-tokens": [_TYPES[kind] for kind in _TYPES if kind in method.tokens],
        "x-scopes-any": [],
        "x-clients": [],
    }
    if verb == "POST" and msgspec.structs.fields(method.parameters):
        schema = schema_of[method.parameters]
        kinds = ("application/x-www-form-urlencoded", "multipart/form-data")
        operation["requestBody"] = {"required": True, "content": {kind: {"schema": schema} for kind in kinds}}
    return operation


def _parameters(method: Method) -> list[Json]:
    _, components = msgspec.json.schema_components([method.parameters], ref_template="{name}")
    schema = components[method.parameters.__name__]
    required = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": field}
        for name, field in schema.get("properties", {}).items()
    ]


def _of_every_method() -> list[Json]:
    test = "true: only say whether the token may call this method (202 or 401)."
    return [
        {
            "name": "format",
            "in": "query",
            "schema": {"enum": list(FORMATS), "default": "json"},
            "description": "How the answer is written.",
        },
        {"name": "auth_test", "in": "query", "schema": {"type": "string"}, "description": test},
    ]


def _responses(method: Method, verb: str, schema_of: SchemaOf) -> Json:
    return {
        "200": _answer(200, schema_of[method.reply]),
        **{
            str(status): {"$ref": f"#/components/responses/{_component(status)}"}
            for status in _SENTENCES
            if status > 200 and (verb == "POST" or status not in _ON_POST)
        },
    }


def _refusals(schema_of: SchemaOf) -> Json:
    return {
        _component(status): _answer(status, schema_of[Access if status == 202 else Refusal])
        for status in _SENTENCES
        if status > 200
    }


def _component(status: int) -> str:
    return f"V1{error_component(status)}"


def _answer(status: int, schema: Json) -> Json:
    return {
        "description": _SENTENCES[status],
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in _HEADERS},
        "content": {"application/json": {"schema": schema}, "application/xml": {}},
    }
