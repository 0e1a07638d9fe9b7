"""The endpoint from which an add-on fetches its credentials."""

from chinwag.addons.installable import InstallableOut, take_installable
from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.scopes import NO_SCOPE

endpoints = Endpoints("integrations")


@endpoints.get(
    "/v2/addon/{addon}/installable/{token}",
    id="get_integration_installable_data",
    title="Get integration installable data",
    scopes_any=NO_SCOPE,
    clients=frozenset(),
    public=True,
    reply=InstallableOut,
)
async def get_integration_installable_data(call: Call[NoQuery]) -> InstallableOut:
    """Get the credentials of an installation: the address that the add-on was given as `installable_url`.

    It answers once, and for an hour. After an uninstallation it tells the oauthId alone.
    """
    async with call.db.begin() as tx:
        return await take_installable(
            tx, call.services.sealer, call.path["addon"], call.path["token"], call.services.clock.steady()
        )
