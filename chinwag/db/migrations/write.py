"""Write the migration that `tables.py` needs: `python -m chinwag.db.migrations.write "add mutes to rooms"`.

The difference between the newest revision and `tables.py` becomes a new file in `versions/`: read it, and
correct what only a person can know (renames, data); then `make lint`. With `--again` the newest revision
is written anew instead, which is right as long as it has not been released. Migrations become SQL before
they meet a database, so they cannot read rows: say it in SQL (`op.execute("UPDATE ...")`).
"""

import re
import sqlite3
import sys

import sqlalchemy as sa
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext

from chinwag.db.migrations import VERSIONS, revisions
from chinwag.db.migrations.script import write_upgrade
from chinwag.db.tables import metadata

_FILE = '''"""{title}"""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = {previous}


def upgrade() -> None:
    {body}
'''


def main(arguments: list[str]) -> None:
    """Write one file and print its path."""
    again = "--again" in arguments
    words = " ".join(argument for argument in arguments if argument != "--again")
    known = list(revisions())
    newest = next(VERSIONS.glob(f"{known[-1]}_*.py")) if known else None
    if again and newest is not None:
        known.pop()
        words = words or newest.stem.partition("_")[2].replace("_", " ")
        newest.unlink()
    if not words:
        sys.exit('Say what it does: python -m chinwag.db.migrations.write "add mutes to rooms"')
    previous = known[-1] if known else None
    revision = f"{len(known) + 1:04}"
    path = VERSIONS / f"{revision}_{re.sub(r'[^a-z0-9]+', '_', words.lower()).strip('_')}.py"
    title = words[0].upper() + words[1:].rstrip(".") + "."
    body = _difference(previous)
    path.write_text(
        _FILE.format(
            title=title, revision=revision, previous=f'"{previous}"' if previous else None, body=body
        )
    )
    sys.stdout.write(f"{path}\n")


def _difference(previous: str | None) -> str:
    """The operations from the schema of `previous` to that of `tables.py`."""
    before = sqlite3.connect(":memory:")
    if previous is not None:
        for sql in write_upgrade("sqlite", None):
            before.execute(sql)
    engine = sa.create_engine("sqlite://", creator=lambda: before, poolclass=sa.StaticPool)
    with engine.connect() as connection:
        migration = produce_migrations(MigrationContext.configure(connection), metadata)
    operations = migration.upgrade_ops
    if operations is None or operations.is_empty():
        sys.exit("tables.py and the newest migration agree: there is nothing to write.")
    code = render_python_code(operations)
    code = re.sub(r"\n? *# ###.*", "", code).strip()
    for number, word in (("0", "false"), ("1", "true")):  # for PostgreSQL
        code = re.sub(rf"(sa\.Boolean\(\), server_default=)sa\.text\('{number}'\)", rf"\1sa.{word}()", code)
    return code


if __name__ == "__main__":
    main(sys.argv[1:])
