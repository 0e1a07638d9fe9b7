"""Credentials that an add-on behind a firewall fetches itself: kept sealed, told once."""

from datetime import datetime

import msgspec

from chinwag.accounts.secret import hash_secret, new_secret
from chinwag.addons import installable_storage as storage
from chinwag.addons.model import INSTALLABLE_LIFETIME
from chinwag.clock import from_micros
from chinwag.db.tx import Tx
from chinwag.errors import NotFound
from chinwag.sealing import Sealer, Unreadable

_GONE = "This installable is unknown, or was fetched already. Install the add-on again."


class InstallableOut(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """What an add-on is told of its installation. `roomId` only when it is installed in one room.

    After an uninstallation `oauthSecret` is empty; an update brings neither it nor `groupId`.
    """

    capabilities_url: str
    oauth_id: str
    oauth_secret: str | None = None
    group_id: int | None = None
    room_id: int | None = None


async def keep_installable(tx: Tx, sealer: Sealer, data: InstallableOut, group_id: int, now: datetime) -> str:
    """Keep the data for one reading; returns the token of its address. `now` is the steady clock's."""
    token = new_secret()
    token_hash = hash_secret(token)
    sealed = sealer.seal(msgspec.json.encode(data).decode(), f"installable {token_hash}")
    await storage.delete_old(tx, now)
    await storage.insert_installable(
        tx, token_hash, group_id, data.oauth_id, sealed, now + INSTALLABLE_LIFETIME
    )
    return token


async def take_installable(tx: Tx, sealer: Sealer, addon: str, token: str, now: datetime) -> InstallableOut:
    """The data of an add-on (its key or oauthId), for the first who asks; from then on it does not exist."""
    token_hash = hash_secret(token)
    found = await storage.take_installable(tx, addon, token_hash)
    if found is None or from_micros(found[1]) <= now:
        raise NotFound(_GONE)
    try:
        text = sealer.open(found[0], f"installable {token_hash}")
    except Unreadable:
        raise NotFound(_GONE) from None
    return msgspec.json.decode(text, type=InstallableOut)
