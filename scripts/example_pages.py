"""The pages of docs/reference that show what methods take and answer: API v1, and executed examples."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from chinwag.app import collect_endpoints, collect_operations
from chinwag.reference.document import EXAMPLE_SERVER, reference_document
from chinwag.settings import Settings

Json = dict[str, Any]
_MADE = "<!-- Made by `make docs` from the code; do not edit. -->\n"
_STORED = Path(__file__).resolve().parent.parent / "chinwag" / "reference" / "examples.json"
_MOST_CHARACTERS = 3000


@cache
def _document() -> Json:
    return reference_document(collect_operations(collect_endpoints()), Settings(public_url=EXAMPLE_SERVER))


def _operations() -> Iterator[tuple[str, str, Json]]:
    for path, item in _document()["paths"].items():
        for verb, operation in item.items():
            if "x-same-as" not in operation:
                yield verb.upper(), path, operation


def api_v1_page() -> str:
    """Every method of API v1 with its parameters."""
    parts = [
        f"# API v1\n\n{_MADE}\nHow to call it: [the guide](../guide/api-v1.md). Examples: [here](examples.md#api-v1).\n"
    ]
    for verb, path, operation in _operations():
        if operation["tags"] != ["API v1"]:
            continue
        tokens = " or ".join(operation["x-v1-tokens"])
        parts.append(
            f"\n## {verb} {path}\n\n{operation['description']}\n\nNeeds a token of the type {tokens}.\n"
        )
        rows = [row for row in _parameters(operation) if row[0] not in {"`format`", "`auth_test`"}]
        if rows:
            parts.append("\n| Parameter | Required | What it is |\n| --- | --- | --- |\n")
            parts += [f"| {' | '.join(row)} |\n" for row in rows]
    return "".join(parts)


def _parameters(operation: Json) -> Iterator[tuple[str, str, str]]:
    for one in operation["parameters"]:
        yield f"`{one['name']}`", "yes" if one.get("required") else "", one["description"]
    for content in list(operation.get("requestBody", {}).get("content", {}).values())[:1]:
        schema = _document()["components"]["schemas"][content["schema"]["$ref"].rpartition("/")[2]]
        for name, field in schema["properties"].items():
            yield f"`{name}`", "yes" if name in schema.get("required", ()) else "", field["description"]


def examples_page() -> str:
    """Every method as it was really called, by family."""
    stored: Json = json.loads(_STORED.read_text(encoding="utf-8"))
    families: dict[str, list[tuple[Json, Json]]] = {}
    for _, path, operation in _operations():
        if operation["operationId"] in stored and not path.startswith("/api"):
            example = stored[operation["operationId"]]
            families.setdefault(operation["tags"][0], []).append((operation, example))
    parts = [f"# Examples\n\n{_MADE}\nEach was made by a test, on a server that holds a small group.\n"]
    for family in sorted(families, key=str.casefold):
        parts.append(f"\n## {family}\n")
        parts += [_example(operation, example) for operation, example in families[family]]
    return "".join(parts)


def _example(operation: Json, example: Json) -> str:
    asked, told = example["request"], example["response"]
    request = "\n\n".join(filter(None, [f"{asked['verb']} {asked['path']}", _body(asked)]))
    answer = "\n\n".join(filter(None, [str(told["status"]), _body(told)]))
    return f"\n### {operation['summary']}\n\n```http\n{request}\n```\n\n```http\n{answer}\n```\n"


def _body(side: Json) -> str:
    if "bytes" in side:
        return f"({side['bytes']} bytes of {side['type']})"
    text = str(side.get("text", ""))
    if "body" in side or "form" in side:
        text = json.dumps(side.get("body", side.get("form")), indent=2, ensure_ascii=False)
    text = text.replace("\r\n", "\n").replace("```", "'''")
    return text if len(text) <= _MOST_CHARACTERS else text[:_MOST_CHARACTERS] + "\n..."
