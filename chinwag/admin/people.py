"""The people of a group, as its admins look for them and change them."""

from dataclasses import replace

from chinwag.accounts.endings import end_sessions
from chinwag.accounts.own import check_own_password
from chinwag.accounts.service import make_setup_link
from chinwag.admin import storage
from chinwag.admin.schema import AdminPeople, PeopleCounts, PeopleFilter, PeopleQuery, admin_person
from chinwag.audit.model import Action
from chinwag.audit.service import note_audit, thing_of_user
from chinwag.callers import Caller
from chinwag.db.tx import ReadTx, Tx
from chinwag.errors import BadRequest, Forbidden, NotFound
from chinwag.groups.service import get_group
from chinwag.names import page_of
from chinwag.oauth.service import end_tokens_of
from chinwag.presence.service import Presence
from chinwag.services import Services
from chinwag.users.finding import find_people
from chinwag.users.model import User, profile_of
from chinwag.users.ownership import hand_group_over, require_owner
from chinwag.users.removal import delete_user
from chinwag.users.service import find_user, update_user


async def list_people(tx: ReadTx, caller: Caller, wanted: PeopleQuery, services: Services) -> AdminPeople:
    """A page of people, best matches first, and how many there are of each kind."""
    kind = wanted.filter
    found = await find_people(
        tx, caller, wanted.query, with_guests=kind == "guests", with_deleted=kind == "deactivated"
    )
    found = [user for user in found if _is_kind(user.role, user.is_guest, user.is_deleted, kind)]
    page, _ = page_of(found, wanted.start_index, wanted.max_results)
    ids = [user.id for user in page]
    sessions = await storage.count_sessions(tx, ids)
    tokens = await storage.count_tokens(tx, ids)
    items = [
        admin_person(user, _shown(services.presence, user), sessions.get(user.id, 0), tokens.get(user.id, 0))
        for user in page
    ]
    return AdminPeople(items, len(found), await _counts(tx, caller))


async def _counts(tx: ReadTx, caller: Caller) -> PeopleCounts:
    looks = await storage.count_people(tx, caller.group_id)
    kinds: tuple[PeopleFilter, ...] = ("all", "admins", "guests", "deactivated")
    return PeopleCounts(
        *(
            sum(count for role, guest, deleted, count in looks if _is_kind(role, guest, deleted, kind))
            for kind in kinds
        )
    )


def _is_kind(role: str, is_guest: bool, is_deleted: bool, kind: PeopleFilter) -> bool:
    if kind == "deactivated":
        return is_deleted and not is_guest
    if kind == "guests":
        return is_guest and not is_deleted
    return not is_guest and not is_deleted and (kind == "all" or role in {"owner", "admin"})


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
    profile = replace(profile_of(user), is_group_admin=role == "admin", roles=frozenset({role}))
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
