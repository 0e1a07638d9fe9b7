"""The server's key as its database knows it: none is made where one was lost."""

from pathlib import Path

from chinwag.db.tx import Database
from chinwag.keys import FILE_NAME, BadKey
from chinwag.oauth import client_storage

_NAMED = 3


async def require_key(data: Path, db: Database) -> None:
    """BadKey when the key of a data folder is gone, and the database has secrets that it alone opens.

    A new one would lose them without a word. Whoever has nothing to lose gets one at the first start.
    """
    path = data / FILE_NAME
    if path.exists():
        return
    async with db.read() as tx:
        names = await client_storage.list_sealed(tx, _NAMED)
    if names:
        raise BadKey(
            f"The key {path} is missing, and without it nobody can read the secrets of add-ons ({', '.join(names)}). "
            "Copy it from a backup, or from another machine of this installation. If it is lost for good, make one "
            f"and install the add-ons anew: head -c 32 /dev/urandom > {path} && chmod 600 {path}"
        )
