"""`chinwag config`: what is set, and where it comes from."""

from dataclasses import fields

from cyclopts import App

from chinwag.cli.flags import Config, Data, settings_of
from chinwag.settings import Settings
from chinwag.settings_sources import without_password

app = App(name="config", help="Show the settings.")


@app.command
def show(*, data: Data = None, config: Config = None) -> None:
    """Print each setting with its value, its origin and what it is for."""
    loaded = settings_of(data, config)
    if loaded.file is not None:
        print(f"# settings file: {loaded.file}")
    for field in fields(Settings):
        value = _printable(getattr(loaded.settings, field.name))
        print(f"{field.name} = {value}  # {loaded.origins[field.name]}. {field.metadata['sentence']}")


def _printable(value: object) -> str:
    """The value as the settings file spells it; passwords in addresses are hidden."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "[" + ", ".join(f'"{item}"' for item in value) + "]"
    return str(value) if isinstance(value, int) else f'"{without_password(str(value))}"'
