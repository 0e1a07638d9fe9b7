"""The example add-ons as their authors would run them: real processes beside a real server."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.examples.running import Admin, Running, example, soon
from tests.services.server import free_port

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]


@pytest.fixture(params=["python_addon.py", "node_addon.mjs"])
def addon(request: pytest.FixtureRequest, admin: Admin, tmp_path: Path) -> Iterator[Running]:
    with example(request.param, admin.served, tmp_path) as started:
        yield started


def glance(admin: Admin, oauth_id: str) -> dict[str, Any]:
    """What the glance shows to our client: the pushed content, or what the add-on answers when asked."""
    addons = admin.call("GET", f"/api/room/{admin.room_id}/extensions")["addons"]
    (module,) = [
        module
        for addon in addons
        if addon["oauth_id"] == oauth_id
        for module in addon["modules"]
        if module["kind"] == "glance"
    ]
    if module["content"]:
        found: dict[str, Any] = module["content"]
        return found
    asked: dict[str, Any] = admin.call(
        "POST", f"/api/room/{admin.room_id}/extension/{oauth_id}/glance/greetings/query"
    )
    content: dict[str, Any] = asked["content"]
    return content


def open_dialog(admin: Admin, oauth_id: str) -> httpx.Response:
    path = f"/api/room/{admin.room_id}/extension/{oauth_id}/dialog/greeter/open"
    return httpx.get(admin.call("POST", path, {"values": {}, "theme": "dark"})["url"], timeout=10)


def test_hello_is_answered_with_a_card_and_the_glance_counts(admin: Admin, addon: Running) -> None:
    oauth_id = admin.install(addon.descriptor_url, room=admin.room_id)
    assert glance(admin, oauth_id)["label"]["value"] == "<b>0</b> greetings"
    admin.say("hello, but not as a command")
    admin.say("/hello there")
    told = admin.notification("Hello ")
    assert told["color"] == "green"
    assert told["from"] == "Greeter"
    card = json.loads(told["card"])
    assert (card["title"], card["attributes"][0]["value"]["label"]) == (told["message"].rstrip("!"), "1")
    shown = soon(
        lambda: glance(admin, oauth_id) if "1" in glance(admin, oauth_id)["label"]["value"] else None
    )
    assert shown["status"]["value"] == {"type": "success", "label": "FRIENDLY"}


def test_it_greets_in_every_room_of_the_group(admin: Admin, addon: Running) -> None:
    admin.install(addon.descriptor_url)
    room_id = admin.call("POST", "/v2/room", {"name": "Lamp oil"})["id"]
    admin.say("/hello", room_id)
    assert admin.notification("Hello ", room_id)["from"] == "Greeter"


def test_the_dialog_calls_its_own_server_with_a_token_of_ours(admin: Admin, addon: Running) -> None:
    oauth_id = admin.install(addon.descriptor_url, room=admin.room_id)
    page = open_dialog(admin, oauth_id)
    assert page.status_code == 200
    assert f'src="{admin.served.url}/atlassian-connect/all.js"' in page.text
    assert 'data-theme="dark"' in page.text
    path = f"/api/room/{admin.room_id}/extension/{oauth_id}/token"
    token = admin.call("POST", path, {"key": "greeter"})["token"]
    waved = httpx.post(f"{addon.url}/wave", headers={"Authorization": f"JWT {token}"}, timeout=10)
    assert waved.json() == {"greetings": 1}
    soon(lambda: "1" in glance(admin, oauth_id)["label"]["value"] or None)


def test_a_stranger_is_refused(admin: Admin, addon: Running) -> None:
    oauth_id = admin.install(addon.descriptor_url, room=admin.room_id)
    path = f"/api/room/{admin.room_id}/extension/{oauth_id}/token"
    token: str = admin.call("POST", path, {"key": "greeter"})["token"]
    head, claims, signature = token.split(".")
    for bad in (
        "x",
        f"{head}.{claims}.",
        f"{head}.{claims}.{signature[::-1]}",
        f"e30.{claims}.{signature}",
    ):
        answer = httpx.post(f"{addon.url}/wave", headers={"Authorization": f"JWT {bad}"}, timeout=10)
        assert answer.status_code in {400, 401}, bad
    assert httpx.get(f"{addon.url}/dialog", timeout=10).status_code == 401
    assert httpx.delete(f"{addon.url}/installable/{oauth_id}", timeout=10).status_code == 401
    elsewhere = {"capabilitiesUrl": "http://127.0.0.1:9/v2/capabilities", "oauthId": "x", "oauthSecret": "y"}
    assert httpx.post(f"{addon.url}/installable", json=elsewhere, timeout=10).status_code == 403
    assert oauth_id in addon.data.read_text()


def test_a_person_cannot_use_their_token_as_if_they_were_the_server(admin: Admin, addon: Running) -> None:
    """Everybody who is shown the dialog is given a JWT of the add-on for their room."""
    oauth_id = admin.install(addon.descriptor_url)
    other = admin.call("POST", "/v2/room", {"name": "Lamp oil"})["id"]
    path = f"/api/room/{admin.room_id}/extension/{oauth_id}/token"
    signed = {"Authorization": f"JWT {admin.call('POST', path, {'key': 'greeter'})['token']}"}
    me = admin.served.demo["admin_id"]
    for room_id, user_id in ((other, me), (admin.room_id, me + 1)):
        message = {"id": "1", "message": "/hello", "from": {"id": user_id, "name": "Somebody else"}}
        forged = {"item": {"message": message, "room": {"id": room_id}}}
        assert httpx.post(f"{addon.url}/hook", headers=signed, json=forged, timeout=10).status_code == 403
    gone = httpx.delete(f"{addon.url}/installable/{oauth_id}", headers=signed, timeout=10)
    assert gone.status_code == 403
    assert oauth_id in addon.data.read_text()


def test_it_remembers_its_installations(admin: Admin, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    with example("python_addon.py", admin.served, folder) as addon:
        oauth_id = admin.install(addon.descriptor_url, room=admin.room_id)
    kept = json.loads(addon.data.read_text())
    assert kept[oauth_id]["room_id"] == admin.room_id
    assert addon.data.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["python_addon.py", "node_addon.mjs"])
def test_one_that_was_away_when_it_was_removed_forgets(admin: Admin, tmp_path: Path, name: str) -> None:
    port = free_port()
    with example(name, admin.served, tmp_path, port) as addon:
        oauth_id = admin.install(addon.descriptor_url, room=admin.room_id)
        path = f"/api/room/{admin.room_id}/extension/{oauth_id}/token"
        token = admin.call("POST", path, {"key": "greeter"})["token"]
    admin.call("DELETE", f"/api/addon/{oauth_id}")
    with example(name, admin.served, tmp_path, port) as addon:
        assert oauth_id in addon.data.read_text()
        waved = httpx.post(f"{addon.url}/wave", headers={"Authorization": f"JWT {token}"}, timeout=10)
        assert waved.status_code == 200, "it cannot know yet"
        soon(lambda: json.loads(addon.data.read_text()) == {} or None)


def test_uninstalling_leaves_nothing(admin: Admin, addon: Running) -> None:
    oauth_id = admin.install(addon.descriptor_url, room=admin.room_id)
    admin.say("/hello")
    admin.notification("Hello ")
    secret = json.loads(addon.data.read_text())[oauth_id]["secret"]
    grant = {"grant_type": "client_credentials", "scope": "send_notification"}
    token_url = f"{admin.served.url}/v2/oauth/token"
    token = httpx.post(token_url, data=grant, auth=(oauth_id, secret), timeout=10).json()["access_token"]
    bearer = {"Authorization": f"Bearer {token}"}
    here = f"{admin.served.url}/v2/room/{admin.room_id}/notification"
    assert httpx.post(here, json={"message": "alive"}, headers=bearer, timeout=10).status_code == 204
    assert rows_of(admin, oauth_id), "the search for rows finds none, even now"

    admin.call("DELETE", f"/api/addon/{oauth_id}")
    soon(lambda: json.loads(addon.data.read_text()) == {} or None)  # it was told
    assert httpx.post(here, json={"message": "dead"}, headers=bearer, timeout=10).status_code == 401
    assert httpx.post(token_url, data=grant, auth=(oauth_id, secret), timeout=10).status_code == 401
    # What it said in the room stays, with its name; the row that has this name can be used for nothing. And the audit
    # log remembers that it was there.
    assert rows_of(admin, oauth_id) == ["audit_entries", "messages", "oauth_clients"]
    assert remains_of(admin, oauth_id) == (1, "", None, "", "[]")
    assert admin.call("GET", f"/api/room/{admin.room_id}/extensions")["addons"] == []


def remains_of(admin: Admin, oauth_id: str) -> Any:
    """The row of its client, after it was removed."""
    what = (
        "SELECT is_deleted, secret_hash, secret_sealed, scopes, redirect_uris FROM oauth_clients WHERE id = ?"
    )
    with closing(sqlite3.connect(f"file:{admin.served.data / 'chinwag.db'}?mode=ro", uri=True)) as database:
        return database.execute(what, [oauth_id]).fetchone()


def rows_of(admin: Admin, oauth_id: str) -> list[str]:
    """The tables with a row that names the installation."""
    files = sorted(admin.served.data.glob("*.db"))
    assert files
    return [table for file in files for table in tables_with(file, oauth_id)]


def tables_with(file: Path, text: str) -> list[str]:
    found = []
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        real = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        tables = [name for (name,) in database.execute(real)]
        for table in tables:
            columns = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]
            where = " OR ".join(f'instr(CAST("{column}" AS TEXT), ?)' for column in columns)
            if database.execute(f'SELECT 1 FROM "{table}" WHERE {where}', [text] * len(columns)).fetchone():
                found.append(table)
    return found
