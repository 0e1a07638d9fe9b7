"""The declaration of a method of API v1: everything about it that is not its work."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from chinwag.callers import TokenKind
from chinwag.http.endpoint import Call

P = TypeVar("P", bound=msgspec.Struct)
R = TypeVar("R", bound=msgspec.Struct)
Handler = Callable[[Call[P]], Awaitable[R]]

ADMIN = frozenset({TokenKind.V1_ADMIN})
ANY_TOKEN = frozenset({TokenKind.V1_ADMIN, TokenKind.V1_NOTIFICATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One method, such as «rooms/show».

    Parameters come as texts, from the query and the form alike; an empty one counts as absent, but those in
    `may_be_empty`.
    """

    path: str
    verbs: frozenset[str]
    tokens: frozenset[TokenKind]
    parameters: type[msgspec.Struct]
    may_be_empty: frozenset[str]
    reply: type[msgspec.Struct]
    summary: str
    handler: Callable[[Call[Any]], Awaitable[msgspec.Struct]]


class Methods:
    """Collects the declarations of one module."""

    def __init__(self) -> None:
        self.all: list[Method] = []

    def declare(
        self,
        path: str,
        *verbs: str,
        tokens: frozenset[TokenKind],
        parameters: type[P],
        reply: type[R],
        may_be_empty: tuple[str, ...] = (),
    ) -> Callable[[Handler[P, R]], Handler[P, R]]:
        """Declare the decorated function as the method at /v1/<path>."""

        def keep(handler: Handler[P, R]) -> Handler[P, R]:
            method = Method(
                path=path,
                verbs=frozenset(verbs),
                tokens=tokens,
                parameters=parameters,
                may_be_empty=frozenset(may_be_empty),
                reply=reply,
                summary=(handler.__doc__ or "").partition("\n")[0],
                handler=handler,
            )
            self.all.append(method)
            return handler

        return keep
