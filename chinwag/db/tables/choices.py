"""What people choose: how chats call them, reactions, pins."""

import sqlalchemy as sa

from chinwag.db.tables.columns import flag, metadata, micros, of_group, own_id

user_preferences = sa.Table(
    "user_preferences",
    metadata,
    sa.Column("user_id", sa.BigInteger, sa.ForeignKey("users.id"), primary_key=True, autoincrement=False),
    of_group(),
    sa.Column("chosen", sa.Text, nullable=False),  # JSON
)

chat_preferences = sa.Table(
    "chat_preferences",
    metadata,
    sa.Column("user_id", sa.BigInteger, sa.ForeignKey("users.id"), primary_key=True, autoincrement=False),
    sa.Column("chat_id", sa.BigInteger, sa.ForeignKey("chats.id"), primary_key=True, autoincrement=False),
    of_group(),
    flag("is_favourite"),
    sa.Column("level", sa.Text, nullable=False),  # all, mentions, none
)

push_subscriptions = sa.Table(  # devices that want to be woken
    "push_subscriptions",
    metadata,
    own_id(),
    of_group(),
    sa.Column("user_id", sa.BigInteger, sa.ForeignKey("users.id"), nullable=False),
    sa.Column("credential", sa.Text, nullable=False),  # session:<hash> or token:<id>; it ends with that
    sa.Column("endpoint_hash", sa.Text, nullable=False),  # SHA-256 of the address, hex
    sa.Column("host", sa.Text, nullable=False),  # of the address, to show
    sa.Column("label", sa.Text, nullable=False),  # what the device calls itself
    sa.Column("sealed", sa.Text, nullable=False),  # encrypted JSON: endpoint, p256dh, auth
    micros("created_at"),
    sa.Index("uq_push_subscriptions_endpoint", "endpoint_hash", unique=True),
    sa.Index("ix_push_subscriptions_user", "user_id"),
    sa.Index("ix_push_subscriptions_group", "group_id"),
    sqlite_autoincrement=True,
)

reactions = sa.Table(
    "reactions",
    metadata,
    sa.Column("chat_id", sa.BigInteger, sa.ForeignKey("chats.id"), primary_key=True, autoincrement=False),
    sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("emoji", sa.Text, primary_key=True),
    sa.Column("user_id", sa.BigInteger, sa.ForeignKey("users.id"), primary_key=True, autoincrement=False),
    of_group(),
    micros("at"),
)

pins = sa.Table(
    "pins",
    metadata,
    sa.Column("chat_id", sa.BigInteger, sa.ForeignKey("chats.id"), primary_key=True, autoincrement=False),
    sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
    of_group(),
    sa.Column("message_id", sa.Text, nullable=False),
    sa.Column("user_id", sa.BigInteger, sa.ForeignKey("users.id"), nullable=False),  # who pinned it
    micros("at"),
)
