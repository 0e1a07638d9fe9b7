"""Pages of add-ons stand in frames of ours, and load our script; nothing else may be framed, and we may not."""

from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from chinwag.http.pages import PAGES, page_routes

NEW = {
    "/addons",
    "/addons/install",
    "/rooms/addons/{room}",
    "/rooms/addons/{room}/webhook/{webhook}",
    "/cards",
}


@pytest.fixture
def client(tmp_path: Path) -> httpx.AsyncClient:
    """The pages of a built client."""
    (tmp_path / "atlassian-connect").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html>")
    (tmp_path / "glyph.svg").write_text("<svg/>")
    for name in ("all.js", "all-debug.js", "all.css", "all-debug.css"):
        (tmp_path / "atlassian-connect" / name).write_text("/* */")
    app = Starlette(routes=page_routes("https://chat.example.com", tmp_path))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="https://chat.example.com")


async def test_the_client_may_frame_addons_and_nobody_may_frame_it(client: httpx.AsyncClient) -> None:
    for path in ("/", "/room/5", "/rooms/addons/5", "/nowhere"):
        policy = (await client.get(path)).headers["content-security-policy"]
        assert "frame-src http: https:;" in policy
        assert policy.endswith("frame-ancestors 'none'")


async def test_other_files_frame_nothing(client: httpx.AsyncClient) -> None:
    answer = await client.get("/glyph.svg")
    assert answer.status_code == 200
    assert "frame-src" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("all.js", "javascript"),
        ("all-debug.js", "javascript"),
        ("all.css", "text/css"),
        ("all-debug.css", "text/css"),
    ],
)
async def test_pages_of_addons_load_our_script_from_anywhere(
    client: httpx.AsyncClient, name: str, kind: str
) -> None:
    answer = await client.get(f"/atlassian-connect/{name}")
    assert answer.status_code == 200
    assert kind in answer.headers["content-type"]
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "public, max-age=3600"
    again = await client.get(f"/atlassian-connect/{name}", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


async def test_nothing_else_lies_beside_the_script(client: httpx.AsyncClient) -> None:
    for path in ("/atlassian-connect/", "/atlassian-connect/none.js", "/atlassian-connect/../index.html"):
        assert (await client.get(path)).headers["content-type"] != "text/javascript"
        assert (await client.get("/atlassian-connect/%2e%2e/index.html")).status_code == 404


def test_the_pages_of_addons_are_pages_of_the_client() -> None:
    assert set(PAGES) >= NEW
