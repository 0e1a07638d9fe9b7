"""SQL of sign-in data, web sessions and one-time links."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from chinwag.accounts.model import SetupLink, SignInData
from chinwag.clock import from_micros, to_micros
from chinwag.db.statements import insert, statement
from chinwag.db.tables import group_choices, guest_visits, setup_links, users, web_sessions
from chinwag.db.tx import ReadTx, Row, Tx

_SIGN_IN_DATA = statement(
    sa.select(users.c.id, users.c.group_id, users.c.password_hash).where(
        users.c.email_key == sa.bindparam("email_key"), sa.not_(users.c.is_deleted), sa.not_(users.c.is_guest)
    )
)
_PERSON = statement(
    sa.select(users.c.id, users.c.group_id, users.c.password_hash)
    .where(users.c.id == sa.bindparam("user_id"), sa.not_(users.c.is_deleted))
    .with_for_update(key_share=True)
)
_INSERT_SESSION = statement(insert(web_sessions))
_SESSION = statement(
    sa.select(
        web_sessions.c.user_id,
        web_sessions.c.group_id,
        web_sessions.c.expires_at,
        users.c.name,
        users.c.role,
        users.c.is_guest,
        group_choices.c.policy,
        group_choices.c.limits,
        guest_visits.c.sees_after,
    )
    .join(users, users.c.id == web_sessions.c.user_id)
    .outerjoin(guest_visits, guest_visits.c.user_id == web_sessions.c.user_id)
    .outerjoin(group_choices, group_choices.c.group_id == web_sessions.c.group_id)
    .where(web_sessions.c.hash == sa.bindparam("hash"), sa.not_(users.c.is_deleted))
)
_DELETE_SESSION = statement(sa.delete(web_sessions).where(web_sessions.c.hash == sa.bindparam("hash")))
_OF_USER = statement(sa.select(web_sessions.c.hash).where(web_sessions.c.user_id == sa.bindparam("user_id")))
_ROWS_OF_USER = statement(
    sa.select(
        web_sessions.c.hash,
        web_sessions.c.user_agent,
        web_sessions.c.created_at,
        web_sessions.c.last_used_at,
    )
    .where(web_sessions.c.user_id == sa.bindparam("user_id"))
    .order_by(web_sessions.c.last_used_at.desc(), web_sessions.c.created_at.desc())
)
_DELETE_OF_USER = statement(
    sa.delete(web_sessions)
    .where(
        web_sessions.c.user_id == sa.bindparam("user_id"), web_sessions.c.hash != sa.bindparam("kept_hash")
    )
    .returning(web_sessions.c.hash)
)
_DELETE_ALL = statement(sa.delete(web_sessions))
_DELETE_SIGN_IN_LINKS = statement(sa.delete(setup_links).where(setup_links.c.user_id.is_not(None)))
_DELETE_LINKS_OF_USER = statement(
    sa.delete(setup_links).where(
        setup_links.c.user_id == sa.bindparam("user_id"), setup_links.c.used_at.is_(None)
    )
)
_EXTEND = statement(
    sa.update(web_sessions)
    .where(web_sessions.c.hash == sa.bindparam("key"))
    .values(last_used_at=sa.bindparam("last_used_at"), expires_at=sa.bindparam("expires_at"))
)
_PURGE_SESSIONS = statement(sa.delete(web_sessions).where(web_sessions.c.expires_at < sa.bindparam("before")))
_PURGE_LINKS = statement(sa.delete(setup_links).where(setup_links.c.expires_at < sa.bindparam("before")))

_INSERT_LINK = statement(insert(setup_links, "hash", "user_id", "created_at", "expires_at"))
_LINK = statement(
    sa.select(
        setup_links.c.hash,
        setup_links.c.user_id,
        users.c.group_id,
        users.c.name,
        setup_links.c.expires_at,
        users.c.password_hash.is_not(None),
    )
    .select_from(setup_links.outerjoin(users, users.c.id == setup_links.c.user_id))
    .where(
        setup_links.c.hash == sa.bindparam("hash"),
        setup_links.c.used_at.is_(None),
        sa.or_(setup_links.c.user_id.is_(None), sa.not_(users.c.is_deleted)),
    )
)
_USE_LINK = statement(
    sa.update(setup_links)
    .where(setup_links.c.hash == sa.bindparam("hash"), setup_links.c.used_at.is_(None))
    .values(used_at=sa.bindparam("now"))
)
_USE_FIRST_ADMIN_LINKS = statement(
    sa.update(setup_links)
    .where(setup_links.c.user_id.is_(None), setup_links.c.used_at.is_(None))
    .values(used_at=sa.bindparam("now"))
)
_ANYBODY = statement(sa.select(users.c.id).limit(1))


async def get_sign_in_data(tx: ReadTx, email_key: str) -> SignInData | None:
    """What a sign-in with this address looks at."""
    row = await tx.one(_SIGN_IN_DATA, {"email_key": email_key})
    return SignInData(*row) if row else None


async def hold_person(tx: Tx, user_id: int) -> SignInData | None:
    """The same for a person who is not deleted, and whose account nobody changes before this transaction ends.

    So no session begins beside a new password or a deactivation, which end those that they find.
    """
    row = await tx.one(_PERSON, {"user_id": user_id})
    return SignInData(*row) if row else None


async def insert_session(
    tx: Tx, session_hash: str, data: SignInData, user_agent: str, expires_at: datetime
) -> None:
    """Store a session."""
    await tx.run(
        _INSERT_SESSION,
        {
            "hash": session_hash,
            "group_id": data.group_id,
            "user_id": data.user_id,
            "user_agent": user_agent[:200],
            "created_at": to_micros(tx.now),
            "last_used_at": to_micros(tx.now),
            "expires_at": to_micros(expires_at),
        },
    )


async def get_session_row(tx: ReadTx, session_hash: str) -> Row | None:
    """What `find_session_caller` takes apart, of a session whose person is not deleted."""
    return await tx.one(_SESSION, {"hash": session_hash})


async def delete_session(tx: Tx, session_hash: str) -> None:
    """End a session."""
    await tx.run(_DELETE_SESSION, {"hash": session_hash})


async def list_sessions(tx: ReadTx, user_id: int) -> list[str]:
    """The hashes of a person's sessions."""
    return [row[0] for row in await tx.all(_OF_USER, {"user_id": user_id})]


async def list_session_rows(tx: ReadTx, user_id: int) -> list[Row]:
    """(hash, user_agent, created_at, last_used_at) of a person's sessions, the last used first."""
    return await tx.all(_ROWS_OF_USER, {"user_id": user_id})


async def delete_sessions(tx: Tx, user_id: int, kept_hash: str) -> list[str]:
    """End the sessions of a person, but one; returns the hashes of those that ended."""
    rows = await tx.all(_DELETE_OF_USER, {"user_id": user_id, "kept_hash": kept_hash})
    return [row[0] for row in rows]


async def delete_sign_in_links(tx: Tx, user_id: int) -> None:
    """Forget the one-time links of a person that nobody used."""
    await tx.run(_DELETE_LINKS_OF_USER, {"user_id": user_id})


async def delete_every_session(tx: Tx) -> None:
    """End the sessions of everybody, and the links that would begin one."""
    await tx.run(_DELETE_ALL)
    await tx.run(_DELETE_SIGN_IN_LINKS)


async def extend_session(tx: Tx, session_hash: str, used_at: datetime, expires_at: datetime) -> None:
    """Note the use of a session and move its end."""
    await tx.run(
        _EXTEND,
        {"key": session_hash, "last_used_at": to_micros(used_at), "expires_at": to_micros(expires_at)},
    )


async def purge(tx: Tx, before: datetime) -> None:
    """Delete the sessions and links that ended before."""
    await tx.run(_PURGE_SESSIONS, {"before": to_micros(before)})
    await tx.run(_PURGE_LINKS, {"before": to_micros(before)})


async def insert_link(tx: Tx, link_hash: str, user_id: int | None, expires_at: datetime) -> None:
    """Store a one-time link."""
    await tx.run(
        _INSERT_LINK,
        {
            "hash": link_hash,
            "user_id": user_id,
            "created_at": to_micros(tx.now),
            "expires_at": to_micros(expires_at),
        },
    )


async def get_link(tx: ReadTx, link_hash: str) -> SetupLink | None:
    """A link that was not used, expired or not."""
    row = await tx.one(_LINK, {"hash": link_hash})
    return SetupLink(row[0], row[1], row[2], row[3], from_micros(row[4]), row[5]) if row else None


async def use_link(tx: Tx, link: SetupLink) -> bool:
    """Use a link up; False when somebody else just did. The first admin's links all go together."""
    now: dict[str, Any] = {"now": to_micros(tx.now)}
    if link.user_id is None:
        return await tx.run(_USE_FIRST_ADMIN_LINKS, now) > 0
    return await tx.run(_USE_LINK, {**now, "hash": link.hash}) == 1


async def has_users(tx: ReadTx) -> bool:
    """Whether the server has any user at all."""
    return await tx.one(_ANYBODY) is not None
