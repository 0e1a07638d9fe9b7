"""Endpoints of the token pages: personal access tokens, and the notification tokens of a room."""

from urllib.parse import unquote

from chinwag.callers import Caller
from chinwag.clock import iso
from chinwag.db.tx import ReadTx
from chinwag.errors import Forbidden
from chinwag.http.endpoint import Call, Created, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.oauth import service
from chinwag.oauth.recent_calls import find_token_to_watch
from chinwag.oauth.schema import (
    NewTokenOut,
    TokenCall,
    TokenCalls,
    TokenEntries,
    TokenIn,
    new_token_out,
    token_entry,
)
from chinwag.permissions.service import require
from chinwag.rooms.model import Room
from chinwag.rooms.service import find_room, require_room_admin
from chinwag.scopes import NO_SCOPE, ONLY_USER

endpoints = Endpoints("token pages")


@endpoints.get(
    "/api/account/token",
    id="list_personal_tokens",
    title="List my tokens",
    scopes_any=NO_SCOPE,
    clients=ONLY_USER,
    reply=TokenEntries,
    session_only=True,
)
async def list_personal_tokens(call: Call[NoQuery]) -> TokenEntries:
    """List my personal access tokens, without the tokens themselves."""
    async with call.db.read() as tx:
        found = await service.list_personal_tokens(tx, call.caller.acting_user)
    return TokenEntries([token_entry(token) for token in found])


@endpoints.post(
    "/api/account/token",
    id="create_personal_token",
    title="Make a personal access token",
    scopes_any=NO_SCOPE,
    clients=ONLY_USER,
    body=TokenIn,
    reply=NewTokenOut,
    status=201,
    session_only=True,
)
async def create_personal_token(call: Call[NoQuery], body: TokenIn) -> Created:
    """Make a token that acts as me. It is shown in this answer only."""
    if call.caller.is_guest:
        raise Forbidden("Guests cannot make tokens.")
    require(call.caller, "make_personal_tokens")
    async with call.db.begin() as tx:
        made = await service.make_personal_token(
            tx,
            group_id=call.caller.group_id,
            user_id=call.caller.acting_user,
            label=body.label,
            scopes=frozenset(body.scopes),
            ends_at=service.expires_at(body.expires_in_days, call.services.clock.steady()),
        )
    return Created(new_token_out(made))


@endpoints.delete(
    "/api/account/token/{id}",
    id="delete_personal_token",
    title="Delete my token",
    scopes_any=NO_SCOPE,
    clients=ONLY_USER,
    session_only=True,
)
async def delete_personal_token(call: Call[NoQuery]) -> None:
    """Revoke one of my tokens at once."""
    async with call.db.begin() as tx:
        listed = await service.list_personal_tokens(tx, call.caller.acting_user)
        await service.revoke_listed(tx, listed, call.path["id"])


@endpoints.get(
    "/api/room/{room}/token",
    id="list_room_tokens",
    title="List the tokens of a room",
    scopes_any=NO_SCOPE,
    clients=ONLY_USER,
    reply=TokenEntries,
    session_only=True,
)
async def list_room_tokens(call: Call[NoQuery]) -> TokenEntries:
    """List the notification tokens of a room, for its admins."""
    async with call.db.read() as tx:
        room = await _administered_room(tx, call.caller, call.path["room"])
        found = await service.list_room_tokens(tx, room.id)
    return TokenEntries([token_entry(token) for token in found])


@endpoints.post(
    "/api/room/{room}/token",
    id="create_room_token",
    title="Make a room notification token",
    scopes_any=NO_SCOPE,
    clients=ONLY_USER,
    body=TokenIn,
    reply=NewTokenOut,
    status=201,
    session_only=True,
)
async def create_room_token(call: Call[NoQuery], body: TokenIn) -> Created:
    """Make a token that posts notifications to this room alone, under its label."""
    async with call.db.begin() as tx:
        room = await _administered_room(tx, call.caller, call.path["room"])
        require(call.caller, "make_room_tokens")
        made = await service.make_room_token(
            tx,
            room,
            made_by=call.caller.acting_user,
            label=body.label,
            scopes=frozenset(body.scopes),
            ends_at=service.expires_at(body.expires_in_days, call.services.clock.steady()),
        )
    return Created(new_token_out(made))


@endpoints.delete(
    "/api/room/{room}/token/{id}",
    id="delete_room_token",
    title="Delete a room's token",
    scopes_any=NO_SCOPE,
    clients=ONLY_USER,
    session_only=True,
)
async def delete_room_token(call: Call[NoQuery]) -> None:
    """Revoke one of a room's tokens at once."""
    async with call.db.begin() as tx:
        room = await _administered_room(tx, call.caller, call.path["room"])
        listed = await service.list_room_tokens(tx, room.id)
        await service.revoke_listed(tx, listed, call.path["id"])


@endpoints.get(
    "/api/token/{id}/calls",
    id="list_token_calls",
    title="List the last calls of a token",
    scopes_any=NO_SCOPE,
    clients=ONLY_USER,
    reply=TokenCalls,
    session_only=True,
)
async def list_token_calls(call: Call[NoQuery]) -> TokenCalls:
    """List the last 50 calls of a token with their answers: one of mine, of a room I administer, or of API v1.

    Kept in memory only, since the server started. Expired tokens still show why they are refused;
    a revoked one is forgotten. The tokens of API v1 are for group admins.
    """
    async with call.db.read() as tx:
        token = await find_token_to_watch(tx, call.caller, call.path["id"])
    noted_calls = await call.services.calls.of(token.id)
    return TokenCalls(
        [
            TokenCall(
                iso(noted.at), noted.method, unquote(noted.path.decode("latin-1")), noted.status, noted.reason
            )
            for noted in noted_calls
        ]
    )


async def _administered_room(tx: ReadTx, caller: Caller, ref: str) -> Room:
    room = await find_room(tx, caller, ref)
    await require_room_admin(tx, caller, room)
    return room
