"""The demo group's passwords and tokens: derived from the server's key, so that they can be told again unstored."""

import json
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

import msgspec

from chinwag.callers import TokenKind
from chinwag.clock import to_micros
from chinwag.db.tx import Tx
from chinwag.demo import storage
from chinwag.demo.people import ADMIN, GUEST, MAIN_ROOM, PEOPLE, PRIVATE_ROOM, ROOMS, USER
from chinwag.demo.seed import DemoGroup
from chinwag.http.auth import hash_of
from chinwag.keys import derived_secret
from chinwag.oauth.clients import MadeClient, seal_client_secret
from chinwag.scopes import NO_SCOPE, PERSONAL_SCOPES, ROOM_TOKEN_SCOPES, Scope, print_scopes
from chinwag.sealing import Sealer
from chinwag.v1.tokens import KINDS, TOKEN_LENGTH, V1Type

GUEST_SCOPES = frozenset({Scope.VIEW_ROOM, Scope.VIEW_MESSAGES, Scope.SEND_MESSAGE, Scope.VIEW_GROUP})
_PEOPLE = {person.key: person for person in PEOPLE}


class DemoOut(msgspec.Struct, frozen=True):
    """What `chinwag demo --json` prints."""

    group_id: int
    room: str
    room_id: int
    private_room_id: int
    admin_id: int
    admin_email: str
    admin_password: str
    admin_token: str
    user_id: int
    user_email: str
    user_mention: str
    user_password: str
    user_token: str
    guest_id: int
    guest_token: str
    room_token: str
    addon_oauth_id: str
    addon_oauth_secret: str
    addon_token: str
    room_addon_token: str
    v1_admin_token: str
    v1_notification_token: str


@dataclass(frozen=True, slots=True)
class DemoSecrets:
    """Every secret of the demo group, from one key."""

    key: bytes

    def password(self, person: str) -> str:
        """The password of a person."""
        return derived_secret(self.key, f"demo password {person}", 20)

    def token(self, purpose: str) -> str:
        """A token of 40 letters and digits."""
        return derived_secret(self.key, f"demo token {purpose}")

    def v1_token(self, purpose: str) -> str:
        """A token of API v1: hex digits."""
        return hash_of(self.token(f"v1 {purpose}"))[:TOKEN_LENGTH]

    def client_id(self, purpose: str) -> str:
        """The id of an OAuth client, a UUID."""
        return str(uuid5(NAMESPACE_URL, self.token(f"client id {purpose}")))

    def passwords(self) -> dict[str, str]:
        """Passwords of the people who can sign in with one."""
        return {person: self.password(person) for person in (ADMIN, USER)}


async def make_credentials(tx: Tx, group: DemoGroup, secrets: DemoSecrets) -> DemoOut:
    """Store what is missing of the tokens and clients, and tell all of them."""
    room_id = group.rooms[MAIN_ROOM]
    await _client(tx, group, secrets, "group", None)
    await _client(tx, group, secrets, "room", room_id)
    made = _Tokens(tx, group, secrets)
    return DemoOut(
        group_id=group.group_id,
        room=next(room.name for room in ROOMS if room.key == MAIN_ROOM),
        room_id=room_id,
        private_room_id=group.rooms[PRIVATE_ROOM],
        admin_id=group.users[ADMIN],
        admin_email=_PEOPLE[ADMIN].email,
        admin_password=secrets.password(ADMIN),
        admin_token=await made.personal("admin", ADMIN, PERSONAL_SCOPES),
        user_id=group.users[USER],
        user_email=_PEOPLE[USER].email,
        user_mention=_PEOPLE[USER].mention_name,
        user_password=secrets.password(USER),
        user_token=await made.personal("user", USER, PERSONAL_SCOPES),
        guest_id=group.users[GUEST],
        guest_token=await made.personal("guest", GUEST, GUEST_SCOPES),
        room_token=await made.store(
            "room", TokenKind.ROOM, ROOM_TOKEN_SCOPES, room_id=room_id, label="Demo script"
        ),
        addon_oauth_id=secrets.client_id("group"),
        addon_oauth_secret=secrets.token("client group"),
        addon_token=await made.addon("group"),
        room_addon_token=await made.addon("room", room_id),
        v1_admin_token=await made.v1("admin"),
        v1_notification_token=await made.v1("notification"),
    )


async def _client(tx: Tx, group: DemoGroup, secrets: DemoSecrets, purpose: str, room_id: int | None) -> None:
    client = MadeClient(secrets.client_id(purpose), secrets.token(f"client {purpose}"))
    await storage.keep_client(
        tx,
        {
            "id": client.id,
            "group_id": group.group_id,
            "room_id": room_id,
            "name": "Release desk" if room_id is None else "Berth board",
            "key": f"demo-addon-{purpose}",
            "secret_hash": hash_of(client.secret),
            "secret_sealed": seal_client_secret(Sealer(secrets.key), client),
            "scopes": print_scopes(PERSONAL_SCOPES),
            "redirect_uris": json.dumps(["https://release.quayside.example/oauth"]),
            "rate_limit": None,
            "is_deleted": False,
            "created_at": to_micros(tx.now),
        },
    )


class _Tokens:
    """Stores tokens that are not there yet."""

    def __init__(self, tx: Tx, group: DemoGroup, secrets: DemoSecrets) -> None:
        self._tx = tx
        self._group = group
        self._secrets = secrets

    async def personal(self, purpose: str, person: str, scopes: frozenset[Scope]) -> str:
        return await self.store(
            purpose, TokenKind.PERSONAL, scopes, user_id=self._group.users[person], label="Demo"
        )

    async def addon(self, purpose: str, room_id: int | None = None) -> str:
        client_id = self._secrets.client_id(purpose)
        return await self.store(
            f"addon {purpose}", TokenKind.ADDON, PERSONAL_SCOPES, client_id=client_id, room_id=room_id
        )

    async def v1(self, type: V1Type) -> str:
        secret = self._secrets.v1_token(type)
        await self._keep(secret, KINDS[type], NO_SCOPE, label="Demo v1")
        return secret

    async def store(self, purpose: str, kind: TokenKind, scopes: frozenset[Scope], **columns: object) -> str:
        secret = self._secrets.token(purpose)
        await self._keep(secret, kind, scopes, **columns)
        return secret

    async def _keep(self, secret: str, kind: TokenKind, scopes: frozenset[Scope], **columns: object) -> None:
        row: dict[str, object] = {
            "group_id": self._group.group_id,
            "kind": kind.value,
            "hash": hash_of(secret),
            "client_id": None,
            "user_id": None,
            "room_id": None,
            "label": "",
            "scopes": print_scopes(scopes),
            "family": None,
            "rate_limit": None,
            "created_at": to_micros(self._tx.now),
            "expires_at": None,
            "last_used_at": None,
        }
        await storage.keep_token(self._tx, {**row, **columns})
