"""Reading a capability descriptor: fetched or given, checked field by field."""

import base64
import binascii
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

import msgspec

from chinwag.addons.descriptor_schema import Avatar, Capabilities, Descriptor
from chinwag.addons.model import DESCRIPTOR_LIMIT, SERVER_API_VERSION
from chinwag.errors import ApiError, BadRequest, invalid
from chinwag.extensions.model import KINDS, Kind
from chinwag.extensions.module import check_module
from chinwag.http.body import plain_json, refuse_nul
from chinwag.http.validation import explain
from chinwag.outbound.client import Answer, Outbound, Refused, Unreachable
from chinwag.scopes import Scope
from chinwag.webhooks.address import is_plain_address
from chinwag.webhooks.model import WebhookChoice
from chinwag.webhooks.schema import WebhookIn

FETCH_TIMEOUT_S = 10.0
_DATA = "data:application/json"


@dataclass(frozen=True, slots=True)
class Module:
    """A module that a descriptor declares. `text` is its JSON as it was written."""

    kind: Kind
    key: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadDescriptor:
    """A descriptor that was understood."""

    text: str
    """As it was served."""
    said: Descriptor
    modules: tuple[Module, ...]
    webhooks: tuple[WebhookChoice, ...]

    @property
    def can(self) -> Capabilities:
        """Its capabilities; none when it names none."""
        return self.said.capabilities or Capabilities()

    @property
    def scopes(self) -> frozenset[Scope]:
        """What it asks for."""
        consumer = self.can.hipchat_api_consumer
        return frozenset(consumer.scopes) if consumer else frozenset()

    @property
    def sender(self) -> str:
        """Under which name it writes (documented: `fromName`, else presumably its own)."""
        consumer = self.can.hipchat_api_consumer
        return (consumer.from_name if consumer else None) or self.said.name

    @property
    def redirect_uris(self) -> tuple[str, ...]:
        """Where people may be sent back to after they allowed something."""
        consumer = self.can.oauth2_consumer
        return tuple(consumer.redirection_urls) if consumer else ()


async def fetch_descriptor(outbound: Outbound, url: str) -> ReadDescriptor:
    """The descriptor at an address, or in a `data:` address; BadRequest with a sentence for the person installing.

    Never inside a transaction.
    """
    if url.startswith(_DATA):
        return read_descriptor(_data_of(url))
    try:
        answer = await outbound.call(
            "GET",
            url,
            headers={"Accept": "application/json"},
            limit=DESCRIPTOR_LIMIT,
            timeout_s=FETCH_TIMEOUT_S,
        )
    except (Refused, Unreachable) as fault:
        raise invalid(str(fault), field="url", validation="url", value=url[:200]) from None
    if answer.status != 200:
        raise BadRequest(f"The address answered {answer.status}, not 200 with a descriptor.{_hint(answer)}")
    if answer.is_cut:
        raise BadRequest(f"The descriptor is larger than {DESCRIPTOR_LIMIT} bytes.")
    if answer.body.lstrip().startswith(b"<"):
        raise BadRequest(
            "There is a web page at this address, not a descriptor. The descriptor's own address often ends with "
            "capabilities.json or atlassian-connect.json."
        )
    return read_descriptor(answer.body)


def _hint(answer: Answer) -> str:
    """Redirects are not followed: whoever installs sees first which host it is."""
    if answer.status not in range(300, 400):
        return ""
    to = answer.headers.get("location", "")
    return f" Give the address that it redirects to{f': {to}' if is_plain_address(to) else '.'}"


def home_of(url: str | None) -> str | None:
    """Where a descriptor can be read again; None for one that was given as a text, or stands in the address itself."""
    return None if url is None or url.startswith(_DATA) else url


def _data_of(url: str) -> bytes:
    head, comma, data = url.partition(",")
    is_base64 = head.endswith(";base64")
    if is_base64:  # it came in a link, where a plus is a blank, and whoever made it did not think of that
        data = unquote(data).strip().replace(" ", "+").rstrip("=")
        data += "=" * (-len(data) % 4)
    try:
        plain = base64.b64decode(data, validate=True) if is_base64 else unquote_to_bytes(data)
    except (binascii.Error, ValueError):
        plain = b""
    if not comma or not plain or len(plain) > DESCRIPTOR_LIMIT:
        raise invalid("The data: address holds no descriptor.", field="url", validation="url")
    return plain


def read_descriptor(body: bytes) -> ReadDescriptor:
    """The descriptor in a JSON text; BadRequest names the field that is wrong, and what is allowed there."""
    body = body.removeprefix(b"\xef\xbb\xbf").strip()
    sent = plain_json(body)
    refuse_nul(sent)
    if not isinstance(sent, dict):
        raise BadRequest("A descriptor is a JSON object with key, name, description and links.")
    _put_in_lists(sent)
    _drop_nothing(sent)
    try:
        said = msgspec.convert(sent, type=Descriptor, strict=False)
    except msgspec.ValidationError as error:
        raise explain(Descriptor, sent, str(error)) from None
    _check_version(said)
    for field, address in _addresses(said):
        if address is not None and not is_plain_address(address):
            raise invalid(
                f"Field {field} must be an absolute URL", field=field, validation="url", value=address[:200]
            )
    given = sent.get("capabilities") or {}
    modules = tuple(_modules(given))
    webhooks = tuple(_webhooks(said))
    _check_keys(modules, webhooks)
    return ReadDescriptor(body.decode(), said, modules, webhooks)


def _put_in_lists(sent: dict[str, Any]) -> None:
    """A single module may stand where a list of them belongs."""
    given = sent.get("capabilities")
    if isinstance(given, dict):
        for kind in ("webhook", *KINDS):
            if isinstance(given.get(kind), dict):
                given[kind] = [given[kind]]


def _drop_nothing(sent: dict[str, Any]) -> None:
    """Null says nothing, wherever it stands: programs print the fields they did not set. So does an empty address."""
    _drop(sent, None)
    given = sent.get("capabilities")
    if not isinstance(given, dict):
        return
    _drop(given, None)
    for name, told in given.items():
        for one in told if isinstance(told, list) else [told]:
            if isinstance(one, dict):
                _drop(one, None)
                if name == "installable":
                    _drop(one, "")


def _drop(fields: dict[str, Any], what: str | None) -> None:
    for name in [name for name, value in fields.items() if value == what]:
        del fields[name]


def _check_version(said: Descriptor) -> None:
    server = int(said.api_version.partition(":")[0])
    if server > SERVER_API_VERSION:
        raise invalid(
            f"The add-on needs API version {server} of the server; this one has {SERVER_API_VERSION}.",
            field="apiVersion", validation="maximum", value=said.api_version,
        )  # fmt: skip


def _addresses(said: Descriptor) -> Iterator[tuple[str, str | None]]:
    """The addresses of a descriptor outside of its modules that somebody is led to, with their places."""
    can = said.capabilities or Capabilities()
    yield "links.self", said.links.self
    if can.installable is not None:
        for field in ("callbackUrl", "updateCallbackUrl", "installedUrl", "updatedUrl", "uninstalledUrl"):
            name = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in field)
            yield f"capabilities.installable.{field}", getattr(can.installable, name)
    yield "capabilities.configurable.url", can.configurable.url if can.configurable else None
    yield "capabilities.adminPage.url", can.admin_page.url if can.admin_page else None
    for number, address in enumerate(can.oauth2_consumer.redirection_urls if can.oauth2_consumer else ()):
        yield f"capabilities.oauth2Consumer.redirectionUrls[{number}]", address
    avatar = can.hipchat_api_consumer.avatar if can.hipchat_api_consumer else None
    yield "capabilities.hipchatApiConsumer.avatar", avatar.url if isinstance(avatar, Avatar) else avatar


def _modules(given: dict[str, Any]) -> Iterator[Module]:
    for kind in KINDS:
        for number, module in enumerate(given.get(kind) or ()):
            try:
                text = check_module(kind, module)
            except ApiError as fault:
                place = f"capabilities.{kind}[{number}]"
                if "field" in fault.extra:
                    fault.extra["field"] = f"{place}.{fault.extra['field']}"
                fault.message = f"{place}: {fault.message}"
                raise
            label = module.get("name") or module.get("title") or {}
            yield Module(kind, module["key"], label.get("value", module["key"]), text)


def _webhooks(said: Descriptor) -> Iterator[WebhookChoice]:
    hooks: list[WebhookIn] = (said.capabilities or Capabilities()).webhook or []
    for hook in hooks:
        yield hook.chosen()


def _check_keys(modules: tuple[Module, ...], webhooks: tuple[WebhookChoice, ...]) -> None:
    keys = Counter([module.key for module in modules] + [hook.key for hook in webhooks if hook.key])
    twice = next((key for key, times in keys.items() if times > 1), None)
    if twice is not None:
        raise invalid(
            f"The key {twice} is used twice. The keys of an add-on's modules must differ.",
            field="capabilities", validation="unique", value=twice,
        )  # fmt: skip
