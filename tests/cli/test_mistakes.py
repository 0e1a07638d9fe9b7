"""What was mistyped: one sentence on stderr, which says where to look."""

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.world import World


@pytest.mark.parametrize(
    ("words", "says", "advice"),
    [
        (["nonsense"], 'Unknown command "nonsense"', "«chinwag --help»"),
        (["user", "nonsense"], 'Unknown command "nonsense"', "«chinwag user --help»"),
        (["token", "create"], "--label", "«chinwag token create --help»"),
        (["token", "revoke", "x"], "TOKEN_ID", "«chinwag token revoke --help»"),
        (["room", "create", "Deploys", "Tests"], "Tests", "«chinwag room create --help»"),
        (["migrate", "--chek"], "--chek", "«chinwag migrate --help»"),
    ],
)
def test_words_that_are_not_understood_name_the_help_that_lists_them(
    terminal: Terminal, words: list[str], says: str, advice: str
) -> None:
    said = terminal.run(*words, data=False)

    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("chinwag: ")
    assert says in said.err
    assert advice in said.err
    assert said.err.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [["user", "list"], ["backup", "elsewhere"], ["migrate", "--check"], ["sessions", "end-all"], ["doctor"]],
)
def test_whoever_is_not_the_user_of_the_server_is_told_so(
    terminal: Terminal, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    terminal.data.mkdir()
    monkeypatch.setattr(
        "pathlib.Path.is_file", forbidden
    )  # the tests may run as root, who may read everything

    said = terminal.run(*words)

    assert (said.code, said.out) == (1, "")
    assert "Run this as the user that the server runs as." in said.err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["room", "archive", "Elsewhere"],
            "Room Elsewhere not found. «chinwag room list» shows those there are.",
        ),
        (["user", "link", "nobody@example.com"], "«chinwag user list» shows those there are."),
        (["emoticon", "remove", "nothing"], "«chinwag emoticon list» shows those there are."),
        (["webhook", "log", "77"], "«chinwag webhook list» shows those there are."),
    ],
)
async def test_what_is_not_there_names_the_command_that_lists_what_is(
    world: World, beside: Terminal, words: list[str], sentence: str
) -> None:
    said = await beside.beside(*words)

    assert said.code == 1
    assert sentence in said.err
