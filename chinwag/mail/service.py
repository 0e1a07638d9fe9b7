"""Sending e-mail beside the requests: a bounded queue, retries, and no secret in any log."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import structlog

from chinwag.clock import Clock
from chinwag.mail.letters import as_message
from chinwag.mail.model import Letter, MailFailed, MailServer, mail_server
from chinwag.settings import Settings

_log = structlog.get_logger("chinwag.mail")

RETRY_AFTER_S = (5.0, 30.0, 120.0, 600.0, 1800.0)
"""How long a letter waits after each failure that may pass; after the last one it is given up."""

MOST_WAITING = 500
_AT_ONCE = 2
_LAST_MOMENT_S = 2.0
_CHANCE = random.Random()  # noqa: S311 - spreads retries, guards nothing

Pause = Callable[[float], Awaitable[None]]


class Mail:
    """Sends letters through the server of `smtp_url`. Without one, nothing is sent and `is_on` is false.

    What waits is kept in memory: a restart loses it. Whoever sends keeps a way to send again.
    """

    def __init__(self, settings: Settings, clock: Clock, *, pause: Pause = asyncio.sleep) -> None:
        self._server = mail_server(settings.smtp_url) if settings.smtp_url else None
        self.sender = sender_of(settings)
        self._clock = clock
        self._pause = pause
        self._gate = asyncio.Semaphore(_AT_ONCE)
        self._waiting: set[asyncio.Task[None]] = set()

    @property
    def is_on(self) -> bool:
        """Whether a mail server is set."""
        return self._server is not None

    async def stop(self) -> None:
        """Give what is being sent a moment; what still waits then is lost, and said."""
        if self._waiting:
            await asyncio.wait(self._waiting, timeout=_LAST_MOMENT_S)
        left = [task for task in self._waiting if not task.done()]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        if left:
            _log.warning("mail given up at the stop", letters=len(left))

    def send(self, to: str, subject: str, text: str, html: str) -> bool:
        """Put a letter into the queue and return at once; False when it was not taken.

        Never raises and never waits: whether mail works is not the request's affair.
        """
        if self._server is None:
            return False
        if len(self._waiting) >= MOST_WAITING:
            _log.error("mail refused", reason="too many letters wait", waiting=len(self._waiting))
            return False
        task = asyncio.get_running_loop().create_task(self._deliver(Letter(to, subject, text, html)))
        self._waiting.add(task)
        task.add_done_callback(self._waiting.discard)
        return True

    async def settled(self) -> None:
        """Wait until nothing waits."""
        while self._waiting:
            await asyncio.wait(self._waiting)

    async def _deliver(self, letter: Letter) -> None:
        for attempt, wait_s in enumerate((*RETRY_AFTER_S, None), start=1):
            try:
                async with self._gate:
                    await self.send_now(letter)
                _log.info("mail sent", subject=letter.subject, attempt=attempt)
                return
            except MailFailed as failed:
                is_last = wait_s is None or not failed.may_pass
                _log.log(
                    40 if is_last else 30,
                    "mail given up" if is_last else "mail failed",
                    reason=str(failed),
                    attempt=attempt,
                )
                if is_last or wait_s is None:
                    return
            except Exception as fault:  # noqa: BLE001 - a letter that cannot be written must not be tried for ever
                _log.error("mail given up", reason=type(fault).__name__, attempt=attempt)
                return
            await self._pause(wait_s * _CHANCE.uniform(0.8, 1.2))

    async def send_now(self, letter: Letter) -> None:
        """Hand a letter to the server and wait for its word; MailFailed when it is not taken."""
        from chinwag.mail.smtp import hand_over  # a server that sends no letter need not know how

        await hand_over(as_message(letter, self.sender, self._clock.now()), self.sender, self._set_server())

    async def check(self) -> str:
        """Connect and sign in without sending anything; the server's name, or MailFailed."""
        from chinwag.mail.smtp import session

        async with session(self._set_server(), self.sender) as smtp:
            return f"{smtp.hostname}:{smtp.port}"

    def _set_server(self) -> MailServer:
        if self._server is None:
            raise MailFailed("No mail server is set. Set CHINWAG_SMTP_URL.", may_pass=False)
        return self._server


def sender_of(settings: Settings) -> str:
    """The address that mail comes from."""
    return settings.mail_from or f"chinwag@{urlsplit(settings.base_url).hostname or 'localhost'}"
