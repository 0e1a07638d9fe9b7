"""A program to be killed: migrates a database and prints a line after each statement of it."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Iterator

from chinwag.clock import Clock
from chinwag.db import migrations, open_database
from chinwag.db.migrations import postgres, upgrade_statements
from chinwag.db.statements import DialectName


def slowly(dialect: DialectName, revision: str | None) -> Iterator[str]:
    for sql in upgrade_statements(dialect, revision):
        yield sql
        os.write(1, b"done\n")
        time.sleep(0.005)
    time.sleep(0.005)


async def main(address: str) -> None:
    migrations.upgrade_statements = slowly  # type: ignore[assignment]
    postgres.upgrade_statements = slowly  # type: ignore[assignment, attr-defined]
    db = await open_database(address, Clock())
    await db.close()
    os.write(1, b"end\n")


asyncio.run(main(sys.argv[1]))
