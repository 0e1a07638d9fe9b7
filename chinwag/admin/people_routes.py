"""Endpoints of the page «People» of the group's admins."""

from chinwag.accounts.model import SETUP_LIFETIME
from chinwag.admin import people
from chinwag.admin.schema import (
    AdminPeople,
    NewPersonIn,
    PeopleQuery,
    RoleIn,
    SignedOut,
    SignInLink,
    SignOutIn,
)
from chinwag.http.access import FOR_GROUP_ADMINS, IN_PERSON
from chinwag.http.endpoint import Call, Created, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.users.model import Profile, User
from chinwag.users.revival import bring_back
from chinwag.users.service import check_profile, create_user, require_group_admin

endpoints = Endpoints("administration")


@endpoints.get(
    "/api/admin/user",
    id="list_people",
    title="List people for admins",
    query=PeopleQuery,
    reply=AdminPeople,
    **FOR_GROUP_ADMINS,
)
async def list_people(call: Call[PeopleQuery]) -> AdminPeople:
    """List the people of the group by name, with roles, when they were last there, sessions and tokens."""
    require_group_admin(call.caller)
    async with call.db.read_offloaded() as tx:
        return await people.list_people(tx, call.caller, call.query, call.services)


@endpoints.post(
    "/api/admin/user",
    id="add_person",
    title="Add a person with a link",
    body=NewPersonIn,
    reply=SignInLink,
    status=201,
    **IN_PERSON,  # whoever gets a sign-in link can do more than any token may
)
async def add_person(call: Call[NoQuery], body: NewPersonIn) -> Created:
    """Add a person to the group. The answer has a one-time link for them, with which they choose a password."""
    require_group_admin(call.caller)
    profile = Profile(
        name=body.name,
        email=body.email,
        mention_name=(body.mention_name or "").removeprefix("@") or None,
        title=body.title,
        is_group_admin=body.is_admin,
    )
    check_profile(profile)
    async with call.db.begin() as tx:
        user = await create_user(tx, call.caller.group_id, profile)
        link = await people.new_link(tx, call.caller, user, call.services)
    return Created(_link_out(user, link), call.links.user(user.id))


@endpoints.put(
    "/api/admin/user/{user}/role", id="set_role", title="Set a person's role", body=RoleIn, **FOR_GROUP_ADMINS
)
async def set_role(call: Call[NoQuery], body: RoleIn) -> None:
    """Make somebody an admin of the group, or no longer; or hand the group over as its owner.

    The owner does the latter in person: signed in to the web client, and with `password`.
    """
    require_group_admin(call.caller)
    if body.role == "owner":
        await people.require_owner_in_person(call.caller, call.services, body.password, call.client_address)
    async with call.db.begin() as tx:
        user = await people.find_person(tx, call.caller, call.path["user"])
        await people.change_role(tx, call.caller, user, body.role)


@endpoints.post(
    "/api/admin/user/{user}/deactivate",
    id="deactivate_person",
    title="Deactivate a person",
    **FOR_GROUP_ADMINS,
)
async def deactivate_person(call: Call[NoQuery]) -> None:
    """Take somebody out of the group: sessions and tokens end at once, rooms go to the owner, messages stay."""
    require_group_admin(call.caller)
    async with call.db.begin() as tx:
        user = await people.find_person(tx, call.caller, call.path["user"])
        await people.deactivate(tx, call.caller, user)


@endpoints.post(
    "/api/admin/user/{user}/reactivate",
    id="reactivate_person",
    title="Reactivate a person",
    reply=SignInLink,
    **IN_PERSON,  # whoever gets a sign-in link can do more than any token may
)
async def reactivate_person(call: Call[NoQuery]) -> SignInLink:
    """Bring somebody back under the id and name of before. They sign in with the one-time link of the answer."""
    require_group_admin(call.caller)
    async with call.db.begin() as tx:
        user = await people.find_person(tx, call.caller, call.path["user"], deactivated=True)
        back = await bring_back(tx, user)
        link = await people.new_link(tx, call.caller, back, call.services)
    return _link_out(back, link)


@endpoints.post(
    "/api/admin/user/{user}/link",
    id="make_sign_in_link",
    title="Make a sign-in link for a person",
    reply=SignInLink,
    **IN_PERSON,  # whoever gets a sign-in link can do more than any token may
)
async def make_sign_in_link(call: Call[NoQuery]) -> SignInLink:
    """A one-time link for somebody who forgot their password: it signs them in, and they choose a new one."""
    require_group_admin(call.caller)
    async with call.db.begin() as tx:
        user = await people.find_person(tx, call.caller, call.path["user"])
        link = await people.new_link(tx, call.caller, user, call.services)
    return _link_out(user, link)


@endpoints.post(
    "/api/admin/user/{user}/sign-out",
    id="sign_person_out",
    title="Sign a person out everywhere",
    body=SignOutIn,
    body_required=False,
    reply=SignedOut,
    **FOR_GROUP_ADMINS,
)
async def sign_person_out(call: Call[NoQuery], body: SignOutIn) -> SignedOut:
    """End all sessions of a person at once, in every browser; with `tokens` also all tokens that act as them."""
    require_group_admin(call.caller)
    async with call.db.begin() as tx:
        user = await people.find_person(tx, call.caller, call.path["user"])
        return SignedOut(*await people.sign_out(tx, call.caller, user, with_tokens=body.tokens))


def _link_out(user: User, link: str) -> SignInLink:
    return SignInLink(user.id, user.name, link, SETUP_LIFETIME.days)
