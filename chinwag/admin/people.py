"""The people of a group, as its admins look for them and change them."""

from chinwag.accounts.endings import end_sessions
from chinwag.accounts.own import check_own_password
from chinwag.accounts.service import make_setup_link
from chinwag.admin import storage
from chinwag.admin.schema import AdminPeople, PeopleCounts, PeopleFilter, PeopleQuery, admin_person
from chinwag.audit.model import Action
from chinwag.audit.service import note_audit, thing_of_user
from chinwag.callers import Caller
from chinwag.db.tx import ReadTx, Row, Tx
from chinwag.errors import BadRequest, Forbidden, NotFound
from chinwag.groups.service import get_group
from chinwag.oauth.service import end_tokens_of
from chinwag.presence.service import Presence
from chinwag.services import Services
from chinwag.users.model import Profile, User
from chinwag.users.removal import delete_user
from chinwag.users.service import find_user, get_users, hand_group_over, require_owner, update_user


async def list_people(tx: ReadTx, caller: Caller, wanted: PeopleQuery, services: Services) -> AdminPeople:
    """A page of people by name, and how many there are of each kind.

    Looked through in memory: the same on both engines, in any script, and thousands are a few milliseconds.
    """
    looks = await storage.list_looks(tx, caller.group_id)
    words = wanted.query.casefold().removeprefix("@").split()
    found = [row for row in looks if _is_kind(row, wanted.filter) and _fits(row, words)]
    found.sort(key=lambda row: (row[1].casefold(), row[0]))
    page = [row[0] for row in found[wanted.start_index : wanted.start_index + wanted.max_results]]
    people = await get_users(tx, caller.group_id, page)
    sessions = await storage.count_sessions(tx, page)
    tokens = await storage.count_tokens(tx, page)
    items = [
        admin_person(
            people[key], _shown(services.presence, people[key]), sessions.get(key, 0), tokens.get(key, 0)
        )
        for key in page
    ]
    kinds: tuple[PeopleFilter, ...] = ("all", "admins", "guests", "deactivated")
    counts = PeopleCounts(*(sum(_is_kind(row, kind) for row in looks) for kind in kinds))
    return AdminPeople(items, len(found), counts)


def _is_kind(row: Row, kind: PeopleFilter) -> bool:
    role, is_guest, is_deleted = row[4:7]
    if kind == "deactivated":
        return bool(is_deleted and not is_guest)
    if kind == "guests":
        return bool(is_guest and not is_deleted)
    return not is_guest and not is_deleted and (kind == "all" or role in {"owner", "admin"})


def _fits(row: Row, words: list[str]) -> bool:
    text = f"{row[1]} {row[2]} {row[3] or ''}".casefold()
    return all(word in text for word in words)


def _shown(presence: Presence, user: User) -> str | None:
    state = presence.of(user.id)
    return None if state is None else state.show or "chat"


async def find_person(tx: ReadTx, caller: Caller, ref: str, *, deactivated: bool = False) -> User:
    """A person of the group with an account; guests have none, NotFound."""
    user = await find_user(tx, caller, ref, include_deleted=deactivated)
    if user.is_guest:
        raise NotFound(f"User {ref} not found")
    return user


def require_below(caller: Caller, user: User) -> None:
    """Forbidden for the owner's account, which the owner alone changes: whoever signs in with it owns the group."""
    if user.is_owner and user.id != caller.user_id:
        raise Forbidden("Only the group's owner may change the owner's account.")


async def change_role(tx: Tx, caller: Caller, user: User, role: str) -> None:
    """Make somebody an admin, or no longer; or hand the group over, which its owner alone may."""
    if role == "owner":
        await hand_group_over(tx, caller, user)
        return
    if user.is_owner:
        raise BadRequest("The group's owner is always an admin. Make somebody else the owner first.")
    roles = frozenset({"admin"}) if role == "admin" else frozenset({"user"})
    profile = Profile(
        name=user.name,
        email=user.email or "",
        mention_name=user.mention_name,
        title=user.title,
        timezone=user.timezone,
        is_group_admin=role == "admin",
        roles=roles,
        password_hash=None,
    )
    await update_user(tx, caller, user, profile)


async def require_owner_in_person(caller: Caller, services: Services, password: str, address: str) -> None:
    """Let only the group's owner go on, signed in and with their password. Before the transaction."""
    async with services.db.read() as tx:
        owner_id = (await get_group(tx, caller.group_id)).owner_id
    require_owner(caller, owner_id)
    await check_own_password(services, caller, password, address, field="password")


async def deactivate(tx: Tx, caller: Caller, user: User) -> None:
    """Take somebody out of the group; messages stay. Nobody does this to themselves by mistake."""
    if user.id == caller.user_id:
        raise BadRequest("You cannot deactivate yourself. Ask another admin to do it.")
    await delete_user(tx, user)


async def new_link(tx: Tx, caller: Caller, user: User, services: Services) -> str:
    """A one-time link with which a person signs in and chooses a password.

    Nobody makes one for themselves: a browser that somebody left open must not become an account.
    """
    require_below(caller, user)
    if user.id == caller.user_id:
        raise BadRequest("You are signed in already. Change your password on your account page.")
    secret = await make_setup_link(tx, user.id, now=services.clock.steady())
    return services.links.web(f"/setup/{secret}")


async def sign_out(tx: Tx, caller: Caller, user: User, *, with_tokens: bool) -> tuple[int, int]:
    """End a person's sessions, and on demand all that acts for them; how many of each."""
    require_below(caller, user)
    sessions = await end_sessions(tx, user.id)
    tokens = await end_tokens_of(tx, user.id) if with_tokens else 0
    await note_audit(
        tx,
        Action.SESSIONS_ENDED,
        thing_of_user(user),
        group_id=user.group_id,
        sessions=sessions,
        tokens=tokens,
    )
    return sessions, tokens
