"""`chinwag migrate`."""

import sqlite3

import pytest

from chinwag.db.migrations import revisions
from tests.cli.terminal import Terminal

NEWEST = revisions()[-1]


def test_an_empty_folder_gets_a_database_of_this_release(terminal: Terminal) -> None:
    missing = terminal.run("migrate", "--check")
    assert missing.code == 1
    assert "Run «chinwag migrate»" in missing.err
    assert not terminal.data.exists(), "--check changes nothing"

    assert terminal.run("migrate").out == f"The schema was empty and is {NEWEST} now.\n"
    assert terminal.run("migrate").out == f"The schema is {NEWEST}.\n"
    assert terminal.run("migrate", "--check").code == 0
    assert terminal.data.stat().st_mode & 0o077 == 0


def test_a_database_of_a_newer_release_is_left_alone(terminal: Terminal) -> None:
    terminal.run("migrate")
    with sqlite3.connect(terminal.data / "chinwag.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    for words in (["migrate"], ["migrate", "--check"], ["user", "list"]):
        said = terminal.run(*words)
        assert said.code == 1
        assert "made by a newer Chinwag" in said.err


def test_commands_do_not_touch_a_database_that_is_not_migrated(terminal: Terminal) -> None:
    terminal.data.mkdir()
    (terminal.data / "chinwag.db").touch()

    said = terminal.run("room", "list")
    assert said.code == 1
    assert "Run «chinwag migrate»" in said.err


@pytest.mark.parametrize("command", [["user", "list"], ["sessions", "end-all"], ["token", "list"]])
def test_commands_make_no_database(terminal: Terminal, command: list[str]) -> None:
    said = terminal.run(*command)

    assert said.code == 1
    assert "run «chinwag serve» first" in said.err
    assert not terminal.data.exists()


def test_without_a_group_a_sentence_says_how_to_get_one(terminal: Terminal) -> None:
    terminal.run("migrate")

    said = terminal.run("user", "add", "ada@example.com", "Ada Quist")
    assert said.code == 1
    assert "open the admin link that it prints" in said.err
