"""`chinwag backup`: what is in it, and what it refuses. That it comes back is in test_guide.py."""

import sqlite3
from pathlib import Path

import pytest

from chinwag.db.copying import copy_sqlite
from tests.cli.terminal import Terminal


@pytest.fixture
def place(terminal: Terminal, tmp_path: Path) -> Path:
    """Where a backup is to be, of a data folder that is there."""
    terminal.run("migrate")
    (terminal.data / "secret.key").write_bytes(b"k" * 32)
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups" / "today"


def stored(terminal: Terminal, key: str, content: bytes) -> None:
    path = terminal.data / "files" / key
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def nothing_was_made(place: Path) -> bool:
    return list(place.parent.iterdir()) == []


def test_it_holds_database_files_key_and_settings_for_its_owner_alone(
    terminal: Terminal, place: Path
) -> None:
    stored(terminal, "file/5f/5f0c/data", b"all is well")
    stored(terminal, ".coming/abc", b"half of a")
    (terminal.data.parent / "shell" / "chinwag.toml").write_text("link_previews = false\n")

    made = terminal.run("backup", str(place), "--json").json

    assert made["folder"] == str(place)
    assert (made["files"], made["files_size"]) == (1, 11)
    assert sorted(path.name for path in place.iterdir()) == [
        "chinwag.db",
        "chinwag.toml",
        "files",
        "secret.key",
    ]
    assert (place / "files/file/5f/5f0c/data").read_bytes() == b"all is well"
    assert not (place / "files/.coming").exists()
    assert (place / "secret.key").read_bytes() == b"k" * 32
    assert [path.stat().st_mode & 0o077 for path in (place, place / "chinwag.db")] == [0, 0]


def test_what_a_server_has_not_moved_into_its_file_yet_is_in_it(terminal: Terminal, place: Path) -> None:
    server = sqlite3.connect(terminal.data / "chinwag.db")
    try:
        server.execute("PRAGMA wal_autocheckpoint = 0")
        server.execute("CREATE TABLE said (text)")
        server.execute("INSERT INTO said VALUES ('the newest')")
        server.commit()
        assert (terminal.data / "chinwag.db-wal").stat().st_size > 0

        assert terminal.run("backup", str(place)).code == 0
    finally:
        server.close()

    copy = sqlite3.connect(place / "chinwag.db")
    try:
        assert copy.execute("SELECT text FROM said").fetchall() == [("the newest",)]
    finally:
        copy.close()


def test_nothing_is_written_over(terminal: Terminal, place: Path) -> None:
    place.mkdir()
    (place / "chinwag.db").write_text("that of yesterday")

    said = terminal.run("backup", str(place))

    assert said.code == 1
    assert "is there already" in said.err
    assert (place / "chinwag.db").read_text() == "that of yesterday"


@pytest.mark.parametrize("below", ["", "backups/today", "files/backup"])
def test_a_backup_beside_the_original_is_refused(terminal: Terminal, place: Path, below: str) -> None:
    said = terminal.run("backup", str(terminal.data / below))

    assert said.code == 1
    assert "Name a folder elsewhere" in said.err


def test_a_damaged_database_makes_no_backup(terminal: Terminal, place: Path) -> None:
    path = terminal.data / "chinwag.db"
    pages = bytearray(path.read_bytes())
    pages[4096 * 3 : 4096 * 12] = b"\xff" * 4096 * 9
    path.write_bytes(pages)

    said = terminal.run("backup", str(place))

    assert said.code == 1
    assert "damaged" in said.err
    assert nothing_was_made(place)


def test_a_full_disk_leaves_nothing_half(
    terminal: Terminal, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "the.key")

    monkeypatch.setattr("chinwag.cli.backup_command.shutil.copy", full)

    said = terminal.run("backup", str(place))

    assert said.code == 1
    assert "the.key: no space left on device" in said.err
    assert nothing_was_made(place)


def test_what_is_deleted_while_it_is_made_is_left_out(
    terminal: Terminal, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(terminal, "file/aa/aa00/data", b"stays")
    gone = terminal.data / "files/file/bb/bb00/data"
    stored(terminal, "file/bb/bb00/data", b"goes")

    def copy_and_delete(source: Path, target: Path) -> None:
        copy_sqlite(source, target)
        gone.unlink()
        gone.parent.rmdir()

    monkeypatch.setattr("chinwag.cli.backup_command.copy_sqlite", copy_and_delete)

    assert terminal.run("backup", str(place), "--json").json["files"] == 1
    assert (place / "files/file/aa/aa00/data").read_bytes() == b"stays"


def test_a_damaged_key_is_said_instead_of_saved(terminal: Terminal, place: Path) -> None:
    (terminal.data / "secret.key").write_bytes(b"short")

    said = terminal.run("backup", str(place))

    assert said.code == 1
    assert "it has 5 bytes, not 32" in said.err
    assert nothing_was_made(place)


def test_without_a_database_a_sentence_says_where_to_look(terminal: Terminal, tmp_path: Path) -> None:
    said = terminal.run("backup", str(tmp_path / "backup"))

    assert said.code == 1
    assert "There is no database in" in said.err
    assert "--data" in said.err
    assert not terminal.data.exists()


def test_on_postgresql_it_says_how(terminal: Terminal, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHINWAG_DATABASE_URL", "postgresql://chinwag:secret@db.example.com/chinwag")

    said = terminal.run("backup", str(place))

    assert said.code == 1
    assert "pg_dump --format=custom" in said.err
    assert "secret@" not in said.err
    assert nothing_was_made(place)
