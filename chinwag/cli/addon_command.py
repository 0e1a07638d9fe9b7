"""`chinwag addon`: install an add-on from its descriptor or by hand, list the installed ones, remove one."""

from typing import Annotated

from cyclopts import App, Parameter

from chinwag.addons.again import install_or_update
from chinwag.addons.descriptor import ReadDescriptor, fetch_descriptor, home_of
from chinwag.addons.doubts import doubts_of
from chinwag.addons.install import Installed, Wish
from chinwag.addons.removal import remove_all, uninstall
from chinwag.addons.server import Server
from chinwag.addons.service import get_installation
from chinwag.cli.console import fail, print_json, print_rows
from chinwag.cli.desk import Desk, at_desk
from chinwag.cli.flags import Config, Data, Group, Json, settings_of
from chinwag.cli.scope_names import Scopes, scopes_of
from chinwag.extensions.model import WORDS
from chinwag.oauth.clients import MadeClient, create_client, list_clients
from chinwag.oauth.model import OAuthClient
from chinwag.outbound.client import Outbound
from chinwag.rooms.service import find_room
from chinwag.scopes import ALL_SCOPES, SCOPE_TEXTS, Scope

app = App(name="addon", help="Install add-ons: from their descriptor, or by hand.")


def _server(desk: Desk) -> Server:
    outbound = Outbound(allow=desk.settings.outbound_allow)
    return Server(desk.db, outbound, desk.sealer, desk.clock, desk.links)


@app.command
def install(
    url: Annotated[str, Parameter(help="Address of the add-on's descriptor.")],
    /,
    *,
    room: Annotated[str | None, Parameter(help="Id or name: install it in this room only.")] = None,
    show: Annotated[bool, Parameter(negative="", help="Only say what would be installed.")] = False,
    json: Json = False,
    group: Group = None,
    data: Data = None,
    config: Config = None,
) -> None:
    """Install an add-on from its descriptor, for the group or in one room (--room). It is told its credentials.

    The server has to be running: the add-on calls it back. What the descriptor asks for is allowed by running this.
    """

    async def work(desk: Desk) -> tuple[ReadDescriptor, Installed | None]:
        server = _server(desk)
        try:
            read = await fetch_descriptor(server.outbound, url)
            if show:
                return read, None
            async with desk.db.read() as tx:
                room_id = None if room is None else (await find_room(tx, desk.caller, room)).id
            wish = Wish(
                read=read,
                url=home_of(url),
                group_id=desk.group.id,
                room_id=room_id,
                user_id=None,
                approved=read.scopes,
            )
            return read, await install_or_update(server, wish)
        finally:
            await server.outbound.close()

    read, installed = at_desk(settings_of(data, config).settings, group, work)
    doubts = doubts_of(read, url, None)
    if not json:
        _print_installation(read, installed, doubts)
        return
    print_json(
        {
            "oauth_id": installed.installation.client_id if installed else None,
            "key": read.said.key,
            "name": read.said.name,
            "scopes": sorted(read.scopes),
            "redirect": installed.redirect if installed else None,
            "warnings": doubts,
        }
    )


def _print_installation(read: ReadDescriptor, installed: Installed | None, doubts: list[str]) -> None:
    """What an add-on may do and adds; without `installed`, what it would."""
    verb = "would be allowed to" if installed is None else "is installed. It may"
    print(f"“{read.said.name}” ({read.said.key}) {verb}:\n")
    for scope in sorted(read.scopes):
        print(f"  {SCOPE_TEXTS[scope].description}")
    for hook in read.webhooks:
        print(f"  Hear {hook.event}{f' that match {hook.pattern}' if hook.pattern else ''}, at {hook.url}")
    for module in read.modules:
        print(f"  Show {WORDS[module.kind].with_article}: {module.name}")
    for doubt in doubts:
        print(f"\n  Note: {doubt}")
    if installed is not None:
        print(f"\n  OAuth id  {installed.installation.client_id}")
    if installed is not None and installed.redirect:
        print(f"\nOpen this address in a browser, once, to finish:\n\n  {installed.redirect}")


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
    """Uninstall an add-on: its tokens, and those it has of people, end at once, its webhooks and modules are gone."""

    async def work(desk: Desk) -> OAuthClient:
        async with desk.db.read() as tx:
            clients = await list_clients(tx, desk.group.id)
            described = await get_installation(tx, desk.group.id, oauth_id)
        found = next((client for client in clients if client.id == oauth_id), None)
        if found is None:
            fail(f"There is no add-on {oauth_id}. «chinwag addon list» shows those there are.")
        if described is not None:
            server = _server(desk)
            await uninstall(server, described, None)
            await server.outbound.close()
            return found
        async with desk.db.begin() as tx:
            await remove_all(tx, oauth_id)
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
