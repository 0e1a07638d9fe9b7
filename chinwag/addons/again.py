"""Installing where the add-on may be installed already."""

from dataclasses import replace

from chinwag.addons import storage
from chinwag.addons.callbacks import redirect_to
from chinwag.addons.install import Installed, Wish, install, require_approved
from chinwag.addons.installable import InstallableOut
from chinwag.addons.model import Installation
from chinwag.addons.server import Server
from chinwag.addons.update import update
from chinwag.errors import BadRequest


async def install_or_update(server: Server, wish: Wish) -> Installed:
    """Install an add-on; where it is there already, as its descriptor says.

    In place, with the client and the secret that it has, when it names an `updateCallbackUrl` or need not be told of
    credentials at all (documented); otherwise it gets new ones, and the old installation goes.
    """
    async with server.db.read() as tx:
        known = await storage.get_installation_by_key(tx, wish.group_id, wish.room_id, wish.read.said.key)
    wants = wish.read.can.installable
    if known is None:
        return await install(server, wish)
    if (
        wants is not None
        and wants.update_callback_url is None
        and (wants.callback_url or wants.installed_url)
    ):
        return await install(server, wish, known)
    return await _update(server, wish, known)


async def _update(server: Server, wish: Wish, known: Installation) -> Installed:
    require_approved(wish.read, wish.approved)
    done = await update(server, known, wish.read, wish.approved, url=wish.url)
    if done.problem is not None:
        raise BadRequest(f"The add-on is updated here, but: {done.problem}")
    wants = wish.read.can.installable
    data = InstallableOut(
        capabilities_url=server.links.of("/capabilities"), oauth_id=known.client_id, room_id=known.room_id
    )
    back = f"/rooms/addons/{wish.room_id}" if wish.room_id else "/addons"
    url = wants.updated_url if wants else None
    redirect = await redirect_to(server, url, known.key, data, wish.group_id, back)
    return Installed(replace(known, descriptor=wish.read.text, scopes=wish.read.scopes), redirect)
