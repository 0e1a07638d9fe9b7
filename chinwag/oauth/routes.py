"""Endpoints of OAuth sessions, as in HipChat's API v2."""

import base64
import binascii

import msgspec

from chinwag.accounts.model import SignInData
from chinwag.accounts.service import WRONG, check_password
from chinwag.callers import TokenKind
from chinwag.db.tx import ReadTx
from chinwag.errors import BadRequest, invalid
from chinwag.groups.service import get_group_name
from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.oauth import grants, service
from chinwag.oauth.clients import find_client
from chinwag.oauth.model import ENDLESS_S, Granted, OAuthClient, Refused, Token
from chinwag.oauth.schema import OAuthSession, SessionClient, TokenOut, TokenQuery, TokenRequest
from chinwag.rooms.schema import RoomStub, room_stub
from chinwag.rooms.service import get_visible_rooms
from chinwag.scopes import ANY_CLIENT, NO_SCOPE, print_scopes
from chinwag.users.schema import SelfLink, UserStub, user_stub
from chinwag.users.service import get_users

endpoints = Endpoints("oauth sessions")


@endpoints.post(
    "/v2/oauth/token",
    id="generate_token",
    title="Generate token",
    scopes_any=NO_SCOPE,
    clients=ANY_CLIENT,
    query=TokenQuery,
    body=TokenRequest,
    reply=TokenOut,
    public=True,
)
async def generate_token(call: Call[TokenQuery], body: TokenRequest) -> TokenOut:
    """Make a token: `client_credentials`, `authorization_code`, `refresh_token`, `password` or `personal`.

    The first two, and `refresh_token` of an add-on, need the oauthId and oauthSecret as Basic authorization.
    401 says only that these are unknown or wrong. `password` and `personal` take the username (e-mail
    address) and password of a person, and no client. `room_notification` is refused: those tokens are made
    on the room's page. `grant_type` and `scope` may stand in the query as well, where the body has none.
    """
    body = _whole(call.query, body)
    grant_type = body.grant_type
    if not grant_type:
        raise invalid(
            "Required field 'grant_type' is missing", field="grant_type", validation="optional", value=None
        )
    grant = _GRANTS.get(grant_type)
    if grant is None:
        raise BadRequest(_UNSUPPORTED.get(grant_type, _UNKNOWN_GRANT))
    outcome = await grant(call, body)
    if isinstance(outcome, Refused):
        raise BadRequest(outcome.message)
    async with call.db.read() as tx:
        group_name = await get_group_name(tx, outcome.group_id)
    return TokenOut(
        access_token=outcome.access_token,
        expires_in=outcome.lifetime_s,
        group_id=outcome.group_id,
        group_name=group_name,
        scope=print_scopes(outcome.scopes),
        token_type="bearer",  # noqa: S106
        refresh_token=outcome.refresh_token,
    )


def _whole(query: TokenQuery, body: TokenRequest) -> TokenRequest:
    if body.grant_type:
        return body
    return msgspec.structs.replace(body, grant_type=query.grant_type, scope=body.scope or query.scope)


_UNKNOWN_GRANT = (
    "This grant_type is not supported. "
    "Use client_credentials, authorization_code, refresh_token, password or personal."
)
_UNSUPPORTED = {
    "room_notification": "The API makes no room notification tokens. Make one on the room's page «Tokens»."
}


async def _client_credentials(call: Call[TokenQuery], body: TokenRequest) -> Granted:
    given = _client_of(call, body, "client_credentials")
    async with call.db.begin() as tx:
        client = await find_client(tx, *given)
        return await grants.grant_client(tx, client, body.scope, call.services.clock.steady())


async def _authorization_code(call: Call[TokenQuery], body: TokenRequest) -> Granted | Refused:
    given = _client_of(call, body, "authorization_code")
    redirect_uri = body.redirect_uri or body.redirect_url
    if not body.code or not redirect_uri:
        raise BadRequest("The grant authorization_code needs the fields code and redirect_uri.")
    exchange = grants.Exchange(body.code, redirect_uri, body.code_verifier)
    async with call.db.begin() as tx:
        client = await find_client(tx, *given)
        return await grants.exchange_code(tx, client, exchange, call.services.clock.steady())


async def _refresh_token(call: Call[TokenQuery], body: TokenRequest) -> Granted | Refused:
    if not body.refresh_token:
        raise BadRequest("The grant refresh_token needs the field refresh_token.")
    given = _basic(call) or _in_body(body)
    async with call.db.begin() as tx:
        client: OAuthClient | None = await find_client(tx, *given) if given else None
        return await grants.refresh(tx, client, body.refresh_token, body.scope, call.services.clock.steady())


async def _password(call: Call[TokenQuery], body: TokenRequest) -> Granted:
    person = await _person(call, body)
    async with call.db.begin() as tx:
        return await grants.grant_password(
            tx,
            group_id=person.group_id,
            user_id=person.user_id,
            scope=body.scope,
            now=call.services.clock.steady(),
        )


async def _personal(call: Call[TokenQuery], body: TokenRequest) -> Granted:
    person = await _person(call, body)
    async with call.db.begin() as tx:
        return await grants.grant_personal(
            tx,
            group_id=person.group_id,
            user_id=person.user_id,
            label=body.client_name or "Made over the API",
            scope=body.scope,
            now=call.services.clock.steady(),
        )


_GRANTS = {
    "client_credentials": _client_credentials,
    "authorization_code": _authorization_code,
    "refresh_token": _refresh_token,
    "password": _password,
    "personal": _personal,
}


async def _person(call: Call[TokenQuery], body: TokenRequest) -> SignInData:
    if not call.services.settings.password_grant:
        raise BadRequest(
            "This server does not give tokens for passwords. Make a token on the page «API access»."
        )
    if not body.username or not body.password:
        raise BadRequest("This grant needs the fields username (an e-mail address) and password.")
    person = await check_password(
        call.db,
        call.services.passwords,
        call.services.sign_in_brake,
        email=body.username[:254],
        password=body.password[:1024],
        address=call.client_address,
    )
    if person is None:
        raise BadRequest(WRONG)
    return person


def _client_of(call: Call[TokenQuery], body: TokenRequest, grant_type: str) -> tuple[str, str]:
    given = _basic(call) or _in_body(body)
    if given is None:
        raise BadRequest(
            f"The grant {grant_type} needs the add-on's oauthId and oauthSecret as Basic authorization."
        )
    return given


def _basic(call: Call[TokenQuery]) -> tuple[str, str] | None:
    scheme, _, encoded = call.headers.get(b"authorization", b"").partition(b" ")
    if scheme.lower() != b"basic":
        return None
    try:
        text = base64.b64decode(encoded.strip(), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        raise BadRequest("The Basic authorization is not base64 of id:secret.") from None
    client_id, colon, secret = text.partition(":")
    if not colon or "\x00" in text:
        raise BadRequest("The Basic authorization is not base64 of id:secret.")
    return client_id, secret


def _in_body(body: TokenRequest) -> tuple[str, str] | None:
    if body.client_id is None or body.client_secret is None:
        return None
    return body.client_id, body.client_secret


@endpoints.get(
    "/v2/oauth/token/{token}",
    id="get_session",
    title="Get session",
    scopes_any=NO_SCOPE,
    clients=ANY_CLIENT,
    reply=OAuthSession,
    expandable=("owner", "client.room"),
)
async def get_session(call: Call[NoQuery]) -> OAuthSession:
    """Describe a token: the caller's own, or another of the same person or add-on."""
    secret = call.path["token"]
    async with call.db.read() as tx:
        token = await service.find_token(tx, call.caller, secret)
        client = None if token.client_id is None else await service.get_client(tx, token.client_id)
        owner = await _owner(call, tx, token)
        room_id = token.room_id if client is None else client.room_id
        room = None if room_id is None else await _room(call, tx, room_id)
    allowed = token.scopes if client is None else client.scopes
    return OAuthSession(
        access_token=secret,
        client=SessionClient(
            allowed_scopes=sorted(allowed),
            id=f"token-{token.id}" if client is None else client.id,
            links=SelfLink(call.links.token(secret)),
            name=(token.label or None) if client is None else client.name,
            room=room,
        ),
        expires_in=_seconds_left(call, token),
        owner_type="client" if owner is None else "user",
        scopes=sorted(token.scopes),
        owner=owner,
    )


async def _owner(call: Call[NoQuery], tx: ReadTx, token: Token) -> UserStub | None:
    if token.user_id is None or token.kind is TokenKind.ROOM:
        return None
    users = await get_users(tx, token.group_id, [token.user_id])
    return user_stub(users[token.user_id], call.links)


async def _room(call: Call[NoQuery], tx: ReadTx, room_id: int) -> RoomStub | None:
    room = (await get_visible_rooms(tx, call.caller, [room_id])).get(room_id)
    return None if room is None else room_stub(room, call.links)


def _seconds_left(call: Call[NoQuery], token: Token) -> int:
    if token.expires_at is None:
        return ENDLESS_S
    return max(0, int((token.expires_at - call.services.clock.steady()).total_seconds()))


@endpoints.delete(
    "/v2/oauth/token/{token}",
    id="delete_session",
    title="Delete session",
    scopes_any=NO_SCOPE,
    clients=ANY_CLIENT,
)
async def delete_session(call: Call[NoQuery]) -> None:
    """Revoke a token at once: the caller's own, or another of the same person or add-on."""
    async with call.db.begin() as tx:
        token = await service.find_token(tx, call.caller, call.path["token"])
        await service.revoke(tx, token)
