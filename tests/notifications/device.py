"""A device with a push service of its own: it really listens, checks who calls, and decrypts what it is sent."""

import asyncio
import base64
import contextlib
import hashlib
import hmac
import json
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from chinwag.outbound.guard import parse_networks
from tests.webhooks.receiver import Got, Receiver, listening
from tests.world import MadeUser, World


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Device:
    """One browser's push subscription."""

    receiver: Receiver
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    path: str = field(default_factory=lambda: secrets.token_hex(8))

    @property
    def point(self) -> bytes:
        return self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def subscription(self, label: str = "Firefox on Linux") -> dict[str, Any]:
        """What `PushSubscription.toJSON()` gives."""
        return {
            "endpoint": f"{self.receiver.url}/{self.path}",
            "expirationTime": None,
            "keys": {"p256dh": encoded(self.point), "auth": encoded(self.secret)},
            "label": label,
        }

    async def subscribe(self, world: World, who: MadeUser, headers: dict[str, str] | None = None) -> int:
        """Ask to be woken; the id of the device."""
        token = headers or await world.token(who)
        answer = await world.http.post("/api/account/push", json=self.subscription(), headers=token)
        assert answer.status_code == 201, answer.text
        made: int = answer.json()["id"]
        return made

    def read(self, got: Got) -> dict[str, Any]:
        """What a call says, decrypted as RFC 8291 has it."""
        assert got.headers["content-encoding"] == "aes128gcm"
        text: dict[str, Any] = json.loads(decrypt(got.raw, self.private, self.secret))
        return text


def decrypt(raw: bytes, private: ec.EllipticCurvePrivateKey, secret: bytes) -> bytes:
    """The other half of `web_push.encrypt`, written from the RFC by itself."""
    salt, length = raw[:16], raw[20]
    sender, ciphered = raw[21 : 21 + length], raw[21 + length :]
    own = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender))

    def step(key: bytes, text: bytes) -> bytes:
        return hmac.new(key, text, hashlib.sha256).digest()

    seed = step(salt, step(step(secret, shared), b"WebPush: info\0" + own + sender + b"\x01"))
    key = step(seed, b"Content-Encoding: aes128gcm\0\x01")[:16]
    nonce = step(seed, b"Content-Encoding: nonce\0\x01")[:12]
    filled = AESGCM(key).decrypt(nonce, ciphered, None)
    text, mark = filled.rstrip(b"\0")[:-1], filled.rstrip(b"\0")[-1]
    assert mark == 2, "the last record ends with a 2"
    return text


def claims_of(authorization: str) -> dict[str, Any]:
    """The claims of a VAPID header (RFC 8292), once its signature was found true."""
    kind, _, rest = authorization.partition(" ")
    assert kind == "vapid"
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    head, body, signature = parts["t"].split(".")
    raw = decoded(signature)
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(parts["k"]))
    both = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
    key.verify(encode_dss_signature(*both), f"{head}.{body}".encode(), ec.ECDSA(SHA256()))
    claims: dict[str, Any] = json.loads(decoded(body))
    return claims


@contextlib.asynccontextmanager
async def devices(world: World, *, status: int = 201) -> AsyncIterator[Receiver]:
    """A push service that this server may call."""
    world.app.services.outbound.networks = parse_networks(["127.0.0.0/8"])
    world.app.services.pusher.carriage.waits = (0.01, 0.01)
    async with listening(Receiver(statuses=[status])) as receiver:
        yield receiver


async def settled(world: World) -> None:
    """Wait until the server has nothing left to send."""
    async with asyncio.timeout(10):
        while world.app.services.pusher.is_busy:
            await asyncio.sleep(0.005)
