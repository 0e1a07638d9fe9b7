"""JSON shapes of modules, after the descriptor schema that HipChat published (recorded 2017).

A module is kept as it was sent, unknown fields too, where the schema leaves an object open.
"""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field

from chinwag.extensions.model import Kind
from chinwag.users.schema import SelfLink

ModuleKey = Annotated[str, Meta(min_length=1, max_length=40, pattern=r"^[a-zA-Z0-9_\-\.]+$")]
Address = Annotated[str, Meta(min_length=1, max_length=2000)]
Weight = Annotated[int, Meta(ge=-(2**31), le=2**31 - 1)]
Free = dict[str, Any]
_Name = Annotated[str, Meta(min_length=1, max_length=100)]
_Connective = Annotated[str, Meta(pattern=r"^([aA][nN][dD]|[oO][rR])$")]
_Length = Annotated[str, Meta(pattern=r"^[0-9]{1,5}(px|%)$")]


class Text(Struct, frozen=True, forbid_unknown_fields=True):
    """A text, and the key of its translations."""

    value: Annotated[str, Meta(min_length=1, max_length=100)]
    i18n: Annotated[str, Meta(min_length=1, max_length=40)] | None = None


class Icon(Struct, frozen=True):
    """A picture, and the same in double size."""

    url: Address
    url_2x: Address = field(name="url@2x")


class SimpleCondition(Struct, frozen=True, forbid_unknown_fields=True):
    """One condition. A name that the client does not know is never true."""

    condition: _Name
    params: Free | None = None
    invert: bool = False


class InnerCondition(Struct, frozen=True, forbid_unknown_fields=True):
    """A condition, or a group of conditions."""

    condition: _Name | None = None
    params: Free | None = None
    invert: bool = False
    type: _Connective | None = None
    conditions: Annotated[list[SimpleCondition], Meta(min_length=1, max_length=20)] | None = None


class Condition(Struct, frozen=True, forbid_unknown_fields=True):
    """A condition (`condition`), or a group (`type` and `conditions`). Groups are two levels deep at most."""

    condition: _Name | None = None
    params: Free | None = None
    invert: bool = False
    type: _Connective | None = None
    conditions: Annotated[list[InnerCondition], Meta(min_length=1, max_length=20)] | None = None


Conditions = Annotated[list[Condition], Meta(max_length=20)]


class Target(Struct, frozen=True):
    """What a click opens: the key of another module of the add-on."""

    key: Annotated[str, Meta(min_length=1, max_length=40)]
    options: Free | None = None


TargetKey = Annotated[str, Meta(min_length=1, max_length=40)]


class GlanceIn(Struct, frozen=True, kw_only=True):
    """A line in the sidebar of a room. Without `queryUrl` it shows its name."""

    key: ModuleKey
    name: Text
    icon: Icon
    query_url: Address | None = field(name="queryUrl", default=None)
    target: TargetKey | Target | None = None
    weight: Weight = 100
    conditions: Conditions | None = None


class WebPanelIn(Struct, frozen=True, kw_only=True):
    """A page of the add-on in the sidebar of a room."""

    key: ModuleKey
    name: Text
    url: Address
    location: Literal["hipchat.sidebar.right"]
    icon: Icon | None = None
    authentication: Literal["jwt", "none"] = "jwt"
    weight: Weight = 100
    conditions: Conditions | None = None


class DialogAction(Struct, frozen=True):
    """A button of a dialog."""

    name: Text
    key: Annotated[str, Meta(min_length=1, max_length=100)] = "primary-action-selected"
    enabled: bool = True


class DialogSize(Struct, frozen=True):
    """The size of a dialog, in pixels (`400px`) or of the window (`60%`)."""

    width: _Length
    height: _Length


class DialogFilter(Struct, frozen=True):
    """A field for a filter in the head of a dialog."""

    placeholder: Text


class DialogOptions(Struct, frozen=True, rename="camel"):
    """How a dialog looks. Without `secondaryActions` it has a close button; with an empty list none."""

    style: Literal["normal", "warning"] = "normal"
    hint: Text | None = None
    filter: DialogFilter | None = None
    primary_action: DialogAction | None = None
    secondary_actions: Annotated[list[DialogAction], Meta(max_length=10)] | None = None
    size: Literal["small", "medium", "large", "xlarge"] | DialogSize | None = None


class DialogIn(Struct, frozen=True, kw_only=True):
    """A page of the add-on over the chat."""

    key: ModuleKey
    title: Text
    url: Address
    authentication: Literal["jwt", "none"] = "jwt"
    options: DialogOptions | None = None


class ActionIn(Struct, frozen=True, kw_only=True):
    """An entry in the menu of a message, or in that of the input."""

    key: ModuleKey
    name: Text
    target: TargetKey | Target
    location: Literal["hipchat.message.action", "hipchat.input.action"]
    weight: Weight = 100
    conditions: Conditions | None = None


class ExternalPageIn(Struct, frozen=True, kw_only=True):
    """A page of the add-on in a new tab."""

    key: ModuleKey
    url: Address
    name: Text | None = None


class GlanceOut(GlanceIn, frozen=True, kw_only=True):
    """A registered glance."""

    links: SelfLink


class WebPanelOut(WebPanelIn, frozen=True, kw_only=True):
    """A registered web panel."""

    links: SelfLink


class DialogOut(DialogIn, frozen=True, kw_only=True):
    """A registered dialog."""

    links: SelfLink


class ActionOut(ActionIn, frozen=True, kw_only=True):
    """A registered action."""

    links: SelfLink


class ExternalPageOut(ExternalPageIn, frozen=True, kw_only=True):
    """A registered external page."""

    links: SelfLink


BODIES: dict[Kind, type[Struct]] = {
    "glance": GlanceIn,
    "webPanel": WebPanelIn,
    "dialog": DialogIn,
    "action": ActionIn,
    "externalPage": ExternalPageIn,
}
REPLIES: dict[Kind, type[Struct]] = {
    "glance": GlanceOut,
    "webPanel": WebPanelOut,
    "dialog": DialogOut,
    "action": ActionOut,
    "externalPage": ExternalPageOut,
}
CLOSED: frozenset[Kind] = frozenset({"dialog", "externalPage"})
"""Kinds that have no other fields than the named ones (recorded); others are left out, as all of the API does."""


class ModuleCreated(Struct, frozen=True):
    """A module just registered, or replaced."""

    id: int
    key: str
    links: SelfLink
