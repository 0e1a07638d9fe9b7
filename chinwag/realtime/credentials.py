"""Whether the tokens and sessions behind open sockets still live."""

from collections.abc import Awaitable, Callable, Iterable

from chinwag.accounts.service import find_session_caller
from chinwag.callers import Caller
from chinwag.db.tx import Database, ReadTx
from chinwag.oauth.service import find_caller
from chinwag.realtime import storage

_FIND: dict[str, Callable[[ReadTx, str], Awaitable[Caller | None]]] = {
    "token": find_caller,
    "session": find_session_caller,
}


async def find_caller_of(db: Database, credential: str) -> Caller | None:
    """The caller of a key ("token:<hash>", "session:<hash>") as the database has it now."""
    kind, _, digest = credential.partition(":")
    async with db.read() as tx:
        return await _FIND[kind](tx, digest)


async def list_suspects(db: Database, credentials: Iterable[str]) -> set[str]:
    """Those of many keys that seem dead, found with two queries."""
    asked = set(credentials)
    async with db.read() as tx:
        return asked - await storage.list_live_credentials(tx, asked)
