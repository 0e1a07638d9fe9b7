"""The grants of the token endpoint: what becomes a token, and what does not."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime

from chinwag.accounts.secret import hash_secret, new_secret
from chinwag.callers import TokenKind
from chinwag.db.tx import Tx
from chinwag.errors import BadRequest
from chinwag.oauth import grant_storage, storage
from chinwag.oauth.model import (
    PERSONAL_LIFETIME,
    TOKEN_LIFETIME,
    Authorization,
    Granted,
    NewToken,
    OAuthClient,
    Refused,
)
from chinwag.oauth.service import end_family, make_personal_token, make_token
from chinwag.permissions.service import require_for
from chinwag.scopes import PERSONAL_SCOPES, Scope, parse_scopes, print_scopes

_BAD_CODE = "The code is unknown, too old, or was used already. Ask the person to allow access again."
_BAD_REFRESH = (
    "The refresh token is unknown, revoked, or was used already. Ask the person to allow access again."
)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A code and what must fit it."""

    code: str
    redirect_uri: str
    code_verifier: str | None


def scopes_within(text: str | None, allowed: frozenset[Scope]) -> frozenset[Scope]:
    """The scopes that are asked for, all of `allowed` when none is; BadRequest for what was not granted."""
    if text is None or not text.strip():
        return allowed
    try:
        asked = parse_scopes(text)
    except ValueError as error:
        unknown = str(error).partition(" ")[0]
        raise BadRequest(f"There is no scope {unknown}. Ask for some of: {print_scopes(allowed)}.") from None
    if asked - allowed:
        raise BadRequest(
            f"These scopes were not granted: {print_scopes(asked - allowed)}. "
            f"Ask for some of: {print_scopes(allowed) or 'none'}."
        )
    return asked


async def grant_client(tx: Tx, client: OAuthClient, scope: str | None, now: datetime) -> Granted:
    """An add-on token, acting as the installation."""
    token = NewToken(
        group_id=client.group_id,
        kind=TokenKind.ADDON,
        scopes=scopes_within(scope, client.scopes),
        label=client.name,
        client_id=client.id,
        room_id=client.room_id,
        expires_at=now + TOKEN_LIFETIME,
    )
    made = await make_token(tx, token)
    return _granted(made.secret, token.scopes, client.group_id, None)


async def exchange_code(tx: Tx, client: OAuthClient, exchange: Exchange, now: datetime) -> Granted | Refused:
    """User tokens for a code: once, for the client, address and verifier that it was made for.

    A code that comes a second time was stolen, by one of the two who brought it: all that came of it ends.
    """
    code_hash = hash_secret(exchange.code)
    code = await grant_storage.get_code(tx, code_hash)
    if code is None or code.authorization.client_id != client.id:
        return Refused(_BAD_CODE)
    if code.is_used:
        await end_family(tx, code.authorization.family)
        return Refused(_BAD_CODE)
    if code.expires_at <= now:
        return Refused(_BAD_CODE)
    if exchange.redirect_uri != code.redirect_uri:
        return Refused("redirect_uri is not the one that the code was made for.")
    if not verifies(code.code_challenge, exchange.code_verifier):
        return Refused("code_verifier does not fit the code_challenge.")
    if not await storage.is_live_user(tx, code.authorization.user_id):
        return Refused(_BAD_CODE)
    if not await grant_storage.use_code(tx, code_hash):
        await end_family(tx, code.authorization.family)
        return Refused(_BAD_CODE)
    return await issue(tx, code.authorization, now)


def verifies(challenge: str | None, verifier: str | None) -> bool:
    """PKCE with S256. A verifier without a challenge does not fit: somebody took the challenge away."""
    if challenge is None or verifier is None:
        return challenge is None and verifier is None
    digest = hashlib.sha256(verifier.encode("utf-8", "surrogatepass")).digest()
    made = base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")
    return hmac.compare_digest(made.encode(), challenge.encode("utf-8", "surrogatepass"))


async def refresh(
    tx: Tx, client: OAuthClient | None, refresh_token: str, scope: str | None, now: datetime
) -> Granted | Refused:
    """New tokens for a refresh token, which is used up. One that comes twice was stolen: its family ends."""
    token_hash = hash_secret(refresh_token)
    found = await grant_storage.get_refresh_token(tx, token_hash)
    if found is None or found[0].client_id != (client.id if client else None):
        return Refused(_BAD_REFRESH)
    given, is_used = found
    if is_used:
        await end_family(tx, given.family)
        return Refused(_BAD_REFRESH)
    scopes = scopes_within(scope, given.scopes)
    if not await storage.is_live_user(tx, given.user_id):
        return Refused(_BAD_REFRESH)
    if not await grant_storage.use_refresh_token(tx, token_hash):
        await end_family(tx, given.family)
        return Refused(_BAD_REFRESH)
    return await issue(tx, given, now, scopes)


async def issue(
    tx: Tx, given: Authorization, now: datetime, scopes: frozenset[Scope] | None = None
) -> Granted:
    """A user token and the refresh token that renews it. `scopes`: fewer than allowed, for this one only."""
    token = NewToken(
        group_id=given.group_id,
        kind=TokenKind.USER,
        scopes=given.scopes if scopes is None else scopes,
        client_id=given.client_id,
        user_id=given.user_id,
        family=given.family,
        expires_at=now + TOKEN_LIFETIME,
    )
    made = await make_token(tx, token)
    renewing = new_secret()
    await grant_storage.insert_refresh_token(tx, hash_secret(renewing), given)
    return _granted(made.secret, token.scopes, given.group_id, renewing)


async def grant_password(tx: Tx, *, group_id: int, user_id: int, scope: str | None, now: datetime) -> Granted:
    """User tokens for a password that was checked before."""
    scopes = scopes_within(scope, PERSONAL_SCOPES)
    return await issue(tx, Authorization(group_id, None, user_id, scopes, new_secret()), now)


async def grant_personal(
    tx: Tx, *, group_id: int, user_id: int, label: str, scope: str | None, now: datetime
) -> Granted:
    """A personal access token for a password that was checked before: a year, as on HipChat's page."""
    scopes = scopes_within(scope, PERSONAL_SCOPES)
    await require_for(tx, group_id, user_id, "make_personal_tokens")
    made = await make_personal_token(
        tx, group_id=group_id, user_id=user_id, label=label, scopes=scopes, ends_at=now + PERSONAL_LIFETIME
    )
    return _granted(made.secret, scopes, group_id, None, int(PERSONAL_LIFETIME.total_seconds()))


def _granted(
    secret: str,
    scopes: frozenset[Scope],
    group_id: int,
    refresh_token: str | None,
    lifetime_s: int = int(TOKEN_LIFETIME.total_seconds()),
) -> Granted:
    return Granted(secret, scopes, group_id, refresh_token, lifetime_s)
