"""A letter as it goes over the wire: plain text and HTML, with headers that nothing can add to."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from chinwag.errors import invalid
from chinwag.mail.model import Letter, one_line

_SPECIAL = frozenset('()<>[]:;@\\," \t\r\n')


def mail_address(text: str) -> Address:
    """The address that a letter goes to; BadRequest for one that no mail server would take.

    The part before the @ is taken as it is: a quoted one, which may hold anything, is refused.
    """
    name, at, domain = text.strip().rpartition("@")
    is_plain = name and domain and not (_SPECIAL & {*name, *domain}) and "\x00" not in text
    if not at or not is_plain or any(ord(character) < 33 or ord(character) == 127 for character in name):
        message = f"{one_line(text)!r} is not an e-mail address that mail can be sent to."
        raise invalid(message, field="email", validation="format", value=text[:254])
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
        return Address(username=name, domain=ascii_domain)
    except (ValueError, UnicodeError, IndexError):
        message = f"{one_line(text)!r} is not an e-mail address that mail can be sent to."
        raise invalid(message, field="email", validation="format", value=text[:254]) from None


def as_message(letter: Letter, sender: str, at: datetime) -> EmailMessage:
    """The letter with its headers. It is marked as made by a program, so that no absence note answers it."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = one_line(letter.subject)
    message["From"] = Address("Chinwag", addr_spec=sender)
    message["To"] = mail_address(letter.to)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    return message
