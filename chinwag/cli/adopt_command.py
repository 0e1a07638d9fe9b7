"""`chinwag token adopt`: let a token that HipChat gave out go on working here."""

import getpass
import sys

from chinwag.cli.console import print_json
from chinwag.cli.desk import Desk, at_desk
from chinwag.cli.flags import Config, Data, Group, Json, settings_of
from chinwag.cli.scope_names import Scopes
from chinwag.cli.token_wish import Days, Label, TokenRoom, TokenUser, TokenV1, TokenWish
from chinwag.oauth.adoption import check_old_token
from chinwag.oauth.model import MadeToken

_LONGEST = 1000


def adopt(
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
    """Adopt a token that HipChat gave out: a person's (--user), a room's (--room), or one of API v1 (--v1).

    The token is asked for, or read from standard input, so that no list of commands keeps it. Only its hash
    is stored. It must have HipChat's form (40 letters and digits; 30 hexadecimal digits for API v1).
    """
    wish = TokenWish(user, room, v1, label, scopes, days)
    secret = check_old_token(_read_token(), wish.kind)

    async def work(desk: Desk) -> MadeToken:
        return await wish.make(desk, secret)

    made = at_desk(settings_of(data, config).settings, group, work)
    if json:
        print_json({"id": made.id, "kind": str(made.token.kind), "scopes": sorted(made.token.scopes)})
        return
    print(f"The token works here from now on. Its id is {made.id}.")


def _read_token() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("The token (it is not shown): ")
    return sys.stdin.readline(_LONGEST)
