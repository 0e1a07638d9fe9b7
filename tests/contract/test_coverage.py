"""Every method of the reference is declared as the reference has it, or stands on a list with a reason."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal, get_args, get_origin

import msgspec
import pytest

from chinwag.app import collect_endpoints
from chinwag.http.endpoint import Endpoint
from tests.contract.deviations import DECLARATIONS, LATER, REPLIES, SCOPES, STATUSES
from tests.contract.reference import Method, document, methods, request_fields

ENDPOINTS = {endpoint.id: endpoint for endpoint in collect_endpoints()}
IMPLEMENTED = [method for method in methods() if method.id in ENDPOINTS]


def shape(path: str | None) -> str:
    """A path without the names of its parameters."""
    return re.sub(r"\{[^}]+\}", "{}", path or "")


def differences(method: Method, endpoint: Endpoint) -> Iterator[tuple[str, str]]:
    """What an endpoint declares otherwise than its entry: a short name of the place, and a sentence."""
    if (endpoint.method, endpoint.path.partition("{")[0][:4]) != (method.verb, "/v2/"):
        yield "verb", f"{method.verb} below /v2 is the reference's, not {endpoint.method} {endpoint.path}"
    if shape(endpoint.path) != shape(f"/v2{method.path}"):
        yield "path", f"{method.path} is the reference's path"
    if endpoint.is_public == method.needs_token:
        yield "public", "only one of the two asks for a token"
    if endpoint.scopes_any != method.scopes:
        yield "scopes", f"{sorted(method.scopes)} are the reference's scopes"
    if method.needs_token and endpoint.clients != method.clients:
        yield "clients", f"{sorted(method.clients)} are the reference's client types"
    if endpoint.status != method.status:
        yield "status", f"{method.status} is the reference's status of success"
    if not set(method.raw.get("expandable", ())) <= set(endpoint.expandable):
        yield "expandable", f"{method.raw['expandable']} can be expanded in the reference"
    asked = fields_of(endpoint.query)
    for name, field in query_params(method).items():
        yield from field_differences("query", name, field, asked)
    taken = fields_of(endpoint.body) if endpoint.body else {}
    for name, field in request_fields(method).items():
        yield from field_differences("body", name, field, taken)


def query_params(method: Method) -> dict[str, Any]:
    """The query parameters of an entry, its sets opened; `expand` is not declared but follows from `expandable`."""
    given = dict(method.raw.get("query_params") or {})
    found: dict[str, Any] = {}
    for name in given.pop("sets", []):
        found |= document()["shared"]["query_sets"][name]
    found |= given
    found.pop("expand", None)
    return found


def fields_of(struct: type[msgspec.Struct]) -> dict[str, Any]:
    """The fields of a struct by their names on the wire."""
    return {field.encode_name: field for field in msgspec.structs.fields(struct)}


def field_differences(
    where: str, name: str, reference: Mapping[str, Any], ours: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """How one field of a query or a body differs: missing, stricter, or with another default or enumeration."""
    at = f"{where}.{name}"
    if name not in ours:
        yield at, "not declared"
        return
    field = ours[name]
    is_required = bool(reference.get("required"))
    if field.required and not is_required:
        yield f"{at}.required", "clients may leave it out"
    if is_required and not field.required:
        yield f"{at}.required", "the reference refuses a body without it"
    is_same = field.default == reference.get("default") or is_unset(field.default, reference.get("default"))
    if "default" in reference and not is_required and not is_same:
        yield f"{at}.default", f"{reference['default']!r} is the reference's default"
    options = {
        option for kind in walk(field.type) if get_origin(kind) is Literal for option in get_args(kind)
    }
    if "enum" in reference and options and options != set(reference["enum"]):
        yield f"{at}.enum", f"{reference['enum']} are the reference's values"
    metas = [kind for kind in walk(field.type) if isinstance(kind, msgspec.Meta)]
    longest = (reference.get("length") or [None, None])[1]
    if longest and {meta.max_length for meta in metas if meta.max_length} != {longest}:
        yield f"{at}.length", f"{longest} is the reference's greatest length"
    largest = (reference.get("range") or [None, None])[1]
    if largest and {meta.le for meta in metas if meta.le} != {largest}:
        yield f"{at}.range", f"{largest} is the reference's greatest value"


def is_unset(ours: Any, reference: Any) -> bool:
    """Whether our None stands for a default that means «nothing was asked for»."""
    return ours is None and reference in (False, ["room_member"])


def walk(kind: Any) -> Iterator[Any]:
    """A type, the members of its unions and lists, and their metadata."""
    yield kind
    if get_origin(kind) is not Literal:
        for part in (*get_args(kind), *getattr(kind, "__metadata__", ())):
            yield from walk(part)


@pytest.mark.parametrize("method", IMPLEMENTED, ids=lambda method: method.id)
def test_a_method_is_declared_as_the_reference_has_it(method: Method) -> None:
    found = dict(differences(method, ENDPOINTS[method.id]))
    assert {place: told for place, told in found.items() if (method.id, place) not in DECLARATIONS} == {}


@pytest.mark.parametrize("method", methods(), ids=lambda method: method.id)
def test_a_method_is_declared_or_comes_later_but_not_both(method: Method) -> None:
    assert (method.id in ENDPOINTS) != (method.id in LATER), (
        "take it off the list LATER" if method.id in LATER else "declare it, or put it on the list LATER"
    )


@pytest.mark.parametrize("endpoint", ENDPOINTS.values(), ids=lambda endpoint: endpoint.id)
def test_an_endpoint_below_v2_is_a_method_of_the_reference(endpoint: Endpoint) -> None:
    known = {method.id for method in methods()}
    assert endpoint.path.startswith("/v2/") == (endpoint.id in known)


def test_every_deviation_has_a_reason_and_a_method() -> None:
    known = {method.id for method in methods()}
    reasons = [*LATER.values(), *DECLARATIONS.values(), *(deviation.reason for deviation in REPLIES.values())]
    reasons += [reason for _, reason in (*SCOPES.values(), *STATUSES.values())]
    assert all(len(reason.split()) >= 5 and reason.endswith(".") for reason in reasons)
    named = {*LATER, *REPLIES, *SCOPES, *STATUSES, *(method_id for method_id, _ in DECLARATIONS)}
    assert named <= known


@pytest.mark.parametrize(("method_id", "place"), DECLARATIONS)
def test_a_deviating_declaration_still_deviates(method_id: str, place: str) -> None:
    (method,) = [method for method in methods() if method.id == method_id]
    assert place in dict(differences(method, ENDPOINTS[method_id])), "take it off the list DECLARATIONS"


def test_the_families_of_this_release_are_whole() -> None:
    promised = {"capabilities": 1, "oauth sessions": 3, "rooms": 18, "users": 9, "groups": 2}
    declared = [method.raw["family"] for method in IMPLEMENTED]
    assert {family: min(declared.count(family), least) for family, least in promised.items()} == promised


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"method": "PUT"}, "verb"),
        ({"path": "/v2/room/{room}/notify"}, "path"),
        ({"is_public": True}, "public"),
        ({"scopes_any": frozenset()}, "scopes"),
        ({"clients": frozenset()}, "clients"),
        ({"status": 200}, "status"),
        ({"body": None}, "body.message"),
    ],
)
def test_a_wrong_declaration_is_found(change: dict[str, Any], place: str) -> None:
    (method,) = [method for method in methods() if method.id == "send_room_notification"]
    assert place in dict(differences(method, replace(ENDPOINTS[method.id], **change)))


def test_a_stricter_field_is_found() -> None:
    class Strict(msgspec.Struct):
        notify: bool
        color: Literal["red"] = "red"

    (method,) = [method for method in methods() if method.id == "send_room_notification"]
    found = dict(differences(method, replace(ENDPOINTS[method.id], body=Strict)))
    assert {"body.notify.required", "body.color.enum", "body.color.default", "body.message"} <= found.keys()
