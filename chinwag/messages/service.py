"""What may happen to messages. One module for each verb; other features call them from here."""

from chinwag.messages.history import (
    Slice,
    chat_messages,
    find_message,
    last_position,
    list_after,
    list_before,
    list_dated,
    list_not_before,
    list_recent,
)
from chinwag.messages.live import message_events
from chinwag.messages.notification import send_notification
from chinwag.messages.private import find_private_chat, open_private_chat, send_private_message
from chinwag.messages.send import find_sent, reply_to_message, send_message
from chinwag.messages.topic import record_topic

__all__ = [
    "Slice",
    "chat_messages",
    "find_message",
    "find_private_chat",
    "find_sent",
    "last_position",
    "list_after",
    "list_before",
    "list_dated",
    "list_not_before",
    "list_recent",
    "message_events",
    "open_private_chat",
    "record_topic",
    "reply_to_message",
    "send_message",
    "send_notification",
    "send_private_message",
]
