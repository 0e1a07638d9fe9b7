"""Mail: the server that takes it, and a letter."""

import re
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import unquote, urlsplit

Security = Literal["offered", "required", "tls", "none"]
"""STARTTLS when the server offers it, STARTTLS or nothing, TLS from the first byte, no encryption."""

_SCHEMES: dict[str, tuple[Security, int]] = {
    "smtp": ("offered", 587),
    "smtp+starttls": ("required", 587),
    "smtps": ("tls", 465),
}
_OWN_MACHINE = {"localhost", "127.0.0.1", "::1"}
_BREAKS = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")


class BadMailServer(ValueError):
    """A `smtp_url` that cannot be meant; the sentence says what would do."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in. The password is no part of what it prints as."""

    host: str
    port: int
    security: Security
    name: str | None = None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """One e-mail to one person. `html` says the same as `text`. The texts may hold secrets: they are not logged."""

    to: str
    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)


def mail_server(url: str) -> MailServer:
    """The server that `smtp_url` names.

    On this machine itself nothing is encrypted unless asked for: a relay there has no certificate that would
    hold. Elsewhere a password is never sent in clear.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadMailServer("it has no port that can be one") from None
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise BadMailServer(
            "it must start with smtp://, smtp+starttls:// or smtps://, such as "
            "smtp://name:password@mail.example.com:587"
        )
    security, usual_port = _SCHEMES[parts.scheme]
    if security == "offered" and parts.hostname in _OWN_MACHINE:
        security = "none"
    elif security == "offered" and parts.password:
        security = "required"
    return MailServer(
        host=parts.hostname,
        port=usual_port if port is None else port,
        security=security,
        name=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )


def one_line(text: str, longest: int = 200) -> str:
    """Text for a header: whatever would begin another one has become a blank."""
    return _BREAKS.sub(" ", text).strip()[:longest]


class MailFailed(Exception):
    """A letter was not taken. The sentence is for the admin and holds no secret. `may_pass`: worth another try."""

    def __init__(self, sentence: str, *, may_pass: bool) -> None:
        super().__init__(sentence)
        self.may_pass = may_pass
