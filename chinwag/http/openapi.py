"""The OpenAPI 3.1 document, made from the declarations alone.

Errors, headers and what else all methods share come from `openapi_answers`: a new declaration has them by itself.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from chinwag import __version__
from chinwag.http.endpoint import Endpoint, TextFile
from chinwag.http.openapi_answers import (
    HEADERS,
    SENTENCES,
    Access,
    Error,
    Json,
    components_of_errors,
    error_component,
    error_statuses,
    headers_of,
)
from chinwag.http.paging import NoQuery, PageLinks
from chinwag.scopes import SCOPE_TEXTS, ClientType

SchemaOf = Mapping[Any, Json]
_REF = "#/components/schemas/{name}"


@dataclass(frozen=True, slots=True)
class Operation:
    """One method on its way into the document: `write` is called when the schemas of all `kinds` are known.

    `shared` gives answers that it refers to, by the names of their components.
    """

    path: str
    verb: str
    family: str
    kinds: tuple[Any, ...]
    write: Callable[[SchemaOf], Json]
    shared: Callable[[SchemaOf], dict[str, Json]] = lambda _: {}


def _any_value(_: type) -> Json:
    """The schema of what is not described further, such as the values of a free object."""
    return {"description": "Any value."}


def operations_of(endpoints: Iterable[Endpoint]) -> list[Operation]:
    """The methods of the API, as operations; one that is also called by another verb is told of under both."""
    return [operation for endpoint in endpoints for operation in _described(endpoint)]


def openapi_document(operations: Iterable[Operation], base_url: str) -> Json:
    """The document of these operations. Public methods have an empty `security`."""
    declared = list(operations)
    kinds = list(dict.fromkeys([Error, Access, PageLinks, *(kind for one in declared for kind in one.kinds)]))
    # All in one call: only so do two structs of the same name in two features get names that tell them apart.
    found, schemas = msgspec.json.schema_components(kinds, schema_hook=_any_value, ref_template=_REF)
    schema_of = dict(zip(kinds, found, strict=True))
    paths: dict[str, Json] = {}
    responses = components_of_errors(schema_of[Error])
    for operation in declared:
        responses |= operation.shared(schema_of)
        paths.setdefault(operation.path, {})[operation.verb.lower()] = operation.write(schema_of)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Chinwag", "version": __version__, "license": {"name": "MIT", "identifier": "MIT"}},
        "servers": [{"url": base_url}],
        "security": [{"bearer": []}, {"auth_token": []}],
        "tags": [{"name": family} for family in dict.fromkeys(operation.family for operation in declared)],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "headers": HEADERS,
            "responses": responses,
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
    return [] if reply in (None, TextFile) else [_item(reply) or reply]


def _item(reply: Any) -> Any:
    """The item of a declared list: `Page[RoomOut]`-like declarations are `list[RoomOut]`."""
    arguments = getattr(reply, "__args__", ())
    return arguments[0] if getattr(reply, "__origin__", None) is list and arguments else None


def _described(endpoint: Endpoint) -> Iterator[Operation]:
    bodies = [] if endpoint.body is None else [endpoint.body]
    kinds = (*bodies, *_reply_structs(endpoint))
    for verb in (endpoint.method, *endpoint.also_by):
        yield Operation(
            path=endpoint.path,
            verb=verb,
            family=endpoint.family,
            kinds=kinds,
            write=lambda schema_of, verb=verb: _operation(endpoint, verb, schema_of),  # type: ignore[misc]
        )


def _operation(endpoint: Endpoint, verb: str, schema_of: SchemaOf) -> Json:
    is_same = verb != endpoint.method
    operation: Json = {
        "operationId": f"{endpoint.id}_{verb.lower()}" if is_same else endpoint.id,
        "summary": endpoint.title,
        "description": endpoint.description,
        "tags": [endpoint.family],
        "parameters": [*_path_parameters(endpoint), *_query_parameters(endpoint)],
        "responses": _responses(endpoint, schema_of),
        "x-scopes-any": sorted(endpoint.scopes_any),
        "x-clients": [kind.value for kind in ClientType if kind in endpoint.clients],
    }
    if is_same:
        operation["x-same-as"] = endpoint.id
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
        operation["requestBody"] = {
            "required": True,
            "content": {kind: _upload(kind) for kind in endpoint.streams},
        }
    return operation


def _upload(kind: str) -> Json:
    """The body of an upload: the bytes of a file, or parts of which one is called `file`."""
    binary = {"type": "string", "format": "binary", "description": "The bytes of the file."}
    if not kind.startswith("multipart/"):
        return {"schema": binary}
    metadata = {
        "type": "object",
        "properties": {
            "message": {"type": "string", "maxLength": 1000, "description": "A text beside the file."}
        },
    }
    return {
        "schema": {
            "type": "object",
            "properties": {"metadata": metadata, "file": binary},
            "required": ["file"],
        }
    }


def _path_parameters(endpoint: Endpoint) -> list[Json]:
    names = re.findall(r"\{(\w+)\}", endpoint.path)
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", "minLength": 1},
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
        parameters.append(
            {
                "name": "expand",
                "in": "query",
                "schema": {"type": "string"},
                "description": f"Titles to open in place, comma-separated: {', '.join(endpoint.expandable)}.",
                "examples": {path: {"value": path} for path in endpoint.expandable},
            }
        )
    if not endpoint.is_public:
        described = "true: only say whether the token may use this method (202 or 401)."
        schema = {"type": "string"}
        parameters.append({"name": "auth_test", "in": "query", "schema": schema, "description": described})
    return parameters


def _responses(endpoint: Endpoint, schema_of: SchemaOf) -> Json:
    described = {
        status: _success(endpoint, status, schema_of) for status in (endpoint.status, *endpoint.also)
    }
    if not endpoint.is_public:
        described[202] = _answer(202, schema_of[Access])
    responses = {str(status): described[status] for status in sorted(described)}
    for status in error_statuses(endpoint):
        responses[str(status)] = {"$ref": f"#/components/responses/{error_component(status)}"}
    return responses


def _success(endpoint: Endpoint, status: int, schema_of: SchemaOf) -> Json:
    flood = endpoint.flood is not None
    if endpoint.reply is None:
        return _answer(status, None, flood=flood)
    if endpoint.reply is TextFile:
        told = _answer(status, None, flood=flood)
        return {**told, "content": {"text/csv": {"schema": {"type": "string"}}}}
    item = _item(endpoint.reply)
    schema = schema_of[endpoint.reply] if item is None else _page_schema(schema_of[item])
    return _answer(status, schema, flood=flood)


def _answer(status: int, schema: Json | None, *, flood: bool = False) -> Json:
    described: Json = {"description": SENTENCES[status], "headers": headers_of(status, flood=flood)}
    if schema is not None:
        described["content"] = {"application/json": {"schema": schema}}
    return described


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
