"""What installing an add-on needs of the server: the same for a request and for a command."""

from dataclasses import dataclass

from chinwag.addons import storage
from chinwag.clock import Clock
from chinwag.db.tx import Database
from chinwag.http.links import Links
from chinwag.outbound.client import Outbound
from chinwag.sealing import Sealer, Unreadable
from chinwag.services import Services


@dataclass(frozen=True, slots=True)
class Server:
    """The parts of the program that add-ons are installed with."""

    db: Database
    outbound: Outbound
    sealer: Sealer
    clock: Clock
    links: Links

    @classmethod
    def of(cls, services: Services) -> "Server":
        """Those of the running program."""
        return cls(services.db, services.outbound, services.sealer, services.clock, services.links)

    async def secret_of(self, client_id: str) -> str | None:
        """The secret of an add-on, to sign with; None when it cannot be read."""
        async with self.db.read() as tx:
            sealed = await storage.get_sealed_secret(tx, client_id)
        try:
            return self.sealer.open(sealed, f"oauth client {client_id}") if sealed else None
        except Unreadable:
            return None
