"""Web Push as the RFCs have it: messages that only the device reads (8291), signed as this server's (8292).

Imported with the first device: idle servers do without it.
"""

import base64
import hashlib
import hmac
import json
import secrets
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

RECORD = 4096
LONGEST_TEXT = RECORD - 16 - 21 - 65 - 1
"""Bytes that fit into the one record that push services take."""

_BLOCK = 256
"""Texts are filled up to a multiple of it, so that their length tells little to the push service."""

_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_CURVE = ec.SECP256R1()
_VALID_S = 12 * 3600


class BadKeys(Exception):
    """Keys that no device can have."""


def encrypt(
    text: bytes,
    p256dh: str,
    auth: str,
    *,
    salt: bytes | None = None,
    own: ec.EllipticCurvePrivateKey | None = None,
    block: int = _BLOCK,
) -> bytes:
    """The body of a push message (`aes128gcm`, RFC 8188). `salt` and `own` are fresh but in tests."""
    theirs, secret = read_keys(p256dh, auth)
    salt = salt or secrets.token_bytes(16)
    own = own or ec.generate_private_key(_CURVE)
    own_point, their_point = _point(own.public_key()), _point(theirs)
    shared = _hmac(secret, own.exchange(ec.ECDH(), theirs))
    key_material = _hmac(shared, b"WebPush: info\0" + their_point + own_point + b"\x01")
    seed = _hmac(salt, key_material)
    key = _hmac(seed, b"Content-Encoding: aes128gcm\0\x01")[:16]
    nonce = _hmac(seed, b"Content-Encoding: nonce\0\x01")[:12]
    filled = text + b"\x02" + bytes(min(-(len(text) + 1) % block, LONGEST_TEXT - len(text)))
    head = salt + RECORD.to_bytes(4, "big") + bytes([len(own_point)]) + own_point
    return head + AESGCM(key).encrypt(nonce, filled, None)


def read_keys(p256dh: str, auth: str) -> tuple[ec.EllipticCurvePublicKey, bytes]:
    """A device's keys; BadKeys when they are none."""
    try:
        point, secret = _decoded(p256dh), _decoded(auth)
        key = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, point)
    except ValueError as fault:
        raise BadKeys from fault
    if len(secret) != 16 or len(point) != 65:
        raise BadKeys
    return key, secret


class Identity:
    """This server towards push services: a key pair made from the server's own key, so that nothing is stored."""

    def __init__(self, server_key: bytes, contact: str) -> None:
        number = int.from_bytes(hmac.new(server_key, b"web push", hashlib.sha512).digest(), "big")
        self._private = ec.derive_private_key(number % (_ORDER - 1) + 1, _CURVE)
        self._contact = contact
        self.public_key = _encoded(_point(self._private.public_key()))
        """As browsers want it: `applicationServerKey`."""

    def authorization(self, origin: str, now_s: int) -> str:
        """The header that says to a push service who calls; holds for half a day."""
        claims = {"aud": origin, "exp": now_s + _VALID_S, "sub": self._contact}
        parts = [{"typ": "JWT", "alg": "ES256"}, claims]
        signed = ".".join(_encoded(json.dumps(part, separators=(",", ":")).encode()) for part in parts)
        r, s = decode_dss_signature(self._private.sign(signed.encode(), ec.ECDSA(SHA256())))
        signature = _encoded(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
        return f"vapid t={signed}.{signature}, k={self.public_key}"


def _hmac(key: bytes, text: bytes) -> bytes:
    return hmac.new(key, text, hashlib.sha256).digest()


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _decoded(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
