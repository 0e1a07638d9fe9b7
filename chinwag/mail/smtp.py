"""Speaking SMTP. Imported with the first letter: most servers send none."""

import contextlib
import re
from collections.abc import AsyncIterator, Awaitable
from email.message import EmailMessage

import aiosmtplib

from chinwag.mail.model import MailFailed, MailServer, one_line

_PATIENCE_S = 15.0
_LONG = re.compile(r"https?://\S+|\S{30,}")


@contextlib.asynccontextmanager
async def session(server: MailServer, sender: str) -> AsyncIterator[aiosmtplib.SMTP]:
    """A connection to the server, signed in; MailFailed when it does not come about."""
    smtp = _client(server, sender)
    try:
        await _translated(smtp.connect())
        yield smtp
    finally:
        with contextlib.suppress(aiosmtplib.SMTPException, OSError):
            if smtp.is_connected:
                await smtp.quit(timeout=2)
        smtp.close()


async def hand_over(message: EmailMessage, sender: str, server: MailServer) -> None:
    """Send one letter and wait for the server's word; MailFailed when it is not taken."""
    async with session(server, sender) as smtp:
        await _translated(smtp.send_message(message, sender=sender))


def _client(server: MailServer, sender: str) -> aiosmtplib.SMTP:
    return aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        username=server.name if server.password is not None else None,
        password=server.password,
        local_hostname=sender.rpartition("@")[2],
        timeout=_PATIENCE_S,
        use_tls=server.security == "tls",
        start_tls={"offered": None, "required": True, "tls": False, "none": False}[server.security],
    )


async def _translated(work: Awaitable[object]) -> None:
    try:
        await work
    except (aiosmtplib.SMTPException, OSError, ValueError) as fault:
        raise _failed(fault) from None


def _failed(fault: Exception) -> MailFailed:
    """What a fault means for a letter. What the server said is cut of all that could be a secret."""
    if isinstance(fault, aiosmtplib.SMTPRecipientsRefused) and fault.recipients:
        fault = fault.recipients[0]
    if isinstance(fault, aiosmtplib.SMTPAuthenticationError):
        sentence = f"The mail server refused name and password ({fault.code}). Check CHINWAG_SMTP_URL."
        return MailFailed(sentence, may_pass=400 <= fault.code < 500)
    if isinstance(fault, aiosmtplib.SMTPResponseException):
        said = _LONG.sub("...", one_line(fault.message, 120))
        return MailFailed(f"The mail server said {fault.code} {said}", may_pass=fault.code < 500)
    if isinstance(fault, aiosmtplib.SMTPNotSupported | ValueError):
        return MailFailed("The mail server cannot do what the letter or smtp_url needs.", may_pass=False)
    return MailFailed(f"The mail server did not answer as one ({type(fault).__name__}).", may_pass=True)
