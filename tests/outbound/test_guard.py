"""Which addresses are refused before anything is looked up, in every spelling."""

import pytest

from chinwag.outbound.client import Outbound, Refused
from chinwag.outbound.guard import is_allowed, parse_networks

REFUSED = """
    0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1 127.8.9.1
    168.63.129.16 169.254.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1
    192.88.99.1 192.168.0.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255
    240.0.0.1 255.255.255.255
    :: ::1 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 ::ffff:0:7f00:1
    64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::7f00:1 64:ff9b:1:ffff::a00:1 100::1 2001::1
    2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1::
    2002:808:808::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1 ff0e::1
    4000::1 2606:4700::1%eth0
""".split()  # noqa: SIM905

PUBLIC = """
    1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.1 100.63.255.255 100.128.0.1 126.255.255.255 128.0.0.1
    172.15.255.255 172.32.0.1 192.167.255.255 192.169.0.1 198.17.255.255 198.20.0.1 223.255.255.255
    2606:4700:4700::1111 2a00:1450:4001::1 2400:cb00::1
""".split()  # noqa: SIM905

SPELLINGS = [
    *("127.1", "127.0.1", "2130706433", "0x7f000001", "0x7F.1", "0177.0.0.1", "017700000001", "127.0.0.01"),
    *("0", "0x0", "00000000", "1.2.3", "0x8.8.8.8", "134744072", "8.8.8.08", "127.0.0.1.", "127.0.0.0x1"),
    *("１２７.０.０.１", "①②⑦.⓪.⓪.①", "127。0。0。1", "127．0．0．1", "０x７f.１", "２１３０７０６４３３"),
    *("127.0.0.%31", "%31%32%37.0.0.1", "127.0.0.1%00", "127.0.0.1%20", "256.0.0.1", "1.2.3.4.5"),
    *("[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]"),
    *("[64:ff9b::127.0.0.1]", "[64:ff9b:1::10.0.0.1]", "[2002:7f00:1::]", "[fe80::1%25eth0]", "[fd00::1]"),
    *("[2606:4700::1%25eth0]", "[v1.x]", "[::1", "::1"),
]


@pytest.mark.parametrize("address", REFUSED)
def test_address_that_is_not_public_is_refused(address: str) -> None:
    assert not is_allowed(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_address_is_allowed(address: str) -> None:
    assert is_allowed(address)


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_of_a_number_gets_past_the_check(host: str) -> None:
    with pytest.raises(Refused):
        Outbound().check(f"http://{host}/hook")


@pytest.mark.parametrize(
    "url",
    [
        *("", "example.com", "/hook", "//example.com/hook", "http:", "http://", "http:///hook", "https:/x"),
        *("ftp://example.com/", "file:///etc/passwd", "gopher://example.com/", "javascript:alert(1)"),
        *("unix:///run/x.sock", "http+unix://x/", "data:text/plain,x", "ws://example.com/"),
        *("http://ada:secret@example.com/", "http://ada@example.com/", "http://:secret@example.com/"),
        *("http://@example.com/", "http://example.com@127.0.0.1/", "http://127.0.0.1\\@example.com/"),
        *("http://exa mple.com/", "http://exa\tmple.com/", "http://example.com/\r\nX: y", "http://a\0b/"),
        *(" http://example.com/", "http://example.com:99999/", "http://-/", "http://./", "http://a%2eb/"),
        *(f"http://{'a' * 64}.{'b' * 190}/", "http://a!b/", "http://<b>/", "http://example.com:x/"),
    ],
)
def test_what_is_no_absolute_address_of_a_host_is_refused(url: str) -> None:
    with pytest.raises(Refused):
        Outbound().check(url)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://example.com",
            "https://example.com/hook?a=b#c",
            "HTTP://EXAMPLE.COM:8080/",
            "http://8.8.8.8:1",
        ),
        *("http://my_host.example.com./x", "https://bücher.example/", "http://[2606:4700:4700::1111]:22/"),
        *("http://build-7/hook", "http://localhost/", "http://1.example.com/", "http://x/%7Ba%7D/{b}/c d"),
    ],
)
def test_other_addresses_pass_until_the_name_is_looked_up(url: str) -> None:
    Outbound().check(url)


def test_listed_networks_are_admitted_and_only_they() -> None:
    networks = parse_networks(("10.1.0.0/16", " 192.168.7.9 ", "fd00::/8"))
    assert is_allowed("10.1.2.3", networks)
    assert is_allowed("192.168.7.9", networks)
    assert is_allowed("fd12::1", networks)
    assert is_allowed("1.1.1.1", networks)
    for refused in ("10.2.0.1", "192.168.7.8", "::ffff:10.1.2.3", "127.0.0.1", "fe80::1"):
        assert not is_allowed(refused, networks)


def test_network_that_carries_ipv4_addresses_admits_only_those_that_are_allowed_themselves() -> None:
    networks = parse_networks(("64:ff9b::/96", "2002::/16", "::/96", "::ffff:0:0/96", "2001::/32"))
    assert is_allowed("64:ff9b::8.8.8.8", networks)
    assert is_allowed("::ffff:8.8.8.8", networks)
    for inside in ("64:ff9b::127.0.0.1", "2002:7f00:1::1", "::10.0.0.1", "::ffff:169.254.169.254"):
        assert not is_allowed(inside, networks)
    assert not is_allowed("2001:0:4136:e378:8000:63bf:80ff:fffe", networks)  # Teredo to 127.0.0.1


def test_what_is_no_address_is_refused() -> None:
    assert not is_allowed("example.com")
    assert not is_allowed("")


def test_unsound_network_is_named() -> None:
    with pytest.raises(ValueError, match=r"10\.0\.0\.0/99"):
        Outbound(allow=("10.0.0.0/99",))


def test_sentence_of_a_refusal_names_the_setting() -> None:
    with pytest.raises(Refused, match="outbound_allow"):
        Outbound().check("http://127.0.0.1:8000/")
