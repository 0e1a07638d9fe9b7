"""JSON Schema, as far as our OpenAPI document uses it: is a schema well-formed, and does a value match it?"""

import re
from collections.abc import Callable, Iterator
from typing import Any

Json = dict[str, Any]

_NUMBER: tuple[type, ...] = (int, float)
KEYWORDS: dict[str, Callable[[Any], bool]] = {
    "$ref": lambda value: isinstance(value, str),
    "type": lambda value: (
        value in _TYPES or (isinstance(value, list) and all(one in _TYPES for one in value))
    ),
    "anyOf": lambda value: isinstance(value, list) and len(value) > 1,
    "oneOf": lambda value: isinstance(value, list) and len(value) > 1,
    "enum": lambda value: isinstance(value, list) and len(value) > 0,
    "const": lambda value: True,
    "properties": lambda value: isinstance(value, dict),
    "required": lambda value: isinstance(value, list) and len(set(value)) == len(value),
    "items": lambda value: isinstance(value, dict) or value is False,
    "prefixItems": lambda value: isinstance(value, list) and len(value) > 0,
    "additionalProperties": lambda value: isinstance(value, bool | dict),
    "minLength": lambda value: isinstance(value, int) and value >= 0,
    "maxLength": lambda value: isinstance(value, int) and value > 0,
    "minItems": lambda value: isinstance(value, int) and value >= 0,
    "maxItems": lambda value: isinstance(value, int) and value > 0,
    "minimum": lambda value: isinstance(value, _NUMBER),
    "maximum": lambda value: isinstance(value, _NUMBER),
    "pattern": lambda value: bool(re.compile(value)),
    "title": lambda value: isinstance(value, str),
    "description": lambda value: isinstance(value, str),
    "default": lambda value: True,
    "format": lambda value: isinstance(value, str),
}
"""The keywords that we use, and what their values are."""

_TYPES: dict[str, Callable[[Any], bool]] = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, _NUMBER) and not isinstance(value, bool),
    "string": lambda value: isinstance(value, str),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}


def schema_faults(schema: Any, root: Json, at: str = "#") -> Iterator[str]:
    """What makes a schema no schema."""
    if not isinstance(schema, dict):
        yield f"{at}: {schema!r} is no schema"
        return
    for keyword, value in schema.items():
        if keyword not in KEYWORDS or not KEYWORDS[keyword](value):
            yield f"{at}: {keyword}: {value!r} is not known"
    if "$ref" in schema and resolve(schema["$ref"], root) is None:
        yield f"{at}: {schema['$ref']} leads nowhere"
    required: list[str] = schema.get("required", [])
    if not set(required) <= set(schema.get("properties", required)):
        yield f"{at}: a required property is not described"
    for keyword in ("anyOf", "oneOf"):
        for number, part in enumerate(schema.get(keyword, ())):
            yield from schema_faults(part, root, f"{at}/{keyword}/{number}")
    for number, part in enumerate(schema.get("prefixItems", ())):
        yield from schema_faults(part, root, f"{at}/prefixItems/{number}")
    for name, part in schema.get("properties", {}).items():
        yield from schema_faults(part, root, f"{at}/properties/{name}")
    for keyword in ("items", "additionalProperties"):
        if isinstance(schema.get(keyword), dict):
            yield from schema_faults(schema[keyword], root, f"{at}/{keyword}")


def resolve(reference: str, root: Json) -> Any:
    """What a local reference means; None for one that leads nowhere."""
    found: Any = root
    for step in reference.removeprefix("#/").split("/"):
        found = found.get(step) if isinstance(found, dict) else None
    return found


def value_faults(value: Any, schema: Json, root: Json, at: str = "$") -> Iterator[str]:
    """Where a value is not as a schema says. Properties that no schema describes are faults, too."""
    if "$ref" in schema:
        yield from value_faults(value, resolve(schema["$ref"], root), root, at)
        return
    parts = schema.get("anyOf") or schema.get("oneOf")
    if parts:
        tried = [list(value_faults(value, part, root, at)) for part in parts]
        if all(tried):
            yield from min(tried, key=len)
        return
    kinds = schema.get("type")
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(_TYPES[kind](value) for kind in kinds):
        yield f"{at}: {value!r} is not {kinds}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is not in {schema['enum']}"
    if isinstance(value, str) and not schema.get("minLength", 0) <= len(value) <= schema.get(
        "maxLength", 10**9
    ):
        yield f"{at}: has {len(value)} characters"
    if isinstance(value, list):
        parts = schema.get("prefixItems", [])
        for number, item in enumerate(value):
            part = parts[number] if number < len(parts) else schema.get("items") or {}
            yield from value_faults(item, part, root, f"{at}[{number}]")
    if isinstance(value, dict) and "properties" in schema:
        yield from _object_faults(value, schema, root, at)


def _object_faults(value: Json, schema: Json, root: Json, at: str) -> Iterator[str]:
    yield from (f"{at}.{name}: missing" for name in schema.get("required", ()) if name not in value)
    for name, item in value.items():
        if name in schema["properties"]:
            yield from value_faults(item, schema["properties"][name], root, f"{at}.{name}")
        else:
            yield f"{at}.{name}: not described"
