"""`chinwag user invite`: invite somebody to the group, by e-mail where a mail server is set."""

from typing import Annotated

from cyclopts import Parameter

from chinwag.cli.console import print_json, warn
from chinwag.cli.desk import Desk, at_desk
from chinwag.cli.flags import Config, Data, Group, Json, settings_of
from chinwag.invites.model import LIFETIME
from chinwag.invites.service import invitation_letter
from chinwag.invites.service import invite as make_invitation
from chinwag.keys import server_key
from chinwag.mail.model import MailFailed
from chinwag.mail.service import Mail


def invite(
    email: Annotated[str, Parameter(help="E-mail address of the person.")],
    name: Annotated[str, Parameter(help="Full name.")],
    /,
    *,
    title: Annotated[str, Parameter(help="What the person does.")] = "",
    json: Json = False,
    group: Group = None,
    data: Data = None,
    config: Config = None,
) -> None:
    """Invite somebody, who chooses name and password by a link; it goes by e-mail where a mail server is set.

    Inviting an address again replaces its link.
    """

    async def work(desk: Desk) -> tuple[str, bool, str | None]:
        key, now = server_key(desk.settings.data), desk.clock.steady()
        async with desk.db.begin() as tx:
            made = await make_invitation(
                tx, desk.caller, email=email, name=name, title=title, key=key, now=now
            )
        link = desk.links.web(f"/invite/{made.secret(key)}")
        mail = Mail(desk.settings, desk.clock)
        if not mail.is_on:
            return link, False, None
        try:
            await mail.send_now(invitation_letter(made, link, desk.group.name))
        except MailFailed as failed:
            return link, False, str(failed)
        return link, True, None

    link, is_mailed, fault = at_desk(settings_of(data, config).settings, group, work)
    if fault is not None:
        warn(f"No e-mail was sent. {fault}")
    if json:
        print_json({"link": link, "is_mailed": is_mailed})
        return
    if is_mailed:
        print(f"An e-mail with the link is on its way to {email}.")
        return
    print(f"Send this link to {name}:")
    print(f"\n  {link}\n\nIt works once, for {LIFETIME.days} days.")
