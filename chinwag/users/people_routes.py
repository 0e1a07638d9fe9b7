"""Our own endpoints for people: the directory, profiles, and one's own."""

from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.scopes import GROUP_OR_USER, NO_SCOPE, ONLY_USER, Scope
from chinwag.users import people
from chinwag.users.people_schema import OwnProfileIn, PeopleDirectory, PeopleQuery, ProfileOut
from chinwag.users.schema import Me, me

endpoints = Endpoints("users")


@endpoints.get(
    "/api/people",
    id="get_people_directory",
    title="Look through the people",
    scopes_any={Scope.VIEW_GROUP},
    clients=GROUP_OR_USER,
    query=PeopleQuery,
    reply=PeopleDirectory,
)
async def get_people_directory(call: Call[PeopleQuery]) -> PeopleDirectory:
    """A page of the people of the group: searched by name, mention name, title and e-mail address."""
    async with call.db.read_offloaded() as tx:
        return await people.read_people(tx, call.caller, call.services.presence, call.query)


@endpoints.get(
    "/api/user/{user}/profile",
    id="get_profile",
    title="Get a profile",
    scopes_any={Scope.VIEW_GROUP},
    clients=GROUP_OR_USER,
    reply=ProfileOut,
    guests=True,
)
async def get_profile(call: Call[NoQuery]) -> ProfileOut:
    """All that is told of a person, with the rooms that they and the caller have in common."""
    async with call.db.read() as tx:
        return await people.read_profile(tx, call.caller, call.services.presence, call.path["user"])


@endpoints.put(
    "/api/account/profile",
    id="change_own_profile",
    title="Change one's own profile",
    scopes_any=NO_SCOPE,
    clients=ONLY_USER,
    body=OwnProfileIn,
    reply=Me,
    session_only=True,
)
async def change_own_profile(call: Call[NoQuery], body: OwnProfileIn) -> Me:
    """Change how one is called, one's title and time zone. What is left out stays."""
    async with call.db.begin() as tx:
        return me(await people.change_own_profile(tx, call.caller, body))
