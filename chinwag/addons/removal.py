"""Removing add-ons: at once, with everything they had."""

from dataclasses import dataclass

from chinwag.addons import storage
from chinwag.addons.callbacks import redirect_to, say_goodbye
from chinwag.addons.descriptor import read_descriptor
from chinwag.addons.descriptor_schema import Installable
from chinwag.addons.installable import InstallableOut
from chinwag.addons.model import Installation
from chinwag.addons.server import Server
from chinwag.db.tx import Tx
from chinwag.extensions.changes import tell_change
from chinwag.oauth.clients import delete_client
from chinwag.webhooks.service import forget_deliveries
from chinwag.webhooks.signing import make_jwt


async def remove_rows(tx: Tx, client_id: str) -> None:
    """Webhooks with their deliveries, modules, pushes, links, the installation."""
    await storage.hold_installation(tx, client_id)
    await forget_deliveries(tx, await storage.list_webhook_ids(tx, client_id))
    await storage.delete_all_of(tx, client_id)


async def remove_all(tx: Tx, client_id: str) -> None:
    """The same, and the OAuth client with its tokens."""
    await remove_rows(tx, client_id)
    await delete_client(tx, client_id)


@dataclass(frozen=True, slots=True)
class Farewell:
    """What an add-on is told when it is gone, made while its secret can still be read."""

    client_id: str
    wants: Installable | None
    signed: str | None

    @classmethod
    async def of(cls, server: Server, installation: Installation, user_id: int | None) -> "Farewell":
        """The farewell to an installation that somebody removes."""
        wants = read_descriptor(installation.descriptor.encode()).can.installable
        secret = await server.secret_of(installation.client_id)
        if secret is None:
            return cls(installation.client_id, wants, None)
        signed = make_jwt(
            secret=secret,
            issuer=installation.client_id,
            user_id=user_id,
            room_id=installation.room_id,
            timezone="UTC",
            issued_at=int(server.clock.now().timestamp()),  # add-ons compare it with their own clocks
        )
        return cls(installation.client_id, wants, signed)

    async def say(self, server: Server) -> None:
        """Tell it. Whatever it answers, it is gone."""
        await say_goodbye(server, self.wants, self.client_id, self.signed)


async def uninstall(server: Server, installation: Installation, user_id: int | None) -> str | None:
    """Remove an add-on: its tokens are dead with the commit, on every process. Then it is told.

    Returns where the browser has to go, for an add-on that wants to see it (`uninstalledUrl`).
    """
    client_id = installation.client_id
    farewell = await Farewell.of(server, installation, user_id)
    async with server.db.begin() as tx:
        await remove_all(tx, client_id)
        tell_change(tx, installation.group_id, installation.room_id)
    await farewell.say(server)
    data = InstallableOut(
        capabilities_url=server.links.of("/capabilities"),
        oauth_id=client_id,
        oauth_secret="",
        group_id=installation.group_id,
        room_id=installation.room_id,
    )
    url = farewell.wants.uninstalled_url if farewell.wants else None
    return await redirect_to(server, url, installation.key, data, installation.group_id, "/addons")
