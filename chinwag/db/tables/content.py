"""Files, pictures, emoticons, previews of links."""

import sqlalchemy as sa

from chinwag.db.tables.columns import flag, metadata, micros, of_group, own_id

files = sa.Table(
    "files",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),  # random, 128 bits or more
    of_group(),
    sa.Column("chat_id", sa.BigInteger, sa.ForeignKey("chats.id")),
    sa.Column("user_id", sa.BigInteger, sa.ForeignKey("users.id")),  # who sent it
    sa.Column("message_id", sa.Text),  # null: it still comes in, or it is deleted and its data is to go
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),  # bytes
    sa.Column("type", sa.Text, nullable=False),  # media type by content, not by name
    sa.Column("width", sa.BigInteger),
    sa.Column("height", sa.BigInteger),
    flag("has_thumb"),
    micros("created_at"),
    sa.Index("ix_files_chat", "chat_id", "created_at"),
    sa.Index("ix_files_group", "group_id", "created_at"),
    sa.Index("ix_files_message", "message_id"),
)


pictures = sa.Table(  # photos of people, avatars of rooms and groups, custom emoticons
    "pictures",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),  # random, 128 bits or more: it is the address
    of_group(),
    sa.Column("kind", sa.Text, nullable=False),  # photo, room, group, emoticon
    sa.Column("type", sa.Text, nullable=False),  # image/png, image/gif
    sa.Column("width", sa.BigInteger, nullable=False),
    sa.Column("height", sa.BigInteger, nullable=False),
    micros("created_at"),
)


emoticons = sa.Table(  # those of a group; the standard ones come with the program
    "emoticons",
    metadata,
    own_id(),
    of_group(),
    sa.Column("shortcut", sa.Text, nullable=False),
    sa.Column("picture", sa.Text, nullable=False),
    sa.Column("width", sa.BigInteger, nullable=False),
    sa.Column("height", sa.BigInteger, nullable=False),
    sa.Column("user_id", sa.BigInteger, sa.ForeignKey("users.id")),
    micros("created_at"),
    sa.Index("uq_emoticons_shortcut", "group_id", "shortcut", unique=True),
    sqlite_autoincrement=True,
)


link_previews = sa.Table(  # what a fetch of a link found, kept for a while
    "link_previews",
    metadata,
    sa.Column("hash", sa.Text, primary_key=True),  # SHA-256 of the address
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("preview", sa.Text),  # JSON as in message_links; null = nothing found
    micros("fetched_at"),
)
