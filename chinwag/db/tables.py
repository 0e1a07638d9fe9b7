"""All tables, one page. Times are BIGINT microseconds since 1970 UTC; every table carries its group.

Ids of groups, users and chats are never used twice. `position` counts the messages of one chat without gaps,
`seq` all durable live events of one group without gaps: unread counts, deep pages and resuming a live
connection are arithmetic on these two.

After a change here: `python -m chinwag.db.migrations.write "what it does"`, or, while the newest migration
is not released yet, `python -m chinwag.db.migrations.write --again`.
"""

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> sa.Column[int]:
    """A number that the database gives and never gives again (AUTOINCREMENT / identity)."""
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column("id", kind, sa.Identity(), primary_key=True, autoincrement=True)


def _group() -> sa.Column[int]:
    return sa.Column("group_id", sa.BigInteger, sa.ForeignKey("groups.id"), nullable=False)


def _micros(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=nullable)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(create_constraint=False), nullable=False, server_default=sa.false())


groups = sa.Table(
    "groups",
    metadata,
    _id(),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("subdomain", sa.Text, nullable=False),
    sa.Column("owner_id", sa.BigInteger),
    sa.Column("version", sa.Text, nullable=False),
    _micros("created_at"),
    sqlite_autoincrement=True,
)

sequences = sa.Table(
    "sequences",
    metadata,
    sa.Column("group_id", sa.BigInteger, sa.ForeignKey("groups.id"), primary_key=True, autoincrement=False),
    sa.Column("last_seq", sa.BigInteger, nullable=False),
)

users = sa.Table(
    "users",
    metadata,
    _id(),
    _group(),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("mention_name", sa.Text, nullable=False),
    sa.Column("mention_key", sa.Text, nullable=False),  # mention name, NFC and casefolded
    sa.Column("email", sa.Text),  # null for guests
    sa.Column("email_key", sa.Text),  # casefolded
    sa.Column("title", sa.Text, nullable=False, server_default=""),
    sa.Column("timezone", sa.Text, nullable=False, server_default="UTC"),
    sa.Column("password_hash", sa.Text),  # argon2id; null = cannot sign in with a password
    sa.Column("role", sa.Text, nullable=False, server_default="user"),  # owner, admin, moderator, user
    _flag("is_guest"),
    _flag("is_deleted"),
    sa.Column("photo_url", sa.Text),
    sa.Column("version", sa.Text, nullable=False),
    _micros("created_at"),
    _micros("last_active_at", nullable=True),
    sa.Index("uq_users_mention", "group_id", "mention_key", unique=True),
    sa.Index("uq_users_email", "email_key", unique=True),  # one e-mail = one account on the server
    sqlite_autoincrement=True,
)

chats = sa.Table(
    "chats",
    metadata,
    _id(),
    _group(),
    sa.Column("kind", sa.Text, nullable=False),  # room, private
    sqlite_autoincrement=True,
)

rooms = sa.Table(
    "rooms",
    metadata,
    sa.Column("id", sa.BigInteger, sa.ForeignKey("chats.id"), primary_key=True, autoincrement=False),
    _group(),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("name_key", sa.Text, nullable=False),  # NFC and casefolded
    sa.Column("xmpp_slug", sa.Text, nullable=False),  # of the first name; stays over a rename
    sa.Column("topic", sa.Text, nullable=False, server_default=""),
    sa.Column("privacy", sa.Text, nullable=False),  # public, private
    _flag("is_archived"),
    _flag("is_deleted"),
    sa.Column("guest_token", sa.Text),  # set while guests may come in by link
    sa.Column("delegate_admin_visibility", sa.Boolean(create_constraint=False)),
    sa.Column("owner_id", sa.BigInteger, sa.ForeignKey("users.id"), nullable=False),
    sa.Column("version", sa.Text, nullable=False),
    _micros("created_at"),
    sa.Index(
        "uq_rooms_name",
        "group_id",
        "name_key",
        unique=True,
        sqlite_where=sa.text("is_deleted = 0"),
        postgresql_where=sa.text("NOT is_deleted"),
    ),
)

room_members = sa.Table(
    "room_members",
    metadata,
    sa.Column("room_id", sa.BigInteger, sa.ForeignKey("rooms.id"), primary_key=True, autoincrement=False),
    sa.Column("user_id", sa.BigInteger, sa.ForeignKey("users.id"), primary_key=True, autoincrement=False),
    _group(),
    _flag("is_admin"),
    sa.Index("ix_room_members_user", "user_id"),
)

private_chats = sa.Table(
    "private_chats",
    metadata,
    sa.Column("id", sa.BigInteger, sa.ForeignKey("chats.id"), primary_key=True, autoincrement=False),
    _group(),
    sa.Column("low_user_id", sa.BigInteger, sa.ForeignKey("users.id"), nullable=False),  # the smaller id
    sa.Column("high_user_id", sa.BigInteger, sa.ForeignKey("users.id"), nullable=False),
    sa.Index("uq_private_chats_pair", "low_user_id", "high_user_id", unique=True),
    sa.Index("ix_private_chats_high", "high_user_id"),
)

messages = sa.Table(
    "messages",
    metadata,
    sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
    _group(),
    sa.Column("seq", sa.BigInteger, nullable=False),
    sa.Column("id", sa.Text, nullable=False),  # UUID
    sa.Column("type", sa.Text, nullable=False),  # message, notification, topic, guest_access
    sa.Column("sender_id", sa.BigInteger),  # the person; null for add-ons and room tokens
    sa.Column("sender_label", sa.Text),  # notifications: who the room sees
    sa.Column("sender_detail", sa.Text),  # notifications: JSON notification_sender
    sa.Column("body", sa.Text),  # null = deleted
    sa.Column("format", sa.Text, nullable=False),  # html, text
    sa.Column("color", sa.Text),
    sa.Column("notify", sa.Boolean(create_constraint=False), nullable=False),
    sa.Column("mentions", sa.Text),  # JSON list of user ids; null = none
    sa.Column("card", sa.Text),  # JSON text as sent
    sa.Column("attach_to", sa.Text),
    sa.Column("parent_id", sa.Text),  # the message that this one replies to
    sa.Column("file", sa.Text),  # JSON
    sa.Column("client_id", sa.Text),  # the id that the sender chose, so that a resend is one message
    _micros("sent_at"),
    _micros("edited_at", nullable=True),
    sa.Index("uq_messages_id", "id", unique=True),
    sa.Index("uq_messages_seq", "group_id", "seq", unique=True),
    sa.Index(
        "uq_messages_client_id",
        "chat_id",
        "sender_id",
        "client_id",
        unique=True,
        sqlite_where=sa.text("client_id IS NOT NULL"),
        postgresql_where=sa.text("client_id IS NOT NULL"),
    ),
    sqlite_with_rowid=False,
)

read_positions = sa.Table(
    "read_positions",
    metadata,
    sa.Column("user_id", sa.BigInteger, sa.ForeignKey("users.id"), primary_key=True, autoincrement=False),
    sa.Column("chat_id", sa.BigInteger, sa.ForeignKey("chats.id"), primary_key=True, autoincrement=False),
    _group(),
    sa.Column("position", sa.BigInteger, nullable=False),
)

mentions = sa.Table(  # one row for each person mentioned, kept until read: the unread badge
    "mentions",
    metadata,
    sa.Column("user_id", sa.BigInteger, sa.ForeignKey("users.id"), primary_key=True, autoincrement=False),
    sa.Column("chat_id", sa.BigInteger, sa.ForeignKey("chats.id"), primary_key=True, autoincrement=False),
    sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
    _group(),
)

events = sa.Table(  # durable live events other than messages; kept for a while so that clients can resume
    "events",
    metadata,
    sa.Column("group_id", sa.BigInteger, sa.ForeignKey("groups.id"), primary_key=True, autoincrement=False),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("chat_id", sa.BigInteger),  # audience: who may see this chat
    sa.Column("user_id", sa.BigInteger),  # audience: this person; neither: the group
    sa.Column("payload", sa.Text, nullable=False),  # JSON
    _micros("at"),
)

oauth_clients = sa.Table(
    "oauth_clients",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),  # oauthId
    _group(),
    sa.Column("room_id", sa.BigInteger, sa.ForeignKey("rooms.id")),  # installed in one room
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),  # the add-on's key
    sa.Column("secret_hash", sa.Text, nullable=False),  # SHA-256, hex
    sa.Column("scopes", sa.Text, nullable=False),
    sa.Column("redirect_uris", sa.Text, nullable=False, server_default="[]"),  # JSON list
    sa.Column("rate_limit", sa.BigInteger),  # calls in 5 minutes; null = the server's figure; 0 = off
    _flag("is_deleted"),
    _micros("created_at"),
)

tokens = sa.Table(
    "tokens",
    metadata,
    _id(),
    _group(),
    sa.Column("kind", sa.Text, nullable=False),  # addon, user, personal, room, v1_admin, v1_notification
    sa.Column("hash", sa.Text, nullable=False),  # SHA-256 of the token, hex
    sa.Column("client_id", sa.Text, sa.ForeignKey("oauth_clients.id")),
    sa.Column("user_id", sa.BigInteger, sa.ForeignKey("users.id")),  # acts as; for room tokens: made by
    sa.Column("room_id", sa.BigInteger, sa.ForeignKey("rooms.id")),
    sa.Column("label", sa.Text, nullable=False, server_default=""),
    sa.Column("scopes", sa.Text, nullable=False),
    sa.Column("family", sa.Text),  # the authorization that it and its refresh tokens come from
    sa.Column("rate_limit", sa.BigInteger),
    _micros("created_at"),
    _micros("expires_at", nullable=True),
    _micros("last_used_at", nullable=True),
    sa.Index("uq_tokens_hash", "hash", unique=True),
    sa.Index("ix_tokens_user", "user_id"),
    sa.Index("ix_tokens_room", "room_id"),
    sa.Index("ix_tokens_client", "client_id"),
    sa.Index("ix_tokens_family", "family"),
    sqlite_autoincrement=True,
)

refresh_tokens = sa.Table(
    "refresh_tokens",
    metadata,
    sa.Column("hash", sa.Text, primary_key=True),
    _group(),
    sa.Column(
        "client_id", sa.Text, sa.ForeignKey("oauth_clients.id")
    ),  # null = password grant without a client
    sa.Column("user_id", sa.BigInteger, sa.ForeignKey("users.id"), nullable=False),
    sa.Column("scopes", sa.Text, nullable=False),
    sa.Column("family", sa.Text, nullable=False),
    _micros("created_at"),
    _micros("used_at", nullable=True),  # used twice = stolen: the family ends
    sa.Index("ix_refresh_tokens_family", "family"),
)

authorization_codes = sa.Table(
    "authorization_codes",
    metadata,
    sa.Column("hash", sa.Text, primary_key=True),
    _group(),
    sa.Column("client_id", sa.Text, sa.ForeignKey("oauth_clients.id"), nullable=False),
    sa.Column("user_id", sa.BigInteger, sa.ForeignKey("users.id"), nullable=False),
    sa.Column("redirect_uri", sa.Text, nullable=False),
    sa.Column("scopes", sa.Text, nullable=False),
    sa.Column("code_challenge", sa.Text),  # S256 only
    sa.Column("family", sa.Text, nullable=False),
    _micros("expires_at"),
    _micros("used_at", nullable=True),
)

web_sessions = sa.Table(
    "web_sessions",
    metadata,
    sa.Column("hash", sa.Text, primary_key=True),
    _group(),
    sa.Column("user_id", sa.BigInteger, sa.ForeignKey("users.id"), nullable=False),
    sa.Column("user_agent", sa.Text, nullable=False, server_default=""),
    _micros("created_at"),
    _micros("last_used_at"),
    _micros("expires_at"),
    sa.Index("ix_web_sessions_user", "user_id"),
)

setup_links = sa.Table(  # one-time links printed on the console
    "setup_links",
    metadata,
    sa.Column("hash", sa.Text, primary_key=True),
    sa.Column("user_id", sa.BigInteger, sa.ForeignKey("users.id")),  # null = makes the first admin
    _micros("created_at"),
    _micros("expires_at"),
    _micros("used_at", nullable=True),
)
