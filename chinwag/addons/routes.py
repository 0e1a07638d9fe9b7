"""Endpoints by which people install and manage add-ons. Ours; HipChat had pages alone.

They are for people in the web client: a token that could install an add-on could give itself any scope.
"""

from typing import Any

import msgspec

from chinwag.addons import service
from chinwag.addons.again import install_or_update
from chinwag.addons.connected import describe
from chinwag.addons.descriptor import ReadDescriptor, fetch_descriptor, home_of, read_descriptor
from chinwag.addons.install import Wish, require_place
from chinwag.addons.outgoing import check_outgoing
from chinwag.addons.removal import uninstall
from chinwag.addons.schema import (
    AddonEntries,
    AddonEntry,
    AddonReview,
    InstalledOut,
    InstallIn,
    RemovedOut,
    ReviewIn,
    UpdatedOut,
    UpdateIn,
    installed_out,
    review_out,
)
from chinwag.addons.server import Server
from chinwag.addons.update import set_disabled, update
from chinwag.errors import BadRequest
from chinwag.http.access import IN_PERSON, Access
from chinwag.http.endpoint import Call, Created, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.oauth.schema import scope_out
from chinwag.rooms.model import Room
from chinwag.scopes import ONLY_USER, Scope

endpoints = Endpoints("add-ons")

_SEE: Access = {
    "scopes_any": frozenset({Scope.ADMIN_GROUP, Scope.ADMIN_ROOM}),
    "clients": ONLY_USER,
}


async def _read(call: Call[NoQuery], url: str | None, given: dict[str, Any] | None) -> ReadDescriptor:
    service.require_one(url, given)
    if url is not None:
        return await fetch_descriptor(call.services.outbound, url)
    return read_descriptor(msgspec.json.encode(given))


async def _place(call: Call[NoQuery], ref: int | str | None) -> Room | None:
    async with call.db.read() as tx:
        return await service.require_installer(tx, call.caller, None if ref is None else str(ref))


@endpoints.post(
    "/api/addon/review",
    id="review_addon",
    title="Look at an add-on",
    body=ReviewIn,
    reply=AddonReview,
    **IN_PERSON,
)
async def review_addon(call: Call[NoQuery], body: ReviewIn) -> AddonReview:
    """Read a descriptor and say what would be installed: who makes it, what it may do, what it hears and shows."""
    room = await _place(call, body.room)
    read = await _read(call, body.url, body.descriptor)
    await check_outgoing(call.services.outbound, read)
    require_place(read, room.id if room else None)
    async with call.db.read() as tx:
        known = await service.find_installed(tx, call.caller, room, read.said.key)
    return review_out(read, body.url, room, known)


@endpoints.post(
    "/api/addon",
    id="install_addon",
    title="Install an add-on",
    body=InstallIn,
    reply=InstalledOut,
    status=201,
    **IN_PERSON,
)
async def install_addon(call: Call[NoQuery], body: InstallIn) -> Created:
    """Install an add-on in a room, for the room's admins, or for the group, for group admins.

    `scopes` are those that were approved after the review. The add-on is told; when it refuses, nothing is left.
    Where it is installed already it is updated, or replaced when it has no `updateCallbackUrl`.
    """
    room = await _place(call, body.room)
    read = await _read(call, body.url, body.descriptor)
    wish = Wish(
        read=read,
        url=home_of(body.url),
        group_id=call.caller.group_id,
        room_id=room.id if room else None,
        user_id=call.caller.user_id,
        approved=frozenset(body.scopes),
    )
    installed = await install_or_update(Server.of(call.services), wish)
    reply = installed_out(installed, describe(installed.installation, room))
    return Created(reply, call.links.web(f"/api/addon/{installed.installation.client_id}"))


@endpoints.get("/api/addons", id="list_addons", title="List add-ons", reply=AddonEntries, **_SEE)
async def list_addons(call: Call[NoQuery]) -> AddonEntries:
    """List the add-ons that the caller manages: all for group admins, those of their rooms for room admins."""
    async with call.db.read() as tx:
        found = await service.list_addons(tx, call.caller)
    return AddonEntries([describe(installation, room) for installation, room in found])


@endpoints.get("/api/addon/{addon}", id="get_addon", title="Get an add-on", reply=AddonEntry, **_SEE)
async def get_addon(call: Call[NoQuery]) -> AddonEntry:
    """Get an installed add-on by its oauthId."""
    async with call.db.read() as tx:
        return describe(*await service.find_addon(tx, call.caller, call.path["addon"]))


@endpoints.delete(
    "/api/addon/{addon}", id="remove_addon", title="Remove an add-on", reply=RemovedOut, **IN_PERSON
)
async def remove_addon(call: Call[NoQuery]) -> RemovedOut:
    """Remove an add-on: its tokens end at once, its webhooks, modules and deliveries are gone. Then it is told."""
    async with call.db.read() as tx:
        installation, _ = await service.find_addon(tx, call.caller, call.path["addon"])
    return RemovedOut(await uninstall(Server.of(call.services), installation, call.caller.user_id))


@endpoints.post(
    "/api/addon/{addon}/update",
    id="update_addon",
    title="Update an add-on",
    body=UpdateIn,
    body_required=False,
    reply=UpdatedOut,
    **IN_PERSON,
)
async def update_addon(call: Call[NoQuery], body: UpdateIn) -> UpdatedOut:
    """Read the add-on's descriptor again and take what changed. New scopes wait until they are approved."""
    async with call.db.read() as tx:
        installation, _ = await service.find_addon(tx, call.caller, call.path["addon"])
    url = installation.url if body.descriptor is None else None
    if url is None and body.descriptor is None:
        raise BadRequest("This add-on was given as a text. Give its new descriptor.")
    read = await _read(call, url, body.descriptor)
    done = await update(Server.of(call.services), installation, read, frozenset(body.scopes))
    return UpdatedOut([scope_out(scope) for scope in sorted(done.waits_for)], done.problem)


async def _switch(call: Call[NoQuery], *, is_disabled: bool) -> None:
    async with call.db.begin() as tx:
        installation, _ = await service.find_addon(tx, call.caller, call.path["addon"])
        await set_disabled(tx, installation, is_disabled=is_disabled)


@endpoints.post("/api/addon/{addon}/disable", id="disable_addon", title="Disable an add-on", **IN_PERSON)
async def disable_addon(call: Call[NoQuery]) -> None:
    """Switch an add-on off: its tokens are refused (403), its webhooks rest, its modules are not shown."""
    await _switch(call, is_disabled=True)


@endpoints.post("/api/addon/{addon}/enable", id="enable_addon", title="Enable an add-on", **IN_PERSON)
async def enable_addon(call: Call[NoQuery]) -> None:
    """Switch an add-on on again."""
    await _switch(call, is_disabled=False)
