"""Integration links: short-lived addresses on this server that lead to a page of the add-on that made them.

The reference knows that they exist, and little more (docs/decisions). What must not happen is that an address of ours
leads people to strangers: a link redirects only to hosts that the group's admin approved with the add-on.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from chinwag.accounts.secret import hash_secret, new_secret
from chinwag.callers import Caller
from chinwag.clock import to_micros
from chinwag.db.tx import ReadTx, Tx
from chinwag.errors import BadRequest, NotFound, invalid
from chinwag.extensions import storage
from chinwag.extensions.model import LINKS_OF_ADDON, Extension, IntegrationLink
from chinwag.extensions.service import addon_of, hold_addon
from chinwag.extensions.templates import fill
from chinwag.oauth.service import get_client
from chinwag.webhooks.address import is_plain_address, origin_of
from chinwag.webhooks.schema import KEY

_GONE = "This link is unknown, or its time is over. Ask the add-on for a new one."


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """What a link leads to. `is_approved`: a host that the admin approved, so that a redirect is safe.

    `is_signed`: a page of the add-on that wants to know who opens it.
    """

    client_id: str
    target: str
    url: str
    is_approved: bool
    is_signed: bool


@dataclass(frozen=True, slots=True)
class _Target:
    url: str
    is_signed: bool = False


async def create_link(tx: Tx, caller: Caller, target: str, ttl_s: int, now: datetime) -> str:
    """A link to a page of the calling add-on; returns its token, which is stored as a hash alone.

    `target` is an address, or the key of a module that has one. `now` is the steady clock's.
    """
    client_id = addon_of(caller)
    await _page_of(tx, client_id, target)
    await hold_addon(tx, client_id)
    await storage.delete_old_links(tx, client_id, to_micros(now))
    if await storage.count_links(tx, client_id) >= LINKS_OF_ADDON:
        raise BadRequest(
            f"This add-on has {LINKS_OF_ADDON} live links already, and that is the most. Delete some first."
        )
    token = new_secret()
    link = IntegrationLink(client_id, caller.group_id, target, now + timedelta(seconds=ttl_s))
    await storage.insert_link(tx, hash_secret(token), link)
    return token


async def delete_link(tx: Tx, caller: Caller, token: str, now: datetime) -> None:
    """End a link of the calling add-on."""
    if not await storage.delete_link(tx, hash_secret(token), addon_of(caller), to_micros(now)):
        raise NotFound(_GONE)


async def open_link(tx: ReadTx, token: str, now: datetime) -> OpenedLink:
    """Where a link leads. NotFound when it is unknown, its time is over, or its add-on or page is gone."""
    link = await storage.get_link(tx, hash_secret(token))
    if link is None or link.expires_at <= now:
        raise NotFound(_GONE)
    try:
        page = await _page_of(tx, link.client_id, link.target)
    except BadRequest:
        raise NotFound(_GONE) from None
    known = await approved_origins(tx, link.client_id)
    is_approved = origin_of(page.url) in known
    return OpenedLink(link.client_id, link.target, page.url, is_approved, page.is_signed)


async def _page_of(tx: ReadTx, client_id: str, target: str) -> _Target:
    """Where a target is; values that its address asks for are empty.

    BadRequest when it is no address, or none of the add-on's pages.
    """
    if KEY.fullmatch(target) and ":" not in target:
        for module in await storage.list_extensions(tx, client_id):
            fields = json.loads(module.module)
            if module.key == target and fields.get("url"):
                return _Target(fill(fields["url"], {}), fields.get("authentication", "jwt") == "jwt")
        raise _no_target(target)
    if not is_plain_address(target):
        raise _no_target(target)
    known = await approved_origins(tx, client_id)
    if known and origin_of(target) not in known:
        raise invalid(
            f"Field target must be a page of the add-on itself: on {', '.join(sorted(known))}",
            field="target", validation="url", value=target[:200], options=sorted(known),
        )  # fmt: skip
    return _Target(target)


def _no_target(target: str) -> BadRequest:
    return invalid(
        "Field target must be an absolute URL of the add-on, or the key of one of its web panels, dialogs or "
        "external pages",
        field="target", validation="url", value=target[:200],
    )  # fmt: skip


async def approved_origins(tx: ReadTx, client_id: str) -> frozenset[str]:
    """Scheme, host and port of the addresses that the admin approved with an add-on: its redirect addresses, and
    what its descriptor declares. What it registered by itself later does not count.
    """
    client = await get_client(tx, client_id)
    addresses = list(client.redirect_uris) if client is not None else []
    declared = [module for module in await storage.list_extensions(tx, client_id) if module.is_declared]
    addresses += [url for url in map(_url_of, declared) if url]
    return frozenset(origin_of(address) for address in addresses)


def _url_of(module: Extension) -> str | None:
    fields: dict[str, str] = json.loads(module.module)
    return fields.get("url") or fields.get("queryUrl")
