"""E-mail: taken by a real mail server, tried again when it is not, and never in the way of anything."""

import asyncio
import re
import time
from pathlib import Path
from typing import Any

import pytest
import structlog

from chinwag.clock import Clock
from chinwag.errors import BadRequest
from chinwag.mail.letter_texts import write_letter
from chinwag.mail.letters import as_message, mail_address
from chinwag.mail.model import BadMailServer, Letter, MailFailed, mail_server
from chinwag.mail.service import MOST_WAITING, RETRY_AFTER_S, Mail
from chinwag.settings import Settings
from tests.mail.mailbox import NAME, PASSWORD, mailbox, own_certificate, text_of
from tests.messages.hostile_html import SAMPLES

LINK = "https://chat.example.com/invite/SecretSecretSecretSecretSecretSecretSecr"


class Waits:
    """Instead of sleeping: notes how long it would have been."""

    def __init__(self) -> None:
        self.asked: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.asked.append(seconds)


def mail_of(url: str, **more: Any) -> tuple[Mail, Waits]:
    waits = Waits()
    settings = Settings(smtp_url=url, public_url="https://chat.example.com", **more)
    return Mail(settings, Clock(), pause=waits), waits


def write(mail: Mail, to: str = "ann@example.com", subject: str = "Come over") -> bool:
    return mail.send(to, subject, f"Open {LINK}", f"<p>Open <a href='{LINK}'>this</a></p>")


async def test_a_letter_arrives_as_text_and_as_html() -> None:
    async with mailbox() as box:
        mail, _ = mail_of(f"smtp://127.0.0.1:{box.port}")

        assert write(mail)
        letter = await box.next()

    assert letter["To"] == "ann@example.com"
    assert letter["From"] == "Chinwag <chinwag@chat.example.com>"
    assert letter["Subject"] == "Come over"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert text_of(letter).strip() == f"Open {LINK}"
    assert f"<a href='{LINK}'>" in text_of(letter, "html")


async def test_without_a_server_nothing_is_sent() -> None:
    mail, _ = mail_of("")

    assert not mail.is_on
    assert not write(mail)
    with pytest.raises(MailFailed, match="CHINWAG_SMTP_URL"):
        await mail.check()


async def test_sending_returns_before_the_server_has_answered() -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()
        is_over.set()

    is_over = asyncio.Event()
    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    async with server:
        mail, _ = mail_of(f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        started = time.monotonic()
        assert write(mail)
        await asyncio.sleep(0.05)
        assert time.monotonic() - started < 10
        started = time.monotonic()
        await mail.stop()
        assert time.monotonic() - started < 10
        await asyncio.wait_for(is_over.wait(), 15)
        await asyncio.sleep(0.01)


async def test_a_letter_that_was_put_off_is_tried_again_with_growing_waits() -> None:
    async with mailbox() as box:
        box.answers = ["451 later", "421 later still"]
        mail, waits = mail_of(f"smtp://127.0.0.1:{box.port}")

        write(mail)
        await mail.settled()

        assert len(box.letters) == 1
    assert [
        round(seconds / usual) for seconds, usual in zip(waits.asked, RETRY_AFTER_S[:2], strict=True)
    ] == [
        1,
        1,
    ]


async def test_a_letter_that_was_refused_is_not_tried_again() -> None:
    async with mailbox() as box:
        box.answers = ["550 no such person"] * 9
        mail, waits = mail_of(f"smtp://127.0.0.1:{box.port}")

        write(mail)
        await mail.settled()

        assert (box.tries, waits.asked) == (1, [])


async def test_a_server_that_is_away_is_tried_and_then_given_up() -> None:
    async with mailbox() as box:
        port = box.port
    mail, waits = mail_of(f"smtp://127.0.0.1:{port}")

    write(mail)
    await mail.settled()

    assert len(waits.asked) == len(RETRY_AFTER_S)


async def test_no_log_line_holds_the_letter_the_address_or_the_password() -> None:
    async with mailbox(needs_login=True) as box:
        box.answers = [f"451 {LINK} looks odd", f"554 refused because of {LINK}"]
        mail, _ = mail_of(f"smtp://{NAME}:{PASSWORD}@127.0.0.1:{box.port}")
        wrong, _ = mail_of(f"smtp://{NAME}:not-{PASSWORD}@127.0.0.1:{box.port}")

        with structlog.testing.capture_logs() as lines:
            write(mail)
            write(wrong)
            await mail.settled()
            await wrong.settled()

    assert {line["event"] for line in lines} == {"mail failed", "mail given up"}
    said = repr(lines)
    for secret in (PASSWORD, "SecretSecret", "ann@example.com"):
        assert secret not in said
    assert PASSWORD not in repr(mail_server(f"smtp://{NAME}:{PASSWORD}@h"))
    assert LINK not in repr(Letter("a@b", "s", LINK, LINK))


async def test_the_queue_is_bounded() -> None:
    mail, _ = mail_of("smtp://127.0.0.1:9")

    taken = [write(mail) for _ in range(MOST_WAITING + 5)]

    assert taken.count(False) == 5
    await mail.stop()


async def test_name_and_password_are_given_over_starttls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, trusted = own_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    async with mailbox(tls=context, needs_login=True) as box:
        mail, _ = mail_of(f"smtp+starttls://{NAME}:{PASSWORD}@localhost:{box.port}")
        write(mail)
        await box.next()
        assert box.signed_in == ["right"]
        assert await mail.check() == f"localhost:{box.port}"


async def test_smtps_encrypts_from_the_first_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context, trusted = own_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    async with mailbox(tls=context, is_tls_first=True) as box:
        mail, _ = mail_of(f"smtps://localhost:{box.port}")
        write(mail)
        await box.next()


async def test_a_certificate_that_does_not_hold_is_refused(tmp_path: Path) -> None:
    context, _ = own_certificate(tmp_path)
    async with mailbox(tls=context, needs_login=True) as box:
        mail, _ = mail_of(f"smtp+starttls://{NAME}:{PASSWORD}@localhost:{box.port}")
        with pytest.raises(MailFailed):
            await mail.check()
        assert box.signed_in == []


async def test_a_password_is_never_sent_in_clear_to_another_machine() -> None:
    assert mail_server(f"smtp://{NAME}:{PASSWORD}@mail.example.com").security == "required"
    assert mail_server("smtp://mail.example.com").security == "offered"
    async with mailbox(needs_login=True) as box:
        mail, _ = mail_of(f"smtp+starttls://{NAME}:{PASSWORD}@127.0.0.1:{box.port}")
        with pytest.raises(MailFailed):
            await mail.check()
        assert box.signed_in == []


@pytest.mark.parametrize(
    "url", ["http://mail.example.com", "smtp://", "mail.example.com:25", "smtp://h:99999", "smtp://h:x"]
)
def test_a_setting_that_cannot_be_meant_is_refused(url: str) -> None:
    with pytest.raises(BadMailServer):
        mail_server(url)


def test_a_name_with_signs_of_its_own_is_taken_from_the_url() -> None:
    server = mail_server("smtps://ann%40example.com:p%3A%2F%40ss@mail.example.com")
    assert (server.name, server.password, server.port) == ("ann@example.com", "p:/@ss", 465)


@pytest.mark.parametrize("crlf", ["\r\n", "\n", "\r", "\u2028", "\x0b", "\x00", "\x85"])
def test_nothing_adds_a_header(crlf: str) -> None:
    letter = Letter("ann@example.com", f"Hello{crlf}Bcc: eve@example.com", "x", "x")
    message = as_message(letter, "chinwag@chat.test", Clock().now())
    assert message["Bcc"] is None
    wire = message.as_bytes()
    assert b"\nBcc:" not in wire
    assert b"\rBcc:" not in wire


@pytest.mark.parametrize(
    "address",
    [
        "ann@example.com\r\nBcc: eve@example.com",
        "ann@example.com, eve@example.com",
        '"ann\r\nBcc: eve@example.com"@example.com',
        "ann <eve@example.com>",
        "ann@",
        "@example.com",
        "ann",
        "a b@example.com",
        "ann@exa mple.com",
        "ann@example.com\x00",
        "ann@[127.0.0.1]",
    ],
)
def test_an_address_that_means_more_than_one_person_is_refused(address: str) -> None:
    with pytest.raises(BadRequest):
        mail_address(address)
    with pytest.raises(BadRequest):
        as_message(Letter(address, "x", "x", "x"), "chinwag@chat.test", Clock().now())


def test_an_address_with_letters_beyond_ascii_keeps_its_domain() -> None:
    assert mail_address("ann@hafen-süd.example").addr_spec == "ann@xn--hafen-sd-d6a.example"


def test_names_are_text_in_every_letter() -> None:
    """What people call themselves and their group neither makes HTML nor breaks a line of ours."""
    for sample in SAMPLES:
        letter = write_letter("invitation", name=sample, inviter=sample, group=sample, link=LINK, days=7)
        plain = write_letter("invitation", name="N", inviter="I", group="G", link=LINK, days=7)
        tags = re.compile(r"<[a-z!/]", re.IGNORECASE)
        assert len(tags.findall(letter.html)) == len(tags.findall(plain.html)), sample
        assert len(letter.text.splitlines()) == len(plain.text.splitlines()), sample
        assert "\n" not in letter.subject
