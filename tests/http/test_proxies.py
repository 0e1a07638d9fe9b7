"""Forwarded addresses count only when a listed proxy says them."""

import pytest

from chinwag.http.proxies import TrustedProxies


def address(trusted: tuple[str, ...], peer: str, forwarded: str) -> str:
    scope = {"client": (peer, 1)}
    return TrustedProxies(trusted).client_address(scope, {b"x-forwarded-for": forwarded.encode()})


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "expected"),
    [
        ((), "192.0.2.1", "203.0.113.5", "192.0.2.1"),
        (("10.0.0.0/8",), "192.0.2.1", "203.0.113.5", "192.0.2.1"),
        (("10.0.0.0/8",), "10.1.2.3", "203.0.113.5", "203.0.113.5"),
        (("10.0.0.0/8",), "10.1.2.3", "198.51.100.7, 203.0.113.5", "203.0.113.5"),
        (("10.0.0.0/8",), "10.1.2.3", "203.0.113.5, 10.9.9.9", "203.0.113.5"),
        (("10.0.0.0/8",), "10.1.2.3", "not an address", "10.1.2.3"),
        (("10.0.0.0/8",), "10.1.2.3", "", "10.1.2.3"),
    ],
)
def test_the_last_hop_that_is_no_trusted_proxy_is_the_client(
    trusted: tuple[str, ...], peer: str, forwarded: str, expected: str
) -> None:
    assert address(trusted, peer, forwarded) == expected
