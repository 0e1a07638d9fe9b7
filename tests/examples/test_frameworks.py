"""Add-ons on published HipChat frameworks, unmodified: they install, verify what we sign, hear and answer."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.clients.installed import HERE, node_frameworks, python_clients
from tests.examples.running import Admin, Running, running, soon
from tests.services.server import free_port

pytestmark = [pytest.mark.clients, pytest.mark.slow, pytest.mark.timeout(600)]

DESCRIPTORS = {"ace_addon.js": "/atlassian-connect.json", "koa_addon.js": "/addon/capabilities"}


@pytest.fixture(params=list(DESCRIPTORS))
def name(request: pytest.FixtureRequest) -> str:
    """The program."""
    given: str = request.param
    return given


@pytest.fixture
def addon(name: str, tmp_path: Path) -> Iterator[Running]:
    """One of the two, running."""
    installed, port = node_frameworks(), free_port()
    settings = '{"development": {"watch": false, "store": {"adapter": "jugglingdb", "type": "memory"}}}'
    (tmp_path / "config.json").write_text(settings)
    shutil.copy(HERE / "frameworks" / "ace_descriptor.json", tmp_path / "atlassian-connect.json")
    environment = {
        "PORT": str(port),
        "AC_LOCAL_BASE_URL": f"http://127.0.0.1:{port}",
        "ADDON_HOME": str(tmp_path),
        "FRAMEWORKS": str(installed),
    }
    command = ["node", str(HERE / "frameworks" / name)]
    with running(command, tmp_path, environment, port=port) as started:
        yield started


def seen(addon: Running, what: str, count: int = 1) -> list[Any]:
    """What the add-on noted, as soon as there is enough of it."""

    def read() -> list[Any] | None:
        found: list[Any] = httpx.get(f"{addon.url}/seen", timeout=10).json()[what]
        return found if len(found) >= count else None

    return soon(read)


def its_own_webhook(admin: Admin) -> dict[str, Any]:
    """The webhook that the add-on on Koa registers after its installation, as soon as it is there."""
    listed = f"/v2/room/{admin.room_id}/webhook"

    def read() -> dict[str, Any] | None:
        hooks: list[dict[str, Any]] = admin.call("GET", listed)["items"]
        return next((hook for hook in hooks if hook["event"] == "room_topic_change"), None)

    return soon(read)


def install(admin: Admin, addon: Running, name: str, room: int | None) -> str:
    return admin.install(addon.url + DESCRIPTORS[name], room=room)


@pytest.mark.parametrize("place", ["room", "group"])
def test_it_installs_hears_a_message_and_answers(admin: Admin, addon: Running, name: str, place: str) -> None:
    oauth_id = install(admin, addon, name, admin.room_id if place == "room" else None)
    assert seen(addon, "installed") == [oauth_id]
    admin.say("good morning")
    admin.say("/hello keepers")
    assert admin.notification("Hello from ")["from"].startswith("On ")
    (heard,) = seen(addon, "webhooks")
    assert heard["text"] == "/hello keepers"
    me = admin.served.demo["admin_id"]
    if name == "ace_addon.js":  # it verified our JWT, and took these out of it
        assert heard["identity"] == {"groupId": 1, "roomId": admin.room_id, "userId": me}
    else:
        assert (heard["match"], heard["sender"]["id"]) == ("keepers", me)


def test_its_pages_verify_our_signature(admin: Admin, addon: Running, name: str) -> None:
    oauth_id = install(admin, addon, name, admin.room_id)
    base = f"/api/room/{admin.room_id}/extension/{oauth_id}"
    me = admin.served.demo["admin_id"]
    content = admin.call("POST", f"{base}/glance/glance/query")["content"]
    assert content["label"]["value"] == f"<b>{me}</b> asked"
    url = admin.call("POST", f"{base}/webPanel/panel/open", {"values": {}, "theme": "light"})["url"]
    page = httpx.get(url, timeout=10).json()
    assert (int(page["userId"]), page["roomId"]) == (me, admin.room_id)
    forged = url.replace("signed_request=ey", "signed_request=ex")
    assert httpx.get(forged, timeout=10).status_code in {400, 401}
    assert httpx.get(f"{addon.url}/panel", timeout=10).status_code in {400, 401, 500}


def test_it_is_told_of_its_removal(admin: Admin, addon: Running, name: str) -> None:
    oauth_id = install(admin, addon, name, admin.room_id)
    seen(addon, "installed")
    if name == "koa_addon.js":  # a request that is refused ends it: it is removed when it has asked for all
        its_own_webhook(admin)
    admin.call("DELETE", f"/api/addon/{oauth_id}")
    assert seen(addon, "uninstalled") == [oauth_id]


@pytest.mark.parametrize("name", ["koa_addon.js"])
def test_it_registers_a_webhook_with_its_own_token(admin: Admin, addon: Running, name: str) -> None:
    install(admin, addon, name, admin.room_id)
    seen(addon, "installed")
    its_own_webhook(admin)
    admin.call("PUT", f"/v2/room/{admin.room_id}/topic", {"topic": "Fog on the sound"})
    assert seen(addon, "webhooks") == [{"text": "Fog on the sound"}]


def test_one_that_is_told_no_credentials_hears_and_answers(admin: Admin, tmp_path: Path) -> None:
    """aiohipchat writes an empty description and homepage, and puts `installable` where nobody looks for it."""
    port = free_port()
    command = [str(python_clients()), str(HERE / "frameworks" / "aiohipchat_addon.py")]
    with running(command, tmp_path, {"PORT": str(port)}, port=port) as addon:
        oauth_id = admin.install(f"{addon.url}/capabilities.json", room=admin.room_id)
        admin.say("/info please")
        told = admin.notification("Hello from aiohipchat, ")
        assert (told["from"], told["color"]) == ("On aiohipchat", "green")
        (heard,) = httpx.get(f"{addon.url}/seen", timeout=10).json()
        assert (heard["oauth_client_id"], heard["item"]["message"]["message"]) == (oauth_id, "/info please")
