"""`chinwag sessions`: end what lets people and add-ons in."""

import asyncio
import sys
from typing import Annotated

from cyclopts import App, Parameter

from chinwag.accounts.service import end_every_session
from chinwag.cli.desk import beside
from chinwag.cli.flags import Config, Data, settings_of
from chinwag.logs import set_up_logs
from chinwag.oauth.inventory import end_oauth_tokens
from chinwag.oauth.service import end_every_token
from chinwag.settings import Settings

app = App(name="sessions", help="End everybody's sessions.")


@app.command
def end_all(
    *,
    tokens: Annotated[
        bool, Parameter(negative="", help="Revoke personal tokens and tokens of rooms, too.")
    ] = False,
    data: Data = None,
    config: Config = None,
) -> None:
    """Sign everybody out on the whole server, and revoke all OAuth tokens; one-time links are void.

    People sign in again, add-ons get new tokens with their secret. Open connections are closed.
    """
    settings = settings_of(data, config).settings
    set_up_logs(settings, quiet=sys.stderr.isatty())
    asyncio.run(_end_all(settings, tokens=tokens))
    print("Everybody is signed out, and all OAuth tokens are revoked.")
    if tokens:
        print("Personal tokens and tokens of rooms are revoked, too: scripts need new ones.")
    else:
        print("Personal tokens and tokens of rooms still work; --tokens revokes them as well.")


async def _end_all(settings: Settings, *, tokens: bool) -> None:
    async with beside(settings) as (db, _), db.begin() as tx:
        await end_every_session(tx)
        await (end_every_token(tx) if tokens else end_oauth_tokens(tx))
