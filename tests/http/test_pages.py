"""The pages of the web client: served with headers that keep a browser safe."""

import pytest

from tests.world import World

# Pages and their headers: no statement of a database is under test.
pytestmark = pytest.mark.one_engine

PAGES = [
    "/",
    "/sign_in",
    "/account/api",
    "/rooms/tokens/5",
    "/rooms/addons/5",
    "/rooms/addons/5/webhook/7",
    "/addons/install",
    "/addons/com.example.board",
    "/addons/webhook/5",
    "/cards",
    "/users/authorize",
    "/room/5",
    "/docs",
    "/nowhere",
]


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_is_strict(world: World, path: str) -> None:
    answer = await world.http.get(path)

    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["referrer-policy"] == "no-referrer"


async def test_an_unknown_page_is_404(world: World) -> None:
    assert (await world.http.get("/nowhere")).status_code in {404, 503}


@pytest.mark.parametrize(
    "path", ["/assets/../../secret.key", "/assets/%2e%2e/%2e%2e/app.py", "/..%2f..%2fetc/passwd"]
)
async def test_no_path_leads_out_of_the_client(world: World, path: str) -> None:
    answer = await world.http.get(path)

    assert answer.status_code in {404, 503}
    assert "root:" not in answer.text
    assert "import" not in answer.text


async def test_the_service_worker_is_asked_for_anew_and_may_call_nobody_else(world: World) -> None:
    answer = await world.http.get("/sw.js")

    assert answer.status_code in {200, 404}, "404 where the client is not built"
    assert "connect-src 'self'" in answer.headers["content-security-policy"]
    if answer.status_code == 200:
        assert answer.headers["cache-control"] == "no-cache"
        assert "javascript" in answer.headers["content-type"]
        assert (await world.http.get("/icons/icon-512.png")).headers["content-type"] == "image/png"


async def test_only_icons_that_are_ours_are_served(world: World) -> None:
    for path in ("/icons/other.png", "/icons/..%2findex.html", "/icons/"):
        assert (await world.http.get(path)).status_code in {404, 503}
