"""Against forged requests: a value that only our own pages know, and a look at where a request comes from.

The value is derived from the session cookie, which no page can read; before sign-in, from a random cookie
made for this purpose. So nothing has to be stored, and a new session has a new value.
"""

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import urlsplit

from chinwag.accounts.cookies import SESSION_DAYS, read_cookie, set_cookie
from chinwag.errors import Forbidden

Headers = Mapping[bytes, bytes]
"""Request headers, names in lower case."""

_OWN_SITES = {b"same-origin", b"none"}


class Csrf:
    """Knows our cookies and our origin. Under https the cookies carry the `__Host-` prefix and `Secure`."""

    def __init__(self, base_url: str) -> None:
        parts = urlsplit(base_url)
        self.is_secure = parts.scheme == "https"
        self.origin = f"{parts.scheme}://{parts.netloc}".lower().encode("latin-1", "replace")
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
        origin = headers.get(b"origin")
        if origin is not None and origin.lower() != self.origin:
            return False
        site = headers.get(b"sec-fetch-site")
        return site is None or site in _OWN_SITES

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
