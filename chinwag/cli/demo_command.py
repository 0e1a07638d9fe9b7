"""`chinwag demo`: seed the demo group, once, also beside a running server."""

import asyncio
from typing import Annotated

import msgspec
from cyclopts import Parameter

from chinwag.accounts.passwords import PasswordHasher
from chinwag.cli.flags import Config, Data, settings_of
from chinwag.clock import Clock
from chinwag.db.open import open_database
from chinwag.db.tx import Database
from chinwag.demo.credentials import DemoOut, DemoSecrets, make_credentials
from chinwag.demo.seed import seed_demo
from chinwag.keys import server_key
from chinwag.settings import Settings


def demo(
    *,
    data: Data = None,
    config: Config = None,
    json: Annotated[bool, Parameter(negative="", help="Print one JSON object and nothing else.")] = False,
) -> None:
    """Seed the demo group (people, rooms, a week of messages) and print its passwords and tokens.

    Run again, it changes nothing and prints the same.
    """
    made = asyncio.run(_seed(settings_of(data, config).settings))
    if json:
        print(msgspec.json.encode(made).decode())
        return
    for name in made.__struct_fields__:
        print(f"{name:22} {getattr(made, name)}")


async def _seed(settings: Settings) -> DemoOut:
    clock = Clock()
    db = await open_database(settings, clock)
    try:
        return await ensure_demo(db, clock, settings)
    finally:
        await db.close()


async def ensure_demo(db: Database, clock: Clock, settings: Settings) -> DemoOut:
    """The demo group with its credentials; made when it is missing."""
    secrets = DemoSecrets(server_key(settings.data))
    passwords = PasswordHasher()
    try:
        group = await seed_demo(db, clock, passwords, secrets.passwords())
    finally:
        passwords.close()
    async with db.begin() as tx:
        return await make_credentials(tx, group, secrets)
