"""Whoever may call: OAuth clients, tokens, sessions, and links that are used once."""

import sqlalchemy as sa

from chinwag.db.tables.columns import flag, metadata, micros, of_group, own_id

oauth_clients = sa.Table(
    "oauth_clients",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),  # oauthId
    of_group(),
    sa.Column("room_id", sa.BigInteger, sa.ForeignKey("rooms.id")),  # installed in one room
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),  # the add-on's key
    sa.Column("secret_hash", sa.Text, nullable=False),  # SHA-256, hex
    sa.Column("secret_sealed", sa.Text),  # encrypted, because its JWTs are signed with it
    sa.Column("scopes", sa.Text, nullable=False),
    sa.Column("redirect_uris", sa.Text, nullable=False, server_default="[]"),  # JSON list
    sa.Column("rate_limit", sa.BigInteger),  # calls in 5 minutes; null = the server's figure; 0 = off
    flag("is_deleted"),
    micros("created_at"),
)


tokens = sa.Table(
    "tokens",
    metadata,
    own_id(),
    of_group(),
    sa.Column("kind", sa.Text, nullable=False),  # addon, user, personal, room, v1_admin, v1_notification
    sa.Column("hash", sa.Text, nullable=False),  # SHA-256 of the token, hex
    sa.Column("client_id", sa.Text, sa.ForeignKey("oauth_clients.id")),
    sa.Column("user_id", sa.BigInteger, sa.ForeignKey("users.id")),  # acts as; for room tokens: made by
    sa.Column("room_id", sa.BigInteger, sa.ForeignKey("rooms.id")),
    sa.Column("label", sa.Text, nullable=False, server_default=""),
    sa.Column("scopes", sa.Text, nullable=False),
    sa.Column("family", sa.Text),  # the authorization that it and its refresh tokens come from
    sa.Column("rate_limit", sa.BigInteger),
    micros("created_at"),
    micros("expires_at", nullable=True),
    micros("last_used_at", nullable=True),
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
    of_group(),
    sa.Column(
        "client_id", sa.Text, sa.ForeignKey("oauth_clients.id")
    ),  # null = password grant without a client
    sa.Column("user_id", sa.BigInteger, sa.ForeignKey("users.id"), nullable=False),
    sa.Column("scopes", sa.Text, nullable=False),
    sa.Column("family", sa.Text, nullable=False),
    micros("created_at"),
    micros("used_at", nullable=True),  # used twice = stolen: the family ends
    sa.Index("ix_refresh_tokens_family", "family"),
)


authorization_codes = sa.Table(
    "authorization_codes",
    metadata,
    sa.Column("hash", sa.Text, primary_key=True),
    of_group(),
    sa.Column("client_id", sa.Text, sa.ForeignKey("oauth_clients.id"), nullable=False),
    sa.Column("user_id", sa.BigInteger, sa.ForeignKey("users.id"), nullable=False),
    sa.Column("redirect_uri", sa.Text, nullable=False),
    sa.Column("scopes", sa.Text, nullable=False),
    sa.Column("code_challenge", sa.Text),  # S256 only
    sa.Column("family", sa.Text, nullable=False),
    micros("expires_at"),
    micros("used_at", nullable=True),
)


web_sessions = sa.Table(
    "web_sessions",
    metadata,
    sa.Column("hash", sa.Text, primary_key=True),
    of_group(),
    sa.Column("user_id", sa.BigInteger, sa.ForeignKey("users.id"), nullable=False),
    sa.Column("user_agent", sa.Text, nullable=False, server_default=""),
    micros("created_at"),
    micros("last_used_at"),
    micros("expires_at"),
    sa.Index("ix_web_sessions_user", "user_id"),
)


setup_links = sa.Table(  # one-time links printed on the console
    "setup_links",
    metadata,
    sa.Column("hash", sa.Text, primary_key=True),
    sa.Column("user_id", sa.BigInteger, sa.ForeignKey("users.id")),  # null = makes the first admin
    micros("created_at"),
    micros("expires_at"),
    micros("used_at", nullable=True),
)


invitations = sa.Table(
    "invitations",
    metadata,
    sa.Column("hash", sa.Text, primary_key=True),
    of_group(),
    sa.Column("email", sa.Text, nullable=False),
    sa.Column("email_key", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False, server_default=""),
    sa.Column("user_id", sa.BigInteger, sa.ForeignKey("users.id")),  # who invites; null = an add-on
    micros("created_at"),
    micros("expires_at"),
    micros("used_at", nullable=True),
    sa.Index("ix_invitations_email", "group_id", "email_key"),
)
