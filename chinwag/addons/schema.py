"""JSON shapes of add-ons in our own API."""

from typing import Annotated, Any

import msgspec

from chinwag.addons.descriptor import ReadDescriptor
from chinwag.addons.descriptor_schema import Vendor
from chinwag.addons.doubts import doubts_of
from chinwag.addons.install import Installed
from chinwag.addons.model import Installation
from chinwag.clock import iso_seconds
from chinwag.extensions.model import Kind
from chinwag.oauth.schema import ScopeOut, scope_out
from chinwag.rooms.model import Room
from chinwag.scopes import Scope
from chinwag.webhooks.address import is_plain_address
from chinwag.webhooks.model import WebhookEvent

_Url = Annotated[str, msgspec.Meta(min_length=1, max_length=300_000)]


class ReviewIn(msgspec.Struct, frozen=True):
    """An add-on to look at: the address of its descriptor, or the descriptor. `room`: id or name; none = the group."""

    url: _Url | None = None
    descriptor: dict[str, Any] | None = None
    room: int | str | None = None


class InstallIn(msgspec.Struct, frozen=True):
    """An add-on to install. `scopes`: those that the person saw and allows; it may not ask for others."""

    scopes: list[Scope]
    url: _Url | None = None
    descriptor: dict[str, Any] | None = None
    room: int | str | None = None


class UpdateIn(msgspec.Struct, frozen=True):
    """Read the descriptor again, or take the given one. `scopes`: new ones that the person allows."""

    scopes: list[Scope] = []
    descriptor: dict[str, Any] | None = None


class Place(msgspec.Struct, frozen=True):
    """The room of an installation."""

    id: int
    name: str


class VendorOut(msgspec.Struct, frozen=True):
    """Who makes the add-on. `url` is empty where what they say is no address of the web."""

    name: str
    url: str


class ModuleEntry(msgspec.Struct, frozen=True):
    """What the add-on puts into the client."""

    kind: Kind
    key: str
    name: str


class HookEntry(msgspec.Struct, frozen=True):
    """What the add-on wants to hear of, and where it is sent."""

    event: WebhookEvent
    pattern: str
    url: str


class AddonReview(msgspec.Struct, frozen=True):
    """What would be installed. `warnings` are sentences for the person who decides."""

    key: str
    name: str
    description: str
    homepage: str | None
    vendor: VendorOut | None
    scopes: list[ScopeOut]
    modules: list[ModuleEntry]
    webhooks: list[HookEntry]
    allows_group: bool
    allows_room: bool
    room: Place | None
    installed_as: str | None
    """The oauthId, when it is installed there already."""
    warnings: list[str]


class AddonEntry(msgspec.Struct, frozen=True):
    """An installed add-on. `room` null = the whole group; `waits_for` scopes of an update that wait for consent."""

    oauth_id: str
    key: str
    name: str
    description: str
    room: Place | None
    scopes: list[str]
    is_disabled: bool
    waits_for: list[str]
    url: str | None
    configure_url: str | None
    has_admin_page: bool
    installed_by: int | None
    installed: str
    updated: str


class AddonEntries(msgspec.Struct, frozen=True):
    """The add-ons that the caller may see."""

    items: list[AddonEntry]


class InstalledOut(msgspec.Struct, frozen=True):
    """An add-on just installed. `redirect`: the browser goes there, null = nowhere."""

    addon: AddonEntry
    redirect: str | None


class UpdatedOut(msgspec.Struct, frozen=True):
    """What came of an update. With `waits_for` nothing changed yet; `problem`: what the add-on answered."""

    waits_for: list[ScopeOut]
    problem: str | None


class RemovedOut(msgspec.Struct, frozen=True):
    """The add-on is gone. `redirect`: the browser goes there, null = nowhere."""

    redirect: str | None


def review_out(
    read: ReadDescriptor, url: str | None, room: Room | None, known: Installation | None
) -> AddonReview:
    """What would be installed."""
    said, where = read.said, read.can.installable
    return AddonReview(
        key=said.key,
        name=said.name,
        description=said.description,
        homepage=_web(said.links.homepage),
        vendor=_vendor_out(said.vendor),
        scopes=[scope_out(scope) for scope in sorted(read.scopes)],
        modules=[ModuleEntry(module.kind, module.key, module.name) for module in read.modules],
        webhooks=[HookEntry(hook.event, hook.pattern, hook.url) for hook in read.webhooks],
        allows_group=where.allow_global if where else True,
        allows_room=where.allow_room if where else True,
        room=Place(room.id, room.name) if room else None,
        installed_as=known.client_id if known else None,
        warnings=doubts_of(read, url, known),
    )


def _vendor_out(vendor: Vendor | None) -> VendorOut | None:
    """Who makes it, as far as they say; `url` only where one could go there."""
    if vendor is None:
        return None
    name, url = (vendor.name or "").strip(), (vendor.url or "").strip()
    return VendorOut(name or url, _web(url) or "") if name or url else None


def _web(text: str | None) -> str | None:
    return text if text and is_plain_address(text) else None


def addon_entry(
    installation: Installation, read: ReadDescriptor, room: Room | None, waits_for: frozenset[Scope]
) -> AddonEntry:
    """An installed add-on."""
    configurable = read.can.configurable
    return AddonEntry(
        oauth_id=installation.client_id,
        key=installation.key,
        name=read.said.name,
        description=read.said.description,
        room=Place(room.id, room.name) if room else None,
        scopes=sorted(installation.scopes),
        is_disabled=installation.is_disabled,
        waits_for=sorted(waits_for),
        url=installation.url,
        configure_url=configurable.url if configurable else None,
        has_admin_page=read.can.admin_page is not None,
        installed_by=installation.installed_by,
        installed=iso_seconds(installation.created_at),
        updated=iso_seconds(installation.updated_at),
    )


def installed_out(installed: Installed, entry: AddonEntry) -> InstalledOut:
    """An add-on just installed."""
    return InstalledOut(entry, installed.redirect)
