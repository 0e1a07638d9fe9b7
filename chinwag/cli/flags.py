"""The flags that every command understands, and the settings they make."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from chinwag.logs import set_up_logs
from chinwag.settings_sources import LoadedSettings, load_settings

Data = Annotated[Path | None, Parameter(name="--data", help="Folder of the database and files.")]
Config = Annotated[
    Path | None, Parameter(name="--config", help="Settings file; default: chinwag.toml of this folder.")
]


def settings_of(data: Path | None, config: Path | None = None, **flags: object) -> LoadedSettings:
    """The settings with these flags on top. Logs go to stderr from here on."""
    loaded = load_settings({"data": data, **flags}, file=config)
    set_up_logs(loaded.settings)
    return loaded
