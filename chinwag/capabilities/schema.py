"""The server's own descriptor, in the form that add-ons read (recorded)."""

import msgspec

from chinwag.http.links import Links
from chinwag.scopes import SCOPE_TEXTS, Scope


class VendorOut(msgspec.Struct, frozen=True):
    """Who makes the server."""

    name: str
    url: str


class ServerLinks(msgspec.Struct, frozen=True):
    """`self` is compared exactly with the address given at installation; `api` ends without a slash."""

    api: str
    homepage: str
    self: str
    subdomain: str


class ScopeOut(msgspec.Struct, frozen=True):
    """One scope and what it lets a token do."""

    description: str
    id: str
    name: str


class ApiProvider(msgspec.Struct, frozen=True, rename="camel"):
    """The API. `url` has a slash at its end, as recorded: clients join paths either way."""

    available_scopes: dict[Scope, ScopeOut]
    url: str


class OAuth2Provider(msgspec.Struct, frozen=True, rename="camel"):
    """Where tokens come from."""

    authorization_url: str
    token_url: str


class ServerCapabilities(msgspec.Struct, frozen=True):
    """What the server offers to add-ons."""

    hipchat_api_provider: ApiProvider = msgspec.field(name="hipchatApiProvider")
    oauth2_provider: OAuth2Provider = msgspec.field(name="oauth2Provider")


class CapabilitiesOut(msgspec.Struct, frozen=True):
    """The server's own descriptor."""

    capabilities: ServerCapabilities
    connect_server_api_version: int
    description: str
    key: str
    links: ServerLinks
    name: str
    vendor: VendorOut


def capabilities_out(links: Links) -> CapabilitiesOut:
    """The descriptor of this server.

    `key` stays what add-on frameworks were written for; name and vendor are for people, and say the truth.
    """
    scopes = {
        scope: ScopeOut(text.description, scope.value, text.name) for scope, text in SCOPE_TEXTS.items()
    }
    return CapabilitiesOut(
        capabilities=ServerCapabilities(
            hipchat_api_provider=ApiProvider(scopes, links.of("/")),
            oauth2_provider=OAuth2Provider(links.web("/users/authorize"), links.of("/oauth/token")),
        ),
        connect_server_api_version=1,
        description="Group chat on your own server, with the API of HipChat",
        key="hipchat",
        links=ServerLinks(
            api=links.api, homepage=links.base, self=links.of("/capabilities"), subdomain=links.base
        ),
        name="Chinwag",
        vendor=VendorOut("Chinwag", links.base),
    )
