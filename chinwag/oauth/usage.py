"""When tokens, sessions and people were last active: noted in memory, written down in batches behind the requests."""

from datetime import date, datetime, timedelta

from chinwag.accounts.model import SESSION_LIFETIME, SESSION_STEP
from chinwag.accounts.service import extend_sessions
from chinwag.accounts.service import purge_expired as purge_sessions
from chinwag.callers import Caller, TokenKind
from chinwag.clock import Clock
from chinwag.db.tx import Database
from chinwag.oauth.service import purge_expired as purge_tokens
from chinwag.oauth.service import touch_tokens
from chinwag.statistics.service import note_seen
from chinwag.users.service import touch_users

_STEP = timedelta(minutes=1)
"""The last use of a token, or by a person in the web client, is written at most so often."""

_PURGE_EVERY_S = 3600.0
_CAPACITY = 50_000

_Uses = dict[int, datetime]


class TokenUsage:
    """Collects uses; `flush` writes them. A crash loses the last ten seconds of them, and nothing else."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self._tokens = _Due()
        self._people = _Due()
        self._sessions: set[str] = set()
        self._purge_at = 0.0
        self._today = date.min
        self._seen_today: set[int] = set()

    def note(self, caller: Caller) -> None:
        """A caller made a request. Quick: this is on the way of every request."""
        if caller.token_id is not None:
            self._tokens.noted[caller.token_id] = self._clock.now()
        elif caller.kind is TokenKind.SESSION and caller.user_id is not None:
            self._people.noted[caller.user_id] = self._clock.now()
            if self._is_worth_extending(caller):
                self._sessions.add(caller.credential.removeprefix("session:"))

    def _is_worth_extending(self, caller: Caller) -> bool:
        if caller.expires_at is None or caller.is_guest:  # a guest's visit ends when it was said to end
            return False
        return caller.expires_at - self._clock.steady() < SESSION_LIFETIME - SESSION_STEP

    def _newly_seen(self, people: _Uses) -> list[int]:
        """Who was not yet counted as active today: one row a person and day."""
        today = self._clock.now().date()
        if today != self._today:
            self._today, self._seen_today = today, set()
        fresh = sorted(people.keys() - self._seen_today)
        self._seen_today.update(fresh)
        return fresh

    async def flush(self) -> None:
        """Write down what was noted; once an hour, delete what nobody can use any more."""
        tokens, people, sessions = self._tokens.take(), self._people.take(), sorted(self._sessions)
        is_purge_due = self._clock.monotonic() >= self._purge_at
        if not (tokens or people or sessions or is_purge_due):
            return
        async with self._db.begin() as tx:
            now = self._clock.steady()
            await touch_tokens(tx, tokens.items())
            await touch_users(tx, people.items())
            await note_seen(tx, self._newly_seen(people))
            await extend_sessions(tx, sessions, now)
            if is_purge_due:
                await purge_sessions(tx, now)
                await purge_tokens(tx, now)
        self._tokens.wrote(tokens)
        self._people.wrote(people)
        self._sessions.difference_update(sessions)
        if is_purge_due:
            self._purge_at = self._clock.monotonic() + _PURGE_EVERY_S


class _Due:
    """Uses that were noted, and which of them are old enough to be written again."""

    def __init__(self) -> None:
        self.noted: _Uses = {}
        self._written: _Uses = {}

    def take(self) -> _Uses:
        """What is to be written now, in a fixed order so that two processes cannot lock each other out."""
        return {key: at for key, at in sorted(self.noted.items()) if self._is_due(key, at)}

    def _is_due(self, key: int, at: datetime) -> bool:
        return key not in self._written or abs(at - self._written[key]) >= _STEP

    def wrote(self, written: _Uses) -> None:
        """Forget what is written; what was noted meanwhile waits for the next round."""
        if len(self._written) > _CAPACITY:
            self._written.clear()
        self._written.update(written)
        self.noted = {key: at for key, at in self.noted.items() if at != written.get(key)}
