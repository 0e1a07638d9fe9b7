"""The OpenAPI document: well-formed, complete, and true of what the methods answer."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from chinwag.app import collect_endpoints, collect_operations
from chinwag.http.endpoint import Endpoint
from chinwag.reference.document import reference_document
from chinwag.scopes import ClientType
from chinwag.settings import Settings
from chinwag.v1 import room_routes, user_routes
from chinwag.v1.openapi import operation_id
from tests.contract.calls import OWNER, request_for, someone_who_may
from tests.contract.deviations import REPLIES
from tests.contract.json_schema import schema_faults, value_faults
from tests.contract.reference import Method, faults
from tests.contract.scene import Scene, Who
from tests.contract.test_coverage import IMPLEMENTED
from tests.world import BASE

on_its_loop = pytest.mark.asyncio(loop_scope="module")
ENDPOINTS = collect_endpoints()
V1 = [*room_routes.methods.all, *user_routes.methods.all]
DOCUMENT = reference_document(
    collect_operations(ENDPOINTS),
    Settings(public_url=BASE, rate_limit_user=0, rate_limit_addon=0, flood_limit=0),
)
WITH_SCHEMA = {"application/json", "application/x-www-form-urlencoded"}
_PLACES = {"path", "query", "header", "cookie"}
_OPERATION_KEYS = {
    "operationId", "summary", "description", "tags", "parameters", "responses", "requestBody", "security",
    "x-scopes-any", "x-clients", "x-flood-control", "x-v1-tokens", "x-source", "x-deviations",
    "x-example", "x-same-as",
}  # fmt: skip


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in DOCUMENT["paths"].items():
        for verb, operation in item.items():
            yield verb, path, operation


def operation_of(endpoint: Endpoint) -> dict[str, Any]:
    found: dict[str, Any] = DOCUMENT["paths"][endpoint.path][endpoint.method.lower()]
    return found


def schemas_of(operation: dict[str, Any]) -> Iterator[Any]:
    """All schemas that an operation holds itself."""
    yield from (parameter["schema"] for parameter in operation["parameters"])
    bodies = [*answers_of(operation).values(), operation.get("requestBody", {})]
    for body in bodies:
        yield from (
            content["schema"] for kind, content in body.get("content", {}).items() if kind in WITH_SCHEMA
        )


def answers_of(operation: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The answers of an operation by their status, its own and those that all share."""
    shared = DOCUMENT["components"]["responses"]
    return {
        status: shared[answer["$ref"].rpartition("/")[2]] if "$ref" in answer else answer
        for status, answer in operation["responses"].items()
    }


def reply_schema(endpoint: Endpoint) -> dict[str, Any] | None:
    """What an endpoint says about the body of its success; None for an empty one."""
    described = operation_of(endpoint)["responses"][str(endpoint.status)]
    content = described.get("content", {})
    told = content.get("application/json") or content.get("text/csv") or {}
    schema: dict[str, Any] | None = told.get("schema")
    return schema


def test_the_document_has_the_form_of_openapi_3_1() -> None:
    assert DOCUMENT.keys() >= {"openapi", "info", "paths", "components", "servers", "tags"}
    assert re.fullmatch(r"3\.1\.\d", DOCUMENT["openapi"])
    assert DOCUMENT["info"].keys() >= {"title", "version"}
    assert [server["url"] for server in DOCUMENT["servers"]] == [BASE]
    assert DOCUMENT["components"].keys() <= {"schemas", "securitySchemes", "headers", "responses"}
    schemes = DOCUMENT["components"]["securitySchemes"]
    assert {scheme["type"] for scheme in schemes.values()} <= {"http", "apiKey", "oauth2", "openIdConnect"}
    for requirement in DOCUMENT["security"]:
        assert requirement.keys() <= schemes.keys()


def test_every_schema_is_one_and_every_reference_leads_somewhere() -> None:
    found = [
        fault
        for name, schema in DOCUMENT["components"]["schemas"].items()
        for fault in schema_faults(schema, DOCUMENT, name)
    ]
    for verb, path, operation in operations():
        found += [
            fault
            for schema in schemas_of(operation)
            for fault in schema_faults(schema, DOCUMENT, f"{verb} {path}")
        ]
    assert found == []


def test_every_endpoint_is_an_operation_and_nothing_else_is() -> None:
    told = {(verb.upper(), path): operation["operationId"] for verb, path, operation in operations()}
    also = {
        (verb, endpoint.path): f"{endpoint.id}_{verb.lower()}"
        for endpoint in ENDPOINTS
        for verb in endpoint.also_by
    }
    v1 = {(verb, f"/v1/{method.path}"): operation_id(method, verb) for method in V1 for verb in method.verbs}
    assert told == {(endpoint.method, endpoint.path): endpoint.id for endpoint in ENDPOINTS} | also | v1
    assert len(set(told.values())) == len(told)


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.id)
def test_an_operation_says_what_its_endpoint_declares(endpoint: Endpoint) -> None:
    operation = operation_of(endpoint)
    assert operation.keys() <= _OPERATION_KEYS
    assert operation["summary"] == endpoint.title
    assert operation["description"], "the handler has no docstring"
    assert set(operation["x-scopes-any"]) == endpoint.scopes_any
    assert set(operation["x-clients"]) == endpoint.clients
    parameters = {(one["in"], one["name"]): one for one in operation["parameters"]}
    assert len(parameters) == len(operation["parameters"])
    assert {place for place, _ in parameters} <= _PLACES
    in_path = {name for place, name in parameters if place == "path"}
    assert in_path == set(re.findall(r"\{(\w+)\}", endpoint.path))
    assert all(parameters["path", name]["required"] for name in in_path)
    assert all(
        re.fullmatch(r"[1-5]\d\d", status) and body["description"]
        for status, body in answers_of(operation).items()
    )
    assert ("requestBody" in operation) == (endpoint.body is not None or bool(endpoint.streams))
    assert (operation.get("security") == []) == endpoint.is_public
    assert set(operation.get("tags", ())) <= {tag["name"] for tag in DOCUMENT["tags"]}


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.id)
def test_a_reply_with_a_body_is_described_to_its_items(endpoint: Endpoint) -> None:
    schema = reply_schema(endpoint)
    assert (schema is None) == (endpoint.reply is None)
    found = [] if schema is None else list(undescribed(schema))
    assert found == []


def undescribed(schema: dict[str, Any], at: str = "$", seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """Lists whose items are not described."""
    reference = schema.get("$ref")
    if reference is not None:
        if reference not in seen:
            name = reference.rpartition("/")[2]
            yield from undescribed(DOCUMENT["components"]["schemas"][name], at, seen | {reference})
        return
    if schema.get("type") == "array" and not schema.get("items", {}).keys() & {
        "$ref",
        "type",
        "anyOf",
        "enum",
    }:
        yield at
    for name, part in schema.get("properties", {}).items():
        yield from undescribed(part, f"{at}.{name}", seen)


@on_its_loop
@pytest.mark.parametrize("method", IMPLEMENTED, ids=lambda method: method.id)
async def test_a_reply_is_as_its_declaration_and_the_reference_say(scene: Scene, method: Method) -> None:
    (endpoint,) = [endpoint for endpoint in ENDPOINTS if endpoint.id == method.id]
    who = someone_who_may(method)
    request = await request_for(scene, method, who)
    headers = await scene.headers(who) if request.headers is None else request.headers
    answer = await scene.call(method.verb, request.url(method), headers, request.body)
    deviation = REPLIES.get(method.id)
    assert answer.status_code in {endpoint.status, *(deviation.statuses if deviation else ())}
    schema = reply_schema(endpoint)
    if schema is None:
        assert answer.content == b""
        return
    assert list(value_faults(answer.json(), schema, DOCUMENT)) == []
    told = faults(answer.json(), method.response)
    for place in deviation.places if deviation else ():
        assert any(fault.startswith(place) for fault in told), (
            f"{place} deviates no more: take it off the list"
        )


@on_its_loop
async def test_the_refusals_are_as_the_document_says(scene: Scene) -> None:
    error = {"$ref": "#/components/schemas/Error"}
    headers = await scene.headers(OWNER)
    room = f"/v2/room/{scene.private.id}"
    nobody = await scene.headers(Who("nobody", None, kind="dead"))
    limited = await scene.headers(Who("limited", ClientType.USER, frozenset()))
    answers = [
        await scene.call("GET", room, nobody),
        await scene.call("GET", room, limited),
        await scene.call("GET", "/v2/room/nowhere", headers),
        await scene.call("DELETE", "/v2/room", headers),
        await scene.call("POST", f"{room}/notification", headers, {"message": "x", "notify": "maybe"}),
        await scene.call("POST", f"{room}/notification", headers, {"message": ""}),
    ]
    assert [answer.status_code for answer in answers] == [401, 403, 404, 405, 400, 400]
    for answer in answers:
        left = [
            fault for fault in value_faults(answer.json(), error, DOCUMENT) if "not described" not in fault
        ]
        assert left == []


async def test_the_document_is_served_to_everybody(world: Any) -> None:
    answer = await world.http.get("/api/openapi.json")
    assert answer.status_code == 200
    assert answer.json() == DOCUMENT


@pytest.mark.parametrize(
    ("value", "schema"),
    [
        (5, {"type": "string"}),
        (None, {"anyOf": [{"type": "string"}, {"type": "integer"}]}),
        ({"a": 1}, {"type": "object", "properties": {"a": {"type": "string"}}}),
        ({}, {"type": "object", "properties": {"a": {}}, "required": ["a"]}),
        ({"b": 1}, {"type": "object", "properties": {"a": {}}}),
        ([1, "x"], {"type": "array", "items": {"type": "integer"}}),
        ("blue", {"enum": ["red"]}),
        (True, {"type": "integer"}),
        ("", {"type": "string", "minLength": 1}),
    ],
)
def test_a_value_that_does_not_match_is_found(value: Any, schema: dict[str, Any]) -> None:
    assert list(value_faults(value, schema, {})) != []


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "text"},
        {"$ref": "#/components/schemas/Nothing"},
        {"properties": {"a": {}}, "required": ["b"]},
        {"nullable": True},
        {"items": 5},
    ],
)
def test_a_schema_that_is_none_is_found(schema: dict[str, Any]) -> None:
    assert list(schema_faults(schema, DOCUMENT)) != []
