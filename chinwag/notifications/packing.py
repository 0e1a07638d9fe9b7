"""Making a push message of what a device is to be told: encrypted for it, signed by this server."""

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING

import msgspec
import structlog
from yarl import URL

from chinwag.clock import Clock, to_micros
from chinwag.notifications.delivery import Parcel
from chinwag.notifications.model import Subscription
from chinwag.notifications.schema import PushMessage
from chinwag.notifications.service import address_of
from chinwag.sealing import Sealer, Unreadable

if TYPE_CHECKING:
    from chinwag.notifications.web_push import Identity

_log = structlog.get_logger("chinwag.push")

TTL_S = 12 * 3600
"""How long a push service keeps what it cannot deliver."""

_SIGNED_AGAIN_S = 6 * 3600
_MOST_SIGNED = 100


def push_contact(mail_from: str, base_url: str) -> str:
    """Whom push services write to when this server misbehaves: they want an address of either kind."""
    mail = mail_from.rpartition("<")[2].strip("> ")
    if "@" in mail:
        return f"mailto:{mail}"
    host = URL(base_url).host or "localhost"
    return base_url if base_url.startswith("https://") else f"mailto:chinwag@{host}"


class Packer:
    """Loads what encrypts with the first message."""

    def __init__(self, server_key: bytes, contact: str, sealer: Sealer, clock: Clock) -> None:
        self._server_key = server_key
        self._contact = contact
        self._sealer = sealer
        self._clock = clock
        self._identity: Identity | None = None
        self._signed: dict[str, tuple[int, str]] = {}

    @property
    def public_key(self) -> str:
        """Whose signature push services see."""
        return self._signer().public_key

    def pack(
        self, group_id: int, device: Subscription, body: PushMessage, *, is_urgent: bool
    ) -> Parcel | None:
        """The message to one device; None when its address cannot be read here any more."""
        from chinwag.notifications.web_push import encrypt

        try:
            address = address_of(self._sealer, group_id, device)
        except Unreadable:
            _log.warning("a push device was stored with another key", device=device.id)
            return None
        url = URL(address.endpoint)
        return Parcel(
            device_id=device.id,
            group_id=group_id,
            chat=body.key,
            host=url.authority,
            url=address.endpoint,
            headers={
                "Authorization": self._authorization(str(url.origin())),
                "Content-Encoding": "aes128gcm",
                "Content-Type": "application/octet-stream",
                "TTL": str(TTL_S),
                "Topic": self._topic(f"{device.id} {body.key}"),
                "Urgency": "high" if is_urgent else "normal",
            },
            body=encrypt(msgspec.json.encode(body), address.p256dh, address.auth),
        )

    def _topic(self, chat: str) -> str:
        """A name for the chat by which a newer message replaces an older one, and which tells nobody which it is."""
        digest = hmac.new(self._server_key, f"push topic {chat}".encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).decode()[:32]

    def _authorization(self, origin: str) -> str:
        now = to_micros(self._clock.now()) // 1_000_000
        signed = self._signed.get(origin)
        if signed is None or not 0 <= now - signed[0] < _SIGNED_AGAIN_S:
            if len(self._signed) >= _MOST_SIGNED:
                self._signed.clear()
            signed = self._signed[origin] = (now, self._signer().authorization(origin, now))
        return signed[1]

    def _signer(self) -> "Identity":
        if self._identity is None:
            from chinwag.notifications.web_push import Identity

            self._identity = Identity(self._server_key, self._contact)
        return self._identity
