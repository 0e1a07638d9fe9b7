"""Whether a caller may do what the group's admins may have kept for some.

Only people are asked: what add-ons and the tokens of rooms may do, their scopes say, which an admin has agreed to.
"""

from chinwag.callers import Caller
from chinwag.db.tx import ReadTx, Tx
from chinwag.errors import Forbidden
from chinwag.messages.mentions import parse_mentions
from chinwag.permissions import storage
from chinwag.permissions.storage import get_choices, hold_choices
from chinwag.policy import RULES, GroupLimits, Level, Permission, Policy
from chinwag.rooms.access import is_room_admin
from chinwag.rooms.model import Room

__all__ = [
    "get_choices",
    "hold_choices",
    "is_allowed",
    "put_choices",
    "require",
    "require_calling_all",
    "require_for",
    "require_in_time",
]

_MINUTE = 60_000_000


def is_allowed(caller: Caller, what: Permission) -> bool:
    """Whether the caller may. Of what is for a room's admins, they have to be one besides."""
    if caller.user_id is None:
        return True
    if caller.is_guest and not RULES[what].for_guests:
        return False
    return _covers(_level(caller.policy, what), is_admin=caller.is_group_admin)


def require(caller: Caller, what: Permission) -> None:
    """Forbidden, with a sentence that names who may, unless the caller may."""
    if not is_allowed(caller, what):
        raise refusal(_level(caller.policy, what), what)


async def require_for(tx: ReadTx, group_id: int, user_id: int, what: Permission) -> None:
    """The same for a person who is not the caller yet: they proved who they are by their password."""
    policy, is_admin = await storage.get_policy(tx, group_id, user_id)
    if not _covers(_level(policy, what), is_admin=is_admin):
        raise refusal(_level(policy, what), what)


async def require_calling_all(tx: ReadTx, caller: Caller, room: Room, text: str) -> None:
    """Forbidden for a text that calls everybody of a room by somebody who may not."""
    level = caller.policy.mention_all
    if level == "everyone" or caller.user_id is None or parse_mentions(text).everyone is None:
        return
    is_allowed = caller.is_group_admin
    if level == "room_admins" and not is_allowed:
        is_allowed = await is_room_admin(tx, caller, room)
    if not is_allowed:
        raise refusal(level, "mention_all")


def require_in_time(
    caller: Caller, what: Permission, minutes: int | None, sent_micros: int, now: int
) -> None:
    """As `require`, and Forbidden when a message is older than the group's admins allow for that."""
    require(caller, what)
    if minutes is None or caller.is_group_admin or now - sent_micros <= minutes * _MINUTE:
        return
    rule = RULES[what]
    unit = "minute" if minutes == 1 else "minutes"
    raise Forbidden(f"In this group people may {rule.doing} for {minutes} {unit}. This one is older.")


async def put_choices(
    tx: Tx,
    group_id: int,
    *,
    policy: Policy | None = None,
    limits: GroupLimits | None = None,
    newcomer_rooms: list[int] | None = None,
) -> None:
    """Store what the group's admins decided; what is None stays. Callers must be forgotten with it."""
    if policy is not None:
        await storage.put_policy(tx, group_id, policy)
    if limits is not None:
        await storage.put_limits(tx, group_id, limits)
    if newcomer_rooms is not None:
        await storage.put_newcomer_rooms(tx, group_id, newcomer_rooms)


def refusal(level: Level, what: Permission) -> Forbidden:
    """The sentence: who may instead."""
    doing = RULES[what].doing
    if level == "nobody":
        return Forbidden(f"Nobody may {doing} in this group. Its admins decided so.")
    if level == "room_admins":
        return Forbidden(f"Only the room's owner, its admins and group admins may {doing}. Ask one of them.")
    return Forbidden(f"Only group admins may {doing}. Ask one of them.")


def _level(policy: Policy, what: Permission) -> Level:
    level: Level = getattr(policy, what)
    return level


def _covers(level: Level, *, is_admin: bool) -> bool:
    return level in {"everyone", "room_admins"} or (level == "admins" and is_admin)
