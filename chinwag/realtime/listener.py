"""One open connection of a client: who is behind it, how far it is, and its way out."""

import secrets

from chinwag.callers import Caller
from chinwag.realtime.audience import Viewer, viewer_of
from chinwag.realtime.outbox import Frame, Outbox

REVOKED = 4401
TOO_SLOW = 4408
FLOOD = 4429
RESTART = 1012
TRY_LATER = 1013

_HELD_LIMIT = 5_000


class Listener:
    """Gets frames in order, each durable one once.

    Until `begin` it only collects, so that what it missed can be sent first.
    """

    __slots__ = ("_held", "_outbox", "caller", "credential", "cursor", "id", "is_ended", "viewer")

    def __init__(self, caller: Caller, credential: str, outbox: Outbox) -> None:
        self.id = secrets.token_hex(8)
        self.caller = caller
        self.viewer: Viewer = viewer_of(caller)
        self.credential = credential
        """The cache key of the token or session that it came with: "token:<hash>", "session:<hash>"."""
        self.cursor = 0
        self.is_ended = False
        self._outbox = outbox
        self._held: list[Frame] | None = []

    def judge_anew(self, caller: Caller) -> None:
        """Take the rights that the person or add-on has now."""
        self.caller, self.viewer = caller, viewer_of(caller)

    def begin(self, frames: list[Frame], cursor: int) -> None:
        """Send `frames`, which reach up to `cursor`, then what came meanwhile; from now on all at once."""
        held, self._held = self._held or [], None
        for frame in frames:
            self._push(frame)
        self.cursor = cursor
        for frame in held:
            self.send(frame)

    def send(self, frame: Frame) -> None:
        """Send one frame; a durable one that it has already is left out."""
        if self._held is not None:
            self._held.append(frame)
            if len(self._held) > _HELD_LIMIT:
                self.end(TOO_SLOW, "You missed too much. Connect again.")
            return
        if frame.seq is not None:
            if frame.seq <= self.cursor:
                return
            self.cursor = frame.seq
        self._push(frame)

    def end(self, code: int, reason: str) -> None:
        """Close the connection; nothing is sent after that."""
        if not self.is_ended:
            self.is_ended = True
            self._held = None
            self._outbox.end(code, reason)

    async def ended(self) -> None:
        """Wait until what had to be sent at the end is sent."""
        await self._outbox.ended()

    def end_if_stuck(self) -> None:
        """Close when what waits has not moved for too long."""
        if not self.is_ended and self._outbox.is_stuck():
            self.end(TOO_SLOW, "You read too slowly. Connect again.")

    def _push(self, frame: Frame) -> None:
        if not self.is_ended and not self._outbox.push(frame):
            self.end(TOO_SLOW, "You read too slowly. Connect again.")
