"""The flags that several commands understand, and the settings they make."""

import inspect
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Annotated, TypeVar

from cyclopts import Parameter

from chinwag.settings import Settings
from chinwag.settings_sources import LoadedSettings, load_settings

Data = Annotated[Path | None, Parameter(name="--data", help="Folder of the database and files.")]
Config = Annotated[
    Path | None, Parameter(name="--config", help="Settings file; default: chinwag.toml of this folder.")
]
Json = Annotated[bool, Parameter(name="--json", negative="", help="Print JSON and nothing else.")]
Group = Annotated[
    str | None, Parameter(name="--group", help="Id of the group, where the server has several.")
]

_Command = TypeVar("_Command", bound=Callable[..., None])


def settings_of(data: Path | None, config: Path | None = None, **flags: object) -> LoadedSettings:
    """The settings with these flags on top."""
    return load_settings({"data": data, **flags}, file=config)


def with_all_settings(command: _Command) -> _Command:
    """Give a command that takes `**flags` one flag for each setting that it does not name itself."""
    signature = inspect.signature(command)
    named = [one for one in signature.parameters.values() if one.kind is not inspect.Parameter.VAR_KEYWORD]
    taken = {one.name for one in named}
    more = [
        inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=None,
            annotation=Annotated[
                bool | None if isinstance(field.default, bool) else str | None,
                Parameter(help=field.metadata["sentence"]),
            ],
        )
        for field in fields(Settings)
        if field.name not in taken
    ]
    command.__signature__ = signature.replace(parameters=[*named, *more])  # type: ignore[attr-defined]
    return command
