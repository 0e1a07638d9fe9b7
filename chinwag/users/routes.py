"""Endpoints of users, as in HipChat's API v2."""

from chinwag.accounts.secret import new_password
from chinwag.errors import NotFound
from chinwag.http.endpoint import Call, Created, Endpoints
from chinwag.http.paging import NoQuery, Page
from chinwag.scopes import GROUP_OR_USER, Scope
from chinwag.users import service
from chinwag.users.expanders import load_users
from chinwag.users.model import Profile
from chinwag.users.removal import delete_user as remove
from chinwag.users.schema import (
    SelfLink,
    UserCreated,
    UserCreateIn,
    UserOut,
    UserQuery,
    UserStub,
    UserUpdateIn,
    user_stub,
)

endpoints = Endpoints("users")


@endpoints.get(
    "/v2/user",
    id="get_all_users",
    title="Get all users",
    scopes_any={Scope.VIEW_GROUP},
    clients=GROUP_OR_USER,
    query=UserQuery,
    reply=list[UserStub],
    expandable=("items", "items.group"),
)
async def get_all_users(call: Call[UserQuery]) -> Page:
    """List the people of the group. Guests and deleted people only on demand."""
    wanted = call.query
    async with call.db.read() as tx:
        users = await service.list_users(
            tx,
            call.caller,
            with_guests=wanted.include_guests,
            with_deleted=wanted.include_deleted,
            offset=wanted.start_index,
            limit=wanted.max_results + 1,
        )
    page = [user_stub(user, call.links) for user in users[: wanted.max_results]]
    return Page(page, has_more=len(users) > wanted.max_results)


@endpoints.post(
    "/v2/user",
    id="create_user",
    title="Create user",
    scopes_any={Scope.ADMIN_GROUP},
    clients=GROUP_OR_USER,
    body=UserCreateIn,
    reply=UserCreated,
    status=201,
)
async def create_user(call: Call[NoQuery], body: UserCreateIn) -> Created:
    """Add a person to the group. A password that the server makes is shown in this answer only.

    An e-mail address of a deleted person brings that person back.
    """
    service.require_group_admin(call.caller)
    profile = _checked_profile(body)
    made = None if body.password else new_password()
    password_hash = await call.services.passwords.hash(body.password or made or "")
    async with call.db.begin() as tx:
        user = await service.create_user(tx, call.caller.group_id, profile.with_password(password_hash))
    link = call.links.user(user.id)
    return Created(UserCreated(user_stub(user, call.links), user.id, SelfLink(link), made), link)


@endpoints.get(
    "/v2/user/{user}",
    id="view_user",
    title="View user",
    scopes_any={Scope.VIEW_GROUP},
    clients=GROUP_OR_USER,
    reply=UserOut,
    expandable=("group",),
)
async def view_user(call: Call[NoQuery]) -> UserOut:
    """Show a person, given by id, e-mail address or @mention name. Deleted people are found by id."""
    async with call.db.read() as tx:
        user = await service.find_user(tx, call.caller, call.path["user"], include_deleted=True)
        full = await load_users(tx, call.caller, call.services, [user.id])
    shown = full.get(user.id)
    if not isinstance(shown, UserOut):  # deleted between the two look-ups
        raise NotFound(f"User {call.path['user']} not found")
    return shown


@endpoints.put(
    "/v2/user/{user}",
    id="update_user",
    title="Update user",
    scopes_any={Scope.ADMIN_GROUP},
    clients=GROUP_OR_USER,
    body=UserUpdateIn,
)
async def update_user(call: Call[NoQuery], body: UserUpdateIn) -> None:
    """Replace a person's profile: what is missing counts as cleared, but the password.

    A new password ends the person's sessions. `presence` and other fields are accepted and ignored.
    """
    service.require_group_admin(call.caller)
    profile = _checked_profile(body)
    if body.password:
        async with call.db.read() as reading:
            await service.find_user(reading, call.caller, call.path["user"])
        profile = profile.with_password(await call.services.passwords.hash(body.password))
    async with call.db.begin() as tx:
        user = await service.find_user(tx, call.caller, call.path["user"])
        await service.update_user(tx, call.caller, user, profile)


@endpoints.delete(
    "/v2/user/{user}",
    id="delete_user",
    title="Delete user",
    scopes_any={Scope.ADMIN_GROUP},
    clients=GROUP_OR_USER,
)
async def delete_user(call: Call[NoQuery]) -> None:
    """Remove a person. Sessions and tokens end at once, messages stay."""
    service.require_group_admin(call.caller)
    async with call.db.begin() as tx:
        user = await service.find_user(tx, call.caller, call.path["user"])
        await remove(tx, user)


def _checked_profile(body: UserCreateIn | UserUpdateIn) -> Profile:
    profile = Profile(
        name=body.name,
        email=body.email,
        mention_name=_mention_name(body.mention_name),
        title=body.title or "",
        timezone=body.timezone or "UTC",
        is_group_admin=body.is_group_admin,
        roles=None if body.roles is None else frozenset(body.roles),
    )
    service.check_profile(profile)
    return profile


def _mention_name(text: str | None) -> str | None:
    """A mention name without the @ that some clients send; empty counts as absent."""
    return (text or "").removeprefix("@") or None
