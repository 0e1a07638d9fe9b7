"""The command `chinwag`: every subcommand is registered here and lives in a module of its own."""

import sys

from cyclopts import App

from chinwag import __version__
from chinwag.cli import config_command, demo_command, serve_command
from chinwag.cli.console import fail
from chinwag.db.errors import DatabaseUnavailable, StartRefused
from chinwag.settings_sources import SettingsError

app = App(
    name="chinwag", version=__version__, help="A self-hosted team chat that speaks the HipChat REST API v2."
)
app.command(serve_command.serve)
app.command(demo_command.demo)
app.command(config_command.app)


def main() -> None:
    """Run a command; a refusal is one sentence on stderr and exit code 1."""
    try:
        app()
    except (SettingsError, StartRefused, DatabaseUnavailable) as refusal:
        fail(str(refusal))
    except KeyboardInterrupt:
        sys.exit(130)
