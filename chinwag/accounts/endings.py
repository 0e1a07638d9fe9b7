"""Ending what lets a person in by themselves: their web sessions, and the one-time links that would begin one.

Live connections close with the session, and the devices that it made known are woken no longer. Apart from the
service because people are changed and removed there where the service is not known.
"""

from chinwag.accounts import storage
from chinwag.db.tx import Tx


async def end_sessions(tx: Tx, user_id: int, *, kept_hash: str = "") -> int:
    """End a person's sessions, all or all but one, and their open one-time links; says how many sessions."""
    ended = await storage.delete_sessions(tx, user_id, kept_hash)
    await storage.delete_sign_in_links(tx, user_id)
    tx.forget(*[f"session:{session_hash}" for session_hash in ended])
    return len(ended)
