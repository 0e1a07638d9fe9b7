"""`chinwag serve`, as a process: how it starts, what it says, when it refuses."""

from __future__ import annotations

import os
import re
import resource
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import httpx
import pytest

from chinwag.cli.console import fail
from chinwag.cli.listening import address_warning, listen
from chinwag.settings import Settings
from tests.cli.terminal import Terminal
from tests.served import Serve
from tests.services.server import free_port

# Processes of their own: not for the inner loop.
pytestmark = pytest.mark.slow

_COMMAND = str(Path(sys.executable).with_name("chinwag"))
_LIMIT_S = 60.0


@contextmanager
def served(data: Path, *flags: str) -> Iterator[tuple[int, str]]:
    """A server of its own, once it can serve: its port and what it has said so far."""
    host = flags[flags.index("--host") + 1] if "--host" in flags else "127.0.0.1"
    port = free_port()
    said = data.parent / f"{data.name}.said"
    own = {name: value for name, value in os.environ.items() if not name.startswith("CHINWAG_")}
    with said.open("ab") as output:
        child = subprocess.Popen(
            [_COMMAND, "serve", "--data", str(data), "--port", str(port), *flags],
            stdout=output, stderr=output, env=own, cwd=data.parent,
        )  # fmt: skip
    try:
        place = f"[{host}]" if ":" in host else "127.0.0.1"
        limit = time.monotonic() + _LIMIT_S
        while not _is_healthy(f"http://{place}:{port}"):
            assert child.poll() is None, said.read_text()
            assert time.monotonic() < limit
            time.sleep(0.02)
        while "Stop with" not in said.read_text():
            assert time.monotonic() < limit
            time.sleep(0.02)
        yield port, said.read_text()
        child.send_signal(signal.SIGTERM)
        assert child.wait(30) == 0
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()


def _is_healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/api/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def test_a_fresh_server_prints_a_link_that_makes_the_first_admin_once(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with served(data) as (port, said):
        base = f"http://127.0.0.1:{port}"
        assert f"Address     {base}" in said
        link = re.search(rf"Admin link  {base}(/setup/\w+)", said)
        assert link, said
        first = {"name": "Ada Quist", "email": "ada@example.com", "password": "a long password"}
        with httpx.Client(base_url=base) as page:
            assert page.post(f"/api{link[1]}", json=first).status_code == 200
            assert page.get("/api/session").json()["me"]["is_group_admin"]
        with httpx.Client(base_url=base) as other:
            assert other.post(f"/api{link[1]}", json=first).status_code == 404
        linked = subprocess.run(
            [_COMMAND, "user", "link", "ada@example.com", "--data", str(data)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert f"{base}/setup/" in linked.stdout, "links lead to the port of the running server"
    lasting = {path.name for path in data.iterdir() if not path.name.startswith("search.db")}
    assert lasting == {"chinwag.db", "chinwag.db.lock", "secret.key"}
    assert data.stat().st_mode & 0o077 == 0

    with served(data) as (_, said):
        assert "Address" in said
        assert "/setup/" not in said.partition("is running")[2].rpartition("is running")[2]


def test_a_second_server_on_the_same_data_is_refused_with_a_sentence(serve: Serve) -> None:
    first = serve()

    second = first.command("serve", "--port", str(free_port()))
    assert second.code == 1
    assert second.stdout == ""
    assert second.stderr.count("\n") == 1
    assert "Another Chinwag server already uses" in second.stderr
    assert first.is_ready()


def test_it_listens_on_ipv6_and_warns_who_listens_everywhere_without_an_address(tmp_path: Path) -> None:
    with served(tmp_path / "six", "--host", "::1") as (port, said):
        assert f"Address     http://[::1]:{port}" in said
        assert "warning" not in said
    with served(tmp_path / "any", "--host", "0.0.0.0") as (port, said):
        assert f"warning: public_url is not set, so all links will say http://127.0.0.1:{port}" in said


def test_no_secret_is_on_the_disk_or_in_the_log(serve: Serve) -> None:
    """Promise A5: what was used in a session of every kind is searched for in all bytes that the server wrote."""
    server = serve(log_level="debug")
    demo, secrets = server.demo, []
    with httpx.Client(base_url=server.url) as page:
        csrf = page.get("/api/session").json()["csrf"]
        form = {"email": demo["user_email"], "password": demo["user_password"]}
        own = {"X-CSRF-Token": csrf, "Origin": server.url}
        signed_in = page.post("/api/session", json=form, headers=own)
        assert signed_in.status_code == 200
        secrets += [page.cookies["chinwag_session"], csrf, signed_in.json()["csrf"]]
        own["X-CSRF-Token"] = signed_in.json()["csrf"]
        token = {"label": "x", "scopes": ["view_group"], "expires_in_days": 30}
        made = page.post("/api/account/token", json=token, headers=own)
        secrets.append(made.json()["token"])
        room = {"label": "x", "scopes": ["send_notification"], "expires_in_days": 30}
        admin = {"Authorization": f"Bearer {demo['admin_token']}"}
        assert page.get(f"/v2/oauth/token/{demo['admin_token']}", headers=admin).status_code == 200
        page.post(f"/api/room/{demo['room_id']}/token", json=room, headers=own)
    with httpx.Client(base_url=server.url) as script:
        basic = (demo["addon_oauth_id"], demo["addon_oauth_secret"])
        granted = script.post("/v2/oauth/token", data={"grant_type": "client_credentials"}, auth=basic).json()
        person = {
            "username": demo["admin_email"],
            "password": demo["admin_password"],
            "grant_type": "password",
        }
        first = script.post("/v2/oauth/token", data=person).json()
        again = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
        second = script.post("/v2/oauth/token", data=again).json()
        for given in (granted, first, second):
            secrets += [given["access_token"], given.get("refresh_token")]
        for name in ("admin_token", "user_token", "guest_token", "room_token", "addon_token"):
            script.get(f"/v2/room/{demo['room_id']}", params={"auth_token": demo[name]})
            script.get(f"/v2/room?auth_token={demo[name]}&max-results=x")
        script.get("/v2/room", headers={"Authorization": f"Bearer x{demo['admin_token']}"})
        script.post("/v2/oauth/token", data={**person, "password": "guess " + demo["user_password"]})
        script.get("/v2/nothing", params={"auth_token": demo["room_addon_token"]})
    link = server.command("user", "link", demo["user_email"], "--json")
    secrets.append(re.search(r"/setup/(\w+)", link.stdout)[1])  # type: ignore[index]
    secrets += [
        value for name, value in demo.items() if value and name.endswith(("password", "token", "secret"))
    ]
    files = [path for path in server.data.rglob("*") if path.is_file()]
    assert any(path.name.endswith("-wal") and path.stat().st_size for path in files), (
        "the journal is searched, too"
    )
    before = _found(secrets, [*files, server.log])
    assert server.stop() == 0
    files = [path for path in server.data.rglob("*") if path.is_file()]

    assert len({secret for secret in secrets if secret}) >= 20
    assert before == _found(secrets, [*files, server.log]) == []
    assert _found(["signed in"], [server.log]), "the search finds what is there"
    assert link.stderr.count("one-time link made") == 1


def _found(secrets: list[str], files: list[Path]) -> list[str]:
    contents = {path: path.read_bytes() for path in files}
    return [
        f"{secret} in {path.name}"
        for secret in filter(None, secrets)
        for path, content in contents.items()
        if secret.encode() in content
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [("/proc/nowhere", "no such file"), ("{file}/data", "not a directory"), ("{file}", "file exists")],
)
def test_a_data_folder_that_cannot_be_used_is_refused_with_a_sentence(
    terminal: Terminal, tmp_path: Path, data: str, words: str
) -> None:
    file = tmp_path / "file"
    file.touch()
    for command in ("serve", "demo", "migrate"):
        said = terminal.run(command, "--data", data.format(file=file), data=False)
        assert said.code == 1
        assert said.err.startswith("chinwag: The data folder ")
        assert words in said.err


def test_a_damaged_database_or_key_is_refused_with_a_sentence_and_left_as_it_is(terminal: Terminal) -> None:
    terminal.run("migrate")
    key, database = terminal.data / "secret.key", terminal.data / "chinwag.db"

    key.write_bytes(b"cut off")
    said = terminal.run("demo")
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert "it has 7 bytes, not 32. Restore a backup of it." in said.err
    assert key.read_bytes() == b"cut off"

    database.write_bytes(b"no database at all" * 500)
    said = terminal.run("demo")
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert "damaged or not a database. Restore a backup." in said.err


def test_a_key_that_was_lost_is_not_replaced_while_it_seals_something(serve: Serve) -> None:
    """A new one would start as if nothing were wrong, and every add-on would fail from then on."""
    served = serve()
    installed = served.command("addon", "create", "Berth planner", "--scopes", "view_room")
    assert installed.code == 0, installed.stderr
    assert served.stop() == 0
    key = served.data / "secret.key"
    kept = key.read_bytes()
    key.unlink()

    for words in (("serve", "--port", str(free_port())), ("demo",), ("addon", "list")):
        said = served.command(*words)
        assert (said.code, said.stdout, said.stderr.count("\n")) == (1, "", 1), said.stderr
        assert "Berth planner" in said.stderr
        assert "from a backup" in said.stderr
        assert not key.exists()

    key.write_bytes(kept)
    assert served.command("addon", "list").code == 0


def test_a_server_takes_more_connections_than_its_shell_lets_a_program_have(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with ExitStack() as held:
        held.callback(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        resource.setrlimit(resource.RLIMIT_NOFILE, (128, hard))
        port, _ = held.enter_context(served(tmp_path / "data"))
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        for _ in range(200):
            connection = held.enter_context(
                closing(socket.create_connection(("127.0.0.1", port), timeout=20))
            )
            connection.sendall(b"GET /api/health HTTP/1.1\r\nHost: chat.test\r\n\r\n")
            assert connection.recv(4096).startswith(b"HTTP/1.1 200 ")


def test_a_key_is_made_anew_where_nothing_is_lost_by_it(serve: Serve) -> None:
    """Messages, passwords and tokens need no key: a restored database alone starts."""
    served = serve()
    assert served.stop() == 0
    (served.data / "secret.key").unlink()
    served.start()
    assert (served.data / "secret.key").stat().st_size == 32


def test_a_port_that_is_taken_is_refused_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SystemExit, match="1"):
            listen(Settings(port=port))
    said = capsys.readouterr().err
    assert said == (
        f"chinwag: Cannot listen on 127.0.0.1 port {port}: Address already in use. "
        "Choose another with --host or --port.\n"
    )


def test_a_host_that_does_not_exist_is_refused_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="1"):
        listen(Settings(host="nowhere.invalid"))
    assert "Choose another with --host." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("settings", "warns"),
    [
        (Settings(host="0.0.0.0"), True),
        (Settings(host="::"), True),
        (Settings(host="127.0.0.1"), False),
        (Settings(host="0.0.0.0", public_url="https://chat.example.com"), False),
    ],
)
def test_only_who_listens_everywhere_without_an_address_is_warned(settings: Settings, warns: bool) -> None:
    assert (address_warning(settings) is not None) is warns


@pytest.mark.parametrize(
    ("flag", "url", "package", "extra"),
    [
        ("--bus-url", "redis://127.0.0.1:1", "redis", "redis"),
        ("--database-url", "postgresql://127.0.0.1:1/x", "asyncpg", "postgres"),
    ],
)
def test_a_missing_extra_is_named_with_the_command_that_brings_it(
    tmp_path: Path, flag: str, url: str, package: str, extra: str
) -> None:
    program = f"import sys; sys.modules[{package!r}] = None; from chinwag.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "serve", "--port", "0", "--data", str(tmp_path / "data"), flag, url],
        capture_output=True, text=True, check=False, timeout=_LIMIT_S,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.endswith(f"pip install 'chinwag[{extra}]'\n")
    assert "Traceback" not in done.stderr


def test_a_server_carries_no_library_for_coloured_tracebacks() -> None:
    program = (
        "import sys; from chinwag.cli.lean import load_structlog; load_structlog();"
        "import chinwag.cli.serve_command; print({'rich', 'pygments'} & sys.modules.keys()); import rich.console"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=_LIMIT_S
    )
    assert (done.stdout, done.returncode) == ("set()\n", 0), done.stderr


def test_a_refusal_is_one_sentence_and_an_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        fail("No.")
    assert end.value.code == 1
    assert capsys.readouterr() == ("", "chinwag: No.\n")
