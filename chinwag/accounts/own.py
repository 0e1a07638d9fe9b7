"""What a person does with their own account: where they are signed in, and their password."""

import hashlib

from chinwag.accounts import storage
from chinwag.accounts.endings import end_sessions
from chinwag.accounts.model import OwnSession, SignInData
from chinwag.accounts.secret import hash_secret
from chinwag.accounts.security_log import note
from chinwag.accounts.service import check_password
from chinwag.audit.model import Action
from chinwag.audit.service import note_audit, thing_of_user
from chinwag.callers import Caller
from chinwag.db.tx import ReadTx, Tx
from chinwag.errors import Conflict, NotFound, invalid
from chinwag.services import Services
from chinwag.users.service import get_users, set_password

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
    """Store a new password. All other sessions of the person end, the one that asks stays; open sign-in links die.

    `checked`: what the old password was held against; Conflict when it has been changed since.
    """
    still = await storage.hold_person(tx, checked.user_id)
    if still is None or still.password_hash != checked.password_hash:
        raise Conflict("Your password was changed a moment ago. Try again with the new one.")
    await set_password(tx, checked.user_id, password_hash)
    await end_sessions(tx, checked.user_id, kept_hash=hash_secret(secret))
    user = (await get_users(tx, checked.group_id, [checked.user_id]))[checked.user_id]
    await note_audit(tx, Action.PASSWORD_CHANGED, thing_of_user(user), group_id=user.group_id)


async def check_own_password(
    services: Services, caller: Caller, password: str, address: str, *, field: str
) -> SignInData:
    """Let those go on who know the caller's password. Wrong ones are held up like failed sign-ins.

    `field`: where the password stood, for the BadRequest. Before the transaction: this takes its time.
    """
    user_id = caller.acting_user
    async with services.db.read() as tx:
        me = (await get_users(tx, caller.group_id, [user_id]))[user_id]
    checked = await check_password(
        services.db,
        services.passwords,
        services.sign_in_brake,
        email=me.email or "",
        password=password,
        address=address,
    )
    if checked is None or checked.user_id != user_id:
        word = "old password" if field == "old" else "password"
        raise invalid(f"The {word} is wrong.", field=field, validation="password", value=None)
    return checked


def _public_id(session_hash: str) -> str:
    """A name for a session that opens nothing: what is stored cannot be had from it."""
    return hashlib.blake2b(session_hash.encode(), digest_size=_LENGTH, person=b"session id").hexdigest()
