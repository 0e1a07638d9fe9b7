"""`chinwag token adopt`: let a token that HipChat gave out go on working here."""

import getpass
import sys
from typing import Annotated

from cyclopts import Parameter

from chinwag.callers import TokenKind
from chinwag.cli.console import fail, print_json
from chinwag.cli.desk import Desk, at_desk
from chinwag.cli.flags import Config, Data, Group, Json, settings_of
from chinwag.cli.scope_names import Scopes, scopes_of
from chinwag.db.tx import Tx
from chinwag.oauth.adoption import check_old_token
from chinwag.oauth.model import MadeToken
from chinwag.oauth.service import expires_at, make_personal_token, make_room_token
from chinwag.rooms.service import find_room
from chinwag.scopes import PERSONAL_SCOPES, ROOM_TOKEN_SCOPES, Scope
from chinwag.users.service import find_user
from chinwag.v1.tokens import KINDS, V1Type, make_v1_token

_LONGEST = 1000


def adopt(
    *,
    user: Annotated[str | None, Parameter(help="Id, e-mail address or @mention name of its person.")] = None,
    room: Annotated[str | None, Parameter(help="Id or name of its room.")] = None,
    v1: Annotated[V1Type | None, Parameter(help="It is a token of API v1, of the whole group.")] = None,
    label: Annotated[str, Parameter(help="What the token is for.")],
    scopes: Scopes = None,
    days: Annotated[int | None, Parameter(help="Days until it expires; else it never does.")] = None,
    json: Json = False,
    group: Group = None,
    data: Data = None,
    config: Config = None,
) -> None:
    """Adopt a token that HipChat gave out: a person's (--user), a room's (--room), or one of API v1 (--v1).

    The token is asked for, or read from standard input, so that no list of commands keeps it. Only its hash
    is stored. It must have HipChat's form (40 letters and digits; 30 hexadecimal digits for API v1).
    """
    if [user, room, v1].count(None) != 2:
        fail(
            "Say whose token it is: --user, --room, or --v1 admin or notification for the group's of API v1."
        )
    if v1 is not None and (scopes, days) != (None, None):
        fail("Tokens of API v1 have no scopes and never expire. Leave out --scopes and --days.")
    if user is not None and scopes is None:
        fail("Say what the token may do with --scopes, such as view_room,send_message.")
    if days is not None and not 1 <= days <= 36_500:
        fail("--days is a number from 1 to 36500.")
    kind = KINDS[v1] if v1 is not None else TokenKind.ROOM if room is not None else TokenKind.PERSONAL
    secret = check_old_token(_read_token(), kind)

    async def work(desk: Desk) -> MadeToken:
        async with desk.db.begin() as tx:
            if v1 is not None:
                return await make_v1_token(tx, desk.group.id, v1, label, secret=secret)
            if user is not None:
                return await _of_person(tx, desk, user, label, scopes or "", days, secret)
            return await _of_room(tx, desk, room or "", label, scopes, days, secret)

    made = at_desk(settings_of(data, config).settings, group, work)
    if json:
        print_json({"id": made.id, "kind": str(made.token.kind), "scopes": sorted(made.token.scopes)})
        return
    print(f"The token works here from now on. Its id is {made.id}.")


def _read_token() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("The token (it is not shown): ")
    return sys.stdin.readline(_LONGEST)


async def _of_person(
    tx: Tx, desk: Desk, user: str, label: str, scopes: str, days: int | None, secret: str
) -> MadeToken:
    person = await find_user(tx, desk.caller, user)
    if person.is_guest:
        fail(f"{person.name} is a guest. Guests have no tokens.")
    return await make_personal_token(
        tx,
        group_id=desk.group.id,
        user_id=person.id,
        label=label,
        scopes=scopes_of(scopes, PERSONAL_SCOPES),
        ends_at=expires_at(days, desk.clock.steady()),
        secret=secret,
    )


async def _of_room(
    tx: Tx, desk: Desk, room: str, label: str, scopes: str | None, days: int | None, secret: str
) -> MadeToken:
    return await make_room_token(
        tx,
        await find_room(tx, desk.caller, room),
        made_by=None,
        label=label,
        scopes=scopes_of(scopes or Scope.SEND_NOTIFICATION, ROOM_TOKEN_SCOPES),
        ends_at=expires_at(days, desk.clock.steady()),
        secret=secret,
    )
