"""The command `chinwag`: every subcommand is registered here and lives in a module of its own.

They are named, not imported: a command loads what it needs and nothing else.
"""

import sys

from cyclopts import App, CycloptsError

from chinwag import __version__
from chinwag.cli.console import fail, sentence_of
from chinwag.cli.lean import load_structlog

COMMANDS = {
    "serve": ("serve_command:serve", "Serve until SIGTERM or SIGINT."),
    "demo": ("demo_command:demo", "Seed the demo group and print its passwords and tokens."),
    "user": ("user_command:app", "Add or invite people, list them, make one-time links for them."),
    "room": ("room_command:app", "List, create and archive rooms."),
    "token": ("token_command:app", "List, make, adopt and revoke tokens."),
    "emoticon": ("emoticon_command:app", "Add emoticons of the group, list and remove them."),
    "addon": (
        "addon_command:app",
        "Install add-ons, from their descriptor or by hand; list and remove them.",
    ),
    "webhook": ("webhook_command:app", "List webhooks, read their log, send again, try them."),
    "sessions": ("sessions_command:app", "End everybody's sessions."),
    "backup": (
        "backup_command:backup",
        "Save database, files and key into a new folder, beside the running server.",
    ),
    "migrate": ("migrate_command:migrate", "Bring the database to the schema of this release."),
    "doctor": ("doctor_command:doctor", "Look for what is wrong with this installation."),
    "config": ("config_command:app", "Show the settings."),
}
"""Name -> where it is below `chinwag.cli`, and what `chinwag --help` says of it."""

app = App(
    name="chinwag", version=__version__, help="A self-hosted team chat that speaks the HipChat REST API v2."
)
for _name, (_where, _help) in COMMANDS.items():
    app.command(f"chinwag.cli.{_where}", name=_name, help=_help)


def main() -> None:
    """Run a command; a refusal is one sentence on stderr and exit code 1, a wrong flag 2."""
    load_structlog()
    try:
        app(sys.argv[1:], exit_on_error=False, print_error=False)
    except CycloptsError as mistake:
        command = " ".join(("chinwag", *(mistake.command_chain or ()), "--help"))
        fail(f"{mistake} «{command}» tells what there is.", code=2)
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has had enough of it
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        sentence = sentence_of(error)
        if sentence is None:
            raise
        fail(sentence)
