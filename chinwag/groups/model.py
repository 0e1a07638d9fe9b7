"""Group: the organisation on this server."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Group:
    """An organisation; nothing of it is seen from another. `owner_id` is None until it has an admin."""

    id: int
    name: str
    subdomain: str
    owner_id: int | None
    version: str
    created_at: datetime
    avatar: str | None = None
    """Key of the picture."""
