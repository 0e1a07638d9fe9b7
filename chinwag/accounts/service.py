"""What may happen with sign-ins, web sessions and one-time links."""

from dataclasses import replace
from datetime import datetime, timedelta

from chinwag.accounts import storage
from chinwag.accounts.brake import SignInBrake
from chinwag.accounts.endings import end_sessions
from chinwag.accounts.model import (
    MIN_PASSWORD_LENGTH,
    SESSION_LIFETIME,
    SETUP_LIFETIME,
    Session,
    SetupLink,
    SignInData,
)
from chinwag.accounts.passwords import PasswordHasher
from chinwag.accounts.secret import hash_secret, new_secret
from chinwag.accounts.security_log import note, note_failed_sign_in
from chinwag.audit.model import Action
from chinwag.audit.service import note_audit, note_everywhere, thing_of_user
from chinwag.callers import Caller, TokenKind
from chinwag.clock import from_micros
from chinwag.db.tx import Database, DatabaseUnavailable, ReadTx, Tx
from chinwag.errors import NotFound, TooManyRequests, Unauthorized, invalid
from chinwag.groups.service import create_group, get_first_group, set_owner
from chinwag.policy import parse_limits, parse_policy
from chinwag.scopes import GUEST_SCOPES, PERSONAL_SCOPES, ClientType
from chinwag.users.model import Profile, email_key
from chinwag.users.service import create_user, get_users, set_password

WRONG = "E-mail or password is wrong."


async def find_session_caller(tx: ReadTx, session_hash: str) -> Caller | None:
    """The person of a web session, also when it has expired; None when it was ended or the person is gone."""
    row = await storage.get_session_row(tx, session_hash)
    if row is None:
        return None
    user_id, group_id, expires_at, name, role, is_guest, policy, limits, sees_after = row
    return Caller(
        kind=TokenKind.SESSION,
        client_type=ClientType.USER,
        scopes=GUEST_SCOPES if is_guest else PERSONAL_SCOPES,
        group_id=group_id,
        name=name,
        credential=f"session:{session_hash}",
        rate_key=f"session:{user_id}",
        user_id=user_id,
        is_group_admin=role in {"owner", "admin"},
        is_guest=is_guest,
        sees_after=sees_after or 0,
        expires_at=from_micros(expires_at),
        policy=parse_policy(policy),
        limits=parse_limits(limits),
    )


async def check_password(
    db: Database, passwords: PasswordHasher, brake: SignInBrake, *, email: str, password: str, address: str
) -> SignInData | None:
    """Whose password this is, None for nobody's. Takes as long for addresses that nobody has.

    TooManyRequests, with the seconds to wait, for who guesses, and when too many hashes wait.
    """
    key = email_key(email)
    attempt = brake.admit(key, address)
    settle = brake.failed  # also when the client hangs up
    try:
        async with db.read() as tx:
            data = await storage.get_sign_in_data(tx, key)
        is_right = await passwords.matches(password, data.password_hash if data else None)
        if data is None or not is_right:
            note_failed_sign_in(data.user_id if data else None, address)
            if data is not None:
                brake.wrong.note(data.group_id, data.user_id, address)
            return None
        settle = brake.succeeded
        return data
    except (TooManyRequests, DatabaseUnavailable):
        settle = brake.not_tried
        raise
    finally:
        settle(attempt)


async def start_session(
    tx: Tx, data: SignInData, *, user_agent: str, now: datetime, lifetime: timedelta = SESSION_LIFETIME
) -> Session:
    """A new session, with a secret that nobody had before. `now` is the clock that does not jump."""
    still = await storage.hold_person(tx, data.user_id)
    if still is None or still.password_hash != data.password_hash:
        raise Unauthorized(WRONG)
    secret = new_secret()
    await storage.insert_session(tx, hash_secret(secret), data, user_agent, now + lifetime)
    user = (await get_users(tx, data.group_id, [data.user_id]))[data.user_id]
    await note_audit(tx, Action.SIGNED_IN, thing_of_user(user), group_id=data.group_id, by=user)
    return Session(secret, data.user_id, data.group_id)


async def end_session(tx: Tx, secret: str) -> None:
    """End a session on the server; its sockets close."""
    session_hash = hash_secret(secret)
    await storage.delete_session(tx, session_hash)
    tx.forget(f"session:{session_hash}")


async def end_every_session(tx: Tx) -> None:
    """End the web sessions of everybody on the server; one-time links that nobody used are void."""
    await storage.delete_every_session(tx)
    tx.forget("callers")
    await note_everywhere(tx, Action.ALL_SESSIONS_ENDED)


async def extend_sessions(tx: Tx, hashes: list[str], now: datetime) -> None:
    """Move the end of sessions that were used: 30 days from now."""
    for session_hash in hashes:
        await storage.extend_session(tx, session_hash, now, now + SESSION_LIFETIME)
        tx.forget(f"session:{session_hash}")


async def purge_expired(tx: Tx, now: datetime) -> None:
    """Delete what nobody can use any more."""
    await storage.purge(tx, now)


async def make_setup_link(tx: Tx, user_id: int | None, *, now: datetime) -> str:
    """A one-time secret that signs a person in, or makes the first admin; for `/setup/<secret>`, 7 days."""
    secret = new_secret()
    await storage.insert_link(tx, hash_secret(secret), user_id, now + SETUP_LIFETIME)
    person = None if user_id is None else await storage.hold_person(tx, user_id)
    if person is None:
        note(tx, "one-time link made")
    else:
        user = (await get_users(tx, person.group_id, [person.user_id]))[person.user_id]
        await note_audit(tx, Action.LINK_MADE, thing_of_user(user), group_id=user.group_id)
    return secret


async def find_setup_link(tx: ReadTx, secret: str, *, now: datetime) -> SetupLink:
    """A link that can still be used; NotFound, without saying why, for any other."""
    link = await storage.get_link(tx, hash_secret(secret))
    if link is None or link.expires_at <= now:
        raise NotFound(_DEAD_LINK)
    if link.user_id is None and await storage.has_users(tx):
        raise NotFound(_DEAD_LINK)
    return link


_DEAD_LINK = "This link was used or is too old. Ask for a new one on the server's command line."


def check_new_password(password: str) -> None:
    """BadRequest for a password that is too short to be one."""
    if len(password) < MIN_PASSWORD_LENGTH:
        message = f"A password needs at least {MIN_PASSWORD_LENGTH} characters."
        raise invalid(message, field="password", validation="minLength", value=None)


async def needs_setup(tx: ReadTx) -> bool:
    """Whether the server has no user yet, so that it should print a first admin's link."""
    return not await storage.has_users(tx)


async def make_first_admin(tx: Tx, link: SetupLink, profile: Profile, group_name: str) -> SignInData:
    """Use up the link: a group with its owner."""
    await _use(tx, link)
    if await storage.has_users(tx):
        raise NotFound(_DEAD_LINK)
    group = await get_first_group(tx) or await create_group(tx, group_name)
    user = await create_user(tx, group.id, profile, role="owner")
    await set_owner(tx, group, user.id, name=group_name)
    return SignInData(user.id, group.id, profile.password_hash)


async def use_sign_in_link(tx: Tx, link: SetupLink, password_hash: str | None) -> SignInData:
    """Use up the link: its person, with a new password if one was given. That ends their sessions and other links."""
    if link.user_id is None:
        raise RuntimeError("a sign-in link without a user")
    person = await storage.hold_person(tx, link.user_id)
    if person is None:
        raise NotFound(_DEAD_LINK)
    await _use(tx, link)
    if password_hash is None:
        return person
    await set_password(tx, person.user_id, password_hash)
    await end_sessions(tx, person.user_id)
    user = (await get_users(tx, person.group_id, [person.user_id]))[person.user_id]
    await note_audit(tx, Action.PASSWORD_CHANGED, thing_of_user(user), group_id=user.group_id, by=user)
    return replace(person, password_hash=password_hash)


async def _use(tx: Tx, link: SetupLink) -> None:
    if not await storage.use_link(tx, link):
        raise NotFound(_DEAD_LINK)
