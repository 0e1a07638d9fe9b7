"""The JSON Schema of the capability descriptor, made of the very shapes that descriptors are read with.

HipChat served it in two drafts (documented): `v4` with lists of required properties, `v2` with `optional`.
"""

from functools import cache
from typing import Any, Literal

import msgspec

from chinwag.addons.descriptor_schema import Descriptor

Draft = Literal["v2", "v4"]
Json = dict[str, Any]

_NULL = {"type": "null"}
_HOMES: dict[Draft, str] = {
    "v2": "http://json-schema.org/draft-02/schema#",
    "v4": "http://json-schema.org/draft-04/schema#",
}


@cache
def descriptor_schema(draft: Draft) -> Json:
    """The schema in one draft."""
    (main,), parts = msgspec.json.schema_components([Descriptor], ref_template="#/definitions/{name}")
    name = main["$ref"].rpartition("/")[2]
    written = {key: _written(part, draft) for key, part in parts.items()}
    return {"$schema": _HOMES[draft], **written.pop(name), "definitions": written}


def _written(schema: Any, draft: Draft) -> Any:
    """A schema in the words of a draft. Null, which our shapes take for «left out», is not offered."""
    if isinstance(schema, list):
        return [_written(part, draft) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "anyOf" in schema:
        return _union(schema, draft)
    written = {
        key: _written(value, draft)
        for key, value in schema.items()
        if key != "properties" and (key, value) != ("default", None)
    }
    if "properties" in schema:
        written["properties"] = _properties(schema, draft)
    if draft == "v2" or not written.get("required"):
        written.pop("required", None)
    return written


def _union(schema: Json, draft: Draft) -> Json:
    offered = [_written(part, draft) for part in schema["anyOf"] if part != _NULL]
    kept = {key: value for key, value in schema.items() if key not in {"anyOf", "default"} or value}
    kept.pop("anyOf", None)
    if len(offered) == 1:
        return {**kept, **offered[0]}
    return {**kept, ("type" if draft == "v2" else "anyOf"): offered}


def _properties(schema: Json, draft: Draft) -> Json:
    required = schema.get("required", [])
    properties = {name: _written(part, draft) for name, part in schema["properties"].items()}
    if draft == "v4":
        return properties
    return {
        name: part if name in required else {**part, "optional": True} for name, part in properties.items()
    }
