"""Addresses that add-ons give: absolute, to be called by us or opened by browsers."""

import re
from urllib.parse import urlencode, urlsplit, urlunsplit

_BAD = re.compile(r"[\s\x00-\x1f\x7f<>\"\\^`]")


def host_of(text: str) -> str | None:
    """The host of an absolute http(s) address; None for anything else."""
    if _BAD.search(text):
        return None
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    return None if re.search(r"[{}]", parts.netloc) else host


def is_plain_address(text: str) -> bool:
    """Whether it is an absolute http(s) address, and names no user or password."""
    return host_of(text) is not None and "@" not in urlsplit(text).netloc


def with_query(url: str, **added: str) -> str:
    """The address with more parameters behind whatever its query holds."""
    parts = urlsplit(url)
    query = "&".join(part for part in (parts.query, urlencode(added)) if part)
    return urlunsplit(parts._replace(query=query))


def origin_of(address: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(address)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname or ''}{port}"
