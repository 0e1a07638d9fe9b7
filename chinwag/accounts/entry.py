"""Letting a browser in: the session that begins, its cookie, and what the page is told."""

from typing import Any

from chinwag.accounts import service
from chinwag.accounts.model import Session, SignInData
from chinwag.accounts.schema import SignedInOut
from chinwag.db.tx import ReadTx, Tx
from chinwag.http.endpoint import Call
from chinwag.users.schema import Me, me
from chinwag.users.service import get_users


async def begin_session(call: Call[Any], tx: Tx, data: SignInData) -> Session:
    """A session of this browser; the one that it had ends (session fixation)."""
    agent = call.headers.get(b"user-agent", b"").decode("latin-1")
    begun = await service.start_session(tx, data, user_agent=agent, now=call.services.clock.steady())
    old = call.services.csrf.session_of(call.headers)
    if old is not None:  # after the person is held, as whoever ends all their sessions does it
        await service.end_session(tx, old)
    return begun


async def signed_in(call: Call[Any], session: Session) -> SignedInOut:
    """The answer to whoever signed in, with the cookie. After the commit."""
    async with call.db.read() as tx:
        who = await find_me(tx, session.group_id, session.user_id)
    call.add_header("set-cookie", call.services.csrf.session_set(session.secret))
    return SignedInOut(who, call.services.csrf.value_for(session.secret))


async def find_me(tx: ReadTx, group_id: int, user_id: int) -> Me:
    """A person as their own client sees them."""
    users = await get_users(tx, group_id, [user_id])
    return me(users[user_id])
