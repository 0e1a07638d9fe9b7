"""The six methods of users."""

from chinwag.accounts.secret import new_password
from chinwag.http.endpoint import Call
from chinwag.users import service
from chinwag.users.model import Profile, User
from chinwag.users.removal import delete_user as remove
from chinwag.users.revival import bring_back, find_even_deleted
from chinwag.v1.method import ADMIN, Methods
from chinwag.v1.room_schema import DeletedReply
from chinwag.v1.user_schema import (
    NewUserReply,
    UndeletedReply,
    UserCreateIn,
    UserIn,
    UserReply,
    UsersIn,
    UsersReply,
    UserUpdateIn,
    new_user_out,
    user_out,
)

methods = Methods()

_ALL = 2**53


@methods.declare("users/create", "POST", tokens=ADMIN, parameters=UserCreateIn, reply=NewUserReply)
async def create_user(call: Call[UserCreateIn]) -> NewUserReply:
    """Add a person to the group; no mail is sent."""
    wanted = call.query
    profile = Profile(
        name=wanted.name,
        email=wanted.email,
        mention_name=_mention_name(wanted.mention_name),
        title=wanted.title,
        timezone=wanted.timezone,
        is_group_admin=wanted.is_group_admin,
    )
    service.check_profile(profile)
    made = None if wanted.password else new_password()
    password_hash = await call.services.passwords.hash(wanted.password or made or "")
    async with call.db.begin() as tx:
        user = await service.create_user(tx, call.caller.group_id, profile.with_password(password_hash))
    return NewUserReply(new_user_out(user, call.links, made))


@methods.declare("users/delete", "POST", tokens=ADMIN, parameters=UserIn, reply=DeletedReply)
async def delete_user(call: Call[UserIn]) -> DeletedReply:
    """Remove a person. Sessions and tokens end at once, messages stay."""
    async with call.db.begin() as tx:
        await remove(tx, await service.find_user(tx, call.caller, call.query.user_id))
    return DeletedReply(deleted=True)


@methods.declare("users/list", "GET", tokens=ADMIN, parameters=UsersIn, reply=UsersReply)
async def list_users(call: Call[UsersIn]) -> UsersReply:
    """List the people of the group, without guests."""
    async with call.db.read() as tx:
        users = await service.list_users(
            tx,
            call.caller,
            with_guests=False,
            with_deleted=call.query.include_deleted,
            offset=0,
            limit=_ALL,
        )
    presence = call.services.presence
    return UsersReply([user_out(user, call.links, presence.of(user.id)) for user in users])


@methods.declare("users/show", "GET", tokens=ADMIN, parameters=UserIn, reply=UserReply)
async def show_user(call: Call[UserIn]) -> UserReply:
    """Show a person. Deleted people are found by id."""
    async with call.db.read() as tx:
        user = await service.find_user(tx, call.caller, call.query.user_id, include_deleted=True)
    return UserReply(user_out(user, call.links, call.services.presence.of(user.id)))


@methods.declare("users/undelete", "POST", tokens=ADMIN, parameters=UserIn, reply=UndeletedReply)
async def undelete_user(call: Call[UserIn]) -> UndeletedReply:
    """Bring back a deleted person, without a password and without their rooms."""
    async with call.db.begin() as tx:
        await bring_back(tx, await find_even_deleted(tx, call.caller, call.query.user_id))
    return UndeletedReply(undeleted=True)


@methods.declare(
    "users/update",
    "POST",
    tokens=ADMIN,
    parameters=UserUpdateIn,
    may_be_empty=("title",),
    reply=UserReply,
)
async def update_user(call: Call[UserUpdateIn]) -> UserReply:
    """Change what is given of a person. A new password ends their sessions."""
    change = call.query
    password_hash = None
    if change.password:
        async with call.db.read() as reading:  # nobody's password is worth the work
            await service.find_user(reading, call.caller, change.user_id)
        password_hash = await call.services.passwords.hash(change.password)
    async with call.db.begin() as tx:
        user = await service.find_user(tx, call.caller, change.user_id)
        await service.update_user(tx, call.caller, user, _changed(user, change, password_hash))
        changed = await service.find_user(tx, call.caller, str(user.id))
    return UserReply(user_out(changed, call.links, call.services.presence.of(user.id)))


def _changed(user: User, change: UserUpdateIn, password_hash: str | None) -> Profile:
    """The person's profile with what is to change; the role comes along, so that it stays."""
    return Profile(
        name=change.name or user.name,
        email=change.email or user.email or "",
        mention_name=_mention_name(change.mention_name) or user.mention_name,
        title=user.title if change.title is None else change.title,
        timezone=change.timezone or user.timezone,
        is_group_admin=user.is_group_admin if change.is_group_admin is None else change.is_group_admin,
        roles=frozenset({user.role}),
        password_hash=password_hash,
    )


def _mention_name(text: str | None) -> str | None:
    """A mention name without the @ that some clients send."""
    return (text or "").removeprefix("@") or None
