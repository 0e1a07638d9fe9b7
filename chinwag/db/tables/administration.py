"""What admins look at: what was done, what the group allows, figures by day."""

import sqlalchemy as sa

from chinwag.db.tables.columns import metadata, micros, of_group, own_id

audit_entries = sa.Table(  # written in the transaction of what they tell of
    "audit_entries",
    metadata,
    own_id(),
    of_group(),
    micros("at"),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("actor_kind", sa.Text, nullable=False),  # person, integration, command, server
    sa.Column("actor_name", sa.Text, nullable=False),  # as it was then
    sa.Column("user_id", sa.BigInteger),  # who acted; no foreign key: the entry outlives everything
    sa.Column("token_id", sa.BigInteger),
    sa.Column("client_id", sa.Text),
    sa.Column("object_kind", sa.Text, nullable=False),
    sa.Column("object_id", sa.Text, nullable=False),
    sa.Column("object_name", sa.Text, nullable=False),  # as it was then
    sa.Column("room_id", sa.BigInteger),  # shown to those alone who may know of this room
    sa.Column("details", sa.Text, nullable=False),  # JSON, without secrets
    sa.Column("address", sa.Text, nullable=False),  # where the request came from
    sa.Index("ix_audit_entries_group", "group_id", "id"),
    sa.Index("ix_audit_entries_user", "group_id", "user_id", "id"),
    sa.Index("ix_audit_entries_at", "at"),
    sqlite_autoincrement=True,
)


group_choices = sa.Table(  # what a group's admins chose; no row: everything as it comes
    "group_choices",
    metadata,
    sa.Column("group_id", sa.BigInteger, sa.ForeignKey("groups.id"), primary_key=True, autoincrement=False),
    sa.Column("policy", sa.Text, nullable=False, server_default="{}"),  # JSON: who may do what
    sa.Column("limits", sa.Text, nullable=False, server_default="{}"),  # JSON: calls in 5 minutes ...
    sa.Column("newcomer_rooms", sa.Text, nullable=False, server_default="[]"),  # JSON list of room ids
)


statistics_hours = sa.Table(
    "statistics_hours",
    metadata,
    sa.Column("group_id", sa.BigInteger, sa.ForeignKey("groups.id"), primary_key=True, autoincrement=False),
    sa.Column("hour", sa.BigInteger, primary_key=True, autoincrement=False),  # hours since 1970 UTC
    sa.Column("messages", sa.BigInteger, nullable=False),
    sa.Column("notifications", sa.BigInteger, nullable=False),
)


statistics_rooms = sa.Table(  # days are those of UTC, counted since 1970
    "statistics_rooms",
    metadata,
    sa.Column("group_id", sa.BigInteger, sa.ForeignKey("groups.id"), primary_key=True, autoincrement=False),
    sa.Column("day", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("sender", sa.Text, primary_key=True),  # of notifications; empty = people's messages
    sa.Column("messages", sa.BigInteger, nullable=False),
)


statistics_people = sa.Table(  # who wrote something, or used the web client, on a day
    "statistics_people",
    metadata,
    sa.Column("group_id", sa.BigInteger, sa.ForeignKey("groups.id"), primary_key=True, autoincrement=False),
    sa.Column("day", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
)


statistics_progress = sa.Table(  # up to which live event messages are counted
    "statistics_progress",
    metadata,
    sa.Column("group_id", sa.BigInteger, sa.ForeignKey("groups.id"), primary_key=True, autoincrement=False),
    sa.Column("upto", sa.BigInteger, nullable=False),
)
