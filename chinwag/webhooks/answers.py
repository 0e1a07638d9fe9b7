"""Answers in the form of «send room notification»: posted to the room in the name of the webhook's owner."""

import re
from dataclasses import dataclass

import msgspec

from chinwag.callers import Caller, TokenKind
from chinwag.db.tx import Tx
from chinwag.errors import ApiError
from chinwag.messages.notification import send_notification
from chinwag.messages.schema import NotificationIn
from chinwag.presence.service import Presence
from chinwag.rooms.access import get_room_of_group
from chinwag.scopes import ClientType, Scope
from chinwag.webhooks.delivery_model import Delivery, Target

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_decoder = msgspec.json.Decoder(NotificationIn, strict=False)


class _Shape(msgspec.Struct):
    message: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


_shape = msgspec.json.Decoder(_Shape)


@dataclass(frozen=True, slots=True)
class Said:
    """What a receiver answered where it looks like a notification; `fault` says why it is none."""

    notification: NotificationIn | None
    fault: str | None = None


def read_answer(delivery: Delivery, answer: bytes) -> Said | None:
    """The notification in an answer; None for anything that is no JSON object with a `message`.

    What answers a notification is not posted: it would be told to the same webhook, and so on for ever.
    """
    if not answer.lstrip().startswith(b"{") or delivery.event == "room_notification":
        return None
    try:
        if _shape.decode(answer).message is msgspec.UNSET:
            return None
        notification = _decoder.decode(answer)
    except msgspec.ValidationError as error:
        return Said(None, str(error))
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None
    texts = (notification.message, notification.sender, notification.attach_to)
    if any(_UNSTORABLE.search(text) for text in texts):
        return Said(None, "it has characters that cannot be stored")
    return Said(notification)


class AnswerPoster:
    """Posts answers. What cannot be posted is said in the log of the delivery, and nowhere else."""

    def __init__(self, presence: Presence) -> None:
        self._presence = presence

    async def post(self, tx: Tx, delivery: Delivery, target: Target, said: Said) -> str | None:
        """Post what was answered; a sentence where that is not possible."""
        if said.notification is None:
            return f"The answer was not posted: {said.fault}."
        if target.scopes is not None and Scope.SEND_NOTIFICATION not in target.scopes:
            return "The answer was not posted: the webhook's owner lacks the scope send_notification."
        room = await get_room_of_group(tx, delivery.group_id, delivery.room_id)
        if room is None:
            return "The answer was not posted: the room is gone."
        notification = said.notification
        try:
            async with tx.savepoint():
                await send_notification(
                    tx,
                    room,
                    _owner(delivery, target),
                    body=notification.message,
                    body_format=notification.message_format,
                    color=notification.color,
                    notify=notification.notify,
                    sender=notification.sender,
                    card=notification.card,
                    attach_to=notification.attach_to,
                    presence=self._presence,
                )
        except ApiError as refusal:
            return f"The answer was not posted: {refusal.message}"
        return None


def _owner(delivery: Delivery, target: Target) -> Caller:
    """The owner of a webhook as a caller who posts to its room."""
    owner = target.owner
    is_person = owner.user_id is not None
    return Caller(
        kind=TokenKind.PERSONAL if is_person else TokenKind.ADDON,
        client_type=ClientType.USER if is_person else ClientType.ROOM_CLIENT,
        scopes=frozenset({Scope.SEND_NOTIFICATION}),
        group_id=delivery.group_id,
        name=target.owner_name,
        credential=f"webhook:{delivery.webhook_id}",
        rate_key=f"webhook:{delivery.webhook_id}",
        user_id=owner.user_id,
        room_id=None if is_person else delivery.room_id,
        client_id=owner.client_id,
    )
