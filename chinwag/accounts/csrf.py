"""Against forged requests: a value that only our own pages know, and a look at where a request comes from.

The value is derived from the session cookie, which no page can read; before sign-in, from a random cookie
made for this purpose. So nothing has to be stored, and a new session has a new value.
"""

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

from chinwag.accounts.cookies import SESSION_DAYS, read_cookie, set_cookie
from chinwag.errors import Forbidden

Headers = Mapping[bytes, bytes]
"""Request headers, names in lower case."""

_OWN_SITES = {b"same-origin", b"none"}
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def is_loopback(host: str) -> bool:
    """Whether a host is one of the names by which a machine calls itself."""
    return host.lower() in {"localhost", "127.0.0.1", "::1", "[::1]"}


def _origin(scheme: str, host: str, port: int | None) -> bytes:
    """As browsers write it: lower case, without the port that the scheme means anyway."""
    shown = "" if port is None or port == _DEFAULT_PORTS.get(scheme) else f":{port}"
    return f"{scheme}://{host}{shown}".lower().encode("latin-1", "replace")


def _own_origins(parts: SplitResult, *, is_public: bool) -> frozenset[bytes]:
    """Ours; without a public address and on a loopback name also those of the other two loopback names."""
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    names = _LOOPBACK if is_loopback(host) and not is_public else (host,)
    return frozenset(_origin(parts.scheme, name, parts.port) for name in names)


class Csrf:
    """Knows our cookies and our origin. Under https the cookies carry the `__Host-` prefix and `Secure`.

    `is_public`: the admin has set the address, so no other name of this machine will do.
    """

    def __init__(self, base_url: str, *, is_public: bool = True) -> None:
        parts = urlsplit(base_url)
        self.is_secure = parts.scheme == "https"
        self._origins = _own_origins(parts, is_public=is_public)
        self._base_url = base_url
        prefix = "__Host-" if self.is_secure else ""
        self.session_cookie = prefix + "chinwag_session"
        self.early_cookie = prefix + "chinwag_csrf"

    def session_of(self, headers: Headers) -> str | None:
        """The session that the browser sent."""
        return read_cookie(headers.get(b"cookie"), self.session_cookie)

    def early_of(self, headers: Headers) -> str | None:
        """The cookie that stands in for a session before sign-in."""
        return read_cookie(headers.get(b"cookie"), self.early_cookie)

    def value_for(self, secret: str) -> str:
        """The value that pages send as `X-CSRF-Token` beside the cookie `secret`."""
        return hmac.new(secret.encode("latin-1"), b"chinwag csrf", hashlib.sha256).hexdigest()

    def is_valid(self, secret: str | None, header: bytes | None) -> bool:
        """Whether the header's value belongs to the cookie."""
        if secret is None or header is None:
            return False
        return hmac.compare_digest(self.value_for(secret).encode("ascii"), header)

    def is_own_page(self, headers: Headers) -> bool:
        """False when the browser says that the request comes from elsewhere, or will not say (`null`)."""
        if b"origin" in headers and not self.is_own_origin(headers):
            return False
        site = headers.get(b"sec-fetch-site")
        return site is None or site in _OWN_SITES

    def is_own_origin(self, headers: Headers) -> bool:
        """Whether the browser names our own origin.

        Where several names are ours, it has to be the one under which the request was made: a page of one
        name is a stranger to the others, as the browser sees it.
        """
        origin = headers.get(b"origin", b"").lower()
        if origin not in self._origins:
            return False
        return len(self._origins) == 1 or origin.partition(b"://")[2] == _authority(headers, origin)

    def check_write(self, headers: Headers) -> None:
        """Forbidden unless one of our own pages sent this; for writes that the session cookie vouches for."""
        self._check(headers, [self.session_of(headers)])

    def check_sign_in(self, headers: Headers) -> None:
        """As `check_write`, for requests that make a session: no foreign page may sign anybody in."""
        self._check(headers, [self.early_of(headers), self.session_of(headers)])

    def _check(self, headers: Headers, secrets: list[str | None]) -> None:
        if not self.is_own_page(headers):
            raise Forbidden(f"This request comes from another site. Open {self._base_url} and try again.")
        if not any(self.is_valid(secret, headers.get(b"x-csrf-token")) for secret in secrets):
            raise Forbidden("The header X-CSRF-Token is missing or old. Reload the page and try again.")

    def session_set(self, secret: str) -> str:
        """Set-Cookie for a session."""
        return self._set(self.session_cookie, secret, SESSION_DAYS)

    def session_unset(self) -> str:
        """Set-Cookie that takes the session away."""
        return self._set(self.session_cookie, "", 0)

    def early_set(self, secret: str) -> str:
        """Set-Cookie for the time before sign-in."""
        return self._set(self.early_cookie, secret, SESSION_DAYS)

    def _set(self, name: str, value: str, days: int) -> str:
        return set_cookie(name, value, is_secure=self.is_secure, max_age_s=days * 86_400)


def _authority(headers: Headers, origin: bytes) -> bytes:
    """The Host of a request, without the port that the scheme means anyway."""
    port = b":443" if origin.startswith(b"https:") else b":80"
    return headers.get(b"host", b"").lower().removesuffix(port)
