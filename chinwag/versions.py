"""The `version` of users, rooms and groups: new on every change, so that clients see whether theirs is the newest."""

import secrets
import string

_LETTERS = string.ascii_uppercase + string.digits


def new_version() -> str:
    """Eight characters of A-Z0-9 (recorded form)."""
    return "".join(secrets.choice(_LETTERS) for _ in range(8))
