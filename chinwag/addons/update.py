"""Updating, disabling and enabling add-ons."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from chinwag.addons import storage
from chinwag.addons.callbacks import post
from chinwag.addons.descriptor import ReadDescriptor, read_descriptor
from chinwag.addons.hearing import newly_heard
from chinwag.addons.install import declare, require_place
from chinwag.addons.installable import InstallableOut
from chinwag.addons.model import Installation
from chinwag.addons.outgoing import check_outgoing
from chinwag.addons.server import Server
from chinwag.audit.model import Action, Detail, Thing
from chinwag.audit.service import note_audit
from chinwag.db.tx import Tx
from chinwag.errors import BadRequest, NotFound
from chinwag.extensions.changes import tell_change
from chinwag.scopes import Scope, print_scopes

_log = structlog.get_logger("chinwag.addons")
DISABLED = "The add-on is disabled."


@dataclass(frozen=True, slots=True)
class Updated:
    """What came of an update. `waits_for`: scopes that somebody has to approve first; then nothing changed."""

    waits_for: frozenset[Scope]
    problem: str | None = None
    """What the add-on said, when it did not take the news well: it is updated all the same."""
    hears: Sequence[str] = ()
    """What its webhooks hear from now on and did not before: no consent is asked, but people are told."""


async def update(
    server: Server,
    installation: Installation,
    read: ReadDescriptor,
    approved: frozenset[Scope] = frozenset(),
    *,
    url: str | None = None,
) -> Updated:
    """Take a newer descriptor. The client, its secret and the numbers of its webhooks stay.

    At once when it asks for no more than it had; otherwise when the new scopes are among `approved`. The same
    add-on only: another key is another add-on. `url`: where the descriptor is from now on, if that changed.
    """
    if read.said.key != installation.key:
        raise BadRequest(
            f"This is the descriptor of {read.said.key}, not of {installation.key}. Install it as an add-on of its own."
        )
    require_place(read, installation.room_id)
    await check_outgoing(server.outbound, read)
    async with server.db.begin() as tx:
        current = await _held(tx, installation)
        more = read.scopes - current.scopes - approved
        if more:
            await storage.update_installation(
                tx, current.client_id, url=current.url, descriptor=current.descriptor, pending=read.text
            )
            return Updated(more)
        hears = newly_heard(read_descriptor(current.descriptor.encode()).webhooks, read.webhooks)
        await _apply(tx, current, read, url or current.url, hears)
    return Updated(frozenset(), await _tell(server, current, read), hears)


async def _held(tx: Tx, found: Installation) -> Installation:
    """An installation as it is now, kept from other changes until the transaction ends."""
    await storage.hold_installation(tx, found.client_id)
    current = await storage.get_installation(tx, found.group_id, found.client_id)
    if current is None:
        raise NotFound(f"Add-on {found.client_id} not found")
    return current


async def _apply(
    tx: Tx, current: Installation, read: ReadDescriptor, url: str | None, hears: list[str]
) -> None:
    client_id = current.client_id
    await storage.update_client(
        tx,
        client_id,
        name=read.sender,
        scopes=print_scopes(read.scopes),
        redirect_uris=json.dumps(list(read.redirect_uris)),
    )
    await storage.update_installation(tx, client_id, url=url, descriptor=read.text, pending=None)
    await declare(tx, current, read)
    if current.is_disabled:
        await storage.switch_webhooks(tx, client_id, was="", why=DISABLED)
    if current.scopes - read.scopes:  # tokens carry their scopes: those that have too many end
        tx.forget(*[f"token:{token_hash}" for token_hash in await storage.end_tokens(tx, client_id)])
    tx.forget("callers")
    tell_change(tx, current.group_id, current.room_id)
    await _note(tx, Action.ADDON_UPDATED, current, read.sender, print_scopes(read.scopes), hears)


async def _note(
    tx: Tx,
    action: Action,
    installation: Installation,
    name: str,
    scopes: str | None = None,
    hears: list[str] | None = None,
) -> None:
    thing = Thing("add-on", installation.client_id, name)
    group_id, room_id = installation.group_id, installation.room_id
    facts: dict[str, Detail] = {"now_hears": hears} if hears else {}
    await note_audit(tx, action, thing, group_id=group_id, room_id=room_id, facts=facts, scopes=scopes)


async def _tell(server: Server, current: Installation, read: ReadDescriptor) -> str | None:
    wants = read.can.installable
    if wants is None or wants.update_callback_url is None:
        return None
    data = InstallableOut(
        capabilities_url=server.links.of("/capabilities"), oauth_id=current.client_id, room_id=current.room_id
    )
    try:
        await post(server, wants.update_callback_url, data)
    except BadRequest as fault:
        _log.info("add-on refused its update", client_id=current.client_id, reason=fault.message)
        return fault.message
    return None


async def set_disabled(tx: Tx, installation: Installation, *, is_disabled: bool) -> None:
    """Switch an add-on off, or on again: its tokens are refused, its webhooks rest, its modules are not shown."""
    installation = await _held(tx, installation)
    await storage.set_disabled(tx, installation.client_id, is_disabled=is_disabled)
    if is_disabled:
        await storage.switch_webhooks(tx, installation.client_id, was="", why=DISABLED)
    else:
        await storage.switch_webhooks(tx, installation.client_id, was=DISABLED, why=None)
    tx.forget("callers", "webhooks")
    tell_change(tx, installation.group_id, installation.room_id)
    action = Action.ADDON_DISABLED if is_disabled else Action.ADDON_ENABLED
    await _note(tx, action, installation, installation.key)
