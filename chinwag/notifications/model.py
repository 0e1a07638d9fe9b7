"""Web Push: the devices of people that want to be woken, and what is said to them."""

from dataclasses import dataclass

MOST_DEVICES = 20
"""Devices that one person may have."""

LONGEST_LABEL = 100


@dataclass(frozen=True, slots=True)
class Subscription:
    """A device. `sealed` holds its address and keys; `credential` is the session or token that it ends with."""

    id: int
    user_id: int
    credential: str
    host: str
    label: str
    sealed: str
    created_micros: int


@dataclass(frozen=True, slots=True)
class Address:
    """Where a device is reached, and the keys that only it can read with (RFC 8291)."""

    endpoint: str
    p256dh: str
    auth: str
