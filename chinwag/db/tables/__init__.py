"""All tables, one page. Times are BIGINT microseconds since 1970 UTC; every table carries its group.

Ids of groups, users and chats are never used twice. `position` counts the messages of one chat without gaps,
`seq` all durable live events of one group without gaps: unread counts, deep pages and resuming a live
connection are arithmetic on these two.

After a change here: `python -m chinwag.db.migrations.write "what it does"`, or, while the newest migration
is not released yet, `python -m chinwag.db.migrations.write --again`.
"""

from chinwag.db.tables.administration import (
    audit_entries,
    group_choices,
    statistics_hours,
    statistics_people,
    statistics_progress,
    statistics_rooms,
)
from chinwag.db.tables.chat import (
    auto_join_rooms,
    chats,
    events,
    groups,
    guest_visits,
    imported_ranges,
    mentions,
    messages,
    private_chats,
    read_positions,
    room_members,
    rooms,
    sequences,
    users,
)
from chinwag.db.tables.choices import chat_preferences, pins, push_subscriptions, reactions, user_preferences
from chinwag.db.tables.columns import metadata
from chinwag.db.tables.content import emoticons, files, link_previews, pictures
from chinwag.db.tables.credentials import (
    authorization_codes,
    invitations,
    oauth_clients,
    refresh_tokens,
    setup_links,
    tokens,
    web_sessions,
)
from chinwag.db.tables.integrations import (
    deliveries,
    delivery_attempts,
    extensions,
    glance_updates,
    installables,
    installations,
    integration_links,
    webhooks,
)

__all__ = [
    "audit_entries",
    "authorization_codes",
    "auto_join_rooms",
    "chat_preferences",
    "chats",
    "deliveries",
    "delivery_attempts",
    "emoticons",
    "events",
    "extensions",
    "files",
    "glance_updates",
    "group_choices",
    "groups",
    "guest_visits",
    "imported_ranges",
    "installables",
    "installations",
    "integration_links",
    "invitations",
    "link_previews",
    "mentions",
    "messages",
    "metadata",
    "oauth_clients",
    "pictures",
    "pins",
    "private_chats",
    "push_subscriptions",
    "reactions",
    "read_positions",
    "refresh_tokens",
    "room_members",
    "rooms",
    "sequences",
    "setup_links",
    "statistics_hours",
    "statistics_people",
    "statistics_progress",
    "statistics_rooms",
    "tokens",
    "user_preferences",
    "users",
    "web_sessions",
    "webhooks",
]
