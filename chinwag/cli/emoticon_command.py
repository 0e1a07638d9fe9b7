"""`chinwag emoticon`: add emoticons of the group, list them, remove them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from chinwag.cli.console import fail, print_json, print_rows
from chinwag.cli.desk import Desk, at_desk
from chinwag.cli.flags import Config, Data, Group, Json, settings_of
from chinwag.db.tx import Database
from chinwag.emoticons.model import Emoticon
from chinwag.emoticons.service import list_emoticons
from chinwag.emoticons.uploads import upload_emoticon, withdraw_emoticon
from chinwag.files.store import FileStore, open_store
from chinwag.pictures.workshop import Workshop

app = App(name="emoticon", help="Add emoticons of the group, list and remove them.")

_LIMIT = 1_048_576

Shortcut = Annotated[str, Parameter(help="What people write in parentheses: 2 to 50 letters a-z and digits.")]


@app.command(name="list")
def list_(
    *,
    standard: Annotated[bool, Parameter(negative="", help="Show the standard ones, too.")] = False,
    json: Json = False,
    group: Group = None,
    data: Data = None,
    config: Config = None,
) -> None:
    """List the emoticons of the group."""

    async def work(desk: Desk) -> list[Emoticon]:
        async with desk.db.read() as tx:
            return await list_emoticons(tx, desk.group.id, standard=standard, custom=True)

    rows = [_row(emoticon) for emoticon in at_desk(settings_of(data, config).settings, group, work)]
    if json:
        print_json(rows)
    else:
        print_rows(rows, "The group has no emoticons of its own. Add one with «chinwag emoticon add».")


@app.command
def add(
    shortcut: Shortcut,
    picture: Annotated[Path, Parameter(help="A PNG, GIF, JPEG or WEBP file of at most 1 MiB.")],
    /,
    *,
    json: Json = False,
    group: Group = None,
    data: Data = None,
    config: Config = None,
) -> None:
    """Add an emoticon of a picture. It is shown at most 30 pixels high; a GIF may move."""
    content = _read(picture)

    async def work(desk: Desk) -> Emoticon:
        async with _studio(desk) as studio:
            return await upload_emoticon(studio, desk.caller, shortcut, content)

    made = at_desk(settings_of(data, config).settings, group, work)
    if json:
        print_json(_row(made))
    else:
        print(f"The emoticon ({made.shortcut}) is there. Its id is {made.id}.")


@app.command
def remove(shortcut: Shortcut, /, *, group: Group = None, data: Data = None, config: Config = None) -> None:
    """Remove an emoticon of the group. Old messages show its shortcut again."""

    async def work(desk: Desk) -> None:
        async with _studio(desk) as studio:
            await withdraw_emoticon(studio, desk.caller, shortcut)

    at_desk(settings_of(data, config).settings, group, work)
    print(f"The emoticon ({shortcut}) is gone.")


@dataclass(frozen=True, slots=True)
class _Studio:
    """What work on pictures needs, opened for one command."""

    db: Database
    files: FileStore
    workshop: Workshop


@asynccontextmanager
async def _studio(desk: Desk) -> AsyncIterator[_Studio]:
    workshop = Workshop()
    try:
        yield _Studio(desk.db, open_store(desk.settings.storage_url, desk.settings.data), workshop)
    finally:
        await workshop.close()


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(_LIMIT + 1)
    except OSError as error:
        fail(f"{path} cannot be read: {error.strerror}.")
    if len(content) > _LIMIT:
        fail(f"{path} is larger than 1 MiB. Make the picture smaller first.")
    return content


def _row(emoticon: Emoticon) -> dict[str, object]:
    return {
        "id": emoticon.id,
        "shortcut": emoticon.shortcut,
        "width": emoticon.width,
        "height": emoticon.height,
        "url": emoticon.path,
    }
