"""`chinwag addon`: install an add-on by hand, list the installed ones, remove one."""

from typing import Annotated

from cyclopts import App, Parameter

from chinwag.cli.console import fail, print_json, print_rows
from chinwag.cli.desk import Desk, at_desk
from chinwag.cli.flags import Config, Data, Group, Json, settings_of
from chinwag.cli.scope_names import Scopes, scopes_of
from chinwag.oauth.clients import MadeClient, create_client, delete_client, list_clients
from chinwag.oauth.model import OAuthClient
from chinwag.rooms.service import find_room
from chinwag.scopes import ALL_SCOPES, Scope

app = App(name="addon", help="Install add-ons by hand: OAuth id and secret.")


@app.command
def create(
    name: Annotated[str, Parameter(help="Name that people see.")],
    /,
    *,
    scopes: Scopes = None,
    room: Annotated[str | None, Parameter(help="Id or name: install it in this room only.")] = None,
    key: Annotated[str, Parameter(help="Key of the add-on, such as com.example.deploys.")] = "",
    redirect_uri: Annotated[
        tuple[str, ...], Parameter(negative="", help="Where consent codes may be sent; can be given again.")
    ] = (),
    rate_limit: Annotated[
        int | None, Parameter(help="Calls in 5 minutes; 0 = no limit; else the server's figure.")
    ] = None,
    json: Json = False,
    group: Group = None,
    data: Data = None,
    config: Config = None,
) -> None:
    """Install an add-on for the group, or in one room (--room). Prints its OAuth id and secret, once.

    Without --scopes it may send notifications and nothing else.
    """
    if rate_limit is not None and rate_limit < 0:
        fail("--rate-limit is a number, 0 or more.")

    async def work(desk: Desk) -> tuple[MadeClient, str]:
        async with desk.db.begin() as tx:
            made = await create_client(
                tx,
                sealer=desk.sealer,
                group_id=desk.group.id,
                name=name,
                scopes=scopes_of(scopes or Scope.SEND_NOTIFICATION, ALL_SCOPES),
                key=key,
                room_id=None if room is None else (await find_room(tx, desk.caller, room)).id,
                redirect_uris=redirect_uri,
                rate_limit=rate_limit,
            )
        return made, desk.links.of("/oauth/token")

    made, token_url = at_desk(settings_of(data, config).settings, group, work)
    if json:
        print_json({"oauth_id": made.id, "oauth_secret": made.secret, "token_url": token_url})
        return
    print(f"“{name}” is installed. The secret is not shown again.\n")
    print(f"  OAuth id      {made.id}\n  OAuth secret  {made.secret}\n  Token URL     {token_url}\n")
    print("Get a token with:\n")
    print(f"  curl -u {made.id}:<secret> -d grant_type=client_credentials {token_url}")


@app.command(name="list")
def list_(*, json: Json = False, group: Group = None, data: Data = None, config: Config = None) -> None:
    """List the installed add-ons."""

    async def work(desk: Desk) -> list[OAuthClient]:
        async with desk.db.read() as tx:
            return await list_clients(tx, desk.group.id)

    rows = [_row(client) for client in at_desk(settings_of(data, config).settings, group, work)]
    if json:
        print_json(rows)
    else:
        print_rows(rows, "No add-on is installed.")


@app.command
def remove(
    oauth_id: Annotated[str, Parameter(help="OAuth id, as «chinwag addon list» shows it.")],
    /,
    *,
    group: Group = None,
    data: Data = None,
    config: Config = None,
) -> None:
    """Uninstall an add-on: its tokens, and those it has of people, end at once."""

    async def work(desk: Desk) -> OAuthClient:
        async with desk.db.begin() as tx:
            clients = await list_clients(tx, desk.group.id)
            found = next((client for client in clients if client.id == oauth_id), None)
            if found is None:
                fail(f"There is no add-on {oauth_id}. «chinwag addon list» shows those there are.")
            await delete_client(tx, oauth_id)
            return found

    print(f"“{at_desk(settings_of(data, config).settings, group, work).name}” is removed.")


def _row(client: OAuthClient) -> dict[str, object]:
    return {
        "oauth_id": client.id,
        "name": client.name,
        "key": client.key,
        "room_id": client.room_id,
        "scopes": sorted(client.scopes),
        "redirect_uris": list(client.redirect_uris),
        "rate_limit": client.rate_limit,
    }
