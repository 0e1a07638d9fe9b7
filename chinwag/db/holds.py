"""Rows that a transaction holds to its end: those who count or check what belongs to them take turns.

Other rows may refer to them meanwhile (`FOR NO KEY UPDATE` on PostgreSQL): else the check of a foreign key would wait,
and two transactions could wait for one another. On SQLite one transaction writes at a time, and nothing is held.
ARCHITECTURE.md has the order.
"""

import sqlalchemy as sa

from chinwag.db.statements import Statement, statement
from chinwag.db.tables import groups, oauth_clients, users


def _held(table: sa.Table, name: str, *which: sa.ColumnElement[bool]) -> Statement:
    chosen = sa.select(table.c.id).where(table.c.id == sa.bindparam(name), *which)
    return statement(chosen.with_for_update(key_share=True))


HOLD_GROUP = _held(groups, "group_id")
HOLD_USER = _held(users, "user_id")
HOLD_CLIENT = _held(oauth_clients, "client_id", sa.not_(oauth_clients.c.is_deleted))
"""Answers nothing when the client was removed."""
