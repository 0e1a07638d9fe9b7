"""The security log: who signed in, which tokens were made or ended, whose rights changed.

Only numbers and words of ours are written, so that nobody can forge a line with a name of their choice.
"""

from functools import partial

import structlog

from chinwag.db.tx import Tx

_log = structlog.get_logger("chinwag.security")


def note(tx: Tx, event: str, **facts: int | str | bool | None) -> None:
    """Write a line once the transaction has committed."""
    tx.after_commit(partial(_log.info, event, security=True, **facts))


def note_failed_sign_in(user_id: int | None, address: str) -> None:
    """Write that somebody gave a wrong password; no user id: nobody has that e-mail address."""
    _log.warning("sign-in failed", security=True, user_id=user_id, address=address)
