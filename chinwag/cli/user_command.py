"""`chinwag user`: add or invite people, list them, make one-time links for them, deactivate them."""

from typing import Annotated

from cyclopts import App, Parameter

from chinwag.accounts.model import SETUP_LIFETIME
from chinwag.accounts.service import make_setup_link
from chinwag.cli.console import fail, print_json, print_rows
from chinwag.cli.desk import Desk, at_desk
from chinwag.cli.flags import Config, Data, Group, Json, settings_of
from chinwag.cli.invite_command import invite
from chinwag.clock import iso_seconds
from chinwag.db.tx import Tx
from chinwag.users.model import Profile, User
from chinwag.users.removal import delete_user
from chinwag.users.service import create_user, find_user, list_users

app = App(name="user", help="Add or invite people, list them, make one-time links for them.")
app.command(invite)

_EVERYBODY = 10**9


@app.command
def add(
    email: Annotated[str, Parameter(help="E-mail address, with which the person signs in.")],
    name: Annotated[str, Parameter(help="Full name.")],
    /,
    *,
    mention: Annotated[str | None, Parameter(help="Mention name; made from the name when missing.")] = None,
    title: Annotated[str, Parameter(help="What the person does.")] = "",
    timezone: Annotated[str, Parameter(help="Time zone, such as Europe/Berlin.")] = "UTC",
    admin: Annotated[bool, Parameter(negative="", help="Make the person an admin of the group.")] = False,
    json: Json = False,
    group: Group = None,
    data: Data = None,
    config: Config = None,
) -> None:
    """Add a person and print a one-time link with which they sign in and choose a password.

    A person who was deactivated comes back by being added with the same address.
    """
    profile = Profile(
        name=name,
        email=email,
        mention_name=mention,
        title=title,
        timezone=timezone,
        is_group_admin=admin,
    )

    async def work(desk: Desk) -> tuple[User, str]:
        async with desk.db.begin() as tx:
            user = await create_user(tx, desk.group.id, profile)
            return user, await _new_link(tx, desk, user)

    user, link = at_desk(settings_of(data, config).settings, group, work)
    if json:
        print_json({"id": user.id, "mention_name": user.mention_name, "link": link})
        return
    print(f"{user.name} (@{user.mention_name}, id {user.id}) is in the group. Send this link to them:")
    _print_link(link)


@app.command(name="list")
def list_(
    *,
    deleted: Annotated[bool, Parameter(negative="", help="Show those who were deactivated, too.")] = False,
    json: Json = False,
    group: Group = None,
    data: Data = None,
    config: Config = None,
) -> None:
    """List the people of the group, guests included."""

    async def work(desk: Desk) -> list[User]:
        async with desk.db.read() as tx:
            return await list_users(
                tx, desk.caller, with_guests=True, with_deleted=deleted, offset=0, limit=_EVERYBODY
            )

    rows = [_row(user) for user in at_desk(settings_of(data, config).settings, group, work)]
    if json:
        print_json(rows)
    else:
        print_rows(rows, "There is nobody in the group.")


@app.command
def link(
    user: Annotated[str, Parameter(help="Id, e-mail address or @mention name.")],
    /,
    *,
    json: Json = False,
    group: Group = None,
    data: Data = None,
    config: Config = None,
) -> None:
    """Make a one-time link that signs a person in, where they may choose a new password."""

    async def work(desk: Desk) -> tuple[User, str]:
        async with desk.db.begin() as tx:
            found = await find_user(tx, desk.caller, user)
            if found.is_guest:
                fail(f"{found.name} is a guest. Guests do not sign in.")
            return found, await _new_link(tx, desk, found)

    found, made = at_desk(settings_of(data, config).settings, group, work)
    if json:
        print_json({"id": found.id, "link": made})
        return
    print(f"Send this link to {found.name}:")
    _print_link(made)


@app.command
def deactivate(
    user: Annotated[str, Parameter(help="Id, e-mail address or @mention name.")],
    /,
    *,
    group: Group = None,
    data: Data = None,
    config: Config = None,
) -> None:
    """Take a person out of the group: sessions, tokens and open windows end at once, messages stay.

    Rooms that they own go to the group's owner. `chinwag user add` with the same address brings them back.
    """

    async def work(desk: Desk) -> User:
        async with desk.db.begin() as tx:
            found = await find_user(tx, desk.caller, user)
            await delete_user(tx, found)
            return found

    found = at_desk(settings_of(data, config).settings, group, work)
    print(f"{found.name} is out of the group. Their messages stay.")


async def _new_link(tx: Tx, desk: Desk, user: User) -> str:
    secret = await make_setup_link(tx, user.id, now=desk.clock.steady())
    return desk.links.web(f"/setup/{secret}")


def _print_link(link: str) -> None:
    print(f"\n  {link}\n\nIt works once, for {SETUP_LIFETIME.days} days, and is not shown again.")


def _row(user: User) -> dict[str, object]:
    return {
        "id": user.id,
        "name": user.name,
        "mention_name": user.mention_name,
        "email": user.email,
        "role": "guest" if user.is_guest else user.role,
        "is_deleted": user.is_deleted,
        "last_active": None if user.last_active_at is None else iso_seconds(user.last_active_at),
    }
