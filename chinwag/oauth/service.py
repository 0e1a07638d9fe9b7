"""What may happen to tokens: looking up, making and revoking them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from chinwag.accounts.secret import hash_secret, new_secret
from chinwag.accounts.security_log import note
from chinwag.audit.model import Action, Thing
from chinwag.audit.service import note_audit, note_everywhere
from chinwag.callers import V1_KINDS, Caller, TokenKind
from chinwag.db.tx import ReadTx, Tx, UniqueViolation
from chinwag.errors import BadRequest, Conflict, NotFound, Unauthorized, invalid
from chinwag.oauth import client_storage, storage
from chinwag.oauth.model import PERSONAL_TOKENS, MadeToken, NewToken, OAuthClient, Token
from chinwag.policy import parse_limits, parse_policy
from chinwag.rooms.access import hold_room
from chinwag.rooms.model import Room
from chinwag.scopes import PERSONAL_SCOPES, ROOM_TOKEN_SCOPES, ClientType, Scope, print_scopes

_MADE_BY_GRANTS = frozenset({TokenKind.ADDON, TokenKind.USER})
"""They come and go by themselves, every few hours: the audit log tells of the consent and the installation."""

_PURGE_AFTER = timedelta(days=1)
_FORGET_REFRESH_AFTER = timedelta(days=90)


async def find_caller(tx: ReadTx, token_hash: str) -> Caller | None:
    """What a token makes its bearer, also when it has expired.

    None when it is unknown or revoked, when its person, room or add-on is gone, or when it is one of API v1.
    """
    caller = await _find_any_caller(tx, token_hash)
    return None if caller is None or caller.kind in V1_KINDS else caller


async def find_v1_caller(tx: ReadTx, token_hash: str) -> Caller | None:
    """What a token of API v1 makes its bearer; None for any other."""
    caller = await _find_any_caller(tx, token_hash)
    return caller if caller is not None and caller.kind in V1_KINDS else None


async def _find_any_caller(tx: ReadTx, token_hash: str) -> Caller | None:
    found = await storage.get_caller_row(tx, token_hash)
    if found is None:
        return None
    token, row = found
    rate_limit, user_name, role, is_guest, client_name, client_limit, client_room_id, is_off = row[:8]
    room_id = token.room_id or client_room_id
    acts_as_user = token.kind in {TokenKind.USER, TokenKind.PERSONAL}
    return Caller(
        kind=token.kind,
        client_type=_client_type(acts_as_user, room_id),
        scopes=token.scopes,
        group_id=token.group_id,
        name=user_name if acts_as_user else client_name or token.label,
        credential=f"token:{token.id}",
        rate_key=_rate_key(token),
        rate_limit=client_limit if rate_limit is None else rate_limit,
        user_id=token.user_id if acts_as_user else None,
        room_id=None if acts_as_user else room_id,
        client_id=token.client_id,
        token_id=token.id,
        is_group_admin=acts_as_user and role in {"owner", "admin"},
        is_guest=bool(acts_as_user and is_guest),
        expires_at=token.expires_at,
        is_disabled=bool(is_off),
        policy=parse_policy(row[8]),
        limits=parse_limits(row[9]),
    )


def _client_type(acts_as_user: bool, room_id: int | None) -> ClientType:
    if acts_as_user:
        return ClientType.USER
    return ClientType.GROUP_CLIENT if room_id is None else ClientType.ROOM_CLIENT


def _rate_key(token: Token) -> str:
    """Tokens that a grant mints at will share a counter: a new token must not be a new allowance."""
    if token.kind is TokenKind.ADDON:
        return f"client:{token.client_id}"
    if token.kind is TokenKind.USER:
        return f"user:{token.user_id}:{token.client_id or ''}"
    return f"token:{token.id}"


async def make_token(
    tx: Tx, token: NewToken, secret: str | None = None, *, is_adopted: bool = False
) -> MadeToken:
    """Store a fresh token. Its secret, a new one if none is given, is in the answer and nowhere else.

    Conflict when the given one is a token already, of whatever group.
    """
    secret = secret or new_secret()
    try:
        token_id = await storage.insert_token(tx, token, hash_secret(secret))
    except UniqueViolation:
        raise Conflict("This token is in use here already.") from None
    facts: dict[str, str | int | None] = {
        "kind": str(token.kind),
        "user_id": token.user_id,
        "client_id": token.client_id,
        "scopes": print_scopes(token.scopes),
    }
    if token.kind in _MADE_BY_GRANTS:
        note(tx, "token made", token_id=token_id, room_id=token.room_id, **facts)
    else:
        await note_audit(
            tx,
            Action.TOKEN_ADOPTED if is_adopted else Action.TOKEN_MADE,
            Thing("token", token_id, token.label),
            group_id=token.group_id,
            room_id=token.room_id,
            facts=facts,
        )
    return MadeToken(token_id, secret, token)


def expires_at(days: int | None, now: datetime) -> datetime | None:
    """When a token ends that shall live so many days; None = never."""
    return None if days is None else now + timedelta(days=days)


async def make_personal_token(
    tx: Tx,
    *,
    group_id: int,
    user_id: int,
    label: str,
    scopes: frozenset[Scope],
    ends_at: datetime | None,
    secret: str | None = None,
) -> MadeToken:
    """A personal access token, which acts as its person; at most 100 of them. `secret`: one that exists."""
    _check(label, scopes, PERSONAL_SCOPES)
    await storage.hold_owner(tx, user_id)
    if len(await storage.list_personal_tokens(tx, user_id)) >= PERSONAL_TOKENS:
        raise BadRequest(f"You have {PERSONAL_TOKENS} tokens already. Delete one that you no longer need.")
    return await make_token(
        tx,
        NewToken(
            group_id=group_id,
            kind=TokenKind.PERSONAL,
            scopes=scopes,
            label=label.strip(),
            user_id=user_id,
            expires_at=ends_at,
        ),
        secret,
        is_adopted=secret is not None,
    )


async def make_room_token(
    tx: Tx,
    room: Room,
    *,
    made_by: int | None,
    label: str,
    scopes: frozenset[Scope],
    ends_at: datetime | None,
    secret: str | None = None,
) -> MadeToken:
    """A notification token of a room. It belongs to the room and outlives whoever made it.

    `secret`: one that exists.
    """
    room = await hold_room(tx, room)
    if room.is_archived:
        raise Conflict("This room is archived")
    _check(label, scopes, ROOM_TOKEN_SCOPES)
    if len(await storage.list_room_tokens(tx, room.id)) >= PERSONAL_TOKENS:
        raise BadRequest(
            f"This room has {PERSONAL_TOKENS} tokens already. Delete one that is no longer needed."
        )
    return await make_token(
        tx,
        NewToken(
            group_id=room.group_id,
            kind=TokenKind.ROOM,
            scopes=scopes,
            label=label.strip(),
            user_id=made_by,
            room_id=room.id,
            expires_at=ends_at,
        ),
        secret,
        is_adopted=secret is not None,
    )


def _check(label: str, scopes: frozenset[Scope], allowed: frozenset[Scope]) -> None:
    if not label.strip():
        message = "Give the token a label, so that you know later what it is for."
        raise invalid(message, field="label", validation="minLength", value=label)
    if not scopes:
        raise invalid("Choose at least one scope.", field="scopes", validation="minItems", value=[])
    if scopes - allowed:
        names = print_scopes(scopes - allowed)
        message = f"This kind of token cannot carry the scope {names}."
        raise invalid(message, field="scopes", validation="enum", value=names, options=sorted(allowed))


async def list_personal_tokens(tx: ReadTx, user_id: int) -> list[Token]:
    """A person's personal access tokens, oldest first."""
    return await storage.list_personal_tokens(tx, user_id)


async def list_room_tokens(tx: ReadTx, room_id: int) -> list[Token]:
    """A room's notification tokens, oldest first."""
    return await storage.list_room_tokens(tx, room_id)


async def revoke_listed(tx: Tx, listed: Iterable[Token], ref: str) -> None:
    """Revoke the token with an id among those that the caller may see; NotFound for any other."""
    for token in listed:
        if str(token.id) == ref:
            await revoke(tx, token)
            return
    raise NotFound(f"Token {ref} not found")


async def find_token(tx: ReadTx, caller: Caller, secret: str) -> Token:
    """The token that a caller asks about: its own, or another of the same person or add-on; else NotFound."""
    token = await storage.get_token(tx, hash_secret(secret))
    if (
        token is None
        or not _belongs_to(token, caller)
        or await storage.get_caller_row(tx, token.hash) is None
    ):
        raise NotFound("There is no such OAuth session, or it is not yours.")
    return token


def _belongs_to(token: Token, caller: Caller) -> bool:
    if token.group_id != caller.group_id:
        return False
    if token.id == caller.token_id:
        return True
    if caller.client_type is ClientType.USER:
        return token.kind in {TokenKind.USER, TokenKind.PERSONAL} and token.user_id == caller.user_id
    return caller.client_id is not None and token.client_id == caller.client_id


async def revoke(tx: Tx, token: Token) -> None:
    """End a token at once, and with a user token all that could renew it. Its sockets close."""
    await storage.delete_token(tx, token.id)
    tx.forget(f"token:{token.hash}")
    if token.kind in _MADE_BY_GRANTS:
        note(tx, "token revoked", token_id=token.id, kind=str(token.kind))
    else:
        await note_audit(
            tx,
            Action.TOKEN_REVOKED,
            Thing("token", token.id, token.label),
            group_id=token.group_id,
            room_id=token.room_id,
            kind=str(token.kind),
        )
    if token.family is not None:
        await end_family(tx, token.family)


async def end_family(tx: Tx, family: str) -> None:
    """End everything that came of one authorization."""
    tx.forget(*[f"token:{token_hash}" for token_hash in await storage.delete_family(tx, family)])


async def end_tokens_of(tx: Tx, user_id: int) -> int:
    """End all tokens that act as a person, and all that could renew them; says how many tokens there were."""
    hashes = await storage.delete_tokens_of(tx, user_id)
    tx.forget(*[f"token:{token_hash}" for token_hash in hashes])
    return len(hashes)


async def end_every_token(tx: Tx) -> None:
    """Revoke all tokens on the server, and all that could renew them. Add-ons get new ones with their secret."""
    await storage.delete_every_token(tx)
    tx.forget("callers")
    await note_everywhere(tx, Action.ALL_TOKENS_REVOKED)


async def get_client(tx: ReadTx, client_id: str) -> OAuthClient | None:
    """A client that is installed."""
    return await client_storage.get_client(tx, client_id)


async def keep_client(tx: Tx, client_id: str) -> OAuthClient:
    """The client of a caller, which nobody updates or removes until the transaction ends; Unauthorized: it is gone."""
    client = await client_storage.keep_client(tx, client_id)
    if client is None:
        raise Unauthorized("The add-on of this token was removed.")
    return client


async def get_clients(tx: ReadTx, client_ids: Iterable[str]) -> dict[str, OAuthClient]:
    """Those of some clients that are installed, by id."""
    found = await client_storage.list_clients_by_id(tx, list(client_ids))
    return {client.id: client for client in found}


async def touch_tokens(tx: Tx, used: Iterable[tuple[int, datetime]]) -> None:
    """Note when tokens were last used."""
    await storage.touch_tokens(tx, used)


async def purge_expired(tx: Tx, now: datetime) -> None:
    """Delete what ended a day ago. Personal and room tokens stay listed until somebody deletes them."""
    await storage.purge(tx, expired_before=now - _PURGE_AFTER, used_before=now - _FORGET_REFRESH_AFTER)
