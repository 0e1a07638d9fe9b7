"""How receivers know that a call is ours: Standard Webhooks for all, HipChat's JWT for those who ask for it."""

import base64
import hashlib
import hmac
import secrets
import string
from functools import lru_cache
from urllib.parse import quote, urlsplit, urlunsplit

_JTI_ALPHABET = string.ascii_letters + string.digits
JWT_LIFETIME_S = 3600
NOBODY = "0"
"""`sub` where no person acted: add-ons index it without a check, and read a number."""


@lru_cache(maxsize=1024)
def webhook_secret(server_key: bytes, webhook_id: int) -> str:
    """The secret of a webhook, in the form of Standard Webhooks; made again whenever it is needed, never stored."""
    digest = hmac.new(server_key, f"webhook {webhook_id}".encode(), hashlib.sha256).digest()
    return "whsec_" + base64.b64encode(digest).decode()


def signature(secret: str, delivery_id: str, timestamp: int, body: bytes) -> str:
    """`v1,` and the HMAC-SHA256 over id, timestamp and body (https://www.standardwebhooks.com)."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = b".".join((delivery_id.encode(), str(timestamp).encode(), body))
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def make_jwt(
    *, secret: str, issuer: str, user_id: int | None, room_id: int | None, timezone: str, issued_at: int
) -> str:
    """The claims of HipChat's calls. No `aud`: old add-ons refuse one. `prn` is the older name of `sub`.

    `room_id` None: the call is about no room, and the claim is absent.
    """
    import jwt  # takes its time, and most servers never make one

    subject = NOBODY if user_id is None else str(user_id)
    claims = {
        "iss": issuer,
        "sub": subject,
        "prn": subject,
        "iat": issued_at,
        "exp": issued_at + JWT_LIFETIME_S,
        "jti": "".join(secrets.choice(_JTI_ALPHABET) for _ in range(20)),
        "context": {**({} if room_id is None else {"room_id": room_id}), "user_tz": timezone},
    }
    return jwt.encode(claims, secret, algorithm="HS256")


def with_signed_request(url: str, token: str) -> str:
    """The address with `signed_request` behind whatever its query holds."""
    parts = urlsplit(url)
    added = f"signed_request={quote(token)}"
    return urlunsplit(parts._replace(query=f"{parts.query}&{added}" if parts.query else added))
