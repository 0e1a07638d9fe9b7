"""What is done from time to time for the pages of admins: figures counted, the audit log kept short."""

from datetime import datetime, timedelta

from chinwag.accounts.brake import SignInBrake
from chinwag.audit.model import Action
from chinwag.audit.service import note_audit, purge_entries, thing_of_user
from chinwag.clock import Clock
from chinwag.db.tx import Database
from chinwag.statistics.counting import Counting
from chinwag.users.service import get_users

_MOST_AT_ONCE = 50


class Upkeep:
    """`often` every few seconds, `seldom` every few minutes."""

    def __init__(self, db: Database, clock: Clock, brake: SignInBrake, retention_days: int) -> None:
        self._db = db
        self._clock = clock
        self._brake = brake
        self._retention_days = retention_days
        self.counting = Counting(db)
        self.started_at: datetime = clock.now()

    async def often(self) -> None:
        """Write down wrong passwords, one entry for each account and address however many there were."""
        tries = sorted(self._brake.wrong.take().items())
        for start in range(0, len(tries), _MOST_AT_ONCE):
            async with self._db.begin() as tx:
                for (group_id, user_id, address), count in tries[start : start + _MOST_AT_ONCE]:
                    user = (await get_users(tx, group_id, [user_id])).get(user_id)
                    if user is not None:
                        thing = thing_of_user(user)
                        await note_audit(
                            tx, Action.SIGN_IN_FAILED, thing,
                            group_id=group_id, by="server", tries=count, address=address,
                        )  # fmt: skip

    async def seldom(self) -> None:
        """Count what is new, and delete old entries of the audit log."""
        await self.counting.catch_up()
        if self._retention_days > 0:
            before = self._clock.now() - timedelta(days=self._retention_days)
            await purge_entries(self._db, before)
