"""A mail server of the test's own, on the test's loop, which keeps what it is given."""

import asyncio
import contextlib
import datetime
import ssl
import warnings
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NAME, PASSWORD = "quay", "s3cret-of-the-relay"


@dataclass
class MailBox:
    """What came, and how the next letters are answered: `answers` first, then 250."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    tries: int = 0
    signed_in: list[str] = field(default_factory=list)
    _came: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        self.tries += 1
        if self.answers:
            return self.answers.pop(0)
        content = envelope.content
        assert isinstance(content, bytes)
        letter = message_from_bytes(content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        self.recipients += envelope.rcpt_tos
        self._came.set()
        return "250 taken"

    def authenticate(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        is_right = isinstance(data, LoginPassword) and (data.login, data.password) == (
            NAME.encode(),
            PASSWORD.encode(),
        )
        self.signed_in.append("right" if is_right else "wrong")
        return AuthResult(success=is_right, handled=False)

    async def next(self) -> EmailMessage:
        """The newest letter, once there is one."""
        await asyncio.wait_for(self._came.wait(), 10)
        self._came.clear()
        return self.letters[-1]


@contextlib.asynccontextmanager
async def mailbox(
    *, tls: ssl.SSLContext | None = None, is_tls_first: bool = False, needs_login: bool = False, **more: Any
) -> AsyncIterator[MailBox]:
    """A server on a free port of 127.0.0.1, gone after the test."""
    box = MailBox()
    loop = asyncio.get_running_loop()

    transports: list[asyncio.BaseTransport] = []

    class Session(SMTP):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            transports.append(transport)
            super().connection_made(transport)

    def session() -> SMTP:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it advises against sign-in without TLS
            return Session(
                box,
                hostname="box.test",
                loop=loop,
                tls_context=None if is_tls_first else tls,
                authenticator=box.authenticate if needs_login else None,
                auth_required=needs_login,
                auth_require_tls=not is_tls_first and tls is not None,
                **more,
            )

    server = await loop.create_server(session, "127.0.0.1", 0, ssl=tls if is_tls_first else None)
    box.port = server.sockets[0].getsockname()[1]
    try:
        yield box
    finally:
        server.close()
        for transport in transports:
            transport.close()
        await asyncio.sleep(0.01)


def text_of(letter: EmailMessage, kind: str = "plain") -> str:
    """One of the two bodies."""
    body = letter.get_body((kind,))
    assert body is not None
    content = body.get_content()
    assert isinstance(content, str)
    return content


def own_certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A context for a server called «localhost», and the certificate that a client has to trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    chain, secret = folder / "box.pem", folder / "box.key"
    chain.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, secret)
    return context, chain
