"""The database. What other parts use is exported here; tables are in `chinwag.db.tables`."""

from chinwag.db.errors import (
    BrokenReference,
    DatabaseInUse,
    DatabaseUnavailable,
    DiskFull,
    SchemaTooNew,
    SchemaTooOld,
    StartRefused,
    TransactionFailed,
    UniqueViolation,
)
from chinwag.db.open import open_database
from chinwag.db.statements import Statement, any_of, insert, statement
from chinwag.db.tx import Database, Event, Publish, ReadTx, Row, Tx

__all__ = [
    "BrokenReference",
    "Database",
    "DatabaseInUse",
    "DatabaseUnavailable",
    "DiskFull",
    "Event",
    "Publish",
    "ReadTx",
    "Row",
    "SchemaTooNew",
    "SchemaTooOld",
    "StartRefused",
    "Statement",
    "TransactionFailed",
    "Tx",
    "UniqueViolation",
    "any_of",
    "insert",
    "open_database",
    "statement",
]
