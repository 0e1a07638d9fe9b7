"""Installing an add-on from its descriptor.

The OAuth client is committed first, because the add-on fetches its token from inside our call; no transaction and no
lock is held meanwhile. All else (modules, webhooks) is there once the add-on agreed; when it did not, the client goes
again. A server that dies in between leaves an installation that nobody agreed to: nobody sees it, and it is swept.

An add-on that is there already is updated in place when it says that it can be (`updateCallbackUrl`); otherwise it gets
a new client, and the old one goes with the moment in which it agrees.
"""

from dataclasses import dataclass
from datetime import datetime

import structlog

from chinwag.addons import storage
from chinwag.addons.callbacks import post, redirect_to, told
from chinwag.addons.descriptor import ReadDescriptor
from chinwag.addons.model import ADDONS_OF_GROUP, Installation
from chinwag.addons.outgoing import check_outgoing
from chinwag.addons.removal import Farewell, remove_all
from chinwag.addons.server import Server
from chinwag.db.tx import Tx
from chinwag.errors import BadRequest, Conflict, NotFound, invalid
from chinwag.extensions.changes import tell_change
from chinwag.extensions.service import declare_extensions
from chinwag.oauth.clients import MadeClient, create_client
from chinwag.scopes import Scope, print_scopes
from chinwag.webhooks.service import declare_webhooks

_log = structlog.get_logger("chinwag.addons")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person, or the command line, wants to have installed."""

    read: ReadDescriptor
    url: str | None
    group_id: int
    room_id: int | None
    user_id: int | None
    approved: frozenset[Scope]
    """The scopes that the person saw and allowed."""


@dataclass(frozen=True, slots=True)
class Installed:
    """What came of it. `redirect`: the browser has to go there, for add-ons that fetch their credentials."""

    installation: Installation
    redirect: str | None


def require_place(read: ReadDescriptor, room_id: int | None) -> None:
    """BadRequest when the add-on cannot be installed there: for the group, or in a room."""
    allowed = read.can.installable
    if allowed is None:
        return
    if room_id is None and not allowed.allow_global:
        raise invalid("This add-on is for single rooms. Choose a room.", field="room", validation="optional")
    if room_id is not None and not allowed.allow_room:
        raise invalid(
            "This add-on is for the whole group. A group admin can install it, without a room.",
            field="room", validation="enum", value=room_id,
        )  # fmt: skip


def require_approved(read: ReadDescriptor, approved: frozenset[Scope]) -> None:
    """Conflict when the descriptor asks for more than was allowed: it changed since it was looked at."""
    more = read.scopes - approved
    if more:
        raise Conflict(
            f"The add-on asks for more than was approved: {print_scopes(more)}. Review it again, and approve that."
        )


async def install(server: Server, wish: Wish, replaced: Installation | None = None) -> Installed:
    """Install an add-on, or raise and leave nothing behind. `replaced` goes when the add-on agrees."""
    read, key = wish.read, wish.read.said.key
    require_place(read, wish.room_id)
    require_approved(read, wish.approved)
    await check_outgoing(server.outbound, read)
    async with server.db.begin() as tx:
        await _require_free(tx, wish, replaced)
        made = await create_client(
            tx,
            sealer=server.sealer,
            group_id=wish.group_id,
            name=read.sender,
            scopes=read.scopes,
            key=key,
            room_id=wish.room_id,
            redirect_uris=read.redirect_uris,
        )
        installation = _asked(wish, made, tx.now)
        await storage.insert_installation(tx, installation)
    data = told(server, made, wish.group_id, wish.room_id)
    wants = read.can.installable
    try:
        farewell = None if replaced is None else await Farewell.of(server, replaced, wish.user_id)
        if wants is not None and wants.callback_url is not None:
            await post(server, wants.callback_url, data)
        await _complete(server, installation, read, replaced)
    except BaseException:
        await undo(server, installation)
        raise
    if farewell is not None:
        await farewell.say(server)
    back = f"/rooms/addons/{wish.room_id}" if wish.room_id else "/addons"
    redirect = await redirect_to(
        server, wants.installed_url if wants else None, key, data, wish.group_id, back
    )
    return Installed(installation, redirect)


async def _require_free(tx: Tx, wish: Wish, replaced: Installation | None) -> None:
    key, group_id, room_id = wish.read.said.key, wish.group_id, wish.room_id
    if not await storage.hold_place(tx, group_id, room_id):
        raise NotFound(f"Room {room_id} not found")
    there = await storage.get_installation_by_key(tx, group_id, room_id, key)
    if there is not None and (replaced is None or there.client_id != replaced.client_id):
        raise Conflict(f"The add-on {key} was installed here a moment ago.")
    if await storage.is_being_installed(tx, group_id, room_id, key):
        raise Conflict(f"The add-on {key} is being installed here just now. Try again in a few minutes.")
    if replaced is None and await storage.count_installations(tx, group_id) >= ADDONS_OF_GROUP:
        raise BadRequest(f"This group has {ADDONS_OF_GROUP} add-ons already, and that is the most.")


def _asked(wish: Wish, made: MadeClient, now: datetime) -> Installation:
    """The installation as it is while the add-on is asked."""
    return Installation(
        client_id=made.id,
        group_id=wish.group_id,
        room_id=wish.room_id,
        key=wish.read.said.key,
        url=wish.url,
        descriptor=wish.read.text,
        pending=None,
        is_disabled=False,
        installed_by=wish.user_id,
        scopes=wish.read.scopes,
        created_at=now,
        updated_at=now,
    )


async def _complete(
    server: Server, installation: Installation, read: ReadDescriptor, replaced: Installation | None
) -> None:
    """The add-on agreed: now it is there, and what it replaces is gone."""
    async with server.db.begin() as tx:
        if not await storage.hold_place(tx, installation.group_id, installation.room_id):
            raise NotFound(f"Room {installation.room_id} not found")
        if not await storage.agree(tx, installation.client_id):
            raise Conflict("The add-on took too long to agree. Install it again.")
        if replaced is not None:
            await remove_all(tx, replaced.client_id)
        await declare(tx, installation, read)
        tell_change(tx, installation.group_id, installation.room_id)


async def declare(tx: Tx, installation: Installation, read: ReadDescriptor) -> None:
    """Make webhooks and modules those of the descriptor."""
    place = (installation.group_id, installation.room_id, installation.client_id)
    await declare_webhooks(tx, *place, read.webhooks)
    await declare_extensions(tx, *place, [(module.kind, module.key, module.text) for module in read.modules])


async def undo(server: Server, installation: Installation) -> None:
    """The client goes, with whatever the add-on did with its token meanwhile."""
    try:
        async with server.db.begin() as tx:
            await remove_all(tx, installation.client_id)
            tell_change(tx, installation.group_id, installation.room_id)
    except Exception:  # noqa: BLE001 - whatever it is, the first fault is what the person hears of
        _log.exception("an installation that failed could not be undone", client_id=installation.client_id)
