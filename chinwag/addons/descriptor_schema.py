"""The capability descriptor: what an add-on says of itself (addons.md 2; recorded 2017)."""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from chinwag.extensions.schema import (
    ActionIn,
    Address,
    DialogIn,
    ExternalPageIn,
    GlanceIn,
    Icon,
    WebPanelIn,
)
from chinwag.scopes import Scope
from chinwag.webhooks.schema import WebhookIn

_MOST_MODULES = 100
_Shown = Annotated[str, Meta(max_length=2000)]
"""A text that people are shown and nothing is done with: frameworks send it empty, or without `https://`."""
_Glances = Annotated[list[GlanceIn], Meta(max_length=_MOST_MODULES)]
_WebPanels = Annotated[list[WebPanelIn], Meta(max_length=_MOST_MODULES)]
_Dialogs = Annotated[list[DialogIn], Meta(max_length=_MOST_MODULES)]
_Actions = Annotated[list[ActionIn], Meta(max_length=_MOST_MODULES)]
_ExternalPages = Annotated[list[ExternalPageIn], Meta(max_length=_MOST_MODULES)]


class DescriptorLinks(Struct, frozen=True):
    """Where the descriptor is served, and a page for people."""

    self: Address
    homepage: _Shown | None = None


class Vendor(Struct, frozen=True, forbid_unknown_fields=True):
    """Who makes the add-on. Two frameworks send empty texts, null, or one for the other."""

    name: _Shown | None
    url: _Shown | None


class Avatar(Struct, frozen=True):
    """The picture beside the add-on's messages."""

    url: Address
    url_2x: Address | None = field(name="url@2x", default=None)


class ApiConsumer(Struct, frozen=True, rename="camel"):
    """The add-on calls our API: with which scopes, and under which name it writes."""

    scopes: list[Scope]
    from_name: Annotated[str, Meta(max_length=64)] | None = None
    avatar: Address | Avatar | None = None


class Installable(Struct, frozen=True, rename="camel"):
    """How the add-on is told of its installation, and where it may be installed."""

    allow_global: bool = True
    allow_room: bool = True
    callback_url: Address | None = None
    update_callback_url: Address | None = None
    installed_url: Address | None = None
    updated_url: Address | None = None
    uninstalled_url: Address | None = None


class Configurable(Struct, frozen=True, rename="camel"):
    """A page to configure the add-on."""

    url: Address
    authentication: Literal["jwt", "none"] = "jwt"
    allow_access_to_room_admins: bool = False


class AdminPage(Struct, frozen=True):
    """A page for the group's admins."""

    url: Address


class AddonAsProvider(Struct, frozen=True, rename="camel"):
    """The add-on's own OAuth addresses. We do not use them."""

    authorization_url: Address | None = None
    token_url: Address | None = None


class AddonAsConsumer(Struct, frozen=True, rename="camel"):
    """Where people may be sent back to after they allowed something."""

    redirection_urls: Annotated[list[Address], Meta(max_length=50)]


class Capabilities(Struct, frozen=True, rename="camel"):
    """What the add-on does."""

    hipchat_api_consumer: ApiConsumer | None = None
    installable: Installable | None = None
    configurable: Configurable | None = None
    admin_page: AdminPage | None = None
    oauth2_provider: AddonAsProvider | None = field(name="oauth2Provider", default=None)
    oauth2_consumer: AddonAsConsumer | None = field(name="oauth2Consumer", default=None)
    webhook: Annotated[list[WebhookIn], Meta(max_length=_MOST_MODULES)] | None = None
    glance: _Glances | None = None
    web_panel: _WebPanels | None = None
    dialog: _Dialogs | None = None
    action: _Actions | None = None
    external_page: _ExternalPages | None = None


class Descriptor(Struct, frozen=True, rename="camel"):
    """An add-on, as it describes itself. Fields that are not named here are allowed."""

    key: Annotated[str, Meta(min_length=1, max_length=255, pattern=r"^[a-zA-Z0-9_.\-]+$")]
    name: Annotated[str, Meta(min_length=1, max_length=100)]
    description: Annotated[str, Meta(max_length=1000)]
    links: DescriptorLinks
    vendor: Vendor | None = None
    api_version: Annotated[str, Meta(pattern=r"^[0-9]{1,4}:[0-9]{1,4}$")] = "1:1"
    capabilities: Capabilities | None = None


__all__ = [
    "ApiConsumer",
    "Avatar",
    "Capabilities",
    "Configurable",
    "Descriptor",
    "Icon",
    "Installable",
    "Vendor",
]
