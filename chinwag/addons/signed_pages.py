"""Addresses of an add-on's pages, signed for a person: whoever gets the add-on's JWT can act there as that person."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from chinwag.addons.model import CLIENT_API_VERSION
from chinwag.addons.server import Server
from chinwag.errors import Conflict
from chinwag.users.model import User
from chinwag.webhooks.address import with_query
from chinwag.webhooks.signing import JWT_LIFETIME_S, make_jwt

Theme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class SignedToken:
    """A JWT of an installation for a person, and when it ends."""

    token: str
    ends_at: datetime


async def sign(server: Server, client_id: str, user: User, room_id: int | None) -> SignedToken:
    """A fresh JWT. Not inside a transaction; permission is the caller's business."""
    secret = await server.secret_of(client_id)
    if secret is None:
        raise Conflict("The add-on's secret cannot be read with this server's key. Install the add-on again.")
    now = server.clock.now().replace(microsecond=0)  # add-ons compare it with their own clocks
    token = make_jwt(
        secret=secret,
        issuer=client_id,
        user_id=user.id,
        room_id=room_id,
        timezone=user.timezone,
        issued_at=int(now.timestamp()),
    )
    return SignedToken(token, now + timedelta(seconds=JWT_LIFETIME_S))


def page_address(server: Server, url: str, signed: SignedToken | None, theme: Theme | None) -> str:
    """Where the browser finds a page. `theme` None: the page is none in a frame."""
    added = {} if signed is None else {"signed_request": signed.token}
    added["connect_client_api_version"] = str(CLIENT_API_VERSION)
    if theme is not None:
        added |= {
            "theme": theme,
            "xdmhost": server.links.base,
        }  # xdmhost: an old framework finds all.js by it
    return with_query(url, **added)
