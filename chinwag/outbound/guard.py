"""Which addresses outgoing calls may reach. Pure: no look-ups, no sockets.

The lists are IANA's special-purpose registries, written out: what `ipaddress` calls global changes with the version
of Python, and 64:ff9b::/96, 2002::/16 and multicast are global to it.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from yarl import URL

from chinwag.outbound.model import Refused

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_REFUSED_V4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",  # this host
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared by carriers; some clouds keep their metadata there
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud's metadata on a public address
        "169.254.0.0/16",  # link-local, most clouds' metadata
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_GLOBAL_V6 = IPv6Network("2000::/3")
_REFUSED_V6 = tuple(
    IPv6Network(text)
    for text in (
        "2001::/23",  # protocol assignments: Teredo, ORCHID, benchmarking
        "2001:db8::/32",
        "2002::/16",  # 6to4
        "3fff::/20",
        "5f00::/16",
    )
)
_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_SIX_TO_FOUR = IPv6Network("2002::/16")
_COMPATIBLE = IPv6Network("::/96")

_START = re.compile(r"https?://([^/?#]*)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?\.?")
_ENDS_IN_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0[xX][0-9A-Fa-f]*)\.?")


def parse_networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """The networks that the admin lets calls reach; ValueError says which text is none."""
    return tuple(ip_network(text.strip(), strict=False) for text in texts if text.strip())


def is_allowed(address: str | Address, networks: Iterable[Network] = ()) -> bool:
    """Whether a call may be connected to `address`: it is public, or in one of `networks`.

    Addresses that carry an IPv4 address (mapped, compatible, 6to4, NAT64, Teredo) are public never; in a network of
    the list they also need that what they carry is allowed.
    """
    return _judged(address, tuple(networks))


@lru_cache(maxsize=1024)
def _judged(address: str | Address, networks: tuple[Network, ...]) -> bool:
    try:
        known = ip_address(address) if isinstance(address, str) else address
    except ValueError:
        return False
    if any(known in network for network in networks):
        inner = _carried(known)
        return inner is None or is_allowed(inner, networks)
    return _is_public(known)


def _is_public(address: Address) -> bool:
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _REFUSED_V4)
    return (
        address in _GLOBAL_V6
        and address.scope_id is None
        and not any(address in network for network in _REFUSED_V6)
    )


def _carried(address: Address) -> IPv4Address | None:
    """The IPv4 address inside an IPv6 one, where the network may unpack it."""
    if isinstance(address, IPv4Address):
        return None
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.teredo is not None:
        return address.teredo[1]
    if address in _SIX_TO_FOUR:
        return address.sixtofour
    is_special = address.is_loopback or address.is_unspecified
    if any(address in network for network in _NAT64) or (address in _COMPATIBLE and not is_special):
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return None


def read_url(url: str, networks: Iterable[Network] = ()) -> URL:
    """The address as it will be called. Refuses what is no absolute http(s) address of a host that may be called.

    Names are not looked up. Numbers are: a host whose last part is a number is an IPv4 address to every resolver,
    so it must be written in full (127.1, 0x7f000001, 2130706433 and 0177.0.0.1 are refused whatever they mean).
    """
    parsed = _parsed(url)
    host = parsed.raw_host or ""
    literal = _literal(host)
    if literal is None and (len(host) > 253 or not _NAME.fullmatch(host)):
        raise Refused("The address must name a host, as in https://example.com/hook.")
    if literal is not None and not is_allowed(literal, networks):
        raise refusal(host)
    return parsed


def refusal(host: str) -> Refused:
    """The sentence for a host whose address may not be called."""
    return Refused(
        f"{host} is not a public address. The admin of this server can allow it with the setting outbound_allow."
    )


def is_literal(host: str) -> bool:
    """Whether a host that was read is an IP address."""
    return _literal(host) is not None


def _parsed(url: str) -> URL:
    if _CONTROL.search(url):
        raise Refused("The address must not contain control characters.")
    start = _START.match(url)
    if start is None:
        raise Refused("The address must start with http:// or https://.")
    if "@" in start[1]:
        raise Refused("The address must not contain a user name or password.")
    try:
        parsed = URL(url)
    except ValueError:
        raise Refused("The address is not a valid URL.") from None
    if not parsed.raw_host or ("[" in start[1]) != (":" in parsed.raw_host):
        raise Refused("The address must name a host, as in https://example.com/hook.")
    return parsed


def _literal(host: str) -> Address | None:
    try:
        if ":" in host:
            return IPv6Address(host)
        if _ENDS_IN_NUMBER.fullmatch(host):
            return IPv4Address(host)
    except ValueError:
        raise Refused("Write an IP address in full, as in https://192.0.2.7/hook.") from None
    return None
