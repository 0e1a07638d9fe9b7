"""Tokens of API v1: made for the whole group, found again by their hash."""

import re
import secrets
from typing import Final, Literal

from chinwag.callers import Caller, TokenKind
from chinwag.clock import Clock
from chinwag.db.tx import Tx
from chinwag.errors import Unauthorized, invalid
from chinwag.http.auth import CallerCache, Lookup, hash_of
from chinwag.oauth.model import MadeToken, NewToken
from chinwag.oauth.service import make_token
from chinwag.scopes import NO_SCOPE

V1Type = Literal["admin", "notification"]
KINDS: Final[dict[V1Type, TokenKind]] = {
    "admin": TokenKind.V1_ADMIN,
    "notification": TokenKind.V1_NOTIFICATION,
}
TOKEN_LENGTH = 30
"""Hex digits, as in published examples; 120 bits."""

_V2_TOKEN = re.compile(r"[A-Za-z0-9]{40}")


async def make_v1_token(
    tx: Tx, group_id: int, type: V1Type, label: str, *, secret: str | None = None
) -> MadeToken:
    """A token that may call every method («admin»), or rooms/message and rooms/topic («notification»).

    It belongs to the group: nobody's leaving ends it. It carries no scope, which only API v2 has.
    `secret`: one that exists, to be adopted.
    """
    if not label.strip():
        message = "Give the token a label, so that you know later what it is for."
        raise invalid(message, field="label", validation="minLength", value=label)
    token = NewToken(group_id=group_id, kind=KINDS[type], scopes=NO_SCOPE, label=label.strip())
    fresh = secrets.token_hex(TOKEN_LENGTH // 2)
    return await make_token(tx, token, secret or fresh, is_adopted=secret is not None)


class V1Authenticator:
    """From the parameter `auth_token` to a caller."""

    def __init__(self, clock: Clock, cache: CallerCache, find: Lookup) -> None:
        self._clock = clock
        self._cache = cache
        self._find = find

    async def caller_of(self, token: str) -> Caller:
        """The caller; Unauthorized when no token of API v1 is alive under this text."""
        digest = hash_of(token)
        key = f"token:{digest}"
        caller = self._cache.get(key)
        if caller is None:
            generation = self._cache.generation
            caller = await self._find(digest)
            if caller is not None:
                self._cache.keep(key, caller, generation)
        if caller is None or caller.is_expired(self._clock.steady()):
            raise Unauthorized(_why_dead(token))
        return caller


def _why_dead(token: str) -> str:
    if not token:
        return "auth_token is missing. Send a token of API v1 in the query or in the form."
    if _V2_TOKEN.fullmatch(token):
        return "This looks like a token of API v2, which does not work on /v1. Use a token of API v1."
    return "This auth_token is unknown or was revoked. Use a token of API v1."
