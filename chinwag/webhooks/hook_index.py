"""The webhooks of each group, in memory: a group without any costs a message one look-up."""

from collections.abc import Sequence
from dataclasses import dataclass

from chinwag.db.tx import Database, Tx
from chinwag.errors import BadRequest
from chinwag.webhooks import outbox_storage
from chinwag.webhooks.delivery_model import receiver_of
from chinwag.webhooks.model import Owner
from chinwag.webhooks.outbox_storage import HookRow
from chinwag.webhooks.patterns import Pattern, compile_pattern


@dataclass(frozen=True, slots=True)
class Hook:
    """A webhook, ready to be matched."""

    id: int
    owner: Owner
    receiver: str
    pattern: Pattern | None


Hooks = dict[tuple[int | None, str], list[Hook]]
"""By room (None = all rooms of the group) and event."""

NO_HOOKS: Hooks = {}


class HookIndex:
    """What is registered. Commits that change webhooks drop it, on every process; who asks next reads it again."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._groups: dict[int, Hooks] = {}
        self._generation = 0

    def forget(self, keys: Sequence[str]) -> None:
        """Drop everything when a key says so. "callers" is said when anything may have changed."""
        if "webhooks" in keys or "callers" in keys:
            self.drop()

    def drop(self) -> None:
        """Whatever is being read now is old already."""
        self._generation += 1
        self._groups.clear()

    def is_empty(self, group_id: int) -> bool:
        """Whether the group is known to have no webhooks."""
        return self._groups.get(group_id) is NO_HOOKS

    def may_hear(self, group_id: int, room_id: int, event: str) -> bool:
        """Whether a webhook hears of this, as far as is known: True where nothing is."""
        hooks = self._groups.get(group_id)
        return hooks is None or (room_id, event) in hooks or (None, event) in hooks

    async def of_group(self, tx: Tx, group_id: int) -> Hooks:
        """The webhooks of a group as they are committed."""
        known = self._groups.get(group_id)
        if known is not None:
            return known
        generation = self._generation
        rows = await self._read(tx, group_id)
        hooks = _sorted_out(rows) if rows else NO_HOOKS
        if generation == self._generation:
            self._groups[group_id] = hooks
        return hooks

    async def _read(self, tx: Tx, group_id: int) -> list[HookRow]:
        """On SQLite a transaction sees what others of its batch wrote, which may still fail to commit: read beside it.

        On PostgreSQL that would take a second connection while this transaction holds one.
        """
        if self._db.dialect == "postgresql":
            return await outbox_storage.list_hooks(tx, group_id)
        async with self._db.read() as committed:
            return await outbox_storage.list_hooks(committed, group_id)


def _sorted_out(rows: list[HookRow]) -> Hooks:
    hooks: Hooks = {}
    for row in rows:
        pattern = _pattern(row.pattern)
        if pattern is not None or not row.pattern:
            hook = Hook(row.id, row.owner, receiver_of(row.url), pattern)
            hooks.setdefault((row.room_id, row.event), []).append(hook)
    return hooks


def _pattern(text: str) -> Pattern | None:
    """None also for what does not compile: it was refused at registration, so it can only come from an import."""
    try:
        return compile_pattern(text) if text else None
    except BadRequest:
        return None
