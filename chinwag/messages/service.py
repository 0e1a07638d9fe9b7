"""What may happen to messages. One module for each verb; other features call them from here."""

from chinwag.messages.changes import (
    attach_links,
    delete_private_message,
    delete_room_message,
    edit_private_message,
    edit_room_message,
)
from chinwag.messages.dates import find_timezone
from chinwag.messages.history import (
    Slice,
    chat_messages,
    find_message,
    last_position,
    list_after,
    list_around,
    list_before,
    list_dated,
    list_from,
    list_not_before,
    list_recent,
)
from chinwag.messages.history_storage import list_by_id, list_by_seq
from chinwag.messages.html import plain_text
from chinwag.messages.link_text import last_link, links_in
from chinwag.messages.live import message_events, posted_message, refreshed
from chinwag.messages.mentions import calls_everyone
from chinwag.messages.notification import send_notification
from chinwag.messages.private import (
    find_private_chat,
    make_private_chat,
    open_private_chat,
    send_private_message,
)
from chinwag.messages.send import find_sent, reply_to_message, send_message
from chinwag.messages.sharing import share_link_with_room, share_link_with_user
from chinwag.messages.topic import record_topic

__all__ = [
    "Slice",
    "attach_links",
    "calls_everyone",
    "chat_messages",
    "delete_private_message",
    "delete_room_message",
    "edit_private_message",
    "edit_room_message",
    "find_message",
    "find_private_chat",
    "find_sent",
    "find_timezone",
    "last_link",
    "last_position",
    "links_in",
    "list_after",
    "list_around",
    "list_before",
    "list_by_id",
    "list_by_seq",
    "list_dated",
    "list_from",
    "list_not_before",
    "list_recent",
    "make_private_chat",
    "message_events",
    "open_private_chat",
    "plain_text",
    "posted_message",
    "record_topic",
    "refreshed",
    "reply_to_message",
    "send_message",
    "send_notification",
    "send_private_message",
    "share_link_with_room",
    "share_link_with_user",
]
