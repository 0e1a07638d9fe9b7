"""Endpoints of the web client for signing in and out, and for one-time links."""

from chinwag.accounts import service
from chinwag.accounts.entry import begin_session, find_me, signed_in
from chinwag.accounts.schema import GroupOut, SessionOut, SetupIn, SetupOut, SignedInOut, SignInIn
from chinwag.accounts.secret import new_secret
from chinwag.callers import TokenKind
from chinwag.errors import Forbidden, Unauthorized, invalid
from chinwag.groups.service import get_group_name
from chinwag.guests.service import leave as end_guest
from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.scopes import ANY_CLIENT, NO_SCOPE
from chinwag.users.model import Profile
from chinwag.users.service import check_profile

endpoints = Endpoints("accounts")


@endpoints.get(
    "/api/session",
    id="get_web_session",
    title="Get the web session",
    scopes_any=NO_SCOPE,
    clients=ANY_CLIENT,
    reply=SessionOut,
    public=True,
)
async def get_session(call: Call[NoQuery]) -> SessionOut:
    """Tell who is signed in, and the value for X-CSRF-Token. Never refuses."""
    csrf = call.services.csrf
    secret = csrf.session_of(call.headers)
    if call.caller.kind is TokenKind.SESSION and call.caller.user_id is not None and secret is not None:
        async with call.db.read() as tx:
            who = await find_me(tx, call.caller.group_id, call.caller.user_id)
            group_name = await get_group_name(tx, call.caller.group_id)
        call.add_header("set-cookie", csrf.session_set(secret))
        group = GroupOut(call.caller.group_id, group_name)
        return SessionOut(True, csrf.value_for(secret), who, group, call.services.is_demo)
    early = csrf.early_of(call.headers)
    if early is None:
        early = new_secret()
        call.add_header("set-cookie", csrf.early_set(early))
    return SessionOut(False, csrf.value_for(early), None, None, call.services.is_demo)


@endpoints.post(
    "/api/session",
    id="sign_in",
    title="Sign in",
    scopes_any=NO_SCOPE,
    clients=ANY_CLIENT,
    body=SignInIn,
    reply=SignedInOut,
    public=True,
)
async def sign_in(call: Call[NoQuery], body: SignInIn) -> SignedInOut:
    """Start a web session with e-mail address and password."""
    call.services.csrf.check_sign_in(call.headers)
    data = await service.check_password(
        call.db,
        call.services.passwords,
        call.services.sign_in_brake,
        email=body.email,
        password=body.password,
        address=call.client_address,
    )
    if data is None:
        raise Unauthorized(service.WRONG)
    async with call.db.begin() as tx:
        session = await begin_session(call, tx, data)
    return await signed_in(call, session)


@endpoints.delete(
    "/api/session",
    id="sign_out",
    title="Sign out",
    scopes_any=NO_SCOPE,
    clients=ANY_CLIENT,
    public=True,
)
async def sign_out(call: Call[NoQuery]) -> None:
    """End the web session, on the server too. Fine when it had ended already."""
    secret = call.services.csrf.session_of(call.headers)
    if secret is not None and call.caller.kind is TokenKind.SESSION and call.caller.user_id is not None:
        async with call.db.begin() as tx:
            if call.caller.is_guest:
                await end_guest(tx, call.caller.user_id)
            await service.end_session(tx, secret)
    call.add_header("set-cookie", call.services.csrf.session_unset())


@endpoints.get(
    "/api/setup/{token}",
    id="get_setup_link",
    title="Look at a one-time link",
    scopes_any=NO_SCOPE,
    clients=ANY_CLIENT,
    reply=SetupOut,
    public=True,
)
async def get_setup_link(call: Call[NoQuery]) -> SetupOut:
    """Tell what a one-time link is for, without using it up."""
    async with call.db.read() as tx:
        link = await service.find_setup_link(tx, call.path["token"], now=call.services.clock.steady())
    needs = link.user_id is not None and not link.has_password
    return SetupOut(link.kind, link.user_name, needs)


@endpoints.post(
    "/api/setup/{token}",
    id="use_setup_link",
    title="Use a one-time link",
    scopes_any=NO_SCOPE,
    clients=ANY_CLIENT,
    body=SetupIn,
    body_required=False,
    reply=SignedInOut,
    public=True,
)
async def use_setup_link(call: Call[NoQuery], body: SetupIn) -> SignedInOut:
    """Make the first admin, or sign in; the link is used up."""
    if not call.services.csrf.is_own_page(call.headers):
        raise Forbidden(f"This request comes from another site. Open {call.links.base} and try again.")
    now = call.services.clock.steady()
    async with call.db.read() as reading:
        link = await service.find_setup_link(reading, call.path["token"], now=now)
    profile = _first_profile(body) if link.kind == "first_admin" else None
    password_hash = None
    if body.password:
        service.check_new_password(body.password)
        password_hash = await call.services.passwords.hash(body.password)
    async with call.db.begin() as tx:
        link = await service.find_setup_link(tx, call.path["token"], now=now)
        if profile is not None and password_hash is not None:
            named = (body.group_name or "").strip() or "Our group"
            data = await service.make_first_admin(tx, link, profile.with_password(password_hash), named)
        else:
            data = await service.use_sign_in_link(tx, link, password_hash)
        session = await begin_session(call, tx, data)
    return await signed_in(call, session)


def _first_profile(body: SetupIn) -> Profile:
    for field in ("name", "email", "password"):
        if not getattr(body, field):
            raise invalid(
                f"Required field '{field}' is missing", field=field, validation="optional", value=None
            )
    profile = Profile(
        name=body.name or "",
        email=body.email or "",
        is_group_admin=True,
    )
    check_profile(profile)
    return profile
