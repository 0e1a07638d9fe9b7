"""The people of the group to look through, one of them in full, and what people change of themselves."""

from dataclasses import replace

from chinwag.callers import Caller
from chinwag.db.tx import ReadTx, Tx
from chinwag.errors import Forbidden
from chinwag.names import page_of
from chinwag.permissions.service import is_allowed
from chinwag.presence.service import Presence
from chinwag.rooms.in_common import list_rooms_in_common
from chinwag.users import change_storage
from chinwag.users.finding import find_people
from chinwag.users.model import User, profile_of
from chinwag.users.people_schema import (
    OwnProfileIn,
    PeopleDirectory,
    PeopleQuery,
    ProfileOut,
    directory_person,
    profile_out,
)
from chinwag.users.service import find_user, get_users, update_user


async def read_people(tx: ReadTx, caller: Caller, presence: Presence, query: PeopleQuery) -> PeopleDirectory:
    """One page of the people who fit."""
    fitting = await find_people(tx, caller, query.q, with_guests=query.include_guests)
    if query.sort == "presence":
        fitting.sort(key=lambda user: presence.of(user.id) is None)
    page, _ = page_of(fitting, query.start_index, query.max_results)
    return PeopleDirectory([directory_person(user, presence.of(user.id)) for user in page], len(fitting))


async def read_profile(tx: ReadTx, caller: Caller, presence: Presence, ref: str) -> ProfileOut:
    """A person in full, as far as the caller may know; also who was deleted, since their messages stay."""
    user = await find_user(tx, caller, ref, include_deleted=True)
    is_self = user.id == caller.user_id
    rooms = [] if user.is_deleted or is_self else await list_rooms_in_common(tx, caller, user, presence)
    is_reachable = not user.is_deleted and not user.is_guest
    return profile_out(
        user,
        None if user.is_deleted else presence.of(user.id),
        rooms,
        shows_email=not user.is_deleted and (is_self or not caller.is_guest),
        can_message=is_reachable and not caller.is_guest and is_allowed(caller, "chat_privately"),
    )


async def change_own_profile(tx: Tx, caller: Caller, given: OwnProfileIn) -> User:
    """What a person says of themselves. E-mail and role are the admins' to change."""
    if caller.is_guest:
        raise Forbidden("Guests cannot be updated.")
    if given.mention_name is not None:
        await change_storage.hold_group(tx, caller.group_id)  # before people, as everywhere
    # Held, because one who loses a role just now would write it back.
    await change_storage.hold_user(tx, caller.acting_user)
    me = (await get_users(tx, caller.group_id, [caller.acting_user]))[caller.acting_user]
    profile = profile_of(me)
    if given.name is not None:
        profile = replace(profile, name=" ".join(given.name.split()) or given.name)
    if given.mention_name is not None:
        profile = replace(profile, mention_name=given.mention_name.removeprefix("@"))
    if given.title is not None:
        profile = replace(profile, title=given.title.strip())
    if given.timezone is not None:
        profile = replace(profile, timezone=given.timezone)
    await update_user(tx, caller, me, profile)
    return (await get_users(tx, caller.group_id, [me.id]))[me.id]
