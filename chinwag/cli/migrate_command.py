"""`chinwag migrate`: bring the database to the schema of this release, or tell whether it is there."""

import asyncio
import sys
from typing import Annotated

from cyclopts import Parameter

from chinwag.cli.console import fail
from chinwag.cli.data_folder import prepare_data_folder
from chinwag.cli.flags import Config, Data, settings_of
from chinwag.clock import Clock
from chinwag.db.migrations import is_current, revisions
from chinwag.db.open import FILE_NAME, open_database
from chinwag.logs import set_up_logs
from chinwag.settings import Settings


def migrate(
    *,
    check: Annotated[
        bool, Parameter(negative="", help="Change nothing; exit code 1 when there is something to do.")
    ] = False,
    data: Data = None,
    config: Config = None,
) -> None:
    """Bring the database to the schema of this release; it is made when missing.

    `chinwag serve` does the same at its start. A crash in the middle leaves the old schema.
    """
    settings = settings_of(data, config).settings
    set_up_logs(settings, quiet=sys.stderr.isatty())
    newest = revisions()[-1]
    if check:
        revision = asyncio.run(_revision(settings))
        if not is_current(revision):
            fail(
                f"The schema is {revision or 'not there yet'}, this release needs {newest}. Run «chinwag migrate»."
            )
        print(f"The schema is {newest}: there is nothing to do.")
        return
    prepare_data_folder(settings)
    before = asyncio.run(_migrate(settings))
    print(
        f"The schema is {newest}."
        if before == newest
        else f"The schema was {before or 'empty'} and is {newest} now."
    )


async def _revision(settings: Settings) -> str | None:
    if not settings.database_url and not (settings.data / FILE_NAME).is_file():
        return None
    db = await open_database(settings, Clock(), migrate=False)
    try:
        return await db.revision()
    finally:
        await db.close()


async def _migrate(settings: Settings) -> str | None:
    """Nothing is changed under a running server of another release: SQLite's lock refuses that."""
    before = await _revision(settings)
    if not is_current(before):
        db = await open_database(settings, Clock(), exclusive=True)
        await db.close()
    return before
