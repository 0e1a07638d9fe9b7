"""Write docs/reference/ from the code: settings, scopes, methods and commands. Called by `make docs`.

`tests/test_reference_docs.py` fails when a page is older than the code.
"""

from __future__ import annotations

import dataclasses
import inspect
import sys
from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from cyclopts import App  # noqa: E402

from chinwag.app import collect_endpoints  # noqa: E402
from chinwag.cli.main import COMMANDS  # noqa: E402
from chinwag.cli.main import app as chinwag  # noqa: E402
from chinwag.http.endpoint import Endpoint  # noqa: E402
from chinwag.scopes import SCOPE_TEXTS, ClientType, Scope  # noqa: E402
from chinwag.settings import Settings  # noqa: E402
from scripts.example_pages import api_v1_page, examples_page  # noqa: E402

REFERENCE = ROOT / "docs" / "reference"
_MADE = "<!-- Made by `make docs` from the code; do not edit. -->\n"
_CLIENTS = {ClientType.USER: "user", ClientType.GROUP_CLIENT: "group", ClientType.ROOM_CLIENT: "room"}


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head)]
    lines += [["---"] * len(lines[0]), *map(list, rows)]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def settings_page() -> str:
    def default(value: object) -> str:
        text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        return f"`{text.lower() if isinstance(value, bool) else text}`" if text else "empty"

    rows = [
        (
            f"`CHINWAG_{field.name.upper()}`",
            f"`{field.name}`",
            default(field.default),
            field.metadata["sentence"],
        )
        for field in dataclasses.fields(Settings)
    ]
    return (
        f"# Settings\n\n{_MADE}\n"
        "Each can be given as a flag of `chinwag serve` (`--rate-limit-user`), in the environment, or in "
        "`chinwag.toml`, in this order of precedence. `chinwag config show` tells what is in force.\n\n"
        + table(("Environment", "chinwag.toml", "Default", "What it does"), rows)
    )


def scopes_page() -> str:
    rows = [(f"`{scope}`", SCOPE_TEXTS[scope].name, SCOPE_TEXTS[scope].description) for scope in Scope]
    return f"# Scopes\n\n{_MADE}\nWhat a token may do.\n\n" + table(("Scope", "Name", "What it allows"), rows)


def methods_page() -> str:
    endpoints = sorted(collect_endpoints(), key=lambda endpoint: (_door(endpoint), endpoint.family))
    intro = (
        "A token needs one of the scopes named and has to be of one of the kinds named. "
        "Fields, limits and a form to try each stand at `/docs` of every server; what each really answered stands "
        "in [examples](examples.md). API v1 has [a page of its own](api-v1.md).\n"
    )
    parts = [f"# Methods\n\n{_MADE}\n{intro}"]
    for (door, family), group in groupby(endpoints, key=lambda endpoint: (_door(endpoint), endpoint.family)):
        parts.append(f"\n## {door}: {family}\n\n")
        parts.append(table(("Method", "What", "Scopes", "Tokens"), map(_method_row, group)))
    return "".join(parts)


def _door(endpoint: Endpoint) -> str:
    return "Own API" if endpoint.path.startswith("/api") else "REST v2"


def _method_row(endpoint: Endpoint) -> tuple[str, str, str, str]:
    scopes = ", ".join(f"`{scope}`" for scope in sorted(endpoint.scopes_any)) or "none needed"
    clients = ", ".join(name for client, name in _CLIENTS.items() if client in endpoint.clients)
    if endpoint.is_session_only:
        scopes, clients = "", "signed-in browser"
    elif endpoint.is_public:
        scopes, clients = "", "everybody"
    return f"`{endpoint.method} {endpoint.path}`", endpoint.title, scopes, clients


def commands() -> dict[str, App]:
    """Every command that does something, by the words that call it."""
    found: dict[str, App] = {}
    for name in COMMANDS:
        command = chinwag[name]
        inner = [word for word in command if not word.startswith("-")]
        found |= {f"{name} {word}": command[word] for word in inner} or {name: command}
    return found


def commands_page() -> str:
    intro = (
        "`chinwag --help` and `chinwag COMMAND --help` print the same. Results go to stdout, sentences and logs to "
        "stderr; the exit code is 0, 1 for a refusal, 2 for a flag that is not understood. All but `serve` work "
        "beside a running server, on SQLite and on PostgreSQL.\n"
    )
    parts = [f"# Commands\n\n{_MADE}\n{intro}"]
    for words, command in commands().items():
        arguments = command.assemble_argument_collection()
        places = [one.names[0] for one in arguments if not one.names[0].startswith("-")]
        parts.append(
            f"\n## chinwag {words}\n\n```\n{' '.join(['chinwag', words, *places, '[flags]'])}\n```\n\n"
        )
        parts.append(inspect.cleandoc(command.default_command.__doc__ or "") + "\n\n")
        rows = [(", ".join(f"`{name}`" for name in one.names), one.parameter.help or "") for one in arguments]
        parts.append(table(("Argument", "What it is"), rows))
    return "".join(parts)


PAGES: dict[str, Callable[[], str]] = {
    "settings.md": settings_page,
    "scopes.md": scopes_page,
    "methods.md": methods_page,
    "commands.md": commands_page,
    "api-v1.md": api_v1_page,
    "examples.md": examples_page,
}


def main() -> int:
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")
        print(f"docs/reference/{name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
