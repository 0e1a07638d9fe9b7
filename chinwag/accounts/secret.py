"""Bearer secrets: how tokens, sessions, codes and links are made and kept."""

import hashlib
import secrets
import string

_LETTERS = string.ascii_letters + string.digits
SECRET_LENGTH = 40
"""As HipChat's tokens (recorded): 40 of A-Za-z0-9, 238 bits."""


def new_secret() -> str:
    """A fresh secret. Shown once to whom it belongs, stored only as `hash_secret` of it."""
    return "".join(secrets.choice(_LETTERS) for _ in range(SECRET_LENGTH))


def hash_secret(secret: str) -> str:
    """SHA-256, hex: a look-up by it compares in constant time, and 238 random bits need no slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def new_password() -> str:
    """A password for a person to type or paste: 16 of A-Za-z0-9, 95 bits."""
    return new_secret()[:16]
