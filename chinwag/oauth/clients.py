"""OAuth clients: what an installed add-on is to us."""

import hmac
import json
import re
import uuid
from dataclasses import dataclass
from urllib.parse import urlsplit

from chinwag.accounts.secret import hash_secret, new_secret
from chinwag.audit.model import Action, Thing
from chinwag.audit.service import note_audit
from chinwag.clock import to_micros
from chinwag.db.tx import ReadTx, Tx
from chinwag.errors import BadRequest, Unauthorized, invalid
from chinwag.oauth import client_storage
from chinwag.oauth.model import OAuthClient
from chinwag.scopes import Scope, print_scopes
from chinwag.sealing import Sealer

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_KEY = re.compile(r"[a-zA-Z0-9_.\-]{1,255}")


@dataclass(frozen=True, slots=True)
class MadeClient:
    """A fresh client; `secret` is shown once; stored are its hash and, sealed, itself."""

    id: str
    secret: str


def seal_client_secret(sealer: Sealer, client: MadeClient) -> str:
    """The secret as the database keeps it, to sign the add-on's JWTs with."""
    return sealer.seal(client.secret, f"oauth client {client.id}")


async def create_client(
    tx: Tx,
    *,
    sealer: Sealer,
    group_id: int,
    name: str,
    scopes: frozenset[Scope],
    key: str = "",
    room_id: int | None = None,
    redirect_uris: tuple[str, ...] = (),
    rate_limit: int | None = None,
) -> MadeClient:
    """Install an add-on by hand: in the group, or in one room. Gives its oauthId and oauthSecret.

    `rate_limit` is calls in 5 minutes; None = the server's figure, 0 = off.
    """
    if not name.strip() or len(name) > 100:
        raise invalid("A name has 1 to 100 characters.", field="name", validation="minLength", value=name)
    if key and not _KEY.fullmatch(key):
        raise invalid(
            "A key has letters, digits, '_', '.' and '-'.", field="key", validation="pattern", value=key
        )
    for uri in redirect_uris:
        check_redirect_uri(uri)
    made = MadeClient(str(uuid.uuid4()), new_secret())
    await client_storage.insert_client(
        tx,
        {
            "id": made.id,
            "group_id": group_id,
            "room_id": room_id,
            "name": name,
            "key": key or made.id,
            "secret_hash": hash_secret(made.secret),
            "secret_sealed": seal_client_secret(sealer, made),
            "scopes": print_scopes(scopes),
            "redirect_uris": json.dumps(list(redirect_uris)),
            "rate_limit": rate_limit,
            "is_deleted": False,
            "created_at": to_micros(tx.now),
        },
    )
    await note_audit(
        tx,
        Action.ADDON_INSTALLED,
        Thing("add-on", made.id, name),
        group_id=group_id,
        room_id=room_id,
        scopes=print_scopes(scopes),
    )
    return made


def check_redirect_uri(uri: str) -> None:
    """BadRequest unless codes may be sent there: https, or http on this machine; no fragment, no user."""
    try:
        parts = urlsplit(uri)
        host = parts.hostname or ""
    except ValueError:
        raise BadRequest(f"{uri!r} is not an address.") from None
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)
    is_plain = uri.isascii() and uri.isprintable() and not re.search(r"[\s\\<>\"]", uri)
    if not (is_safe and host and is_plain) or "#" in uri or "@" in parts.netloc:
        raise BadRequest(f"{uri!r} cannot be a redirect address. Use https://, without a fragment.")


async def delete_client(tx: Tx, client_id: str) -> None:
    """Uninstall an add-on: its tokens, and those it has of people, end at once."""
    client = await client_storage.get_client(tx, client_id)
    tx.forget(*[f"token:{token_hash}" for token_hash in await client_storage.delete_client(tx, client_id)])
    if client is not None:
        await note_audit(
            tx,
            Action.ADDON_REMOVED,
            Thing("add-on", client_id, client.name),
            group_id=client.group_id,
            room_id=client.room_id,
        )


async def list_clients(tx: ReadTx, group_id: int) -> list[OAuthClient]:
    """The installed add-ons of a group, oldest first."""
    return await client_storage.list_clients(tx, group_id)


async def find_client(tx: Tx, client_id: str, secret: str) -> OAuthClient:
    """The client with this id and secret. Add-ons take its 401 for «uninstalled»: nothing else says 401.

    What it is granted cannot outlive an update or removal beside it, which waits until the transaction ends.
    """
    client = await client_storage.keep_client(tx, client_id)
    expected = client.secret_hash if client is not None else hash_secret("")
    if not hmac.compare_digest(expected, hash_secret(secret)) or client is None:
        raise Unauthorized("Unknown OAuth client, or wrong secret. Install the add-on again to get new ones.")
    return client
