"""Installation of an add-on: what it is, and the figures that bound it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chinwag.scopes import Scope

SERVER_API_VERSION = 1
CLIENT_API_VERSION = 1
"""What `connect_server_api_version` says; an add-on that needs more is refused (server) or disabled (client)."""

DESCRIPTOR_LIMIT = 262_144
"""Bytes of a descriptor (our choice)."""
CALLBACK_TIMEOUT_S = 20.0
"""How long an add-on may think before it answers an installation (our choice; frameworks use 10 s inside)."""
INSTALLABLE_LIFETIME = timedelta(hours=1)
"""How long `installable_url` waits for the add-on (our choice)."""
ADDONS_OF_GROUP = 500
"""Installations in one group (our choice)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """An add-on that came by its descriptor. Its id, secret and scopes are those of its OAuth client."""

    client_id: str
    group_id: int
    room_id: int | None
    key: str
    url: str | None
    """Where the descriptor is; None: it was given as a text."""
    descriptor: str
    """JSON, as it was served."""
    pending: str | None
    """A newer descriptor that asks for more scopes, and waits for consent."""
    is_disabled: bool
    installed_by: int | None
    scopes: frozenset[Scope]
    created_at: datetime
    updated_at: datetime
