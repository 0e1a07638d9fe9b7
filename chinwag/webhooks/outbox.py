"""The outbox: what happens in rooms becomes deliveries, in the transaction in which it happens."""

from collections.abc import Awaitable, Callable, Iterable, Sequence

import msgspec
import structlog

from chinwag.clock import Clock, to_micros
from chinwag.db.tx import Database, Tx
from chinwag.files.links import FileLinks, ShowFile
from chinwag.http.links import Links
from chinwag.messages.model import new_message_id
from chinwag.rooms.access import get_room_of_group
from chinwag.rooms.model import Room
from chinwag.users.model import User
from chinwag.users.service import get_users
from chinwag.webhooks import outbox_storage, payloads
from chinwag.webhooks.delivery_model import NewDelivery
from chinwag.webhooks.event_model import EVENT_OF, HookEvent, PersonMoved, Posted, RoomHappening
from chinwag.webhooks.hook_index import Hook, HookIndex, Hooks
from chinwag.webhooks.model import WebhookEvent

_log = structlog.get_logger("chinwag.webhooks")


class Outbox:
    """Watches transactions: `db.watch(outbox.watch)`.

    `wake` is called after the commit with the ids of the webhooks that got something to send.
    """

    def __init__(self, db: Database, clock: Clock, links: Links, file_links: FileLinks) -> None:
        self.index = HookIndex(db)
        self.wake: Callable[[Sequence[int]], None] = lambda webhook_ids: None
        self._clock = clock
        self._links = links
        self._file_links = file_links

    def watch(self, tx: Tx, noted: Sequence[HookEvent]) -> Awaitable[None] | None:
        """Write what the transaction's happenings mean for webhooks. None, at once, in groups without any."""
        for one in noted:
            if not self.index.is_empty(one.group_id):
                return self._write(tx, noted)
        return None

    async def _write(self, tx: Tx, noted: Iterable[HookEvent]) -> None:
        new: list[NewDelivery] = []
        for one in noted:
            hooks = await self.index.of_group(tx, one.group_id)
            if hooks:
                try:
                    new += await self._tell(tx, hooks, one)
                except (TypeError, ValueError, LookupError, AttributeError, msgspec.MsgspecError):
                    # What happened happened all the same.
                    _log.exception("an event could not be told to webhooks")
        if new:
            await outbox_storage.insert_deliveries(tx, new, to_micros(self._clock.steady()))
            woken = [one.webhook_id for one in new]
            tx.after_commit(lambda: self.wake(woken))

    async def _tell(self, tx: Tx, hooks: Hooks, one: HookEvent) -> list[NewDelivery]:
        if isinstance(one, Posted):
            return await self._posted(tx, hooks, one)
        if isinstance(one, RoomHappening):
            return await self._happened(tx, hooks, one)
        return await self._moved(tx, hooks, one)

    async def _posted(self, tx: Tx, hooks: Hooks, posted: Posted) -> list[NewDelivery]:
        message = posted.message
        event = EVENT_OF.get(message.type)
        if event is None:
            return []
        about = _of(hooks, message.chat_id, event)
        about = [hook for hook in about if _may_match(hook, message.body or "")]
        sharing = [] if message.file is None else _of(hooks, message.chat_id, "room_file_upload")
        heard = await self._hearing(tx, [*about, *sharing], message.chat_id)
        room = await get_room_of_group(tx, message.group_id, message.chat_id) if heard else None
        if room is None:
            return []
        people = await self._people(tx, posted)
        actor = message.sender_id if event == "room_message" else None
        same: msgspec.Raw | None = None
        new = []
        for hook in (hook for hook in about if hook.id in heard):
            if same is None or message.file is not None:  # the addresses of files are signed for each owner
                shown = payloads.message_item(message, room, people, self._links, self._show_file(hook))
                same = payloads.encoded(shown)
            is_judged = hook.pattern is None or not hook.pattern.is_heavy(message.body or "")
            new.append(_delivery(tx, hook, room, event, same, actor, is_judged=is_judged))
        for hook in (hook for hook in sharing if hook.id in heard):
            sender = payloads.person(posted.author, self._links) or message.sender_label
            file = self._show_file(hook)(message.file or "")
            shared = payloads.encoded(payloads.room_item(room, sender, self._links, file=file))
            new.append(_delivery(tx, hook, room, "room_file_upload", shared, message.sender_id))
        return new

    def _show_file(self, hook: Hook) -> ShowFile:
        """Files as the owner of a webhook may fetch them."""
        owner = hook.owner
        return self._file_links.for_viewer(
            user_id=owner.user_id, client_id=owner.client_id, token_id=owner.token_id
        )

    async def _people(self, tx: Tx, posted: Posted) -> dict[int, User]:
        people = {} if posted.author is None else {posted.author.id: posted.author}
        named = set(posted.message.mentioned()) - people.keys()
        return {**people, **await get_users(tx, posted.message.group_id, named)} if named else people

    async def _happened(self, tx: Tx, hooks: Hooks, one: RoomHappening) -> list[NewDelivery]:
        room, by = one.room, one.by
        about = _of(hooks, room.id, one.event)
        heard = await self._hearing(tx, about, room.id)
        if not heard:
            return []
        actor = None if by is None else by.user_id
        people = {} if actor is None else await get_users(tx, room.group_id, [actor])
        topic = room.topic if one.event == "room_topic_change" else None
        sender = payloads.sender_of(by, people, self._links)
        item = payloads.encoded(payloads.room_item(room, sender, self._links, topic=topic))
        return [_delivery(tx, hook, room, one.event, item, actor) for hook in about if hook.id in heard]

    async def _moved(self, tx: Tx, hooks: Hooks, one: PersonMoved) -> list[NewDelivery]:
        about = _of(hooks, one.room_id, one.event)
        heard = await self._hearing(tx, about, one.room_id)
        room = await get_room_of_group(tx, one.group_id, one.room_id) if heard else None
        people = await get_users(tx, one.group_id, [one.user_id]) if room else {}
        if room is None or one.user_id not in people:
            return []
        sender = payloads.person(people[one.user_id], self._links)
        item = payloads.encoded(payloads.room_item(room, sender, self._links))
        return [_delivery(tx, hook, room, one.event, item, one.user_id) for hook in about if hook.id in heard]

    async def _hearing(self, tx: Tx, hooks: list[Hook], room_id: int) -> set[int]:
        """Ids of those whose owner still reaches the room, as this transaction sees it."""
        if not hooks:
            return set()
        now = to_micros(self._clock.steady())
        return set(await outbox_storage.list_hearing(tx, [hook.id for hook in hooks], room_id, now))


def _delivery(
    tx: Tx,
    hook: Hook,
    room: Room,
    event: WebhookEvent,
    item: msgspec.Raw,
    actor: int | None,
    *,
    is_judged: bool = True,
) -> NewDelivery:
    body = payloads.body(event, hook.id, hook.owner.client_id, item)
    number = new_message_id(tx.now)
    return NewDelivery(number, room.group_id, hook.id, room.id, hook.receiver, event, body, actor, is_judged)


def _of(hooks: Hooks, room_id: int, event: str) -> list[Hook]:
    """The webhooks of an event in a room: the room's, then the group's."""
    of_room, of_group = hooks.get((room_id, event)), hooks.get((None, event))
    return [*(of_room or ()), *(of_group or ())]


def _may_match(hook: Hook, text: str) -> bool:
    """False when the pattern does not match; what would take long to say is left to the dispatcher."""
    pattern = hook.pattern
    return pattern is None or pattern.is_heavy(text) or pattern.matches(text)
