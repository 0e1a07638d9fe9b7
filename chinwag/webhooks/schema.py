"""JSON shapes of webhooks."""

import re
from typing import Annotated

import msgspec

from chinwag.clock import iso_seconds
from chinwag.errors import invalid
from chinwag.http.links import Links
from chinwag.oauth.model import OAuthClient
from chinwag.rooms.schema import RoomStub
from chinwag.users.model import User
from chinwag.users.schema import SelfLink, user_stub
from chinwag.webhooks.model import Authentication, Webhook, WebhookChoice, WebhookEvent

KEY = re.compile(r"[a-zA-Z0-9_\-.]{1,40}")
_Key = Annotated[str, msgspec.Meta(max_length=40, pattern=r"^[a-zA-Z0-9_\-\.]*$")]
_Address = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
_Label = Annotated[str, msgspec.Meta(max_length=255)]


class WebhookIn(msgspec.Struct, frozen=True):
    """A webhook to be registered. Clients send `pattern` and `name` null for none, and an empty `key`."""

    url: _Address
    event: WebhookEvent
    pattern: str | None = ""
    name: _Label | None = ""
    key: _Key | None = None
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


class Creator(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who registered a webhook: a person (then with mention name and version), or an add-on (with its scopes)."""

    id: int | str
    links: SelfLink
    name: str
    allowed_scopes: list[str] | None = None
    mention_name: str | None = None
    version: str | None = None


class WebhookOut(WebhookStub, frozen=True, kw_only=True):
    """A webhook in full. `room` is null for one of all rooms; `creator` is a person or an add-on."""

    created: str
    creator: Creator | None
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
    webhook: Webhook, address: str, *, room: RoomStub | None, creator: Creator | None
) -> WebhookOut:
    """A webhook in full."""
    stub = webhook_stub(webhook, address)
    return WebhookOut(
        **{field: getattr(stub, field) for field in WebhookStub.__struct_fields__},
        created=iso_seconds(webhook.created_at),
        creator=creator,
        room=room,
    )


def person_creator(user: User, links: Links) -> Creator:
    """A person."""
    stub = user_stub(user, links)
    return Creator(stub.id, stub.links, stub.name, mention_name=stub.mention_name, version=stub.version)


def client_creator(client: OAuthClient, links: Links) -> Creator:
    """An add-on. Where it is found is our choice."""
    link = SelfLink(links.web(f"/api/addon/{client.id}"))
    return Creator(client.id, link, client.name, allowed_scopes=sorted(client.scopes))


def token_creator(token_id: int, links: Links) -> Creator:
    """A room's token, as if it were an add-on."""
    link = SelfLink(links.web("/api/account/token"))
    return Creator(f"token-{token_id}", link, "Room token", allowed_scopes=[])


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
