"""The server's own key: 32 random bytes in the data folder, made at the first start, never in the database."""

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

FILE_NAME = "secret.key"
_LENGTH = 32


class BadKey(Exception):
    """The key file cannot be read, or is none of ours; the sentence says what to do."""


def server_key(data: Path) -> bytes:
    """The key of this data folder. Readable by its owner alone; two processes that start at once get the same.

    BadKey where there is a file and no key in it: a new one in its place would lose what the old one sealed.
    """
    path = data / FILE_NAME
    if not path.exists():
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = data / f".{FILE_NAME}.{os.getpid()}.{secrets.token_hex(4)}"
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(_LENGTH))
            os.fsync(file.fileno())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    try:
        key = path.read_bytes()
    except OSError as error:
        raise BadKey(f"The key {path} cannot be read: {error.strerror}. Repair its rights.") from None
    if len(key) != _LENGTH:
        raise BadKey(
            f"The key {path} is damaged: it has {len(key)} bytes, not {_LENGTH}. Restore a backup of it."
        )
    return key


def derived_secret(key: bytes, purpose: str, length: int = 40) -> str:
    """A secret of letters and digits that only this server can make again; nothing of it is stored."""
    digest = hmac.new(key, purpose.encode(), hashlib.sha512).digest()
    text = base64.b64encode(digest, altchars=b"xY").decode().rstrip("=")
    return text[:length]
