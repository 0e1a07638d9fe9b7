"""The reference as data: its methods, and whether a reply is what its schemas say."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.contract.deviations import PATHS, SCOPES, STATUSES

_FILE = Path(__file__).with_name("rest-v2.yaml")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DATETIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?[+-]\d\d:\d\d")


@dataclass(frozen=True)
class Method:
    """One entry of the reference. What it leaves open is as `deviations` says."""

    id: str
    verb: str
    path: str | None
    scopes: frozenset[str]
    clients: frozenset[str]
    needs_token: bool
    status: int | None
    response: Any
    raw: dict[str, Any]

    def matches(self, verb: str, path: str) -> bool:
        """Whether a request goes to this method; `path` is raw, without the host."""
        return verb == self.verb and self.path is not None and bool(self._pattern().fullmatch(path))

    def _pattern(self) -> re.Pattern[str]:
        return re.compile("/v2" + re.sub(r"\{[^}]+\}", "[^/]+", self.path or ""))


@cache
def document() -> dict[str, Any]:
    """The whole file."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast
    loaded: dict[str, Any] = yaml.load(_FILE.read_text("utf-8"), loader)
    return loaded


@cache
def methods() -> tuple[Method, ...]:
    """All entries, literal paths before those with parameters."""
    found = [_method(entry) for entry in document()["methods"]]
    return tuple(sorted(found, key=lambda method: (method.path or "").count("{")))


def _method(entry: dict[str, Any]) -> Method:
    return Method(
        id=entry["id"],
        verb=entry["http_method"],
        path=PATHS[entry["id"]][0] if entry["path"] is None and entry["id"] in PATHS else entry["path"],
        scopes=SCOPES[entry["id"]][0] if entry["id"] in SCOPES else frozenset(entry.get("scopes_any") or ()),
        clients=frozenset(entry.get("client_types") or ()),
        needs_token=entry["auth"] == "token",
        status=STATUSES[entry["id"]][0]
        if entry["id"] in STATUSES
        else (entry.get("success") or {}).get("status"),
        response=entry.get("response"),
        raw=entry,
    )


def request_fields(method: Method) -> dict[str, Any]:
    """The fields of a method's body, also where the entry only names their schema."""
    request = method.raw.get("request") or {}
    if "schema" in request:
        named: dict[str, Any] = document()["schemas"][request["schema"]]["fields"]
        return named
    given: dict[str, Any] = request.get("fields", {})
    return given


def faults(value: Any, schema: Any, at: str = "$") -> list[str]:
    """What in `value` is not as `schema` (a name, a field or an object of the reference) says."""
    if isinstance(schema, str):
        return _by_name(value, schema, at)
    if value is None:
        return [] if schema.get("nullable") else [f"{at}: null is not allowed"]
    if "fields" in schema and schema.get("type") in {None, "object"}:
        return _fields(value, schema, at)
    return _by_name(value, schema["type"], at, schema)


def _fields(value: Any, schema: dict[str, Any], at: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{at}: an object is expected, not {value!r}"]
    found: list[str] = []
    for name, field in schema["fields"].items():
        if name == "...":
            found += faults(value, field["type"], at)
        elif name not in value:
            found += [f"{at}.{name}: missing"] if field.get("required") else []
        else:
            found += faults(value[name], field, f"{at}.{name}")
    return found


_CLIENT_STUB = {
    "fields": {
        "id": {"type": "string", "required": True},
        "name": {"type": "string", "required": True, "nullable": True},
        "allowed_scopes": {"type": "array", "required": True},
        "links": {"type": "links_self", "required": True},
        "room": {"type": "room_stub"},
    }
}
"""An add-on where a person could stand: named by the file, described only in the notes on webhooks."""


def _by_name(value: Any, name: str, at: str, field: dict[str, Any] | None = None) -> list[str]:
    name = re.sub(r" \(.*\)$", "", name)
    if name in {"none", "unknown", "any"}:
        return []
    if name == "oauth client stub":
        return _fields(value, _CLIENT_STUB, at)
    if name.startswith("page of "):
        return _page(value, name.removeprefix("page of "), at)
    if name.startswith("array of "):
        return _array(value, name.removeprefix("array of "), at, field)
    if " or " in name:
        tried = [_by_name(value, part.strip(), at, field) for part in name.split(" or ")]
        return [] if any(not one for one in tried) else tried[0]
    if name in document()["schemas"]:
        return faults(value, document()["schemas"][name], at)
    return [] if _is_simple(value, name, field or {}) else [f"{at}: {value!r} is not {name}"]


def _page(value: Any, item: str, at: str) -> list[str]:
    found = faults(value, document()["schemas"]["page"], at)
    items = value.get("items", []) if isinstance(value, dict) else []
    return found + [fault for i, one in enumerate(items) for fault in _by_name(one, item, f"{at}.items[{i}]")]


def _array(value: Any, item: str, at: str, field: dict[str, Any] | None) -> list[str]:
    if not isinstance(value, list):
        return [f"{at}: an array is expected, not {value!r}"]
    return [fault for i, one in enumerate(value) for fault in _by_name(one, item, f"{at}[{i}]", field)]


def _is_simple(value: Any, name: str, field: dict[str, Any]) -> bool:
    if name == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if name == "boolean":
        return isinstance(value, bool)
    if name == "enum":
        return value in field.get("enum", [value])
    if name == "uuid":
        return isinstance(value, str) and _UUID.fullmatch(value) is not None
    if name == "datetime":
        return isinstance(value, str) and _DATETIME.fullmatch(value) is not None
    if name == "url":
        return isinstance(value, str) and value.startswith(("http://", "https://"))
    if name == "array":
        return isinstance(value, list)
    if name == "object" or name.startswith("map "):
        return isinstance(value, dict)
    return isinstance(value, str)
