"""The headers with which a page of ours writes."""

from chinwag.accounts.model import SignInData
from chinwag.accounts.service import start_session
from tests.world import BASE, MadeUser, World


async def signed_in(world: World, user: MadeUser) -> dict[str, str]:
    """The headers of a browser whose person signed in a moment ago."""
    services = world.app.services
    async with services.db.begin() as tx:
        data = SignInData(user.id, world.group_id, None)
        session = await start_session(tx, data, user_agent="test", now=world.clock.steady())
    csrf = services.csrf.value_for(session.secret)
    return {"Cookie": f"chinwag_session={session.secret}", "X-CSRF-Token": csrf, "Origin": BASE}
