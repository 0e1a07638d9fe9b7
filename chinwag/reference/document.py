"""The document that the pages under /docs are drawn from: declarations, words, what HipChat's reference knew, examples.

`facts.json` and `examples.json` are written by `make docs`: the one from HipChat's reference in `tests/contract`, the
other by calling every method.
"""

from collections.abc import Iterable
from importlib.resources import files
from typing import Any

import msgspec

from chinwag.http.openapi import Operation, openapi_document
from chinwag.reference.words import put_words
from chinwag.settings import Settings

Json = dict[str, Any]

EXAMPLE_SERVER = "https://chat.example.com"
"""The address in stored examples; this server's own is put in its place."""


def reference_document(operations: Iterable[Operation], settings: Settings) -> Json:
    """OpenAPI, with words for every field, and for every method its source and an example."""
    document = openapi_document(operations, settings.base_url)
    put_words(document)
    facts, examples = _stored("facts.json"), _stored("examples.json")
    for item in document["paths"].values():
        for operation in item.values():
            _complete(operation, facts["methods"], examples)
    used = {operation["tags"][0] for item in document["paths"].values() for operation in item.values()}
    families = dict.fromkeys([*facts["families"], *(tag["name"] for tag in document["tags"])])
    document["tags"] = [{"name": family} for family in families if family in used]
    document["x-limits"] = {
        "calls_user": settings.rate_limit_user,
        "calls_addon": settings.rate_limit_addon,
        "calls_v1": settings.rate_limit_v1,
        "messages": settings.flood_limit,
    }
    named = {told["operationId"] for item in document["paths"].values() for told in item.values()}
    document["x-examples"] = {name: kept for name, kept in examples.items() if name not in named}
    return _at(document, settings.base_url)


def _complete(operation: Json, facts: Json, examples: Json) -> None:
    known = facts.get(operation["operationId"])
    if known is not None:
        operation["tags"] = [known["family"]]
        operation["x-source"] = known["source"]
        if known["deviations"]:
            operation["x-deviations"] = known["deviations"]
    example = examples.get(operation["operationId"])
    if example is not None:
        operation["x-example"] = example


def _stored(name: str) -> Json:
    found: Json = msgspec.json.decode(files("chinwag.reference").joinpath(name).read_bytes())
    return found


def _at(document: Json, base_url: str) -> Json:
    """The same with this server's address in the examples."""
    text = msgspec.json.encode(document).decode()
    host = base_url.partition("//")[2].partition(":")[0]
    text = text.replace(EXAMPLE_SERVER, base_url).replace("chat.example.com", host)
    moved: Json = msgspec.json.decode(text)
    return moved
