"""What add-ons push to their glances: checked, made safe, kept, and told to those who may see it."""

from dataclasses import dataclass

import msgspec
import nh3

from chinwag.callers import Caller
from chinwag.db.tx import ReadTx, Tx
from chinwag.errors import BadRequest, NotFound, invalid
from chinwag.extensions import storage
from chinwag.extensions.glance_schema import STATUS_VALUES, GlanceContent, GlanceUpdate, Status
from chinwag.extensions.model import METADATA_LIMIT
from chinwag.extensions.service import addon_of
from chinwag.http.validation import explain
from chinwag.oauth.service import keep_client
from chinwag.realtime.events import LiveEvent
from chinwag.rooms.model import Room
from chinwag.rooms.service import can_see_room
from chinwag.users.model import User
from chinwag.webhooks.address import is_plain_address

_LABEL = nh3.Cleaner(
    tags={"b", "strong", "em", "i"},
    clean_content_tags={"script", "style"},
    attributes={},
    link_rel=None,
)


class GlanceUpdated(msgspec.Struct, frozen=True, omit_defaults=True):
    """Payload of `glance.updated`. Without `room_id` it holds in all rooms."""

    addon_key: str
    client_id: str
    key: str
    content: msgspec.Raw
    room_id: int | None = None


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a push reaches: everybody (neither), everybody in a room, one person, one person in a room."""

    room: Room | None = None
    user: User | None = None
    named: str = ""
    """As whom the caller named the person."""


async def push_glances(tx: Tx, caller: Caller, updates: list[GlanceUpdate], audience: Audience) -> None:
    """Show something new in glances of the calling add-on. `updates` went through `safe_content`."""
    client_id = addon_of(caller)
    room, user = audience.room, audience.user
    room_id, user_id = room.id if room else None, user.id if user else None
    client = await keep_client(tx, client_id)
    await _require_glances(tx, client_id, room_id, [update.key for update in updates])
    if room is not None and user is not None and not await can_see_room(tx, user, room.id):
        raise NotFound(f"User {audience.named} not found")  # as if there were none
    for update in updates:
        content = _print(update.content)
        await storage.keep_update(
            tx,
            group_id=caller.group_id,
            client_id=client_id,
            key=update.key,
            room_id=room_id,
            user_id=user_id,
            content=content,
        )
        shown = GlanceUpdated(client.key, client_id, update.key, msgspec.Raw(content.encode()), room_id)
        tx.emit(
            LiveEvent(
                "glance.updated",
                caller.group_id,
                shown,
                chat_id=room_id if user is None else None,
                user_id=user_id,
                durable=False,
            )
        )


async def _require_glances(tx: ReadTx, client_id: str, room_id: int | None, keys: list[str]) -> None:
    known = await storage.list_glances(tx, client_id, room_id, keys)
    for number, key in enumerate(keys):
        if key not in known:
            raise invalid(
                f"This add-on has no glance {key} here. Register it first, or declare it in the descriptor.",
                field=f"glance[{number}].key", validation="enum", value=key, options=sorted(known),
            )  # fmt: skip


def safe_updates(updates: list[GlanceUpdate]) -> list[GlanceUpdate]:
    """The same with safe labels; BadRequest for what the shapes cannot say."""
    return [
        msgspec.structs.replace(update, content=safe_content(update.content, f"glance[{number}].content"))
        for number, update in enumerate(updates)
    ]


def safe_content(content: GlanceContent, at: str) -> GlanceContent:
    """What a glance shows, safe to show."""
    if content.status is not None:
        _check_status(content.status, f"{at}.status")
    if content.metadata is not None and len(_encoded(content.metadata)) > METADATA_LIMIT:
        raise invalid(
            f"Field '{at}.metadata' has at most {METADATA_LIMIT} characters of JSON.",
            field=f"{at}.metadata", validation="maxLength",
        )  # fmt: skip
    label = msgspec.structs.replace(content.label, value=_LABEL.clean(content.label.value))
    return msgspec.structs.replace(content, label=label)


def _check_status(status: Status, at: str) -> None:
    shape = STATUS_VALUES[status.type]
    try:
        msgspec.convert(status.value, type=shape)
    except msgspec.ValidationError as error:
        fault = explain(shape, status.value, str(error))
        inner = fault.extra.get("field")
        fault.extra["field"] = f"{at}.value.{inner}"
        fault.message = f"{at}.value: {fault.message}"
        raise fault from None
    if status.type == "icon":
        for name in ("url", "url@2x"):
            if not is_plain_address(status.value[name]):
                field = f"{at}.value.{name}"
                raise invalid(f"Field {field} must be an absolute URL", field=field, validation="url")


def _encoded(value: object) -> bytes:
    try:
        return msgspec.json.encode(value)
    except (ValueError, OverflowError, RecursionError):
        raise BadRequest("The content holds a number that is too large, or is nested too deeply.") from None


def _print(content: GlanceContent) -> str:
    plain = msgspec.to_builtins(content)
    return _encoded({name: value for name, value in plain.items() if value is not None}).decode()
