"""Where we differ from the reference, and why. Every entry needs a reason and must be real: the tests fail for one
that no longer deviates, so these lists can only shrink with the work that is done.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Deviation:
    """What differs for one method: further success statuses, and places of the body (as `faults` prints them)."""

    reason: str
    statuses: tuple[int, ...] = ()
    places: tuple[str, ...] = ()

    def covers(self, fault: str) -> bool:
        """Whether a fault is one that this entry admits."""
        return any(fault.startswith(place) for place in self.places)


REPLIES: dict[str, Deviation] = {
    "invoke_integration_link": Deviation("A redirect to pages that the admin approved.", statuses=(302,)),
    "get_global_webhook": Deviation("It listens to all rooms, so its room is null.", places=("$.room",)),
}
"""Replies that differ, by method id."""

SCOPES: dict[str, tuple[frozenset[str], str]] = dict.fromkeys(
    ("get_global_webhook", "create_global_webhook", "delete_global_webhook"),
    (
        frozenset({"admin_group", "admin_room"}),
        "The reference knows no scope; with admin_room an add-on could register the same hook in each room.",
    ),
)
"""Where the reference says that a method's scopes are unknown, and we ask for some: id -> which, and why."""

STATUSES: dict[str, tuple[int, str]] = {
    "invoke_integration_link": (
        200,
        "The reference knows no status; 302 to pages that the admin approved, and 200 that tells any other address.",
    ),
}
"""Where the reference knows no status of success: id -> ours, and why."""

_OF_A_ROOM = "/import/room/{room_id_or_name}"
_OF_TWO = "/import/privatechat/{id_or_email}/{other_id_or_email}"
_OWN_IMPORTS = "No source tells path, body or status of imports: they are our own design (docs/decisions)."
PATHS: dict[str, tuple[str, str]] = {
    "import_room_history": (f"{_OF_A_ROOM}/history", _OWN_IMPORTS),
    "import_room_file": (f"{_OF_A_ROOM}/file", _OWN_IMPORTS),
    "import_privatechat_history": (f"{_OF_TWO}/history", _OWN_IMPORTS),
    "import_privatechat_file": (f"{_OF_TWO}/file", _OWN_IMPORTS),
}
"""Where the reference knows no path: id -> ours, and why."""

STATUSES |= dict.fromkeys(PATHS, (200, _OWN_IMPORTS))

DECLARATIONS: dict[tuple[str, str], str] = {
    (
        "get_all_participants",
        "query.fields",
    ): "Undocumented; only HipChat's own web client sent it, and all fields "
    "of an expanded item come without it.",
    (
        "reply_to_message",
        "body.parentMessageId.required",
    ): "hipchat-rb sends parent_message_id instead; one of the two is required.",
    (
        "invite_user_to_group",
        "body.email.required",
    ): "One client sends the fields in the query instead; one of the two is required.",
    (
        "invite_user_to_group",
        "body.name.required",
    ): "One client sends the fields in the query instead; one of the two is required.",
    (
        "generate_token",
        "body.grant_type.required",
    ): "An old add-on sends grant_type in the query instead; one of the two is required.",
    (
        "create_user",
        "body.timezone.default",
    ): "UTC is filled in after decoding, because HypChat sends '' for it.",
    (
        "update_user",
        "body.timezone.default",
    ): "UTC is filled in after decoding, because HypChat sends '' for it.",
}
"""Where a declaration differs from its entry: (method id, what) -> why."""


LATER: dict[str, str] = {}
"""Methods that are not there yet: id -> what they wait for."""
