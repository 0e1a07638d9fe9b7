"""What a command beside the server works with: the database, the group, and a way to tell the servers.

On SQLite the server sees by itself that its file was written to; on PostgreSQL the bus tells it, and where
there is none it looks within five seconds.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

from chinwag.acting import ACTING, Command
from chinwag.callers import Caller, TokenKind
from chinwag.cli.console import fail
from chinwag.cli.server_address import as_the_server
from chinwag.clock import Clock
from chinwag.db.errors import SchemaTooOld
from chinwag.db.migrations import is_current
from chinwag.db.open import FILE_NAME, open_database
from chinwag.db.tx import Database
from chinwag.groups.model import Group
from chinwag.groups.service import list_groups
from chinwag.http.links import Links
from chinwag.keys import server_key
from chinwag.logs import set_up_logs
from chinwag.oauth.kept_key import require_key
from chinwag.realtime.outside import telling_servers
from chinwag.scopes import ALL_SCOPES, ClientType
from chinwag.sealing import Sealer
from chinwag.settings import Settings

_T = TypeVar("_T")

NO_GROUP = (
    "This server has no group yet. Start it with «chinwag serve», open the admin link that it prints, "
    "and run this again."
)


@dataclass(frozen=True, slots=True)
class Desk:
    """An open database, and who acts: whoever may run this command may do everything in the group."""

    settings: Settings
    clock: Clock
    db: Database
    links: Links
    group: Group
    caller: Caller

    @property
    def sealer(self) -> Sealer:
        """Seals secrets as the server does."""
        return Sealer(server_key(self.settings.data))


def at_desk(settings: Settings, group: str | None, work: Callable[[Desk], Awaitable[_T]]) -> _T:
    """Open the desk, do the work, close; returns what the work returns."""

    async def run() -> _T:
        async with open_desk(settings, group) as desk:
            return await work(desk)

    return asyncio.run(run())


@asynccontextmanager
async def open_desk(settings: Settings, group: str | None) -> AsyncIterator[Desk]:
    """The database as it is: neither made nor migrated here. Refuses with a sentence when it is not ready."""
    set_up_logs(settings, quiet=sys.stderr.isatty())
    async with beside(settings) as (db, clock):
        await require_key(settings.data, db)
        chosen = await _choose_group(db, group)
        links = Links(as_the_server(settings).base_url)
        _tell_webhooks(settings, db, clock, links)
        yield Desk(settings, clock, db, links, chosen, _caller(chosen))


@asynccontextmanager
async def beside(settings: Settings) -> AsyncIterator[tuple[Database, Clock]]:
    """The migrated database of a server that may be running; what is written is told to the servers."""
    ACTING.set(Command())
    clock = Clock()
    if not settings.database_url and not (settings.data / FILE_NAME).is_file():
        fail(
            f"There is no database in {settings.data}. Say where it is with --data, or run «chinwag serve» first."
        )
    db = await open_database(settings, clock, migrate=False)
    try:
        if not is_current(await db.revision()):
            raise SchemaTooOld(
                "This database is older than this release. Run «chinwag migrate», or restart the server."
            )
        async with telling_servers(db, settings.bus_url):
            yield db, clock
    finally:
        await db.close()


def _tell_webhooks(settings: Settings, db: Database, clock: Clock, links: Links) -> None:
    """What a command does is told to webhooks, too: the server finds the deliveries and sends them."""
    from chinwag.files.links import FileLinks
    from chinwag.webhooks.outbox import Outbox

    db.watch(Outbox(db, clock, links, FileLinks(server_key(settings.data), links.base)).watch)


async def _choose_group(db: Database, wanted: str | None) -> Group:
    async with db.read() as tx:
        groups = await list_groups(tx)
    if not groups:
        fail(NO_GROUP)
    if wanted is None:
        if len(groups) == 1:
            return groups[0]
        listed = ", ".join(f"{group.id} ({group.name})" for group in groups)
        fail(f"This server has several groups: {listed}. Choose one with --group and its id.")
    found = next((group for group in groups if wanted in {str(group.id), group.subdomain}), None)
    return found or fail(f"There is no group {wanted}.")


def _caller(group: Group) -> Caller:
    return Caller(
        kind=TokenKind.ADDON,
        client_type=ClientType.GROUP_CLIENT,
        scopes=ALL_SCOPES,
        group_id=group.id,
        name="Command line",
        credential="command line",
        rate_key="command line",
        rate_limit=0,
    )
