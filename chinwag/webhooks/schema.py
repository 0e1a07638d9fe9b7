"""JSON shapes of webhooks."""

import re
from typing import Annotated, Literal

import msgspec

from chinwag.clock import iso_seconds
from chinwag.errors import invalid
from chinwag.http.links import Links
from chinwag.oauth.model import OAuthClient
from chinwag.rooms.schema import RoomStub
from chinwag.users.schema import SelfLink, UserStub
from chinwag.webhooks.model import Authentication, Webhook, WebhookChoice, WebhookEvent

KEY = re.compile(r"[a-zA-Z0-9_\-.]{1,40}")
ModuleKey = Annotated[str, msgspec.Meta(min_length=1, max_length=40, pattern=r"^[a-zA-Z0-9_\-\.]+$")]
_Address = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
_Label = Annotated[str, msgspec.Meta(max_length=255)]


class WebhookIn(msgspec.Struct, frozen=True):
    """A webhook to be registered. Clients send `pattern` and `name` null for none, and an empty `key`."""

    url: _Address
    event: WebhookEvent
    pattern: str | None = ""
    name: _Label | None = ""
    key: ModuleKey | Literal[""] | None = None
    authentication: Authentication = "none"

    def chosen(self, key: str | None = None) -> WebhookChoice:
        """The same for the service; `key` from the path."""
        return WebhookChoice(
            url=self.url,
            event=self.event,
            pattern=self.pattern or "",
            name=self.name or "",
            key=key or self.key or "",
            authentication=self.authentication,
        )


class WebhookCreated(msgspec.Struct, frozen=True, omit_defaults=True):
    """A new webhook: its number, and where it is found."""

    id: int
    links: SelfLink
    key: str | None = None


class WebhookStub(msgspec.Struct, frozen=True):
    """A webhook in a list."""

    authentication: Authentication
    event: WebhookEvent
    id: int
    key: str | None
    links: SelfLink
    name: str
    pattern: str
    url: str


class ClientStub(msgspec.Struct, frozen=True):
    """An add-on, where a person could stand (recorded form)."""

    allowed_scopes: list[str]
    id: str
    links: SelfLink
    name: str


class WebhookOut(WebhookStub, frozen=True, kw_only=True):
    """A webhook in full. `room` is null for one of all rooms; `creator` is a person or an add-on."""

    created: str
    creator: UserStub | ClientStub | None
    room: RoomStub | None


def created_out(webhook: Webhook, address: str) -> WebhookCreated:
    """A webhook just registered."""
    return WebhookCreated(webhook.id, SelfLink(address), webhook.choice.key or None)


def webhook_stub(webhook: Webhook, address: str) -> WebhookStub:
    """A webhook in a list."""
    choice = webhook.choice
    return WebhookStub(
        authentication=choice.authentication,
        event=choice.event,
        id=webhook.id,
        key=choice.key or None,
        links=SelfLink(address),
        name=choice.name,
        pattern=choice.pattern,
        url=choice.url,
    )


def webhook_out(
    webhook: Webhook, address: str, *, room: RoomStub | None, creator: UserStub | ClientStub | None
) -> WebhookOut:
    """A webhook in full."""
    stub = webhook_stub(webhook, address)
    return WebhookOut(
        **{field: getattr(stub, field) for field in WebhookStub.__struct_fields__},
        created=iso_seconds(webhook.created_at),
        creator=creator,
        room=room,
    )


def client_stub(client: OAuthClient, links: Links) -> ClientStub:
    """An add-on, mentioned. Where it is found is our choice."""
    return ClientStub(
        sorted(client.scopes), client.id, SelfLink(links.web(f"/api/addon/{client.id}")), client.name
    )


def token_stub(token_id: int, links: Links) -> ClientStub:
    """A room's token, as if it were an add-on."""
    return ClientStub([], f"token-{token_id}", SelfLink(links.web("/api/account/token")), "Room token")


def agreed_key(in_path: str, in_body: str | None) -> str:
    """The key of a module; BadRequest unless it is one, and the body names no other."""
    if not KEY.fullmatch(in_path):
        raise invalid(
            "A key has 1 to 40 letters, digits, '_', '-' and '.'.",
            field="key", validation="pattern", value=in_path[:100],
        )  # fmt: skip
    if in_body not in (None, "", in_path):
        raise invalid(
            f"The address says the key is {in_path}, the body says {in_body}. They must be the same.",
            field="key", validation="enum", value=in_body, options=[in_path],
        )  # fmt: skip
    return in_path
