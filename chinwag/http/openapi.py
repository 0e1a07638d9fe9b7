"""The OpenAPI 3.1 document, made from the declarations alone."""

import re
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

import msgspec

from chinwag import __version__
from chinwag.http.endpoint import Endpoint
from chinwag.http.paging import NoQuery, PageLinks
from chinwag.scopes import SCOPE_TEXTS, ClientType

Json = dict[str, Any]
_REF = "#/components/schemas/{name}"
_PATH_PARAMETERS = {
    "room": "Id of a room, or its name percent-encoded (1-100 characters).",
    "user": "Id of a person, e-mail, or @ and the mention name (1-100 characters).",
    "message": "Id (UUID) of a message.",
    "token": "The token.",
}


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


def _any_value(_: type) -> Json:
    """The schema of what is not described further, such as the values of a free object."""
    return {"description": "Any value."}


def openapi_document(endpoints: Iterable[Endpoint], base_url: str) -> Json:
    """The document for these endpoints. Public methods have an empty `security`."""
    declared = list(endpoints)
    structs = [Error, PageLinks]
    structs += [endpoint.body for endpoint in declared if endpoint.body is not None]
    structs += [kind for endpoint in declared for kind in _reply_structs(endpoint)]
    kinds = list(dict.fromkeys(structs))
    # All in one call: only so do two structs of the same name in two features get names that tell them apart.
    found, schemas = msgspec.json.schema_components(kinds, schema_hook=_any_value, ref_template=_REF)
    schema_of = dict(zip(kinds, found, strict=True))
    paths: dict[str, Json] = {}
    for endpoint in declared:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint, schema_of)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Chinwag", "version": __version__, "license": {"name": "MIT", "identifier": "MIT"}},
        "servers": [{"url": base_url}],
        "security": [{"bearer": []}, {"auth_token": []}],
        "tags": [{"name": family} for family in dict.fromkeys(endpoint.family for endpoint in declared)],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "auth_token": {"type": "apiKey", "in": "query", "name": "auth_token"},
                "session": {"type": "apiKey", "in": "cookie", "name": "chinwag_session"},
            },
        },
        "x-scopes": _scope_texts(),
    }  # fmt: skip


def _scope_texts() -> Json:
    texts = SCOPE_TEXTS.items()
    return {scope.value: {"name": text.name, "description": text.description} for scope, text in texts}


def _reply_structs(endpoint: Endpoint) -> list[Any]:
    reply = endpoint.reply
    return [] if reply is None else [_item(reply) or reply]


def _item(reply: Any) -> Any:
    """The item of a declared list: `Page[RoomOut]`-like declarations are `list[RoomOut]`."""
    arguments = getattr(reply, "__args__", ())
    return arguments[0] if getattr(reply, "__origin__", None) is list and arguments else None


def _operation(endpoint: Endpoint, schema_of: Mapping[Any, Json]) -> Json:
    operation: Json = {
        "operationId": endpoint.id,
        "summary": endpoint.title,
        "description": endpoint.description,
        "tags": [endpoint.family],
        "parameters": [*_path_parameters(endpoint), *_query_parameters(endpoint)],
        "responses": _responses(endpoint, schema_of),
        "x-scopes-any": sorted(endpoint.scopes_any),
        "x-clients": [kind.value for kind in ClientType if kind in endpoint.clients],
    }
    if endpoint.is_public:
        operation["security"] = []
    elif endpoint.is_session_only:
        operation["security"] = [{"session": []}]
    if endpoint.flood is not None:
        operation["x-flood-control"] = endpoint.flood
    if endpoint.body is not None:
        schema = schema_of[endpoint.body]
        content = {
            "application/json": {"schema": schema},
            "application/x-www-form-urlencoded": {"schema": schema},
        }
        operation["requestBody"] = {"required": endpoint.body_required, "content": content}
    elif endpoint.streams:
        operation["requestBody"] = {"required": True, "content": {kind: {} for kind in endpoint.streams}}
    return operation


def _path_parameters(endpoint: Endpoint) -> list[Json]:
    names = re.findall(r"\{(\w+)\}", endpoint.path)
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", "minLength": 1},
            "description": _PATH_PARAMETERS.get(name, ""),
        }
        for name in names
    ]


def _query_parameters(endpoint: Endpoint) -> list[Json]:
    parameters: list[Json] = []
    if endpoint.query is not NoQuery:
        _, components = msgspec.json.schema_components(
            [endpoint.query], schema_hook=_any_value, ref_template=_REF
        )
        schema = components[endpoint.query.__name__]
        required = schema.get("required", [])
        parameters += [
            {"name": name, "in": "query", "required": name in required, "schema": field}
            for name, field in schema["properties"].items()
        ]
    if endpoint.expandable:
        described = f"Open in place, comma-separated: {', '.join(endpoint.expandable)}"
        parameters.append(
            {"name": "expand", "in": "query", "schema": {"type": "string"}, "description": described}
        )
    if not endpoint.is_public:
        described = "true: only say whether the token may use this method (202 or 401)."
        schema = {"type": "string"}
        parameters.append({"name": "auth_test", "in": "query", "schema": schema, "description": described})
    return parameters


def _responses(endpoint: Endpoint, schema_of: Mapping[Any, Json]) -> Json:
    responses: Json = {str(endpoint.status): _success(endpoint, schema_of)}
    if not endpoint.is_public:
        responses["202"] = {"description": "auth_test: the token has access."}
    for status in _error_statuses(endpoint):
        reference = {"$ref": _REF.format(name="Error")}
        responses[str(int(status))] = {
            "description": status.phrase,
            "content": {"application/json": {"schema": reference}},
        }
    return responses


def _success(endpoint: Endpoint, schema_of: Mapping[Any, Json]) -> Json:
    described: Json = {"description": HTTPStatus(endpoint.status).phrase}
    if endpoint.reply is None:
        return described
    item = _item(endpoint.reply)
    kind = endpoint.reply if item is None else item
    schema = schema_of[kind]
    if item is not None:
        schema = _page_schema(schema)
    return {**described, "content": {"application/json": {"schema": schema}}}


def _page_schema(item: Json) -> Json:
    return {
        "type": "object",
        "required": ["items", "links", "maxResults", "startIndex"],
        "properties": {
            "items": {"type": "array", "items": item},
            "links": {"$ref": _REF.format(name="PageLinks")},
            "maxResults": {"type": "integer"},
            "startIndex": {"type": "integer"},
        },
    }


def _error_statuses(endpoint: Endpoint) -> list[HTTPStatus]:
    numbers = {400, 404, 405, 414, 429, 431, 500, 503}
    if not endpoint.is_public:
        numbers |= {401, 403}
    if endpoint.method != "GET":
        numbers |= {401, 403, 409, 413, 507}
    return [HTTPStatus(number) for number in sorted(numbers)]
