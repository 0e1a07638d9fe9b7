"""When tokens and sessions were last used: noted in memory, written down in batches behind the requests."""

from datetime import datetime, timedelta

from chinwag.accounts.model import SESSION_LIFETIME, SESSION_STEP
from chinwag.accounts.service import extend_sessions
from chinwag.accounts.service import purge_expired as purge_sessions
from chinwag.callers import Caller, TokenKind
from chinwag.clock import Clock
from chinwag.db.tx import Database
from chinwag.oauth.service import purge_expired as purge_tokens
from chinwag.oauth.service import touch_tokens

_STEP = timedelta(minutes=1)
"""A token's last use is written at most so often."""

_PURGE_EVERY_S = 3600.0
_CAPACITY = 50_000


class TokenUsage:
    """Collects uses; `flush` writes them. A crash loses the last ten seconds of them, and nothing else."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self._used: dict[int, datetime] = {}
        self._written: dict[int, datetime] = {}
        self._sessions: set[str] = set()
        self._purge_at = 0.0

    def note(self, caller: Caller) -> None:
        """A caller made a request. Quick: this is on the way of every request."""
        if caller.token_id is not None:
            self._used[caller.token_id] = self._clock.now()
        elif caller.kind is TokenKind.SESSION and self._is_worth_extending(caller):
            self._sessions.add(caller.credential.removeprefix("session:"))

    def _is_worth_extending(self, caller: Caller) -> bool:
        if caller.expires_at is None:
            return False
        return caller.expires_at - self._clock.steady() < SESSION_LIFETIME - SESSION_STEP

    async def flush(self) -> None:
        """Write down what was noted; once an hour, delete what nobody can use any more."""
        used = [
            (token_id, at)
            for token_id, at in self._used.items()
            if token_id not in self._written or abs(at - self._written[token_id]) >= _STEP
        ]
        sessions = sorted(self._sessions)
        is_purge_due = self._clock.monotonic() >= self._purge_at
        if not (used or sessions or is_purge_due):
            return
        async with self._db.begin() as tx:
            now = self._clock.steady()
            await touch_tokens(tx, used)
            await extend_sessions(tx, sessions, now)
            if is_purge_due:
                await purge_sessions(tx, now)
                await purge_tokens(tx, now)
        self._forget(used, sessions)
        if is_purge_due:
            self._purge_at = self._clock.monotonic() + _PURGE_EVERY_S

    def _forget(self, used: list[tuple[int, datetime]], sessions: list[str]) -> None:
        """Drop what is written; what was noted meanwhile waits for the next round."""
        if len(self._written) > _CAPACITY:
            self._written.clear()
        self._written.update(used)
        written = dict(used)
        self._used = {key: at for key, at in self._used.items() if key in written and at != written[key]}
        self._sessions.difference_update(sessions)
