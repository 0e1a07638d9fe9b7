"""Endpoints of Web Push: any client that can decrypt RFC 8291 may be woken."""

from chinwag.http.endpoint import Call, Created, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.notifications import service
from chinwag.notifications.schema import PushDevice, PushDeviceIn, PushDevices, push_device
from chinwag.scopes import ONLY_USER, Scope

endpoints = Endpoints("notifications")


@endpoints.get(
    "/api/account/push",
    id="list_push_devices",
    title="Get my push devices",
    scopes_any={Scope.VIEW_MESSAGES},
    clients=ONLY_USER,
    reply=PushDevices,
)
async def list_push_devices(call: Call[NoQuery]) -> PushDevices:
    """The devices that are woken when something wants the caller's attention, and the server's public key."""
    async with call.db.read() as tx:
        found = await service.list_devices(tx, call.services.clock, call.caller)
    items = [push_device(one, call.caller.credential) for one in found]
    return PushDevices(call.services.pusher.public_key, items)


@endpoints.post(
    "/api/account/push",
    id="add_push_device",
    title="Add a push device",
    scopes_any={Scope.VIEW_MESSAGES},
    clients=ONLY_USER,
    body=PushDeviceIn,
    reply=PushDevice,
    status=201,
)
async def add_push_device(call: Call[NoQuery], body: PushDeviceIn) -> Created:
    """Wake a device by Web Push (RFC 8030, 8291, 8292) when none of the person's clients is in use.

    It ends with the session or token of this call. Its push service must be reachable under a public address; a
    service that answers 404 or 410 ends it, too. An address that is known is taken over.
    """
    await service.check_device(call.services.outbound, body)
    async with call.db.begin() as tx:
        added = await service.add_device(tx, call.caller, call.services.sealer, body)
    return Created(push_device(added, call.caller.credential))


@endpoints.delete(
    "/api/account/push/{device}",
    id="remove_push_device",
    title="Remove a push device",
    scopes_any={Scope.VIEW_MESSAGES},
    clients=ONLY_USER,
)
async def remove_push_device(call: Call[NoQuery]) -> None:
    """Wake it no longer."""
    async with call.db.begin() as tx:
        found = await service.find_device(tx, call.caller, call.path["device"])
        await service.remove_device(tx, call.caller.group_id, found.id)


@endpoints.post(
    "/api/account/push/{device}/test",
    id="test_push_device",
    title="Try a push device",
    scopes_any={Scope.VIEW_MESSAGES},
    clients=ONLY_USER,
)
async def test_push_device(call: Call[NoQuery]) -> None:
    """Send it a message now, whatever the person is doing."""
    async with call.db.read() as tx:
        found = await service.find_device(tx, call.caller, call.path["device"])
    call.services.pusher.try_out(call.caller.group_id, found)
