"""The errors of asyncpg in our words."""

import asyncpg

from chinwag.db.errors import BrokenReference, DatabaseUnavailable, DiskFull, UniqueViolation

_AWAY = (
    OSError,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InternalClientError,
)

_LATER = (
    asyncpg.InsufficientResourcesError,
    asyncpg.TransactionRollbackError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.LockNotAvailableError,
)
"""The connection is sound, but this did not work now: too many clients, deadlock, a standby."""

FAULTS = (*_AWAY, asyncpg.PostgresError, asyncpg.InterfaceError)
"""All that a statement may raise."""


def is_away(error: BaseException | None) -> bool:
    """Whether the connection is gone or of no more use. What else the interface refuses is our mistake."""
    if isinstance(error, asyncpg.InterfaceError):
        return not isinstance(error, asyncpg.DataError) and "closed" in str(error)
    return isinstance(error, _AWAY)


def translated(error: Exception) -> Exception:
    """The exception to raise instead; the same one where it is a mistake of the program."""
    if isinstance(error, asyncpg.UniqueViolationError):
        return UniqueViolation(error.constraint_name or str(error))
    if isinstance(error, asyncpg.ForeignKeyViolationError):
        return BrokenReference(str(error))
    if isinstance(error, asyncpg.DiskFullError):
        return DiskFull("There is no space left on the disk of PostgreSQL. Nothing was stored.")
    if is_away(error):
        return DatabaseUnavailable("PostgreSQL cannot be reached. Try again in a moment.")
    if isinstance(error, _LATER):
        return DatabaseUnavailable("PostgreSQL could not do this now. Try again in a moment.")
    return error
