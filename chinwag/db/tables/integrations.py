"""Add-ons with their modules, webhooks with their deliveries."""

import sqlalchemy as sa

from chinwag.db.tables.columns import flag, metadata, micros, of_group, own_id

installations = sa.Table(  # add-ons that came by their descriptor; their credentials are the OAuth client
    "installations",
    metadata,
    sa.Column("client_id", sa.Text, sa.ForeignKey("oauth_clients.id"), primary_key=True),
    of_group(),
    sa.Column("room_id", sa.BigInteger, sa.ForeignKey("rooms.id")),  # null = the whole group
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("url", sa.Text),  # of the descriptor; null = uploaded
    sa.Column("descriptor", sa.Text, nullable=False),  # JSON as served
    sa.Column("pending", sa.Text),  # a newer descriptor that asks for more scopes: JSON, waits for consent
    flag("is_disabled"),
    sa.Column("installed_by", sa.BigInteger, sa.ForeignKey("users.id")),
    micros("created_at"),
    micros("agreed_at", nullable=True),  # null = the add-on is being asked, or was when the server died
    micros("updated_at"),
    micros("checked_at", nullable=True),  # when its descriptor was read again by itself
    sa.Index("ix_installations_group", "group_id", "key"),
    sa.Index("ix_installations_room", "room_id"),
)


installables = sa.Table(  # credentials that an add-on fetches once
    "installables",
    metadata,
    sa.Column("hash", sa.Text, primary_key=True),
    of_group(),
    sa.Column("client_id", sa.Text, sa.ForeignKey("oauth_clients.id"), nullable=False),
    sa.Column("data_sealed", sa.Text, nullable=False),
    micros("expires_at"),
)


extensions = sa.Table(  # glances, web panels, dialogs, actions, external pages
    "extensions",
    metadata,
    own_id(),
    of_group(),
    sa.Column("client_id", sa.Text, sa.ForeignKey("oauth_clients.id"), nullable=False),
    sa.Column("room_id", sa.BigInteger, sa.ForeignKey("rooms.id")),  # null = all rooms that the add-on sees
    sa.Column("kind", sa.Text, nullable=False),  # glance, webPanel, dialog, action, externalPage
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("module", sa.Text, nullable=False),  # JSON as sent
    flag("is_declared"),  # by the descriptor: REST may not change it
    micros("created_at"),
    sa.Index("ix_extensions_client", "client_id", "kind", "key"),
    sa.Index("ix_extensions_room", "room_id"),
    sa.Index("ix_extensions_group", "group_id"),
    sqlite_autoincrement=True,
)


glance_updates = sa.Table(  # what add-ons pushed last; the narrowest audience wins
    "glance_updates",
    metadata,
    sa.Column("client_id", sa.Text, sa.ForeignKey("oauth_clients.id"), primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("room_id", sa.BigInteger, primary_key=True, autoincrement=False),  # 0 = all
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),  # 0 = all
    of_group(),
    sa.Column("content", sa.Text, nullable=False),  # JSON
    micros("updated_at"),
)


integration_links = sa.Table(
    "integration_links",
    metadata,
    sa.Column("hash", sa.Text, primary_key=True),
    of_group(),
    sa.Column("client_id", sa.Text, sa.ForeignKey("oauth_clients.id"), nullable=False),
    sa.Column("target", sa.Text, nullable=False),
    micros("created_at"),
    micros("expires_at"),
    sa.Index("ix_integration_links_client", "client_id"),
)


webhooks = sa.Table(
    "webhooks",
    metadata,
    own_id(),
    of_group(),
    sa.Column("room_id", sa.BigInteger, sa.ForeignKey("rooms.id")),  # null = all rooms of the group
    sa.Column("client_id", sa.Text, sa.ForeignKey("oauth_clients.id")),  # the add-on that owns it
    sa.Column("token_id", sa.BigInteger),  # the room's or personal token that made it: with its row it ends
    sa.Column("user_id", sa.BigInteger, sa.ForeignKey("users.id")),  # the person that made it
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False, server_default=""),
    sa.Column("event", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("pattern", sa.Text, nullable=False, server_default=""),
    sa.Column("authentication", sa.Text, nullable=False, server_default="none"),  # jwt, none
    flag("is_declared"),  # by the descriptor: REST may not change it
    flag("is_deleted"),
    sa.Column("switched_off", sa.Text),  # why it is called no more; null = it is called
    micros("created_at"),
    sa.Index("ix_webhooks_group", "group_id"),
    sa.Index("ix_webhooks_room", "room_id"),
    sa.Index("ix_webhooks_client", "client_id"),
    sqlite_autoincrement=True,
)


deliveries = sa.Table(  # the outbox of webhooks: written with the event, sent behind the commit
    "deliveries",
    metadata,
    own_id(),
    of_group(),
    sa.Column("webhook_id", sa.BigInteger, nullable=False),  # no foreign key: it may go while this is written
    sa.Column("room_id", sa.BigInteger),
    sa.Column("uuid", sa.Text, nullable=False),  # the id that receivers see, the same for every attempt
    sa.Column("receiver", sa.Text, nullable=False),  # scheme, host and port: what one breaker covers
    sa.Column("event", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),  # JSON as sent
    sa.Column("user_id", sa.BigInteger),  # who acted: the subject of its JWT
    sa.Column("state", sa.Text, nullable=False),  # waiting, delivered, failed, dropped
    sa.Column("attempts", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("claimed_by", sa.Text),  # the process that sends it now, where there may be several
    micros("claimed_until", nullable=True),  # then another process may take it
    micros("due_at"),
    micros("created_at"),
    micros("finished_at", nullable=True),
    sa.Index("ix_deliveries_webhook", "webhook_id", "id"),
    sa.Index("ix_deliveries_state", "webhook_id", "state", "id"),
    sa.Index(
        "ix_deliveries_due",
        "webhook_id",
        "due_at",
        "id",
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    ),
    sa.Index(
        "ix_deliveries_finished",
        "finished_at",
        sqlite_where=sa.text("finished_at IS NOT NULL"),
        postgresql_where=sa.text("finished_at IS NOT NULL"),
    ),
    sqlite_autoincrement=True,
)


delivery_attempts = sa.Table(
    "delivery_attempts",
    metadata,
    sa.Column(
        "delivery_id", sa.BigInteger, sa.ForeignKey("deliveries.id"), primary_key=True, autoincrement=False
    ),
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    of_group(),
    micros("at"),
    sa.Column("took_ms", sa.BigInteger, nullable=False),
    sa.Column("status", sa.BigInteger),  # null = no answer came
    sa.Column("error", sa.Text),  # a sentence
    sa.Column("excerpt", sa.Text),  # the first part of the answer
)
