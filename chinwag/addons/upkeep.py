"""What is done about installed add-ons when nobody asks: descriptors are read again, half installations undone."""

import html
from datetime import timedelta

import structlog

from chinwag.addons import storage
from chinwag.addons.descriptor import fetch_descriptor, read_descriptor
from chinwag.addons.install import undo
from chinwag.addons.model import CALLBACK_TIMEOUT_S, Installation
from chinwag.addons.removal import Farewell
from chinwag.addons.server import Server
from chinwag.addons.update import update
from chinwag.clock import to_micros
from chinwag.errors import ApiError
from chinwag.messages.notice import post_notice
from chinwag.rooms.access import get_room_of_group
from chinwag.scopes import SCOPE_TEXTS
from chinwag.services import Services

_log = structlog.get_logger("chinwag.addons")

CHECK_EVERY = timedelta(days=1)
"""How often a descriptor is read again (our choice; how often HipChat did is not recorded)."""
ABANDONED_AFTER = timedelta(seconds=CALLBACK_TIMEOUT_S * 10)
"""Nobody asks an add-on for so long: the server died meanwhile."""
_AT_ONCE = 20


async def keep_addons(services: Services) -> None:
    """One round: `program.py` calls this every few minutes."""
    server = Server.of(services)
    await undo_abandoned(server)
    await check_for_updates(server)


async def undo_abandoned(server: Server) -> None:
    """Undo installations that were never completed, and tell their add-ons, which may have agreed."""
    before = to_micros(server.clock.now() - ABANDONED_AFTER)
    async with server.db.read() as tx:
        found = await storage.list_abandoned(tx, before)
    for installation in found:
        farewell = await Farewell.of(server, installation, None)
        await undo(server, installation)
        _log.info("an installation that was never completed is undone", client_id=installation.client_id)
        await farewell.say(server)


async def check_for_updates(server: Server) -> None:
    """Read descriptors again that were not for a day. What asks for no more is taken, the rest waits for consent."""
    before = to_micros(server.clock.now() - CHECK_EVERY)
    async with server.db.read() as tx:
        found = await storage.list_unchecked(tx, before, _AT_ONCE)
    for installation in found:
        async with server.db.begin() as tx:
            is_ours = await storage.take_check(tx, installation.client_id, before)
        if is_ours:
            await _check(server, installation)


async def _check(server: Server, installation: Installation) -> None:
    try:
        read = await fetch_descriptor(server.outbound, installation.url or "")
        if read.text in {installation.descriptor, installation.pending}:
            return
        done = await update(server, installation, read)
    except ApiError as fault:
        _log.info("no update of an add-on", client_id=installation.client_id, reason=fault.message)
        return
    if done.waits_for:
        wants = ", ".join(SCOPE_TEXTS[scope].name for scope in sorted(done.waits_for))
        await _tell_room(
            server,
            installation,
            f"It asks for more than it may do: {html.escape(wants)}. A room admin can look at it and approve it",
        )
    elif done.hears:
        hears = ", ".join(f"<code>{html.escape(one)}</code>" for one in done.hears)
        await _tell_room(
            server, installation, f"From now on it also hears: {hears}. A room admin can switch it off"
        )


async def _tell_room(server: Server, installation: Installation, what: str) -> None:
    """Say in the room what a new version wants. For the whole group the page of add-ons and the audit log say it."""
    if installation.room_id is None:
        return
    name = html.escape(read_descriptor(installation.descriptor.encode()).said.name)
    page = html.escape(server.links.web(f"/rooms/addons/{installation.room_id}"))
    text = f'There is a new version of <b>{name}</b>. {what} among the <a href="{page}">integrations</a>.'
    async with server.db.begin() as tx:
        room = await get_room_of_group(tx, installation.group_id, installation.room_id)
        if room is not None:
            await post_notice(tx, room, sender="Add-ons", html=text, color="yellow")
