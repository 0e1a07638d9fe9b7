"""Whose word about the client's address counts: only that of listed proxies."""

import ipaddress
from typing import Any

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class TrustedProxies:
    """The networks whose `X-Forwarded-For` is believed; nobody's by default."""

    def __init__(self, networks: tuple[str, ...]) -> None:
        self._networks: list[Network] = [ipaddress.ip_network(text, strict=False) for text in networks]

    def client_address(self, scope: Any, headers: dict[bytes, bytes]) -> str:
        """The address of the client: the peer, or the last forwarded address that is no trusted proxy."""
        peer: str = scope["client"][0] if scope.get("client") else "local"
        if not self._networks or not self._is_trusted(peer):
            return peer
        hops = [
            hop.strip()
            for hop in headers.get(b"x-forwarded-for", b"").decode("latin-1").split(",")
            if hop.strip()
        ]
        for hop in reversed(hops):
            if not self._is_trusted(hop):
                return hop if _is_address(hop) else peer
        return peer

    def _is_trusted(self, address: str) -> bool:
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(parsed in network for network in self._networks)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
