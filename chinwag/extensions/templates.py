"""Filling the placeholders of a module's address: `{message.mid}` becomes the value of that path, URL-encoded.

Values come from the browser, and what they say from whoever wrote the message: they must not change where the address
leads. Only path, query and fragment are filled; a host with a placeholder is refused where the module is registered.
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import msgspec

from chinwag.errors import invalid

LONGEST_ADDRESS = 16_384
"""Characters of a filled address (our choice)."""

_PLACE = re.compile(r"\{([A-Za-z0-9_.\-]{1,200})\}")
_DOTS = frozenset({".", ".."})


def fill(template: str, values: Mapping[str, Any]) -> str:
    """The address with its placeholders filled: missing values are empty, objects are JSON (recorded).

    BadRequest when a value would lead out of the page's folder, or the address gets too long.
    """
    if "{" not in template:
        return template
    parts = urlsplit(template)
    path = _filled(parts.path, values)
    if _dots(path) != _dots(parts.path):
        raise invalid("A value may not be . or .. here.", field="values", validation="pattern")
    filled = urlunsplit(
        parts._replace(
            path=path, query=_filled(parts.query, values), fragment=_filled(parts.fragment, values)
        )
    )
    if len(filled) > LONGEST_ADDRESS:
        raise invalid(
            f"With these values the address of the page is longer than {LONGEST_ADDRESS} characters.",
            field="values", validation="maxLength",
        )  # fmt: skip
    return filled


def _filled(text: str, values: Mapping[str, Any]) -> str:
    return _PLACE.sub(lambda place: quote(_text(_at(values, place[1])), safe=""), text)


def _dots(path: str) -> int:
    """How many parts of a path lead elsewhere, as browsers read them: also behind backslashes."""
    return sum(part in _DOTS for part in re.split(r"[/\\]", unquote(path)))


def _at(values: Any, path: str) -> Any:
    for name in path.split("."):
        if isinstance(values, Mapping):
            values = values.get(name)
        elif isinstance(values, list) and name.isdecimal() and len(name) < 6 and int(name) < len(values):
            values = values[int(name)]
        else:
            return None
    return values


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
