"""Bad input, explained as HipChat did: field, rule, value and a sentence.

Decoding is msgspec's, which is fast and says little. Only when it refuses does this module look again, field by
field, and find the first fault. Sentences follow the recorded ones; the rest follow the same library's templates.
"""

import re
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec

from chinwag.errors import BadRequest, invalid

_SHOWN = 60
_NAMES: dict[type, str] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    type(None): "null",
}


def shown(value: object) -> str:
    """A value as Python 2 printed it, which is how the recorded sentences look; long ones are cut."""
    text = repr(value)
    if isinstance(value, str):
        text = "u" + text
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "..."


def explain(struct: type[msgspec.Struct], data: object, fallback: str) -> BadRequest:
    """The refusal for `data`, which `struct` did not take. `fallback` is msgspec's own sentence."""
    if not isinstance(data, dict):
        return BadRequest(f"The body must be a JSON object, such as {{{_example(struct)}}}.")
    return _inner_fault("", data, struct) or BadRequest(fallback)


def _inner_fault(within: str, data: dict[Any, Any], struct: type[msgspec.Struct]) -> BadRequest | None:
    """The first fault in an object; `within` is its own name and a point, nothing for the body."""
    fields = msgspec.structs.fields(struct)
    for field in fields:
        name = within + field.encode_name
        if field.encode_name not in data:
            if field.required:
                return invalid(
                    f"Required field '{name}' is missing", field=name, validation="optional", value=None
                )
            continue
        fault = _fault(name, data[field.encode_name], field.type)
        if fault is not None:
            return fault
    if struct.__struct_config__.forbid_unknown_fields:
        known = [field.encode_name for field in fields]
        for extra in data.keys() - known:
            return invalid(
                f"Field '{within}{str(extra)[:_SHOWN]}' is not allowed here. Known are: {', '.join(known)}",
                field=within + str(extra)[:_SHOWN], validation="additionalProperties", options=known,
            )  # fmt: skip
    return None


def _example(struct: type[msgspec.Struct]) -> str:
    names = [field.encode_name for field in msgspec.structs.fields(struct) if field.required]
    return ", ".join(f'"{name}": ...' for name in names)


def _fault(name: str, value: object, kind: Any) -> BadRequest | None:
    try:
        msgspec.convert(value, type=kind, strict=False)
    except msgspec.ValidationError as error:
        return _fault_inside(name, value, kind) or _describe(name, value, kind, str(error))
    return None


def _fault_inside(name: str, value: object, kind: Any) -> BadRequest | None:
    """The first fault below a field that is an object or a list of them."""
    for member in map(_bare, _alternatives(kind)):
        if isinstance(value, dict) and isinstance(member, type) and issubclass(member, msgspec.Struct):
            return _inner_fault(f"{name}.", value, member)
        if isinstance(value, list) and get_origin(member) is list:
            faults = (_fault(f"{name}[{at}]", item, get_args(member)[0]) for at, item in enumerate(value))
            return next((fault for fault in faults if fault is not None), None)
    return None


def _describe(name: str, value: object, kind: Any, reason: str) -> BadRequest:
    kept = value if len(repr(value)) <= 1000 else None
    options = _options(kind)
    if options and isinstance(value, str):
        return invalid(
            f"Value {shown(value)} for field '{name}' is not in the enumeration: {options}",
            field=name, validation="enum", value=kept, options=options,
        )  # fmt: skip
    rule = _broken_rule(value, kind)
    if rule is not None:
        validation, limit, sentence = rule
        return invalid(
            f"Value {shown(value)} for field '{name}' {sentence}",
            field=name, validation=validation, value=kept, **{validation: limit},
        )  # fmt: skip
    expected = _expected(kind)
    if isinstance(value, dict | list) and " - at `$" in reason:
        what, _, where = reason.partition(" - at `$")
        return invalid(
            f"Value for field '{name}' is not right at {name}{where.rstrip('`')}: {what}",
            field=name, validation="type", value=kept, expected_type=expected,
        )  # fmt: skip
    return invalid(
        f"Value {shown(value)} for field '{name}' is not of type '{expected}'",
        field=name, validation="type", value=kept, expected_type=expected,
    )  # fmt: skip


def _alternatives(kind: Any) -> list[Any]:
    """The members of a union, metadata and all; a single type is its own only member."""
    if get_origin(kind) is Union or type(kind).__name__ == "UnionType":
        return list(get_args(kind))
    return [kind]


def _bare(kind: Any) -> Any:
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


def _options(kind: Any) -> list[str]:
    for member in _alternatives(kind):
        if get_origin(_bare(member)) is Literal:
            return [str(option) for option in get_args(_bare(member))]
        if isinstance(_bare(member), type) and issubclass(_bare(member), str) and _bare(member) is not str:
            return [str(option) for option in _bare(member)]
    return []


def _expected(kind: Any) -> str:
    names = []
    for member in _alternatives(kind):
        bare = _bare(member)
        if bare is type(None):
            continue
        origin = get_origin(bare) or bare
        if origin is Literal or (isinstance(origin, type) and issubclass(origin, str)):
            names.append("string")
        elif origin in {list, tuple, set}:
            names.append("array")
        else:
            names.append(_NAMES.get(origin, "object"))
    return " or ".join(dict.fromkeys(names))


def _broken_rule(value: object, kind: Any) -> tuple[str, object, str] | None:
    for member in _alternatives(kind):
        for meta in getattr(member, "__metadata__", ()):
            if not isinstance(meta, msgspec.Meta):
                continue
            rule = _RULES.get(type(value), _number_rule)
            found = rule(value, meta)
            found = found or (_number_rule(int(str(value)), meta) if _is_digits(value) else None)
            if found is not None:
                return found
    return None


def _is_digits(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}", value) is not None


def _text_rule(value: str, meta: msgspec.Meta) -> tuple[str, object, str] | None:
    if meta.max_length is not None and len(value) > meta.max_length:
        return "maxLength", meta.max_length, f"must have length less than or equal to {meta.max_length}"
    if meta.min_length is not None and len(value) < meta.min_length:
        return "minLength", meta.min_length, f"must have length greater than or equal to {meta.min_length}"
    if meta.pattern is not None and re.search(meta.pattern, value) is None:
        return "pattern", meta.pattern, f"does not match regular expression '{meta.pattern}'"
    return None


def _list_rule(value: list[object], meta: msgspec.Meta) -> tuple[str, object, str] | None:
    if meta.max_length is not None and len(value) > meta.max_length:
        return "maxItems", meta.max_length, f"must have at most {meta.max_length} items"
    if meta.min_length is not None and len(value) < meta.min_length:
        return "minItems", meta.min_length, f"must have at least {meta.min_length} items"
    return None


def _number_rule(value: object, meta: msgspec.Meta) -> tuple[str, object, str] | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if meta.le is not None and value > meta.le:
        return "maximum", meta.le, f"is greater than maximum value: {meta.le}"
    if meta.ge is not None and value < meta.ge:
        return "minimum", meta.ge, f"is less than minimum value: {meta.ge}"
    return None


_RULES: dict[type, Any] = {str: _text_rule, list: _list_rule}
