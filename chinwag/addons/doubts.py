"""What is odd about a descriptor that can be installed all the same: sentences for the person who decides, and for
its author, who would otherwise look for days why nothing happens.
"""

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from chinwag.addons.descriptor import ReadDescriptor
from chinwag.addons.descriptor_schema import Capabilities
from chinwag.addons.model import CLIENT_API_VERSION, Installation
from chinwag.webhooks.address import origin_of
from chinwag.webhooks.model import MESSAGE_EVENTS

_IN_LINK = "a link that holds it"
_CAPABILITIES = {field.encode_name for field in msgspec.structs.fields(Capabilities)}


def doubts_of(read: ReadDescriptor, url: str | None, known: Installation | None) -> list[str]:
    """All of them. `url`: where the descriptor was fetched; `known`: what its installation would replace."""
    return [
        *_of_origin(read, url, known),
        *_of_form(read),
        *_of_credentials(read),
        *_of_targets(read),
        *_of_webhooks(read),
    ]


def _of_origin(read: ReadDescriptor, url: str | None, known: Installation | None) -> Iterator[str]:
    if url is None:
        return
    if known is not None and known.url is not None and _origin(known.url) != _origin(url):
        yield (
            f"Here it is installed from {_origin(known.url)}, and this descriptor comes from {_origin(url)}. It "
            "would take that one's place. Go on only if you know that both are by the same makers."
        )
    if _origin(url) != _IN_LINK and read.said.links.self != url:
        yield f"The descriptor says that it is at {read.said.links.self}, not at the address you gave."


def _origin(url: str) -> str:
    return _IN_LINK if url.startswith("data:") else origin_of(url)


def _of_form(read: ReadDescriptor) -> Iterator[str]:
    if int(read.said.api_version.partition(":")[2]) > CLIENT_API_VERSION:
        yield "It was made for a newer client: what it shows may not work."
    misplaced = sorted(_CAPABILITIES & json.loads(read.text).keys())
    if misplaced:
        yield (
            f"Its {', '.join(misplaced)} stand beside capabilities and are left out. They belong inside of it."
            if len(misplaced) > 1
            else f"Its {misplaced[0]} stands beside capabilities and is left out. It belongs inside of it."
        )


def _of_credentials(read: ReadDescriptor) -> Iterator[str]:
    wants = read.can.installable
    if read.scopes and not (wants and (wants.callback_url or wants.installed_url)):
        yield (
            "It is not told its credentials, because it names neither a callbackUrl nor an installedUrl: it can "
            "listen and show pages, but not use what it asks for."
        )


def _of_targets(read: ReadDescriptor) -> Iterator[str]:
    known = {module.key for module in read.modules}
    for module in read.modules:
        target = _target(json.loads(module.text))
        if target is not None and target.removeprefix(f"{read.said.key}:") not in known:
            yield f"The {module.kind} {module.key} opens {target}, and there is no module of that key."


def _target(fields: dict[str, Any]) -> str | None:
    target = fields.get("target")
    found = target.get("key") if isinstance(target, dict) else target
    return found if isinstance(found, str) else None


def _of_webhooks(read: ReadDescriptor) -> Iterator[str]:
    plain = [hook.url for hook in read.webhooks if hook.url.startswith("http://")]
    if plain:
        yield f"It is told of messages over an unprotected connection: {plain[0]}"
    for number, hook in enumerate(read.webhooks):
        if hook.pattern and hook.event not in MESSAGE_EVENTS:
            yield (
                f"The pattern of capabilities.webhook[{number}] does nothing: {hook.event} is about no text, so it is "
                "told of all of them."
            )
