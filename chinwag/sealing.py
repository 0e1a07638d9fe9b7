"""Encrypting the secrets that the server must be able to read again, with a key that is not in the database."""

import base64
import hashlib
import hmac
import secrets
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


class Unreadable(Exception):
    """A sealed text that this server's key does not open: changed, or sealed by another server."""


class Sealer:
    """Seals texts with AES-256-GCM. `purpose` binds a text to its place: one moved elsewhere does not open."""

    def __init__(self, key: bytes) -> None:
        self._key = hmac.new(key, b"sealing", hashlib.sha256).digest()

    @cached_property
    def _cipher(self) -> "AESGCM":
        from cryptography.hazmat.primitives.ciphers.aead import (
            AESGCM,  # 6 MiB that an idle server need not hold
        )

        return AESGCM(self._key)

    def seal(self, text: str, purpose: str) -> str:
        """The text as letters that only `open` with the same purpose reads."""
        nonce = secrets.token_bytes(_NONCE)
        sealed = self._cipher.encrypt(nonce, text.encode(), purpose.encode())
        return base64.urlsafe_b64encode(nonce + sealed).decode()

    def open(self, sealed: str, purpose: str) -> str:
        """What was sealed; Unreadable otherwise."""
        from cryptography.exceptions import InvalidTag

        try:
            raw = base64.urlsafe_b64decode(sealed)
            return self._cipher.decrypt(raw[:_NONCE], raw[_NONCE:], purpose.encode()).decode()
        except (InvalidTag, ValueError) as fault:
            raise Unreadable("the text was not sealed here") from fault
