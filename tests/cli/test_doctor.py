"""`chinwag doctor`."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal, opened
from tests.services.server import free_port


def states(terminal: Terminal, *words: str) -> dict[str, str]:
    """What the doctor finds, by what it looked at."""
    said = terminal.run("doctor", "--json", *words)
    found = {one["check"]: one["state"] for one in json.loads(said.out)}
    assert said.code == (1 if "fail" in found.values() else 0)
    return found


def says(terminal: Terminal, check: str) -> str:
    lines = terminal.run("doctor").out.splitlines()
    return next(line for line in lines if f" {check}: " in line)


def test_a_sound_installation_has_nothing_to_complain_of(terminal: Terminal) -> None:
    terminal.run("migrate")

    found = states(terminal)
    assert {check for check, state in found.items() if state == "fail"} == set()
    assert found["database"] == found["schema"] == found["data folder"] == "ok"


def test_a_folder_that_others_may_read_is_a_warning_with_the_command_that_helps(terminal: Terminal) -> None:
    terminal.run("migrate")
    terminal.data.chmod(0o755)

    assert says(terminal, "data folder").startswith("warn")
    assert f"chmod go= {terminal.data}" in says(terminal, "data folder")


def test_a_damaged_database_is_found(terminal: Terminal) -> None:
    terminal.run("migrate")
    path = terminal.data / "chinwag.db"
    pages = bytearray(path.read_bytes())
    pages[4096 * 3 : 4096 * 12] = b"\xff" * 4096 * 9
    path.write_bytes(pages)

    assert states(terminal)["database"] == "fail"
    assert "restore a backup" in says(terminal, "database")


def test_a_full_disk_is_found(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal.run("migrate")
    little = shutil._ntuple_diskusage(10**9, 10**9, 10**6)
    monkeypatch.setattr("chinwag.cli.doctor_checks.shutil.disk_usage", lambda _: little)

    assert states(terminal)["free space"] == "fail"


@pytest.mark.parametrize(
    ("settings", "check", "state"),
    [
        ({"host": "0.0.0.0"}, "public_url", "warn"),
        ({"public_url": "http://chat.example.com"}, "public_url", "warn"),
        ({"public_url": "https://chat.example.com"}, "trusted_proxies", "warn"),
        ({"public_url": "http://localhost:8000"}, "public_url", "ok"),
    ],
)
def test_addresses_that_cannot_be_meant_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], check: str, state: str
) -> None:
    with opened(tmp_path, monkeypatch, **settings) as terminal:
        assert states(terminal)[check] == state


def test_a_setting_that_cannot_be_read_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path, monkeypatch, prot="1") as terminal:
        assert states(terminal) == {"settings": "fail"}


def test_postgresql_and_redis_that_are_away_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_port()
    urls = {"database_url": f"postgresql://127.0.0.1:{port}/x", "bus_url": f"redis://127.0.0.1:{port}"}
    with opened(tmp_path, monkeypatch, **urls) as terminal:
        found = states(terminal)
        assert (found["postgresql"], found["redis"]) == ("fail", "fail")
        assert "CHINWAG_DATABASE_URL" in says(terminal, "postgresql")


def test_postgresql_and_redis_are_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres_url: str, redis_url: str
) -> None:
    with opened(tmp_path, monkeypatch, database_url=postgres_url, bus_url=redis_url) as terminal:
        assert states(terminal)["schema"] == "warn"
        terminal.run("migrate")
        found = states(terminal)
        assert (found["postgresql"], found["schema"], found["redis"]) == ("ok", "ok", "ok")


@pytest.mark.parametrize(("package", "extra"), [("redis", "redis"), ("asyncpg", "postgres")])
def test_a_missing_extra_is_named_with_the_command_that_brings_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str, extra: str
) -> None:
    port = free_port()
    urls = {"database_url": f"postgresql://127.0.0.1:{port}/x", "bus_url": f"redis://127.0.0.1:{port}"}
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.setitem(sys.modules, f"{package}.asyncio", None)
    with opened(tmp_path, monkeypatch, **urls) as terminal:
        check = "redis" if package == "redis" else "postgresql"
        assert f"pip install 'chinwag[{extra}]'" in says(terminal, check)
