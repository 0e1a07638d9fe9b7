"""Endpoints of the web client's account page: sessions and password. No token reaches them."""

from chinwag.accounts import own, service
from chinwag.accounts.schema import OwnSessionOut, OwnSessions, PasswordIn, own_session_out
from chinwag.errors import Unauthorized
from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.scopes import NO_SCOPE, ONLY_USER

endpoints = Endpoints("accounts")


@endpoints.get(
    "/api/account/session",
    id="get_own_sessions",
    title="Get one's own web sessions",
    scopes_any=NO_SCOPE,
    clients=ONLY_USER,
    reply=OwnSessions,
    session_only=True,
)
async def get_own_sessions(call: Call[NoQuery]) -> OwnSessions:
    """List the browsers in which one is signed in, the last used first."""
    async with call.db.read() as tx:
        found = await own.list_own_sessions(tx, call.caller.acting_user, _secret(call))
    items: list[OwnSessionOut] = [own_session_out(session) for session in found]
    return OwnSessions(items)


@endpoints.delete(
    "/api/account/session/{session}",
    id="delete_own_session",
    title="End one of one's own web sessions",
    scopes_any=NO_SCOPE,
    clients=ONLY_USER,
    session_only=True,
)
async def delete_own_session(call: Call[NoQuery]) -> None:
    """Sign out another browser."""
    async with call.db.begin() as tx:
        await own.end_own_session(tx, call.caller.acting_user, call.path["session"])


@endpoints.put(
    "/api/account/password",
    id="change_own_password",
    title="Change one's own password",
    scopes_any=NO_SCOPE,
    clients=ONLY_USER,
    body=PasswordIn,
    session_only=True,
)
async def change_own_password(call: Call[NoQuery], body: PasswordIn) -> None:
    """Set a new password. All other browsers are signed out; tokens go on working.

    Wrong old passwords are held up like failed sign-ins.
    """
    service.check_new_password(body.new)
    secret = _secret(call)
    checked = await own.check_own_password(
        call.services, call.caller, body.old, call.client_address, field="old"
    )
    password_hash = await call.services.passwords.hash(body.new)
    async with call.db.begin() as tx:
        await own.change_password(tx, checked, password_hash, secret)


def _secret(call: Call[NoQuery]) -> str:
    secret = call.services.csrf.session_of(call.headers)
    if secret is None:
        raise Unauthorized("Sign in to see your account.")
    return secret
