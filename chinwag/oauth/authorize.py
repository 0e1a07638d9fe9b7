"""The consent of a person: what an add-on asks for, and where the answer goes.

An unknown client or address never leads anywhere: the person sees a sentence instead of being sent away.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode, urlsplit

from chinwag.accounts.secret import hash_secret, new_secret
from chinwag.audit.model import Action, Thing
from chinwag.audit.service import note_audit
from chinwag.callers import Caller
from chinwag.db.tx import ReadTx, Tx
from chinwag.errors import BadRequest
from chinwag.oauth import client_storage, grant_storage
from chinwag.oauth.grants import scopes_within
from chinwag.oauth.model import CODE_LIFETIME, Authorization, Code, OAuthClient
from chinwag.rooms.service import can_see_room
from chinwag.scopes import Scope, print_scopes

_CHALLENGE = re.compile(r"[A-Za-z0-9_\-]{43}")
_MAX_STATE = 2000


@dataclass(frozen=True, slots=True)
class Request:
    """What an add-on asks a person for."""

    client_id: str
    redirect_uri: str
    response_type: str
    scope: str | None
    state: str | None
    code_challenge: str | None
    code_challenge_method: str | None


@dataclass(frozen=True, slots=True)
class Checked:
    """A request that a person may be asked about."""

    client: OAuthClient
    scopes: frozenset[Scope]


async def check(tx: ReadTx, caller: Caller, request: Request) -> Checked:
    """The client and scopes of a request; BadRequest, for the person, when something does not fit."""
    client = await client_storage.get_client(tx, request.client_id)
    if client is None or client.group_id != caller.group_id:
        raise BadRequest("This add-on is not installed here. Ask the admin of your group.")
    if client.room_id is not None and not await can_see_room(tx, caller, client.room_id):
        raise BadRequest("This add-on is not installed here. Ask the admin of your group.")
    if request.redirect_uri not in client.redirect_uris:
        raise BadRequest(
            "The add-on wants to send you to an address that it did not register. Nothing was allowed."
        )
    if request.response_type != "code":
        raise BadRequest("The add-on asks in a way that is not supported: response_type must be 'code'.")
    if request.state is not None and len(request.state) > _MAX_STATE:
        raise BadRequest(f"The add-on's state is longer than {_MAX_STATE} characters.")
    _check_challenge(request)
    return Checked(client, scopes_within(request.scope, client.scopes))


def _check_challenge(request: Request) -> None:
    if request.code_challenge is None:
        if request.code_challenge_method is not None:
            raise BadRequest("The add-on's code_challenge is missing.")
        return
    if request.code_challenge_method != "S256":
        raise BadRequest("The add-on's code_challenge_method must be 'S256'; 'plain' is not supported.")
    if not _CHALLENGE.fullmatch(request.code_challenge):
        raise BadRequest("The add-on's code_challenge must be 43 letters of base64url, without padding.")


async def allow(tx: Tx, caller: Caller, request: Request, now: datetime) -> str:
    """Give the add-on a code; returns where the browser goes with it."""
    checked = await check(tx, caller, request)
    code = new_secret()
    given = Authorization(
        caller.group_id, checked.client.id, caller.acting_user, checked.scopes, new_secret()
    )
    ends_at = now + CODE_LIFETIME
    await grant_storage.insert_code(
        tx,
        hash_secret(code),
        Code(given, request.redirect_uri, request.code_challenge, ends_at, is_used=False),
    )
    client = checked.client
    await note_audit(
        tx,
        Action.ADDON_ALLOWED,
        Thing("add-on", client.id, client.name),
        group_id=caller.group_id,
        room_id=client.room_id,
        scopes=print_scopes(checked.scopes),
    )
    return _answer(request, {"code": code})


async def deny(tx: ReadTx, caller: Caller, request: Request) -> str:
    """Where the browser goes to tell the add-on that the person said no."""
    await check(tx, caller, request)
    return _answer(request, {"error": "access_denied"})


def _answer(request: Request, fields: dict[str, str]) -> str:
    if request.state is not None:
        fields["state"] = request.state
    joint = "&" if urlsplit(request.redirect_uri).query else "?"
    return request.redirect_uri + joint + urlencode(fields)
