"""What may happen to users."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from chinwag.accounts.endings import end_sessions
from chinwag.audit.model import Action
from chinwag.audit.service import note_audit, thing_of_user
from chinwag.callers import Caller, TokenKind
from chinwag.db.tx import ReadTx, Tx, UniqueViolation
from chinwag.errors import BadRequest, Forbidden, NotFound, invalid
from chinwag.messages.reading import start_reading
from chinwag.preferences.newcomers import give_newcomer_rooms
from chinwag.realtime.events import LiveEvent
from chinwag.scopes import ClientType
from chinwag.users import change_storage, storage
from chinwag.users.model import (
    Profile,
    Role,
    User,
    email_key,
    is_email,
    is_mention_name,
    is_timezone,
    user_id,
)
from chinwag.users.naming import check_mention_name, check_name, free_mention_name
from chinwag.users.schema import UserChanged, user_entry
from chinwag.versions import new_version

_REF_LENGTH = 100
_EMAIL_TAKEN = "Another user exists with that email address."
_MENTION_TAKEN = "Another user exists with that mention name."


async def find_user(tx: ReadTx, caller: Caller, ref: str, *, include_deleted: bool = False) -> User:
    """The user that a caller means by id, e-mail address or @mention name; NotFound when none is to be seen.

    Guests find only people who share a room with them. Deleted users are found by id alone, on demand.
    """
    found = await _look_up(tx, caller.group_id, ref)
    if found is None or (found.is_deleted and not include_deleted):
        raise NotFound(f"User {ref} not found")
    if caller.is_guest and not await storage.list_sharing_room(tx, caller.acting_user, [found.id]):
        raise NotFound(f"User {ref} not found")
    return found


async def _look_up(tx: ReadTx, group_id: int, ref: str) -> User | None:
    if len(ref) > _REF_LENGTH:
        return None
    number = user_id(ref)
    if number is not None:
        return await storage.get_user(tx, group_id, number)
    if ref.startswith("@"):
        return await storage.get_by_mention(tx, group_id, ref[1:])
    return await storage.get_by_email(tx, group_id, ref) if "@" in ref else None


async def find_by_email(tx: ReadTx, group_id: int, email: str) -> User | None:
    """Who of the group has an e-mail address; None when nobody does."""
    return await storage.get_by_email(tx, group_id, email)


async def get_users(tx: ReadTx, group_id: int, ids: Iterable[int]) -> dict[int, User]:
    """Users of the group by id, deleted ones included: messages of theirs stay."""
    wanted = set(ids)
    return {user.id: user for user in await storage.list_by_ids(tx, group_id, wanted)} if wanted else {}


async def list_users(
    tx: ReadTx, caller: Caller, *, with_guests: bool, with_deleted: bool, offset: int, limit: int
) -> list[User]:
    """A page of the users that a caller may see, by id."""
    guest_id = caller.acting_user if caller.is_guest else None
    return await storage.list_users(
        tx, storage.UserFilter(caller.group_id, with_guests, with_deleted, guest_id), offset, limit
    )


async def visible_users(tx: ReadTx, caller: Caller, ids: Iterable[int]) -> dict[int, User]:
    """Those of `ids` that a caller may see, by id."""
    found = await get_users(tx, caller.group_id, ids)
    if caller.is_guest and found:
        seen = await storage.list_sharing_room(tx, caller.acting_user, found)
        return {key: user for key, user in found.items() if key in seen}
    return found


async def touch_users(tx: Tx, active: Iterable[tuple[int, datetime]]) -> None:
    """Note when people were last active in the web client. No event: nobody watches it."""
    await change_storage.touch_users(tx, active)


def require_group_admin(caller: Caller) -> None:
    """Forbidden for people who do not administer the group; add-ons of the group may, by their scope."""
    if caller.client_type is ClientType.USER and not caller.is_group_admin:
        raise Forbidden("Only group admins can do this. Ask one of them.")


async def set_password(tx: Tx, user_id: int, password_hash: str) -> None:
    """Store a new password, which whoever calls has checked the right to. Sessions are theirs to end."""
    await change_storage.update_password(tx, user_id, password_hash)


def check_profile(profile: Profile) -> None:
    """BadRequest with the first thing that is wrong; whether names are taken shows only at storing."""
    check_name(profile.name)
    if not is_email(profile.email.strip()):
        message = f"{profile.email!r} is not an email address."
        raise invalid(message, field="email", validation="format", value=profile.email)
    if profile.mention_name is not None and not is_mention_name(profile.mention_name):
        raise invalid(
            "A mention name has 1 to 50 letters, digits, '_', '.' or '-', and is not 'all' or 'here'.",
            field="mention_name",
            validation="pattern",
            value=profile.mention_name,
        )
    if not is_timezone(profile.timezone):
        message = f"There is no time zone {profile.timezone!r}. Use a name such as 'Europe/Berlin' or 'UTC'."
        raise invalid(message, field="timezone", validation="enum", value=profile.timezone)


async def create_user(tx: Tx, group_id: int, profile: Profile, *, role: Role | None = None) -> User:
    """Add a person to the group, or bring back a deleted one with the same e-mail address.

    `role` overrides what the profile asks for: the first admin of a new group becomes its owner that way.
    """
    check_profile(profile)
    if role is None and "owner" in (profile.roles or ()):
        raise BadRequest("A group has one owner. Create the user as admin instead.")
    # One after the other: two of one name need two mention names.
    await change_storage.hold_group(tx, group_id)
    if profile.mention_name:
        await check_mention_name(tx, group_id, profile.mention_name)
    before = await storage.get_anywhere_by_email(tx, profile.email)
    if before is not None and (not before.is_deleted or before.group_id != group_id):
        raise BadRequest(_EMAIL_TAKEN)
    user = User(
        id=0 if before is None else before.id,
        group_id=group_id,
        name=profile.name,
        mention_name=profile.mention_name or await free_mention_name(tx, group_id, profile.name),
        email=profile.email.strip(),
        title=profile.title,
        timezone=profile.timezone,
        role=role or _new_role(profile, current=None),
        is_guest=False,
        is_deleted=False,
        photo=None,
        created_at=tx.now,
        last_active_at=None,
        version=new_version(),
    )
    await _store(tx, user, profile.password_hash, is_new=before is None)
    kept = await storage.get_anywhere_by_email(tx, profile.email)
    if kept is None:
        raise RuntimeError("a user just stored is not there")
    await note_audit(tx, Action.USER_CREATED, thing_of_user(kept), group_id=group_id, role=kept.role)
    await give_newcomer_rooms(tx, group_id, kept.id)
    await start_reading(tx, group_id, kept.id)
    tx.emit(LiveEvent("user.created", group_id, UserChanged(user_entry(kept))))
    return kept


async def _store(tx: Tx, user: User, password_hash: str | None, *, is_new: bool) -> None:
    try:
        if is_new:
            await change_storage.insert_user(tx, user, password_hash)
        elif await change_storage.hold_deleted_user(tx, user.id):
            await change_storage.update_user(tx, user)
            await change_storage.update_password(tx, user.id, password_hash)
        else:
            raise BadRequest(_EMAIL_TAKEN)
    except UniqueViolation as taken:
        raise _taken(taken) from None


def _taken(violation: UniqueViolation) -> BadRequest:
    return BadRequest(_MENTION_TAKEN if "mention" in violation.constraint else _EMAIL_TAKEN)


def _new_role(profile: Profile, current: User | None) -> Role:
    """The role that a profile asks for.

    A client that puts a user back with one of `is_group_admin` and `roles` changed means the change.
    """
    roles, flag = profile.roles, profile.is_group_admin
    asks_admin = roles is not None and "admin" in roles
    if current is None:
        is_admin = bool(flag) or asks_admin
    elif flag is not None and flag != current.is_group_admin:
        is_admin = flag
    else:
        is_admin = bool(flag) if roles is None else asks_admin
    if is_admin:
        return "admin"
    return "moderator" if roles is not None and "moderator" in roles else "user"


async def update_user(tx: Tx, caller: Caller, user: User, profile: Profile) -> None:
    """Replace a person's profile. Owners change only themselves; guests cannot be changed (documented).

    Nobody gives themselves a new password this way, which asks for no old one: neither a token that somebody found
    nor a browser that somebody left open becomes an account.
    """
    check_profile(profile)
    if user.is_guest:
        raise Forbidden("Guests cannot be updated.")
    if profile.password_hash is not None and caller.user_id == user.id:
        raise Forbidden("Change your own password on your account page, where you are asked for the old one.")
    if profile.mention_name and profile.mention_name != user.mention_name:
        # One after the other: no index keeps names apart that only look the same.
        await change_storage.hold_group(tx, user.group_id)
    user = await _held(tx, user)
    if profile.mention_name and profile.mention_name != user.mention_name:
        await check_mention_name(tx, user.group_id, profile.mention_name, before=user.mention_name)
    role = await _changed_role(tx, caller, user, profile)
    changed = replace(
        user,
        name=profile.name,
        mention_name=profile.mention_name or user.mention_name,
        email=profile.email.strip(),
        title=profile.title,
        timezone=profile.timezone,
        role=role,
        version=new_version(),
    )
    credentials = await change_storage.list_credentials(tx, user.id)
    try:
        await change_storage.update_user(tx, changed)
    except UniqueViolation as taken:
        raise _taken(taken) from None
    if profile.password_hash is not None:
        await change_storage.update_password(tx, user.id, profile.password_hash)
        await end_sessions(tx, user.id)
    tx.forget(*credentials)
    await note_changes(tx, user, changed, is_new_password=profile.password_hash is not None)
    tx.emit(LiveEvent("user.updated", user.group_id, UserChanged(user_entry(changed))))


async def _held(tx: Tx, found: User) -> User:
    """A person who was found, as they are now, kept from other changes until the transaction ends."""
    if found.is_group_admin:
        # They may lose that, and the group comes before people.
        await change_storage.hold_group(tx, found.group_id)
    held = await change_storage.hold_user(tx, found.id)
    now = await storage.get_user(tx, found.group_id, found.id) if held else None
    if now is None:
        raise NotFound(f"User {found.id} not found")
    return now


async def note_changes(tx: Tx, old: User, new: User, *, is_new_password: bool) -> None:
    """Write down what is different about a person, role and password on lines of their own."""
    fields = ("name", "mention_name", "email", "title", "timezone")
    changed = [field for field in fields if getattr(old, field) != getattr(new, field)]
    thing, group_id = thing_of_user(new), new.group_id
    if changed:
        was = old.name if old.name != new.name else None
        await note_audit(tx, Action.USER_UPDATED, thing, group_id=group_id, changed=changed, was=was)
    if new.role != old.role:
        await note_audit(tx, Action.ROLE_CHANGED, thing, group_id=group_id, role=new.role, was=old.role)
    if is_new_password:
        await note_audit(tx, Action.PASSWORD_CHANGED, thing, group_id=group_id)


async def _changed_role(tx: Tx, caller: Caller, user: User, profile: Profile) -> Role:
    if user.is_owner:
        if caller.user_id != user.id:
            raise Forbidden("Only the group's owner may change the owner's profile.")
        is_moved = email_key(profile.email) != email_key(user.email or "")
        if is_moved and caller.kind is not TokenKind.SESSION:
            raise Forbidden(
                "The owner's email address is changed by the owner in the web client, not by a token."
            )
        if profile.is_group_admin is False or (profile.roles is not None and "owner" not in profile.roles):
            raise BadRequest("The group's owner is always an admin. Make somebody else the owner first.")
        return "owner"
    role = _new_role(profile, user)
    if "owner" in (profile.roles or ()):
        raise BadRequest("A group has one owner, who cannot be changed here.")
    if role == "admin" and not user.is_group_admin and caller.user_id == user.id:
        raise Forbidden("You are no longer an admin of the group.")  # since a moment ago
    if user.is_group_admin and role != "admin":
        await require_other_admin(tx, user)
    return role


async def require_other_admin(tx: Tx, user: User) -> None:
    """BadRequest when a group would be left without an admin. Two who go at the same moment do so in turn."""
    await change_storage.hold_group(tx, user.group_id)
    if not await storage.has_other_admin(tx, user.group_id, user.id):
        raise BadRequest("This is the last admin of the group. Make somebody else an admin first.")
