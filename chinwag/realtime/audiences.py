"""Who may see which chat of one group right now, kept in memory and changed by the very events."""

from chinwag.db.tx import Database, ReadTx
from chinwag.realtime import storage
from chinwag.realtime.audience import Audience, nobody


class Audiences:
    """The audiences of a group's chats. All rooms are there from the start; one-to-one chats never change."""

    def __init__(self, db: Database, group_id: int) -> None:
        self._db = db
        self._group_id = group_id
        self._rooms: dict[int, Audience] = {}
        self._pairs: dict[int, Audience] = {}
        self._rooms_of: dict[int, set[int]] = {}

    async def load(self, tx: ReadTx) -> None:
        """Read those of all rooms."""
        for audience in (await storage.list_room_audiences(tx, self._group_id)).values():
            self._put(audience)

    def _put(self, audience: Audience) -> None:
        old = self._rooms.get(audience.chat_id)
        self._rooms[audience.chat_id] = audience
        for user_id in old.members - audience.members if old else ():
            self._rooms_of[user_id].discard(audience.chat_id)
        for user_id in audience.members:
            self._rooms_of.setdefault(user_id, set()).add(audience.chat_id)

    def of_room(self, room_id: int) -> Audience:
        """The audience of a room; nobody's when it is not known."""
        return self._rooms.get(room_id) or nobody(room_id)

    async def of(self, chat_id: int) -> Audience:
        """The audience of a room or one-to-one chat; nobody's when there is no such chat in the group."""
        known = self._rooms.get(chat_id) or self._pairs.get(chat_id)
        if known is not None:
            return known
        async with self._db.read() as tx:
            pairs = await storage.list_private_audiences(tx, self._group_id, [chat_id])
        self._pairs.update(pairs)
        return pairs.get(chat_id) or (await self.renew(chat_id))[1]

    async def renew(self, room_id: int) -> tuple[Audience, Audience]:
        """Read that of one room again; returns the old one and the new one."""
        async with self._db.read() as tx:
            found = await storage.get_room_audience(tx, self._group_id, room_id)
        old, new = self.of_room(room_id), found or nobody(room_id)
        if found is not None:
            self._put(new)
        return old, new

    async def before_deletion(self, room_ids: set[int]) -> dict[int, Audience]:
        """Who could see rooms that are gone."""
        async with self._db.read() as tx:
            found = [
                await storage.get_room_audience(tx, self._group_id, room_id, with_deleted=True)
                for room_id in room_ids
            ]
        return {audience.chat_id: audience for audience in found if audience}

    def rooms_of(self, user_id: int) -> list[Audience]:
        """The rooms that a person is a member of: all that a guest may see."""
        return [self._rooms[room_id] for room_id in self._rooms_of.get(user_id, ())]
