"""Installing an add-on from its descriptor.

The OAuth client is committed first, because the add-on fetches its token from inside our call; no transaction and no
lock is held meanwhile. All else (modules, webhooks, the installation itself) is there once the add-on agreed; when it
did not, the client goes again.
"""

from dataclasses import dataclass

import structlog

from chinwag.addons import storage
from chinwag.addons.callbacks import post, redirect_to, told
from chinwag.addons.descriptor import ReadDescriptor, check_outgoing
from chinwag.addons.model import ADDONS_OF_GROUP, Installation
from chinwag.addons.removal import remove_rows
from chinwag.addons.server import Server
from chinwag.db.tx import Tx
from chinwag.errors import BadRequest, Conflict, NotFound, invalid
from chinwag.extensions.changes import tell_change
from chinwag.extensions.service import declare_extensions
from chinwag.oauth.clients import MadeClient, create_client, delete_client
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


async def install(server: Server, wish: Wish) -> Installed:
    """Install an add-on, or raise and leave nothing behind."""
    read, key = wish.read, wish.read.said.key
    require_place(read, wish.room_id)
    require_approved(read, wish.approved)
    await check_outgoing(server.outbound, read)
    async with server.db.begin() as tx:
        await _require_free(tx, wish)
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
    data = told(server, made, wish.group_id, wish.room_id)
    wants = read.can.installable
    try:
        if wants is not None and wants.callback_url is not None:
            await post(server, wants.callback_url, data)
        installation = await _complete(server, wish, made)
    except BaseException:
        await _roll_back(server, wish, made)
        raise
    back = f"/rooms/addons/{wish.room_id}" if wish.room_id else "/addons"
    redirect = await redirect_to(
        server, wants.installed_url if wants else None, key, data, wish.group_id, back
    )
    return Installed(installation, redirect)


async def _require_free(tx: Tx, wish: Wish) -> None:
    if not await storage.hold_place(tx, wish.group_id, wish.room_id):
        raise NotFound(f"Room {wish.room_id} not found")
    key = wish.read.said.key
    if await storage.get_installation_by_key(tx, wish.group_id, wish.room_id, key) is not None:
        raise Conflict(f"The add-on {key} is installed here already. Update it, or remove it first.")
    if await storage.count_installations(tx, wish.group_id) >= ADDONS_OF_GROUP:
        raise BadRequest(f"This group has {ADDONS_OF_GROUP} add-ons already, and that is the most.")


async def _complete(server: Server, wish: Wish, made: MadeClient) -> Installation:
    """The add-on agreed: now it is there."""
    read = wish.read
    async with server.db.begin() as tx:
        await _require_free(tx, wish)
        installation = Installation(
            client_id=made.id,
            group_id=wish.group_id,
            room_id=wish.room_id,
            key=read.said.key,
            url=wish.url,
            descriptor=read.text,
            pending=None,
            is_disabled=False,
            installed_by=wish.user_id,
            scopes=read.scopes,
            created_at=tx.now,
            updated_at=tx.now,
        )
        await storage.insert_installation(tx, installation)
        await declare(tx, installation, read)
        tell_change(tx, wish.group_id, wish.room_id)
    return installation


async def declare(tx: Tx, installation: Installation, read: ReadDescriptor) -> None:
    """Make webhooks and modules those of the descriptor."""
    place = (installation.group_id, installation.room_id, installation.client_id)
    await declare_webhooks(tx, *place, read.webhooks)
    await declare_extensions(tx, *place, [(module.kind, module.key, module.text) for module in read.modules])


async def _roll_back(server: Server, wish: Wish, made: MadeClient) -> None:
    """The client goes, with whatever the add-on did with its token meanwhile."""
    try:
        async with server.db.begin() as tx:
            await remove_rows(tx, made.id)
            await delete_client(tx, made.id)
            tell_change(tx, wish.group_id, wish.room_id)
    except Exception:  # noqa: BLE001 - whatever it is, the first fault is what the person hears of
        _log.exception("an installation that failed could not be undone", client_id=made.id)
