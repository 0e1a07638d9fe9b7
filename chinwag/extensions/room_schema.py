"""JSON shapes of a room's extensions, for our own client."""

import json
from typing import Annotated, Any, Literal

import msgspec

from chinwag.extensions.glance_schema import GlanceContent
from chinwag.extensions.model import Extension
from chinwag.extensions.room_list import RoomAddon
from chinwag.extensions.room_open import CONFIGURABLE

ShownKind = Literal["glance", "webPanel", "dialog", "action", "externalPage", "configurable"]
_Key = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
_decode_content = msgspec.json.Decoder(GlanceContent).decode


class IconOut(msgspec.Struct, frozen=True):
    """The picture of a module, and the same in double size."""

    url: str
    url2x: str


class TargetOut(msgspec.Struct, frozen=True):
    """What a click opens: another module of the same add-on."""

    key: str
    options: dict[str, Any] | None


class RoomModule(msgspec.Struct, frozen=True, kw_only=True):
    """A module of an add-on, for the client. What its kind does not have is null.

    `content` is what was pushed to a glance for the caller last.
    """

    kind: ShownKind
    key: str
    full_key: str
    name: str
    icon: IconOut | None = None
    weight: int = 100
    conditions: list[dict[str, Any]] = []
    location: str | None = None
    target: TargetOut | None = None
    has_query: bool = False
    options: dict[str, Any] | None = None
    content: GlanceContent | None = None


class RoomAddonOut(msgspec.Struct, frozen=True, kw_only=True):
    """An add-on that works in the room. `room_id` null: in all rooms. While it is disabled it has no modules."""

    oauth_id: str
    key: str
    name: str
    avatar_url: str | None
    room_id: int | None
    scopes: list[str]
    is_disabled: bool
    modules: list[RoomModule]


class RoomExtensions(msgspec.Struct, frozen=True):
    """The add-ons of a room with what they show: its own first, then those of the whole group."""

    addons: list[RoomAddonOut]


class OpenIn(msgspec.Struct, frozen=True):
    """How a page is opened. `values` fill the placeholders of its address, such as {message.mid}."""

    values: dict[str, Any] = {}
    theme: Literal["light", "dark"] = "light"


class OpenedOut(msgspec.Struct, frozen=True):
    """Where the page is. The address holds a JWT for the caller: show it to nobody."""

    url: str


class TokenIn(msgspec.Struct, frozen=True):
    """The module that asks, by its key."""

    key: _Key


class SignedTokenOut(msgspec.Struct, frozen=True):
    """A JWT for the caller, signed with the add-on's secret. `expires_at` in Unix seconds."""

    token: str
    expires_at: int


class GlanceAnswer(msgspec.Struct, frozen=True):
    """What the add-on's glance shows the caller."""

    content: GlanceContent


def room_addon_out(addon: RoomAddon, pushed: dict[tuple[str, str], str]) -> RoomAddonOut:
    """An add-on with its modules, lightest first."""
    client = addon.client
    modules = [_module(addon, module, pushed.get((client.id, module.key))) for module in addon.modules]
    if addon.configurable is not None and not addon.is_disabled:
        modules.append(_configurable(addon))
    return RoomAddonOut(
        oauth_id=client.id,
        key=client.key,
        name=addon.name,
        avatar_url=addon.avatar_url,
        room_id=client.room_id,
        scopes=sorted(client.scopes),
        is_disabled=addon.is_disabled,
        modules=sorted(modules, key=lambda module: module.weight),
    )


def _configurable(addon: RoomAddon) -> RoomModule:
    return RoomModule(
        kind=CONFIGURABLE,
        key=CONFIGURABLE,
        full_key=f"{addon.client.key}:{CONFIGURABLE}",
        name=f"Configure {addon.name}",
    )


def _module(addon: RoomAddon, module: Extension, content: str | None) -> RoomModule:
    fields: dict[str, Any] = json.loads(module.module)
    label = fields.get("name") or fields.get("title") or {}
    icon = fields.get("icon")
    return RoomModule(
        kind=module.kind,
        key=module.key,
        full_key=f"{addon.client.key}:{module.key}",
        name=label.get("value", module.key),
        icon=IconOut(icon["url"], icon["url@2x"]) if icon else None,
        weight=int(fields.get("weight", 100)),
        conditions=fields.get("conditions") or [],
        location=fields.get("location"),
        target=_target(fields.get("target")),
        has_query=module.kind == "glance" and bool(fields.get("queryUrl")),
        options=fields.get("options"),
        content=_decode_content(content) if content and module.kind == "glance" else None,
    )


def _target(given: Any) -> TargetOut | None:
    if isinstance(given, str):
        return TargetOut(given, None)
    return TargetOut(given["key"], given.get("options")) if isinstance(given, dict) else None
