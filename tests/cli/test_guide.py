"""What the guide says is true: samples run, addresses exist, nothing is left out."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from dataclasses import fields
from pathlib import Path

import msgspec
import pytest

from chinwag.app import collect_endpoints
from chinwag.demo.credentials import DemoOut
from chinwag.scopes import Scope
from chinwag.settings import Settings
from scripts.write_docs import commands
from tests.contract.deviations import LATER
from tests.served import Serve, Served

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "guide"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
_LIMIT_S = 60.0


def text_of(name: str) -> str:
    return (GUIDE / name).read_text("utf-8")


def reference(name: str) -> str:
    return (ROOT / "docs" / "reference" / name).read_text("utf-8")


def run(language: str, code: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a sample as its reader would."""
    command = {
        "sh": ["bash", "-euo", "pipefail", "-c", code],
        "python": [sys.executable, "-c", code],
        "js": [shutil.which("node") or "node", "--input-type=module", "--eval", code],
    }[language]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=_LIMIT_S
    )


@pytest.mark.slow
def test_every_sample_for_integrations_runs(serve: Serve) -> None:
    server = serve()
    demo = server.demo
    environment = {
        **os.environ,
        "CHAT": server.url,
        "ROOM_TOKEN": demo["room_token"],
        "MY_TOKEN": demo["user_token"],
        "OAUTH_ID": demo["addon_oauth_id"],
        "OAUTH_SECRET": demo["addon_oauth_secret"],
        "EMAIL": demo["user_email"],
        "PASSWORD": demo["user_password"],
    }
    samples = [(lang, code) for lang, code in _BLOCK.findall(text_of("integrations.md")) if lang != "json"]

    assert {language for language, _ in samples} == {"sh", "python", "js"}
    for language, code in samples:
        done = run(language, code, environment)
        assert done.returncode == 0, f"{code}\n{done.stdout}\n{done.stderr}"
    broken = run("sh", samples[0][1], {**environment, "ROOM_TOKEN": "x"})
    assert broken.returncode != 0, "a sample that fails is noticed"


@pytest.mark.slow
def test_a_backup_made_by_the_guide_beside_a_busy_server_comes_back_with_messages_and_files(
    serve: Serve, tmp_path: Path
) -> None:
    server = serve()
    room, token = f"/v2/room/{server.demo['room_id']}", server.token()
    server.send(f"{room}/message", {"message": "before the backup"}, token)
    shared = b'--B\r\nContent-Disposition: attachment; name="file"; filename="log.txt"\r\n\r\nall is well\r\n--B--\r\n'
    kind = {"Content-Type": "multipart/related; boundary=B"}
    urllib.request.urlopen(
        urllib.request.Request(f"{server.url}{room}/share/file", shared, token | kind), timeout=30
    )
    sample = re.search(r"^```sh backup\n(.*?)^```$", text_of("backup.md"), re.MULTILINE | re.DOTALL)
    assert sample is not None
    places = {
        "/opt/chinwag/bin": str(Path(sys.executable).parent),
        "/srv/chinwag": str(server.data),
        "/backup": str(tmp_path),
    }
    made = run("sh", re.sub("|".join(places), lambda place: places[place[0]], sample[1]), dict(os.environ))
    assert made.returncode == 0, made.stderr
    server.send(f"{room}/message", {"message": "after the backup"}, token)
    server.stop()

    (backup,) = tmp_path.glob("chinwag-*")
    restored = Served(backup, public_url=server.url)
    restored.start()
    try:
        page = json.load(restored.send(f"{room}/history/latest?max-results=2", None, token))
        file = page["items"][1]["file"]
        fetched = restored.send(file["url"].removeprefix(server.url), None, {}).read()
    finally:
        restored.stop()

    assert page["items"][0]["message"] == "before the backup"
    assert fetched == b"all is well"
    assert {path.name: path.stat().st_mode & 0o077 for path in backup.iterdir() if path.is_file()}[
        "chinwag.db"
    ] == 0


def test_the_sample_for_scripts_names_every_key_of_the_demo() -> None:
    page = text_of("scripts.md")

    assert [key for key in DemoOut.__struct_fields__ if f"`{key}`" not in page] == []
    assert msgspec.structs.fields(DemoOut)


@pytest.mark.parametrize("page", sorted(path.name for path in GUIDE.glob("*.md")))
def test_links_of_the_guide_lead_somewhere(page: str) -> None:
    dead = [link for link in _LINK.findall(text_of(page)) if not (GUIDE / link).exists()]
    assert dead == []


def test_the_index_names_every_page_of_the_guide() -> None:
    index = text_of("README.md")
    pages = [path.name for path in GUIDE.glob("*.md") if path.name != "README.md"]
    assert [page for page in pages if f"({page})" not in index] == []


def test_every_setting_scope_command_and_method_has_its_place_in_the_reference() -> None:
    missing = [
        f.name for f in fields(Settings) if f"`CHINWAG_{f.name.upper()}`" not in reference("settings.md")
    ]
    missing += [scope for scope in Scope if f"`{scope}`" not in reference("scopes.md")]
    missing += [words for words in commands() if f"## chinwag {words}\n" not in reference("commands.md")]
    methods = reference("methods.md")
    missing += [e.path for e in collect_endpoints() if f"`{e.method} {e.path}`" not in methods]
    assert missing == []


def test_every_argument_of_every_command_says_what_it_is() -> None:
    silent = [
        f"{words} {argument.names[0]}"
        for words, command in commands().items()
        for argument in command.assemble_argument_collection()
        if not argument.parameter.help
    ]
    assert silent == []


def test_commands_that_the_guide_shows_exist() -> None:
    known = set(commands())
    shown = {
        match
        for page in GUIDE.glob("*.md")
        for match in re.findall(
            r"chinwag ((?:user|room|token|addon|sessions|config) [a-z-]+|serve|demo|backup|migrate|doctor)\b",
            page.read_text("utf-8"),
        )
    }
    assert len(shown) > 10
    assert shown - known == set()


def test_flags_that_the_guide_shows_exist() -> None:
    flags = {
        name
        for command in commands().values()
        for argument in command.assemble_argument_collection()
        for name in argument.names
    }
    for page in GUIDE.glob("*.md"):
        for line in page.read_text("utf-8").splitlines():
            if re.search(r"\bchinwag (user|room|token|addon|sessions|serve|demo|backup|migrate)\b", line):
                shown = re.findall(r"(?<![\w-])--[a-z][a-z0-9-]+", line.partition("#")[0])
                assert set(shown) - flags - {"--data-urlencode"} == set(), f"{page.name}: {line}"


def test_settings_that_the_guide_shows_exist() -> None:
    known = {f"CHINWAG_{field.name.upper()}" for field in fields(Settings)} | {"CHINWAG_CONFIG"}
    shown = {
        name
        for page in GUIDE.glob("*.md")
        for name in re.findall(r"CHINWAG_[A-Z0-9_]+", page.read_text("utf-8"))
    }
    assert shown - known == set()


def test_what_is_not_there_yet_is_said_to_be() -> None:
    """The families of methods that wait are named on the page about differences."""
    page = text_of("compatibility.md").partition("## Ours")[0].lower()
    words = {"webhook": "webhooks", "avatar": "avatars", "photo": "photos", "emoticon": "emoticons"}
    words |= {"glance": "glances", "import_": "import", "share_link": "shared links", "share_file": "files"}
    words |= {
        "dialog": "dialogs",
        "action": "actions",
        "web_panel": "panels",
        "invite_user_to_group": "invitations",
    }
    for part, word in words.items():
        if any(part in method for method in LATER):
            assert word in page, f"{word} are not there yet"
