"""Groups, people, rooms, what is said in them, and who has read it."""

import sqlalchemy as sa

from chinwag.db.tables.columns import flag, metadata, micros, of_group, own_id

groups = sa.Table(
    "groups",
    metadata,
    own_id(),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("subdomain", sa.Text, nullable=False),
    sa.Column("owner_id", sa.BigInteger),
    sa.Column("avatar", sa.Text),  # key of its picture
    sa.Column("file_bytes", sa.BigInteger, nullable=False, server_default="0"),  # what its files take
    sa.Column("version", sa.Text, nullable=False),
    micros("created_at"),
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
    own_id(),
    of_group(),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("mention_name", sa.Text, nullable=False),
    sa.Column("mention_key", sa.Text, nullable=False),  # mention name, NFC and casefolded
    sa.Column("email", sa.Text),  # null for guests
    sa.Column("email_key", sa.Text),  # casefolded
    sa.Column("title", sa.Text, nullable=False, server_default=""),
    sa.Column("timezone", sa.Text, nullable=False, server_default="UTC"),
    sa.Column("password_hash", sa.Text),  # argon2id; null = cannot sign in with a password
    sa.Column("role", sa.Text, nullable=False, server_default="user"),  # owner, admin, moderator, user
    flag("is_guest"),
    flag("is_deleted"),
    sa.Column("photo", sa.Text),  # key of its picture
    sa.Column("version", sa.Text, nullable=False),
    micros("created_at"),
    micros("last_active_at", nullable=True),
    sa.Index("uq_users_mention", "group_id", "mention_key", unique=True),
    sa.Index("uq_users_email", "email_key", unique=True),  # one e-mail = one account on the server
    sqlite_autoincrement=True,
)


chats = sa.Table(
    "chats",
    metadata,
    own_id(),
    of_group(),
    sa.Column("kind", sa.Text, nullable=False),  # room, private
    sqlite_autoincrement=True,
)


rooms = sa.Table(
    "rooms",
    metadata,
    sa.Column("id", sa.BigInteger, sa.ForeignKey("chats.id"), primary_key=True, autoincrement=False),
    of_group(),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("name_key", sa.Text, nullable=False),  # NFC and casefolded
    sa.Column("xmpp_slug", sa.Text, nullable=False),  # of the first name; stays over a rename
    sa.Column("topic", sa.Text, nullable=False, server_default=""),
    sa.Column("privacy", sa.Text, nullable=False),  # public, private
    flag("is_archived"),
    flag("is_deleted"),
    sa.Column("guest_token", sa.Text),  # set while guests may come in by link
    sa.Column("delegate_admin_visibility", sa.Boolean(create_constraint=False)),
    sa.Column("avatar", sa.Text),  # key of its picture
    sa.Column("owner_id", sa.BigInteger, sa.ForeignKey("users.id"), nullable=False),
    sa.Column("version", sa.Text, nullable=False),
    micros("created_at"),
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
    of_group(),
    flag("is_admin"),
    sa.Index("ix_room_members_user", "user_id"),
)


guest_visits = sa.Table(  # who came in by the guest link of a room, until the visit ends
    "guest_visits",
    metadata,
    sa.Column("user_id", sa.BigInteger, sa.ForeignKey("users.id"), primary_key=True, autoincrement=False),
    sa.Column("room_id", sa.BigInteger, sa.ForeignKey("rooms.id"), nullable=False),
    of_group(),
    sa.Column("sees_after", sa.BigInteger, nullable=False),  # position of the last message before they came
    micros("joined_at"),
    micros("ends_at"),
    sa.Index("ix_guest_visits_room", "room_id"),
    sa.Index("ix_guest_visits_ends_at", "ends_at"),
)


private_chats = sa.Table(
    "private_chats",
    metadata,
    sa.Column("id", sa.BigInteger, sa.ForeignKey("chats.id"), primary_key=True, autoincrement=False),
    of_group(),
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
    of_group(),
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
    sa.Column("links", sa.Text),  # JSON list: what is known of the last link in it
    sa.Column("client_id", sa.Text),  # the id that the sender chose, so that a resend is one message
    micros("sent_at"),
    micros("edited_at", nullable=True),
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
    sa.Index(  # the replies to a message: costs only those who reply
        "ix_messages_parent",
        "chat_id",
        "parent_id",
        "position",
        sqlite_where=sa.text("parent_id IS NOT NULL"),
        postgresql_where=sa.text("parent_id IS NOT NULL"),
    ),
    sa.Index(  # the list of a chat's links: costs only those who share one
        "ix_messages_with_links",
        "chat_id",
        "sent_at",
        "position",
        sqlite_where=sa.text("body LIKE '%://%'"),
        postgresql_where=sa.text("body LIKE '%://%'"),
    ),
    sqlite_with_rowid=False,
)


# No foreign key to people in these two: they are written while the group's writers wait for one another, and the
# check of one would wait for whoever changes a person's mention name. People are never deleted from their table.
read_positions = sa.Table(
    "read_positions",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("chat_id", sa.BigInteger, sa.ForeignKey("chats.id"), primary_key=True, autoincrement=False),
    of_group(),
    sa.Column("position", sa.BigInteger, nullable=False),
)


mentions = sa.Table(  # one row for each person mentioned, kept until read: the unread badge
    "mentions",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("chat_id", sa.BigInteger, sa.ForeignKey("chats.id"), primary_key=True, autoincrement=False),
    sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
    of_group(),
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
    micros("at"),
)


imported_ranges = sa.Table(  # numbers of imported messages, which no live listener is told of
    "imported_ranges",
    metadata,
    sa.Column("group_id", sa.BigInteger, sa.ForeignKey("groups.id"), primary_key=True, autoincrement=False),
    sa.Column("last_seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("first_seq", sa.BigInteger, nullable=False),
)


auto_join_rooms = sa.Table(
    "auto_join_rooms",
    metadata,
    sa.Column("user_id", sa.BigInteger, sa.ForeignKey("users.id"), primary_key=True, autoincrement=False),
    sa.Column("room_id", sa.BigInteger, sa.ForeignKey("rooms.id"), primary_key=True, autoincrement=False),
    of_group(),
    sa.Column("place", sa.BigInteger, nullable=False),
)
