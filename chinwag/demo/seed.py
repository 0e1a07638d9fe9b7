"""Seeding the demo group: once in a database, through the same services that requests go through."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chinwag.accounts.passwords import PasswordHasher
from chinwag.callers import Caller, TokenKind
from chinwag.clock import Clock
from chinwag.db.tx import Database, ReadTx, Tx
from chinwag.demo import storage
from chinwag.demo.people import ADMIN, GROUP, PEOPLE, ROOMS, USER, DemoPerson, DemoRoom
from chinwag.demo.story import Line, story
from chinwag.groups.service import create_group, set_owner
from chinwag.messages.model import Message
from chinwag.messages.notification import send_notification
from chinwag.messages.private import send_private_message
from chinwag.messages.send import send_message
from chinwag.rooms.changes import create_room
from chinwag.rooms.model import Room
from chinwag.scopes import PERSONAL_SCOPES, ROOM_TOKEN_SCOPES, ClientType
from chinwag.users.model import Profile, User
from chinwag.users.service import create_user

SUBDOMAIN = "quayside"


@dataclass(frozen=True, slots=True)
class DemoGroup:
    """Ids of the demo group, by the keys of its people and rooms."""

    group_id: int
    users: dict[str, int]
    rooms: dict[str, int]


async def find_demo(tx: ReadTx) -> DemoGroup | None:
    """The demo group of this database; None when there is none."""
    group_id = await storage.get_group_id(tx, SUBDOMAIN)
    if group_id is None:
        return None
    user_ids = await storage.user_ids(tx, group_id)
    room_ids = await storage.room_ids(tx, group_id)
    return DemoGroup(
        group_id,
        {person.key: user_ids[person.mention_name] for person in PEOPLE if person.mention_name in user_ids},
        {room.key: room_ids[room.name] for room in ROOMS if room.name in room_ids},
    )


async def seed_demo(
    db: Database, clock: Clock, passwords: PasswordHasher, secrets: dict[str, str]
) -> DemoGroup:
    """The demo group, made when it is missing. `secrets` are the passwords by the key of a person."""
    async with db.read() as tx:
        found = await find_demo(tx)
    if found is not None:
        return found
    hashes = {key: await passwords.hash(password) for key, password in secrets.items()}
    async with db.begin() as tx:
        found = await find_demo(tx)
        return found or await _Seeding(tx, clock.now(), hashes).all()


class _Seeding:
    """One run: a transaction, and what it has made so far."""

    def __init__(self, tx: Tx, end: datetime, hashes: dict[str, str]) -> None:
        self._tx = tx
        self._end = end
        self._hashes = hashes
        self._users: dict[str, User] = {}
        self._rooms: dict[str, Room] = {}
        self._group_id = 0

    async def all(self) -> DemoGroup:
        group = await create_group(self._tx, GROUP)
        self._group_id = group.id
        for person in PEOPLE:
            self._users[person.key] = await self._person(person)
        await set_owner(self._tx, group, self._users[ADMIN].id)
        for room in ROOMS:
            self._rooms[room.key] = await self._room(room)
        for line in story():
            await self._tell(line)
        await self._finish()
        user_ids = {key: user.id for key, user in self._users.items()}
        return DemoGroup(self._group_id, user_ids, {key: room.id for key, room in self._rooms.items()})

    async def _person(self, person: DemoPerson) -> User:
        profile = Profile(
            name=person.name,
            email=person.email,
            mention_name=person.mention_name,
            title=person.title,
            timezone=person.timezone,
            password_hash=self._hashes.get(person.key),
        )
        user = await create_user(self._tx, self._group_id, profile, role=person.role)
        if not person.is_guest:
            return user
        await storage.make_guest(self._tx, user.id)
        return replace(user, is_guest=True, email=None)

    async def _room(self, room: DemoRoom) -> Room:
        owner = self._users[room.owner]
        made = await create_room(
            self._tx,
            self._group_id,
            owner.id,
            room.name,
            topic=room.topic,
            privacy="private" if room.is_private else "public",
        )
        for key in room.members:
            await storage.admit(self._tx, self._group_id, made.id, self._users[key].id)
        return made

    async def _tell(self, line: Line) -> None:
        message = await self._say(line) if not line.label else await self._notify(line)
        at = self._end - timedelta(minutes=line.at)
        await storage.date_message(self._tx, message.chat_id, message.position, at)

    async def _say(self, line: Line) -> Message:
        caller = self._caller(self._users[line.who])
        if line.to:
            return await send_private_message(self._tx, caller, self._users[line.to], line.text)
        return await send_message(self._tx, self._rooms[line.room], caller, line.text)

    async def _notify(self, line: Line) -> Message:
        room = self._rooms[line.room]
        return await send_notification(
            self._tx,
            room,
            self._integration(room, line.label),
            body=line.text,
            body_format="html" if line.is_html else "text",
            color=line.color,
            card=line.card,
        )

    async def _finish(self) -> None:
        """Close what is archived, date everything back, and let people have read all but the last few lines."""
        for room in ROOMS:
            if room.is_archived:
                await storage.archive(self._tx, self._rooms[room.key].id)
        await storage.date_group(self._tx, self._group_id, self._end - timedelta(days=30))
        last = await storage.last_positions(self._tx, self._group_id)
        for user, chat, to in self._read_marks(last):
            await storage.set_read(self._tx, self._group_id, user, chat, to)

    def _read_marks(self, last: dict[int, int]) -> Iterator[tuple[int, int, int]]:
        for key in (ADMIN, USER):
            for chat, position in last.items():
                is_unread = key == ADMIN and chat in {self._rooms["engine"].id, self._rooms["support"].id}
                yield self._users[key].id, chat, position - 5 if is_unread else position

    def _caller(self, user: User) -> Caller:
        return Caller(
            kind=TokenKind.SESSION,
            client_type=ClientType.USER,
            scopes=PERSONAL_SCOPES,
            group_id=self._group_id,
            name=user.name,
            credential="demo",
            rate_key="demo",
            user_id=user.id,
            is_group_admin=user.is_group_admin,
            is_guest=user.is_guest,
        )

    def _integration(self, room: Room, label: str) -> Caller:
        return Caller(
            kind=TokenKind.ROOM,
            client_type=ClientType.ROOM_CLIENT,
            scopes=ROOM_TOKEN_SCOPES,
            group_id=self._group_id,
            name=label,
            credential="demo",
            rate_key="demo",
            room_id=room.id,
        )
