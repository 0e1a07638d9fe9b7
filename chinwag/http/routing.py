"""From a raw path to an endpoint: a tree of path segments, each decoded exactly once."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from chinwag.errors import BadRequest, MethodNotAllowed, NotFound

if TYPE_CHECKING:
    from chinwag.http.endpoint import Endpoint


_ROUTES_KEPT = 4096
_LONGEST_KEPT = 256
"""Bytes of a path that is remembered: strangers must not fill the memory with long ones."""


@dataclass(slots=True)
class _Node:
    literal: dict[str, "_Node"] = field(default_factory=dict)
    parameter: "tuple[str, _Node] | None" = None
    endpoints: "dict[str, Endpoint]" = field(default_factory=dict)


def split_path(raw_path: bytes) -> list[str]:
    """The segments of a raw path. Doubled and trailing slashes do not count; `%2F` stays inside its segment."""
    segments = [part for part in raw_path.split(b"/") if part]
    if b"%" not in raw_path and raw_path.isascii():
        return [part.decode("ascii") for part in segments]
    try:
        decoded = [unquote_to_bytes(part).decode("utf-8") for part in segments]
    except UnicodeDecodeError:
        raise BadRequest("The path is not valid UTF-8. Percent-encode names as UTF-8.") from None
    if any("\x00" in part for part in decoded):
        raise BadRequest("The path contains a NUL character, which no name has.")
    return decoded


class Router:
    """Finds the endpoint of a method and path. A literal segment wins over a parameter."""

    def __init__(self) -> None:
        self._root = _Node()
        self._routes: dict[tuple[str, bytes], tuple[Endpoint, dict[str, str]]] = {}

    def add(self, endpoint: "Endpoint") -> None:
        """Put an endpoint in its place; a second one for the same method and path is a mistake."""
        node = self._root
        for segment in endpoint.path.strip("/").split("/"):
            if segment.startswith("{"):
                name = segment[1:-1]
                if node.parameter is None:
                    node.parameter = (name, _Node())
                elif node.parameter[0] != name:
                    raise ValueError(f"{endpoint.path}: this place is already called {node.parameter[0]!r}")
                node = node.parameter[1]
            else:
                node = node.literal.setdefault(segment, _Node())
        for method in (endpoint.method, *endpoint.also_by):
            if method in node.endpoints:
                raise ValueError(f"{method} {endpoint.path} is declared twice")
            node.endpoints[method] = endpoint

    def route(self, method: str, raw_path: bytes) -> "tuple[Endpoint, dict[str, str]]":
        """As `find`, by the raw path. Scripts call the same few addresses for ever: the latest are remembered."""
        key = (method, raw_path)
        known = self._routes.get(key)
        if known is None:
            known = self.find(method, split_path(raw_path))
            if len(raw_path) <= _LONGEST_KEPT:
                if len(self._routes) >= _ROUTES_KEPT:
                    self._routes.clear()
                self._routes[key] = known
        return known

    def find(self, method: str, segments: list[str]) -> "tuple[Endpoint, dict[str, str]]":
        """The endpoint and its path parameters; NotFound, or MethodNotAllowed with the methods that exist."""
        found = self._walk(self._root, segments, 0, {})
        if found is None:
            raise NotFound("There is no method at this address. See /docs for all of them.")
        node, parameters = found
        endpoint = node.endpoints.get(method)
        if endpoint is None:
            allowed = ", ".join(sorted(node.endpoints))
            raise MethodNotAllowed(
                f"{method} is not defined here; use {allowed}.", headers={"Allow": allowed}
            )
        return endpoint, parameters

    def allowed(self, segments: list[str]) -> list[str]:
        """The methods defined for a path; empty when there is none."""
        found = self._walk(self._root, segments, 0, {})
        return sorted(found[0].endpoints) if found else []

    def _walk(
        self, node: _Node, segments: list[str], at: int, parameters: dict[str, str]
    ) -> tuple[_Node, dict[str, str]] | None:
        if at == len(segments):
            return (node, parameters) if node.endpoints else None
        child = node.literal.get(segments[at])
        if child is not None:
            found = self._walk(child, segments, at + 1, parameters)
            if found is not None:
                return found
        if node.parameter is not None:
            name, child = node.parameter
            return self._walk(child, segments, at + 1, {**parameters, name: segments[at]})
        return None
