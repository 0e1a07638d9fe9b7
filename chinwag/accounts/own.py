"""What a person does with their own account: where they are signed in, and their password."""

import hashlib

from chinwag.accounts import storage
from chinwag.accounts.model import OwnSession, SignInData
from chinwag.accounts.secret import hash_secret
from chinwag.accounts.security_log import note
from chinwag.audit.model import Action
from chinwag.audit.service import note_audit, thing_of_user
from chinwag.db.tx import ReadTx, Tx
from chinwag.errors import Conflict, NotFound, invalid
from chinwag.users.service import get_users

_LENGTH = 8


async def list_own_sessions(tx: ReadTx, user_id: int, secret: str) -> list[OwnSession]:
    """A person's sessions, the last used first. `secret` is that of the one that asks."""
    current = hash_secret(secret)
    return [
        OwnSession(
            id=_public_id(row[0]),
            user_agent=row[1],
            created_micros=row[2],
            used_micros=row[3],
            is_current=row[0] == current,
        )
        for row in await storage.list_session_rows(tx, user_id)
    ]


async def end_own_session(tx: Tx, user_id: int, session_id: str) -> None:
    """End one of a person's sessions; its sockets close."""
    for session_hash in await storage.list_sessions(tx, user_id):
        if _public_id(session_hash) == session_id:
            await storage.delete_session(tx, session_hash)
            tx.forget(f"session:{session_hash}")
            note(tx, "session ended", user_id=user_id)
            return
    raise NotFound("This session has ended already.")


async def change_password(tx: Tx, checked: SignInData, password_hash: str, secret: str) -> None:
    """Store a new password. All other sessions of the person end, the one that asks stays.

    `checked`: what the old password was held against; Conflict when it has been changed since.
    """
    still = await storage.get_person(tx, checked.user_id)
    if still is None or still.password_hash != checked.password_hash:
        raise Conflict("Your password was changed a moment ago. Try again with the new one.")
    await storage.set_password(tx, checked.user_id, password_hash)
    current = hash_secret(secret)
    for session_hash in await storage.list_sessions(tx, checked.user_id):
        if session_hash != current:
            await storage.delete_session(tx, session_hash)
            tx.forget(f"session:{session_hash}")
    user = (await get_users(tx, checked.group_id, [checked.user_id]))[checked.user_id]
    await note_audit(tx, Action.PASSWORD_CHANGED, thing_of_user(user), group_id=user.group_id)


def wrong_password() -> Exception:
    """The old password is not that of the person who asks."""
    return invalid("The old password is wrong.", field="old", validation="password", value=None)


def _public_id(session_hash: str) -> str:
    """A name for a session that opens nothing: what is stored cannot be had from it."""
    return hashlib.blake2b(session_hash.encode(), digest_size=_LENGTH, person=b"session id").hexdigest()
