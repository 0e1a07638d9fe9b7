"""The kinds of callers, and what the reference says each of them may do. What it does not say stands in `DECISIONS`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from chinwag.scopes import PERSONAL_SCOPES, ROOM_TOKEN_SCOPES, ClientType, Scope
from tests.contract.reference import Method, methods
from tests.contract.scene import EVERY_SCOPE, Who

NO_SCOPE: frozenset[Scope] = frozenset()
USER, GROUP, ROOM = ClientType.USER, ClientType.GROUP_CLIENT, ClientType.ROOM_CLIENT


def _each_scope(label: str, client: ClientType, kind: str, scopes: frozenset[Scope]) -> Iterator[Who]:
    for scope in sorted(scopes):
        yield Who(f"{label} with {scope} alone", client, frozenset({scope}), kind=kind)
    yield Who(f"{label} with all scopes", client, scopes, kind=kind)
    yield Who(f"{label} without scopes", client, NO_SCOPE, kind=kind)


CALLERS: tuple[Who, ...] = (
    Who("no token", None, kind="none"),
    Who("unknown token", None, kind="dead"),
    Who("expired token", None, kind="expired"),
    *_each_scope("personal token", USER, "personal", EVERY_SCOPE),
    *_each_scope("group add-on", GROUP, "addon", EVERY_SCOPE),
    *_each_scope("room add-on", ROOM, "addon", EVERY_SCOPE),
    *_each_scope("room token", ROOM, "room", ROOM_TOKEN_SCOPES),
    Who("user token", USER, kind="user"),
    Who("member's token", USER, person="member"),
    Who("guest's token", USER, person="guest"),
    Who("stranger's token", USER, person="stranger"),
    Who("token of another room", ROOM, ROOM_TOKEN_SCOPES, place="other room", kind="room"),
    Who("add-on of another room", ROOM, place="other room", kind="addon"),
    Who("token of another group", USER, place="other group"),
    Who("add-on of another group", GROUP, place="other group", kind="addon"),
    Who("group admin's token", USER, person="admin"),
    Who("owner's browser", USER, PERSONAL_SCOPES, kind="session"),
    Who("member's browser", USER, PERSONAL_SCOPES, person="member", kind="session"),
)
"""Everybody who calls every method."""

FEW_CALLERS = tuple(
    who
    for who in CALLERS
    if who.name.endswith(("with all scopes", "without scopes", "browser")) or who.place == "other group"
    or who.name in {"no token", "expired token", "guest's token", "stranger's token", "group admin's token"}
)  # fmt: skip
"""Those whose answers depend on the database most."""


@dataclass(frozen=True)
class Decision:
    """An answer of ours where the reference is silent: to whom, on which methods, and why."""

    to: Callable[[Who], bool]
    methods: frozenset[str]
    status: int
    reason: str


def _with(parameter: str) -> frozenset[str]:
    """The methods that name something in their path."""
    return frozenset(method.id for method in methods() if f"{{{parameter}}}" in (method.path or ""))


_OF_ROOMS = _with("room_id_or_name")
_OF_PEOPLE = _with("id_or_email") | _with("user_id_or_email")
_OF_GROUPS = _with("group_id")
_OF_ADDONS = frozenset(
    {
        "create_integration_link", "delete_integration_link", "addon_ui_update", "room_addon_ui_update",
        "user_addon_ui_update", "user_in_room_addon_ui_update",
    }
)  # fmt: skip
_ADMIN_OF_GROUP = frozenset(
    {
        "create_user", "update_user", "delete_user", "invite_user_to_group", "update_photo", "delete_photo",
        "update_group_avatar", "delete_group_avatar",
    }
)  # fmt: skip
_ADMIN_OF_ROOM = frozenset(
    {
        "update_room", "delete_room", "add_member", "remove_member",
        "get_all_webhooks", "create_webhook", "get_webhook", "delete_webhook",
        "update_room_avatar", "delete_room_avatar",
    }
)  # fmt: skip

DECISIONS: tuple[Decision, ...] = (
    Decision(
        lambda who: who.kind == "room",
        _OF_ADDONS,
        403,
        "A room's notification token is a room client, but belongs to no add-on that could have glances or links.",
    ),
    Decision(
        lambda who: who.place == "other group",
        _OF_ROOMS | _OF_PEOPLE | _OF_GROUPS,
        404,
        "Nothing of another group exists for a caller; whoever may not know of a thing is told that it is missing.",
    ),
    Decision(
        lambda who: who.place == "other room",
        _OF_ROOMS,
        403,
        "A room's token names no other room; 403 before any look-up, so it is the same for rooms that do not exist, "
        "and the sentence says what to do.",
    ),
    Decision(
        lambda who: who.client is USER and who.person in {"stranger", "admin"},
        _OF_ROOMS - {"invite_user"},
        404,
        "A private room is a missing room for who is not its member, whatever the scopes; for group admins too, "
        "unless the room lets them in (delegate_admin_visibility).",
    ),
    Decision(
        lambda who: who.client is USER and who.person in {"stranger", "admin"},
        frozenset({"get_privatechat_message"}),
        404,
        "The message is in a chat of two other people; in the caller's own chat there is none of this id.",
    ),
    Decision(
        lambda who: who.client is GROUP,
        frozenset({"get_privatechat_message"}),
        404,
        "The reference lets add-ons of the group call it, but they are no person and take part in no such chat.",
    ),
    Decision(
        lambda who: who.client is USER and who.person in {"member", "guest", "stranger"},
        _ADMIN_OF_GROUP,
        403,
        "The scope lets a token do what its person may do: only group admins administer people.",
    ),
    Decision(
        lambda who: who.client is USER and who.person in {"member", "guest"},
        _ADMIN_OF_ROOM,
        403,
        "The reference says it of update_room (neither room admin nor group admin); the same for its siblings.",
    ),
    Decision(
        lambda who: who.client is USER and who.person == "guest",
        frozenset({"create_room", "set_topic", "invite_user"}),
        403,
        "Guests talk in the rooms to which they were admitted, and change nothing (HipChat: no topic, no rooms).",
    ),
)
"""In this order: the first that applies counts, after the client type and the scopes that the reference gives."""


def expected(method: Method, who: Who, decisions: tuple[Decision, ...] = DECISIONS) -> int:
    """The status that a caller gets for a call that is right in all else."""
    assert method.status is not None
    if not method.needs_token:
        return method.status  # also with a dead token: the reference asks for none
    if who.client is None:
        return 401
    if not may_use(method, who):
        return 403
    return next(
        (made.status for made in decisions if method.id in made.methods and made.to(who)), method.status
    )


def may_use(method: Method, who: Who) -> bool:
    """Whether the reference gives a method to this client type and these scopes."""
    return who.client in method.clients and (not method.scopes or bool(method.scopes & who.scopes))
