"""Lets Alembic write out the migrations as SQL. Imported only when a schema has to change."""

import io
from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory

from chinwag.db.statements import DialectName

FOLDER = Path(__file__).parent


class _Statements(io.StringIO):
    """Takes what Alembic writes, one statement with each call."""

    def __init__(self) -> None:
        super().__init__()
        self.all: list[str] = []

    def write(self, text: str) -> int:
        self.all.append(text.strip().rstrip(";"))
        return len(text)


def scripts() -> ScriptDirectory:
    """The tree of revisions."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return ScriptDirectory.from_config(config)


def write_upgrade(dialect: DialectName, revision: str | None) -> list[str]:
    """All statements from `revision` to the newest, including those that keep `alembic_version`."""
    tree = scripts()
    written = _Statements()
    with EnvironmentContext(
        tree.config if hasattr(tree, "config") else Config(),
        tree,
        fn=lambda current, _: tree._upgrade_revs("head", current),
        as_sql=True,
        starting_rev=revision,
        destination_rev="head",
    ) as environment:
        environment.configure(
            dialect_name=dialect, output_buffer=written, transactional_ddl=False, literal_binds=True
        )
        environment.run_migrations()
    return [sql for sql in written.all if sql and not _is_comment(sql)]


def _is_comment(sql: str) -> bool:
    return all(line.startswith("--") for line in sql.splitlines())
