"""Who may listen.

A person's session counts only together with our own Origin: a foreign page can open a socket with the
person's cookie, but cannot choose its Origin. A token proves itself.
"""

import re

from chinwag.callers import Caller
from chinwag.db.tx import DatabaseUnavailable
from chinwag.errors import Forbidden, Unauthorized, Unavailable
from chinwag.http.auth import Authenticator, Credentials, bearer_of, hash_of, missing_scope
from chinwag.scopes import Scope
from chinwag.services import Services

LISTEN = frozenset({Scope.VIEW_GROUP, Scope.VIEW_ROOM, Scope.VIEW_MESSAGES})
"""Any of these lets a token listen; each lets it hear its own kinds of events."""

_CURSOR = re.compile(r"[0-9]{1,18}", re.ASCII)


class Door:
    """Finds who wants to listen, and refuses who may not."""

    def __init__(self, services: Services, authenticator: Authenticator) -> None:
        self._services = services
        self._authenticator = authenticator

    def credentials(
        self, headers: dict[bytes, bytes], query: dict[str, list[str]], *, is_socket: bool
    ) -> Credentials:
        """The token or session that a request brought. Our own pages name their Origin only on sockets."""
        token = bearer_of(headers.get(b"authorization", b"").decode("latin-1"))
        if token is None and self._services.settings.query_tokens:
            token = query.get("auth_token", [""])[0] or None
        if token is not None:
            return Credentials(token)
        csrf = self._services.csrf
        session = csrf.session_of(headers)
        if session is None:
            raise Unauthorized("Connect with a token, or from the web client after signing in.")
        if not (csrf.is_own_origin(headers) if is_socket else csrf.is_own_page(headers)):
            raise Forbidden("This connection comes from another site. Open the chat at its own address.")
        return Credentials(session=session)

    async def caller(self, credentials: Credentials) -> Caller | None:
        """Who connects; None for a person whose session has ended, whom the web client has to tell."""
        try:
            caller = await self._authenticator.caller_of(credentials)
        except Unauthorized:
            if credentials.token is None:
                return None
            raise
        except DatabaseUnavailable:
            raise Unavailable("The database is away. Connect again.", headers={"Retry-After": "2"}) from None
        if not caller.scopes & LISTEN:
            raise missing_scope(LISTEN)
        return caller


def key_of(credentials: Credentials) -> str:
    """The cache key of a credential; when that is forgotten, the connection is judged anew."""
    if credentials.token is not None:
        return f"token:{hash_of(credentials.token)}"
    return f"session:{hash_of(credentials.session or '')}"


def read_cursor(text: str) -> tuple[int | None, bool]:
    """The cursor that a client sent, if any, and whether it can be one of ours."""
    if not text:
        return None, True
    return (int(text), True) if _CURSOR.fullmatch(text) else (None, False)
