"""Input that no client should send, made from the reference's own fields."""

import json
from collections.abc import Iterator
from typing import Any

from tests.contract.reference import Method, request_fields

JSON = "application/json"
_MEGABYTE = 1_048_576
_WRONG: dict[str, tuple[Any, ...]] = {
    "string": (5, 1.5, True, [], {}, ["x"], {"x": 1}),
    "boolean": ("maybe", 7, [], {}),
    "integer": ("x", 1.5, [], {}, True),
    "enum": ("wrong", "", 5, [], {}, True, "Red "),
    "object": ("x", 5, [], True),
    "array": ("x", 5, {}, True, [5], [[]]),
    "card": (5, True, [], "not json", "[]"),
}
"""Values that are not of a type, however leniently it is read."""


TAKEN = {
    ("generate_token", "user_id"): "Ids come as numbers from some clients.",
    ("generate_token", "group_id"): "Ids come as numbers from some clients.",
    ("update_user", "presence"): "It has no effect, and HypChat puts back whatever it read.",
}
"""Fields that are read more leniently than the reference says, and why."""


TAKEN_VALUES: dict[tuple[str, str], tuple[str, ...]] = {
    ("send_room_notification", "color"): ("",),  # Grafana sends it for states that have no color
}
"""Values that are taken although the reference does not name them: (method id, field) -> which."""


def bad_values(field: dict[str, Any]) -> Iterator[Any]:
    """Values that a field of the reference must refuse."""
    kind = field["type"].split(" ")[0]
    if field["type"] == "unknown":
        return
    wrong = _WRONG.get(kind, _WRONG["string"])
    if " or integer" in field["type"] or " or string" in field["type"]:
        wrong = ([], {}, True)
    yield from (value for value in wrong if value != "" or "" not in field.get("enum", [""]))
    if field.get("required") and not field.get("nullable"):
        yield None
    low, high = field.get("length") or (None, None)
    if high is not None:
        yield "x" * (high + 1)
        yield "é" * (high + 1)
    if low and field.get("required"):
        yield ""
    if kind in {"string", "url"}:
        yield "a\x00b"
        yield LONE


LONE = "\udc80"
"""A lone surrogate: JSON can spell it, UTF-8 and databases cannot."""


def bad_bodies(method: Method, good: dict[str, Any], limit: int = _MEGABYTE) -> Iterator[bytes]:
    """Bodies that a method must refuse, each wrong in one thing alone. `limit`: bytes that a body may have."""
    fields = request_fields(method)
    for name, field in fields.items():
        if (method.id, name) in TAKEN:
            continue
        for value in bad_values(field):
            if value in TAKEN_VALUES.get((method.id, name), ()):
                continue
            yield json.dumps({**good, name: value}).encode()
        if field.get("required"):
            yield json.dumps({key: value for key, value in good.items() if key != name}).encode()
    yield from bad_texts(json.dumps(good).encode(), limit)


def bad_texts(good: bytes, limit: int = _MEGABYTE) -> Iterator[bytes]:
    """What is no JSON object, or holds what cannot be kept, or too much; `good` is an object that is right."""
    head = good[:-1] + b", " if good != b"{}" else b'{"zz": 1, '
    yield from (
        b"null",
        b"5",
        b'"text"',
        b"true",
        b"[1]",
        b'[{"message": "x"}]',
        b"{",
        b"}",
        b"{'a': 1}",
        b"{]",
    )
    yield from (
        good + b"}",
        good[:-1],
        good + good,
        head + b"}",
        head + b'"zz": NaN}',
        head + b'"zz": -Infinity}',
    )
    yield from (
        b"\xff\xfe" + good,
        head + b'"zz": "\xff"}',
        head + b'"zz": "\xc3\x28"}',
        good.decode().encode("utf-16"),
    )
    yield from (head + b'"zz": \x00}', head + b'"zz": "a\x00b"}')
    yield b"[" * 1000 + b"]" * 1000
    yield b"[" * 100_000
    yield b'{"a":' * 1000 + b"1" + b"}" * 1000
    yield head + b'"zz": "' + b"x" * limit + b'"}'
    yield b"x" * (limit + 1)


ROOM_REFS = (
    "0", "-1", "+1", "1.0", "1e3", "999999999", "9223372036854775807", "9223372036854775808", "9" * 60, "%201%20",
    "1_0", "%D9%A1", "%EF%BC%91", "%C2%B9", "No%20Such%20Room", "a" * 101, "%F0%9F%98%80" * 100, "%27%20OR%201=1--",
    "%25", "%25_", "*", "%2e%2e%2f1", "null", "undefined", "%7B%7D", "@", "%C3%9F%20%EF%AC%81", "%E2%80%AE",
)  # fmt: skip
USER_REFS = (
    *ROOM_REFS, "@nobody", "@", "@@", "@%20", "nobody@example.com", "x@", "@x@y", "a" * 200 + "@example.com", "me",
    "@here", "@all", "@%F0%9F%98%80", "%40" + "a" * 101, "Peer%20Quist",
)  # fmt: skip
OTHER_REFS = (
    "0",
    "-1",
    "x",
    "9" * 60,
    "%F0%9F%98%80",
    "00000000-0000-4000-8000-000000000000",
    "a" * 101,
    "%25",
)
BROKEN_REFS = ("%00", "a%00b", "%FF", "%C3%28", "%ED%A0%80", "%C0%AF")
"""Not UTF-8, or with a NUL: 400 wherever they stand."""

INTEGERS = (
    "-1",
    "x",
    "1.5",
    "%20",
    "9" * 30,
    "-" + "9" * 30,
    "0x10",
    "%D9%A1",
    "1_0",
    "NaN",
    "1e400",
    "null",
    "[]",
)
"""No whole number from 0 to 1,000."""

BAD_QUERIES: dict[str, tuple[str, ...]] = {
    "start-index": INTEGERS,
    "max-results": (*INTEGERS, "1001", "2147483648"),
    "reverse": ("maybe", "2", "[]"),
    "include_deleted": ("maybe", "7"),
    "include-private": ("maybe",),
    "include-archived": ("maybe",),
    "include-guests": ("maybe",),
    "include-deleted": ("maybe",),
    "include-offline": ("maybe",),
    "date": (
        "yesterday", "2016-13-45", "2016-05-26T99:00:00Z", "1e400", "9" * 20, "x" * 5000, "2016-05-26T00:00:00+99:99"
    ),
    "end-date": ("tomorrow", "x" * 5000, "2016-02-30"),
    "timezone": ("Nowhere/Town", "../../etc/passwd", "x" * 5000, "%2Fetc%2Flocaltime", "%F0%9F%98%80", "posixrules%00"),
    "not-before": ("no-message", "x" * 1000),
}  # fmt: skip
"""Values that a query parameter must refuse."""

EXTREME_QUERIES = (
    "max-results=0", "max-results=1000", "start-index=9007199254740991", "start-index=1000000&max-results=1000",
    "start-index=0&start-index=5", "expand=" + "items." * 200, "expand=" + ",".join(["items.owner"] * 500),
    "expand=%2C%2C..%2C.", "unknown=1", "unknown", "=", "&&&",
)  # fmt: skip
"""Odd, and yet taken."""

BROKEN_QUERIES = (
    "x=%FF",
    "max-results=%00",
    "a=%ED%A0%80",
    "&".join(f"a{number}=1" for number in range(200)),
)
