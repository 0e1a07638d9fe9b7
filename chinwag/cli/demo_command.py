"""`chinwag demo`: seed the demo group, once, also beside a running server."""

import asyncio

import msgspec

from chinwag.accounts.passwords import PasswordHasher
from chinwag.acting import ACTING, Command
from chinwag.cli.console import print_json
from chinwag.cli.data_folder import prepare_data_folder
from chinwag.cli.flags import Config, Data, Json, settings_of
from chinwag.clock import Clock
from chinwag.db.open import open_database
from chinwag.db.tx import Database
from chinwag.demo.credentials import DemoOut, DemoSecrets, make_credentials
from chinwag.demo.seed import seed_demo
from chinwag.keys import server_key
from chinwag.logs import hushed, set_up_logs
from chinwag.oauth.kept_key import require_key
from chinwag.settings import Settings


def demo(
    *,
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """Seed the demo group (people, rooms, a week of messages) and print its passwords and tokens.

    Run again, it changes nothing and prints the same.
    """
    settings = settings_of(data, config).settings
    set_up_logs(settings, quiet=True)
    prepare_data_folder(settings)
    made = asyncio.run(_seed(settings))
    if json:
        print_json(msgspec.to_builtins(made))
        return
    for name in made.__struct_fields__:
        print(f"{name:22} {getattr(made, name)}")


async def _seed(settings: Settings) -> DemoOut:
    ACTING.set(Command())
    clock = Clock()
    db = await open_database(settings, clock)
    try:
        return await ensure_demo(db, clock, settings)
    finally:
        await db.close()


async def ensure_demo(db: Database, clock: Clock, settings: Settings) -> DemoOut:
    """The demo group with its credentials; made when it is missing."""
    await require_key(settings.data, db)
    secrets = DemoSecrets(server_key(settings.data))
    passwords = PasswordHasher()
    try:
        with hushed():
            group = await seed_demo(db, clock, passwords, secrets.passwords())
    finally:
        passwords.close()
    async with db.begin() as tx:
        return await make_credentials(tx, group, secrets)
