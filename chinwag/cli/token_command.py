"""`chinwag token`: list the tokens of the group, make or adopt one for a person or a room, revoke one."""

from typing import Annotated

from cyclopts import App, Parameter

from chinwag.callers import V1_KINDS, TokenKind
from chinwag.cli.adopt_command import adopt
from chinwag.cli.console import fail, print_json, print_rows
from chinwag.cli.desk import Desk, at_desk
from chinwag.cli.flags import Config, Data, Group, Json, settings_of
from chinwag.cli.scope_names import Scopes
from chinwag.cli.token_wish import Days, Label, TokenRoom, TokenUser, TokenV1, TokenWish
from chinwag.clock import iso_seconds
from chinwag.oauth.inventory import list_tokens
from chinwag.oauth.model import ListedToken
from chinwag.oauth.service import revoke
from chinwag.rooms.service import find_room
from chinwag.users.service import find_user

app = App(name="token", help="List, make, adopt and revoke tokens.")
app.command(adopt)

_LASTING = {TokenKind.PERSONAL, TokenKind.ROOM, *V1_KINDS}

UserRef = Annotated[str | None, Parameter(help="Id, e-mail address or @mention name of a person.")]
RoomRef = Annotated[str | None, Parameter(help="Id or name of a room.")]


@app.command(name="list")
def list_(
    *,
    user: UserRef = None,
    room: RoomRef = None,
    oauth: Annotated[bool, Parameter(negative="", help="Show the tokens that grants made, too.")] = False,
    json: Json = False,
    group: Group = None,
    data: Data = None,
    config: Config = None,
) -> None:
    """List personal tokens, tokens of rooms and of API v1. What makes them tokens is stored nowhere."""

    async def work(desk: Desk) -> list[ListedToken]:
        async with desk.db.read() as tx:
            user_id = None if user is None else (await find_user(tx, desk.caller, user)).id
            room_id = None if room is None else (await find_room(tx, desk.caller, room)).id
            listed = await list_tokens(tx, desk.group.id)
        return [
            one
            for one in listed
            if (oauth or one.token.kind in _LASTING)
            and user_id in {None, one.token.user_id}
            and room_id in {None, one.token.room_id}
        ]

    rows = [_row(one) for one in at_desk(settings_of(data, config).settings, group, work)]
    if json:
        print_json(rows)
    else:
        print_rows(rows, "There are no tokens.")


@app.command
def create(
    *,
    user: TokenUser = None,
    room: TokenRoom = None,
    v1: TokenV1 = None,
    label: Label,
    scopes: Scopes = None,
    days: Days = None,
    json: Json = False,
    group: Group = None,
    data: Data = None,
    config: Config = None,
) -> None:
    """Make a personal token for a person (--user), a notification token of a room (--room), or one of API v1 (--v1).

    It is printed once. A room's token may send notifications where no scopes are named.
    """
    wish = TokenWish(user, room, v1, label, scopes, days)
    made = at_desk(settings_of(data, config).settings, group, wish.make)
    if json:
        print_json({"id": made.id, "token": made.secret, "scopes": sorted(made.token.scopes)})
        return
    print(f"\n  {made.secret}\n\nThis is the token. It is not shown again. Its id is {made.id}.")


@app.command(name="revoke")
def revoke_(
    token_id: Annotated[int, Parameter(help="Id, as «chinwag token list» shows it.")],
    /,
    *,
    group: Group = None,
    data: Data = None,
    config: Config = None,
) -> None:
    """End a token at once, and close the connections that were made with it."""

    async def work(desk: Desk) -> ListedToken:
        async with desk.db.begin() as tx:
            listed = await list_tokens(tx, desk.group.id)
            found = next((one for one in listed if one.token.id == token_id), None)
            if found is None:
                fail(f"There is no token {token_id}. «chinwag token list» shows those there are.")
            await revoke(tx, found.token)
            return found

    found = at_desk(settings_of(data, config).settings, group, work)
    print(f"Token {token_id} ({found.token.label or found.token.kind}) is revoked.")


def _row(listed: ListedToken) -> dict[str, object]:
    token = listed.token
    return {
        "id": token.id,
        "kind": str(token.kind),
        "label": token.label,
        "user": None if token.kind is TokenKind.ROOM else listed.user_name,
        "room": listed.room_name,
        "addon": listed.client_name,
        "scopes": sorted(token.scopes),
        "created": iso_seconds(token.created_at),
        "expires": None if token.expires_at is None else iso_seconds(token.expires_at),
        "last_used": None if token.last_used_at is None else iso_seconds(token.last_used_at),
    }
