"""Endpoints of the page «API tokens» of the group's admins: tokens of API v1, and tokens that HipChat gave out."""

from chinwag.callers import Caller, TokenKind
from chinwag.db.tx import ReadTx, Tx
from chinwag.errors import Forbidden, invalid
from chinwag.http.endpoint import Call, Created, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.oauth import service
from chinwag.oauth.adoption import check_old_token
from chinwag.oauth.inventory import list_tokens
from chinwag.oauth.model import ListedToken, MadeToken
from chinwag.oauth.schema import (
    LISTED_KINDS,
    AdminTokenEntries,
    AdminTokenIn,
    AdminTokenOut,
    admin_token_entry,
    admin_token_out,
)
from chinwag.rooms.service import find_room, get_visible_rooms
from chinwag.scopes import NO_SCOPE, ONLY_USER
from chinwag.users.service import find_user, require_group_admin
from chinwag.v1.tokens import make_v1_token

endpoints = Endpoints("token pages")


@endpoints.get(
    "/api/admin/token",
    id="list_group_tokens",
    title="List the group's tokens",
    scopes_any=NO_SCOPE,
    clients=ONLY_USER,
    reply=AdminTokenEntries,
    session_only=True,
)
async def list_group_tokens(call: Call[NoQuery]) -> AdminTokenEntries:
    """List the tokens of people, of rooms and of API v1, without the tokens themselves.

    Those of private rooms that the admin may not see are left out.
    """
    require_group_admin(call.caller)
    async with call.db.read() as tx:
        listed = await _list(tx, call.caller)
    return AdminTokenEntries([admin_token_entry(one) for one in listed])


@endpoints.post(
    "/api/admin/token",
    id="create_group_token",
    title="Make or adopt a token",
    scopes_any=NO_SCOPE,
    clients=ONLY_USER,
    body=AdminTokenIn,
    reply=AdminTokenOut,
    status=201,
    session_only=True,
)
async def create_group_token(call: Call[NoQuery], body: AdminTokenIn) -> Created:
    """Make a token of API v1, or adopt one that HipChat gave out, so that its script goes on working.

    An adopted token is stored as all are: only its hash. It must have HipChat's form and be hard to guess.
    """
    require_group_admin(call.caller)
    kind = TokenKind(body.kind)
    secret = None if body.token is None else check_old_token(body.token, kind)
    async with call.db.begin() as tx:
        made = await _make(call, tx, kind, body, secret)
    return Created(admin_token_out(made, is_adopted=secret is not None))


@endpoints.delete(
    "/api/admin/token/{id}",
    id="delete_group_token",
    title="Revoke a token of the group",
    scopes_any=NO_SCOPE,
    clients=ONLY_USER,
    session_only=True,
)
async def delete_group_token(call: Call[NoQuery]) -> None:
    """Revoke one of the listed tokens at once."""
    require_group_admin(call.caller)
    async with call.db.begin() as tx:
        listed = await _list(tx, call.caller)
        await service.revoke_listed(tx, [one.token for one in listed], call.path["id"])


async def _list(tx: ReadTx, caller: Caller) -> list[ListedToken]:
    listed = [one for one in await list_tokens(tx, caller.group_id) if one.token.kind in LISTED_KINDS]
    rooms = {one.token.room_id for one in listed if one.token.room_id is not None}
    seen = await get_visible_rooms(tx, caller, sorted(rooms))
    return [one for one in listed if one.token.room_id is None or one.token.room_id in seen]


async def _make(
    call: Call[NoQuery], tx: Tx, kind: TokenKind, body: AdminTokenIn, secret: str | None
) -> MadeToken:
    if kind is TokenKind.PERSONAL:
        return await _adopt_personal(call, tx, body, _needed(secret))
    if kind is TokenKind.ROOM:
        return await _adopt_of_room(call, tx, body, _needed(secret))
    if body.scopes or body.expires_in_days is not None:
        message = "Tokens of API v1 have no scopes and never expire. Leave out scopes and expires_in_days."
        raise invalid(message, field="scopes", validation="maxItems", value=len(body.scopes))
    return await make_v1_token(
        tx,
        call.caller.group_id,
        "admin" if kind is TokenKind.V1_ADMIN else "notification",
        body.label,
        secret=secret,
    )


def _needed(secret: str | None) -> str:
    """New tokens of people and rooms are made where they belong, and shown to whom they belong."""
    if secret is None:
        message = "Paste the token to adopt. People and rooms make new ones on pages of their own."
        raise invalid(message, field="token", validation="optional", value=None)
    return secret


async def _adopt_personal(call: Call[NoQuery], tx: Tx, body: AdminTokenIn, secret: str) -> MadeToken:
    if body.user is None:
        raise invalid("Say whose token it is.", field="user", validation="optional", value=None)
    user = await find_user(tx, call.caller, str(body.user))
    if user.is_guest:
        raise Forbidden("Guests cannot have tokens.")
    if user.is_owner and user.id != call.caller.user_id:
        raise Forbidden("Only the group's owner may adopt a token of the owner.")
    return await service.make_personal_token(
        tx,
        group_id=call.caller.group_id,
        user_id=user.id,
        label=body.label,
        scopes=frozenset(body.scopes),
        ends_at=service.expires_at(body.expires_in_days, call.services.clock.steady()),
        secret=secret,
    )


async def _adopt_of_room(call: Call[NoQuery], tx: Tx, body: AdminTokenIn, secret: str) -> MadeToken:
    if body.room is None:
        raise invalid("Say of which room the token is.", field="room", validation="optional", value=None)
    return await service.make_room_token(
        tx,
        await find_room(tx, call.caller, str(body.room)),
        made_by=call.caller.acting_user,
        label=body.label,
        scopes=frozenset(body.scopes),
        ends_at=service.expires_at(body.expires_in_days, call.services.clock.steady()),
        secret=secret,
    )
