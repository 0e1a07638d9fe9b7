"""What a database may answer instead of a result, the same on both engines."""


class DatabaseUnavailable(Exception):
    """The database cannot be reached or cannot write now. Becomes a 503 with `Retry-After`.

    Nothing of the transaction was stored; only when the connection broke during COMMIT nobody can know.
    """


class DiskFull(DatabaseUnavailable):
    """There is no space left; nothing of the transaction was stored. Becomes a 507."""


class UniqueViolation(Exception):
    """A row like this exists already. `constraint` is the name in `tables.py`, such as `uq_rooms_name`."""

    def __init__(self, constraint: str) -> None:
        super().__init__(constraint)
        self.constraint = constraint


class BrokenReference(Exception):
    """A row refers to one that does not exist, or that others still refer to."""


class TransactionFailed(RuntimeError):
    """A statement failed in this transaction, somebody swallowed the error and went on.

    PostgreSQL refuses that, so SQLite does too. Statements that may fail belong into `tx.savepoint()`.
    """


class StartRefused(Exception):
    """The database cannot be used by this program; the sentence says what to do."""


class SchemaTooNew(StartRefused):
    """A newer release has migrated this database."""


class SchemaTooOld(StartRefused):
    """This database has not been migrated yet."""


class DatabaseInUse(StartRefused):
    """Another server has the database file."""
