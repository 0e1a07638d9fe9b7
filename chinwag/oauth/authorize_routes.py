"""Endpoints of the consent page, `/users/authorize`."""

from chinwag.groups.service import get_group_name
from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.oauth import authorize
from chinwag.oauth.schema import (
    AuthorizeQuery,
    ClientName,
    Consent,
    ConsentGroup,
    DecisionIn,
    RedirectOut,
    scope_out,
)
from chinwag.scopes import NO_SCOPE, ONLY_USER
from chinwag.users.schema import me
from chinwag.users.service import get_users

endpoints = Endpoints("consent")


@endpoints.get(
    "/api/oauth/authorize",
    id="get_consent",
    title="What an add-on asks for",
    scopes_any=NO_SCOPE,
    clients=ONLY_USER,
    query=AuthorizeQuery,
    reply=Consent,
    session_only=True,
)
async def get_consent(call: Call[AuthorizeQuery]) -> Consent:
    """Tell the consent page who asks me for what; 400 with a sentence when something does not fit."""
    async with call.db.read() as tx:
        checked = await authorize.check(tx, call.caller, _request(call.query))
        users = await get_users(tx, call.caller.group_id, [call.caller.acting_user])
        group_name = await get_group_name(tx, call.caller.group_id)
    return Consent(
        client=ClientName(checked.client.name),
        scopes=[scope_out(scope) for scope in sorted(checked.scopes)],
        me=me(users[call.caller.acting_user]),
        group=ConsentGroup(call.caller.group_id, group_name),
    )


@endpoints.post(
    "/api/oauth/authorize",
    id="decide_consent",
    title="Allow or deny an add-on",
    scopes_any=NO_SCOPE,
    clients=ONLY_USER,
    body=DecisionIn,
    reply=RedirectOut,
    session_only=True,
)
async def decide_consent(call: Call[NoQuery], body: DecisionIn) -> RedirectOut:
    """Allow or deny what an add-on asks for; the browser then goes where the answer says."""
    request = _request(body)
    if body.decision == "deny":
        async with call.db.read() as reading:
            return RedirectOut(await authorize.deny(reading, call.caller, request))
    async with call.db.begin() as tx:
        return RedirectOut(await authorize.allow(tx, call.caller, request, call.services.clock.steady()))


def _request(asked: AuthorizeQuery | DecisionIn) -> authorize.Request:
    return authorize.Request(
        client_id=asked.client_id,
        redirect_uri=asked.redirect_uri,
        response_type=asked.response_type,
        scope=asked.scope,
        state=asked.state,
        code_challenge=asked.code_challenge,
        code_challenge_method=asked.code_challenge_method,
    )
