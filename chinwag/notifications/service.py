"""Devices that want to be woken: added, listed, forgotten. What is sent to them is in `pusher.py`."""

import hashlib

import msgspec
from yarl import URL

from chinwag.accounts.service import find_session_caller
from chinwag.callers import Caller
from chinwag.clock import Clock, to_micros
from chinwag.db.tx import ReadTx, Tx
from chinwag.errors import BadRequest, NotFound, invalid
from chinwag.notifications import storage
from chinwag.notifications.model import MOST_DEVICES, Address, Subscription
from chinwag.notifications.schema import PushDeviceIn
from chinwag.oauth.service import find_caller
from chinwag.outbound.client import Outbound, Refused
from chinwag.outbound.guard import is_allowed, is_literal
from chinwag.sealing import Sealer

_decode = msgspec.json.Decoder(Address).decode


async def check_device(outbound: Outbound, device: PushDeviceIn) -> None:
    """Refuse an address that may not be called, and keys that nothing can be encrypted with.

    Only https, but in networks that the admin lets calls reach: a push service of one's own may be there.
    """
    from chinwag.notifications.web_push import BadKeys, read_keys

    try:
        await outbound.check_resolved(device.endpoint)
    except Refused as refused:
        raise invalid(str(refused), field="endpoint", validation="format", value=device.endpoint) from None
    target = URL(device.endpoint)
    is_own_network = is_literal(target.raw_host or "") and not is_allowed(target.raw_host or "")
    if target.scheme != "https" and not is_own_network:
        raise invalid(
            "The address must start with https://.",
            field="endpoint",
            validation="format",
            value=device.endpoint,
        )
    try:
        read_keys(device.keys.p256dh, device.keys.auth)
    except BadKeys:
        raise invalid(
            "These are no keys of a push subscription. Send what the browser gives.",
            field="keys",
            validation="format",
            value=device.keys.p256dh,
        ) from None


async def add_device(tx: Tx, caller: Caller, sealer: Sealer, device: PushDeviceIn) -> Subscription:
    """Wake this device from now on, as long as the session or token lives that the caller came with.

    An address that is known already is taken over: somebody else signed in with that browser.
    """
    endpoint_hash = hashlib.sha256(device.endpoint.encode()).hexdigest()
    user_id = caller.acting_user
    if await storage.count_others(tx, user_id, endpoint_hash) >= MOST_DEVICES:
        raise BadRequest(f"You have {MOST_DEVICES} devices already. Remove one first.")
    address = Address(device.endpoint, device.keys.p256dh, device.keys.auth)
    host = (URL(device.endpoint).host or "")[:253]
    sealed = sealer.seal(msgspec.json.encode(address).decode(), _purpose(caller.group_id, user_id))
    created_at = to_micros(tx.now)
    device_id = await storage.put_subscription(
        tx,
        group_id=caller.group_id,
        user_id=user_id,
        credential=caller.credential,
        endpoint_hash=endpoint_hash,
        host=host,
        label=device.label,
        sealed=sealed,
        created_at=created_at,
    )
    tx.forget(f"push:{caller.group_id}")
    return Subscription(device_id, user_id, caller.credential, host, device.label, sealed, created_at)


def address_of(sealer: Sealer, group_id: int, subscription: Subscription) -> Address:
    """Where a device is; `Unreadable` when it was sealed with another server's key."""
    return _decode(sealer.open(subscription.sealed, _purpose(group_id, subscription.user_id)))


def _purpose(group_id: int, user_id: int) -> str:
    return f"push {group_id} {user_id}"


async def list_devices(tx: ReadTx, clock: Clock, caller: Caller) -> list[Subscription]:
    """The caller's devices whose session or token still lives."""
    found = await storage.list_of_user(tx, caller.acting_user)
    return [one for one in found if await caller_of(tx, clock, one) is not None]


async def find_device(tx: ReadTx, caller: Caller, ref: str) -> Subscription:
    """One of the caller's devices; NotFound also for those of other people."""
    for one in await storage.list_of_user(tx, caller.acting_user):
        if str(one.id) == ref:
            return one
    raise NotFound(f"Device {ref} not found")


async def remove_device(tx: Tx, group_id: int, device_id: int) -> None:
    """Wake it no longer."""
    await storage.delete_subscription(tx, device_id)
    tx.forget(f"push:{group_id}")


async def caller_of(tx: ReadTx, clock: Clock, device: Subscription) -> Caller | None:
    """Whom the device's session or token makes its person now; None once that has ended."""
    kind, _, rest = device.credential.partition(":")
    if kind == "session":
        caller = await find_session_caller(tx, rest)
    else:
        token_hash = await storage.get_token_hash(tx, int(rest))
        caller = None if token_hash is None else await find_caller(tx, token_hash)
    if caller is None or caller.is_disabled or caller.is_expired(clock.steady()):
        return None
    return caller if caller.user_id == device.user_id else None
