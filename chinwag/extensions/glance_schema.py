"""JSON shapes of what add-ons push to their glances."""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from chinwag.extensions.model import UPDATES_AT_ONCE
from chinwag.extensions.schema import Icon


class Label(Struct, frozen=True):
    """The line itself: HTML, of which only b, strong, em and i are kept."""

    type: Literal["html"]
    value: Annotated[str, Meta(min_length=1, max_length=1000)]


class Lozenge(Struct, frozen=True):
    """A coloured word."""

    type: Literal["default", "success", "error", "current", "new", "moved", "complete"]
    label: Annotated[str, Meta(min_length=1, max_length=20)]


class Status(Struct, frozen=True):
    """What stands at the end of the line: a lozenge, {type, label}, or an icon, {url, url@2x}."""

    type: Literal["lozenge", "icon"]
    value: dict[str, Any]


class GlanceContent(Struct, frozen=True):
    """What a glance shows. `metadata` is for its conditions and its page."""

    label: Label
    status: Status | None = None
    metadata: dict[str, Any] | None = None


class GlanceUpdate(Struct, frozen=True):
    """What one glance shows from now on."""

    key: Annotated[str, Meta(min_length=1, max_length=40)]
    content: GlanceContent


class GlanceUpdatesIn(Struct, frozen=True):
    """Glances of the calling add-on, and what they show."""

    glance: Annotated[list[GlanceUpdate], Meta(max_length=UPDATES_AT_ONCE)]


STATUS_VALUES: dict[str, type[Struct]] = {"lozenge": Lozenge, "icon": Icon}
