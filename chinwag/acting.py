"""On whose behalf something happens now. Set where a request or a command begins, read where it is written down.

It follows the request by itself: the services below need no further argument, and none can forget to pass it on.
"""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol

from chinwag.callers import Caller


class Acting(Protocol):
    """A request (`Call`)."""

    @property
    def caller(self) -> Caller: ...
    @property
    def client_address(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Command:
    """Somebody at the server's command line."""


ACTING: ContextVar[Acting | Command | None] = ContextVar("acting", default=None)
"""None: the server by itself."""
