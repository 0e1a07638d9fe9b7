"""What the commands that make and adopt tokens have in common: whose token it becomes, and what it may do."""

from dataclasses import dataclass
from typing import Annotated

from cyclopts import Parameter

from chinwag.callers import TokenKind
from chinwag.cli.console import fail
from chinwag.cli.desk import Desk
from chinwag.cli.scope_names import scopes_of
from chinwag.db.tx import Tx
from chinwag.oauth.model import MadeToken
from chinwag.oauth.service import expires_at, make_personal_token, make_room_token
from chinwag.rooms.service import find_room
from chinwag.scopes import PERSONAL_SCOPES, ROOM_TOKEN_SCOPES, Scope
from chinwag.users.service import find_user
from chinwag.v1.tokens import KINDS, V1Type, make_v1_token

TokenUser = Annotated[str | None, Parameter(help="Id, e-mail address or @mention name of its person.")]
TokenRoom = Annotated[str | None, Parameter(help="Id or name of its room.")]
TokenV1 = Annotated[V1Type | None, Parameter(help="It is a token of API v1, of the whole group.")]
Label = Annotated[str, Parameter(help="What the token is for.")]
Days = Annotated[int | None, Parameter(help="Days until it expires; else it never does.")]


@dataclass(frozen=True, slots=True)
class TokenWish:
    """The flags of such a command; ends the command with a sentence when they do not go together."""

    user: str | None
    room: str | None
    v1: V1Type | None
    label: str
    scopes: str | None
    days: int | None

    def __post_init__(self) -> None:
        if [self.user, self.room, self.v1].count(None) != 2:
            fail(
                "Say whose token it is: --user for a personal token, or --room for a room's notification token. "
                "For the whole group's scripts of API v1 there are --v1 admin and --v1 notification."
            )
        if self.v1 is not None and (self.scopes, self.days) != (None, None):
            fail("Tokens of API v1 have no scopes and never expire. Leave out --scopes and --days.")
        if self.user is not None and self.scopes is None:
            fail("Say what the token may do with --scopes, such as view_room,send_message.")
        if self.days is not None and not 1 <= self.days <= 36_500:
            fail("--days is a number from 1 to 36500.")

    @property
    def kind(self) -> TokenKind:
        if self.v1 is not None:
            return KINDS[self.v1]
        return TokenKind.ROOM if self.room is not None else TokenKind.PERSONAL

    async def make(self, desk: Desk, secret: str | None = None) -> MadeToken:
        """Make it, with a new secret or with one that was given out elsewhere."""
        async with desk.db.begin() as tx:
            if self.v1 is not None:
                return await make_v1_token(tx, desk.group.id, self.v1, self.label, secret=secret)
            if self.user is not None:
                return await self._make_personal(tx, desk, self.user, secret)
            return await make_room_token(
                tx,
                await find_room(tx, desk.caller, self.room or ""),
                made_by=None,
                label=self.label,
                scopes=scopes_of(self.scopes or Scope.SEND_NOTIFICATION, ROOM_TOKEN_SCOPES),
                ends_at=expires_at(self.days, desk.clock.steady()),
                secret=secret,
            )

    async def _make_personal(self, tx: Tx, desk: Desk, user: str, secret: str | None) -> MadeToken:
        person = await find_user(tx, desk.caller, user)
        if person.is_guest:
            fail(f"{person.name} is a guest. Guests have no tokens.")
        return await make_personal_token(
            tx,
            group_id=desk.group.id,
            user_id=person.id,
            label=self.label,
            scopes=scopes_of(self.scopes or "", PERSONAL_SCOPES),
            ends_at=expires_at(self.days, desk.clock.steady()),
            secret=secret,
        )
