"""Invitation: somebody who may become a person of the group."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chinwag.clock import to_micros
from chinwag.keys import derived_secret

LIFETIME = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Invitation:
    """What waits for one e-mail address. There is one for an address: a new one takes the place of the old.

    `inviter` is the name of the person who invited; None for add-ons and the command line.
    """

    group_id: int
    email: str
    email_key: str
    name: str
    title: str
    user_id: int | None
    inviter: str | None
    created_at: datetime
    expires_at: datetime

    def secret(self, key: bytes) -> str:
        """What makes the link one.

        Only this server's key makes it again, so that admins can see the link without its being stored.
        """
        return derived_secret(
            key, f"invitation {self.group_id} {to_micros(self.created_at)} {self.email_key}"
        )


@dataclass(frozen=True, slots=True)
class FoundInvitation:
    """An invitation whose link somebody holds, with the name of the group that it leads to."""

    invitation: Invitation
    group_name: str
    hash: str = field(repr=False)
