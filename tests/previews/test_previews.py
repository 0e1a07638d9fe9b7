"""What is behind the link of a message is shown once it is known, and the message waits for nobody."""

import asyncio
from pathlib import Path

import pytest

from chinwag.previews.service import MOST_WAITING
from tests.outbound.canary import INSIDE, OUTSIDE, canary, names, says
from tests.previews.stage import HTML, Stage, staged
from tests.realtime.sockets import listening, serving

PAGE = """<!doctype html><html><head>
<title>Tides &amp; times</title>
<meta name="description" content="When the water comes.">
<link rel="shortcut icon" href="/tide.ico">
<meta property="og:image" content="pictures/tide.png">
</head><body>...</body></html>"""


async def test_page_is_told_in_the_form_of_the_reference(stage: Stage) -> None:
    found = await stage.found(PAGE, path="/a/b")
    assert found == {
        "type": "link",
        "url": stage.site.at("site.example", "/a/b"),
        "link": {
            "title": "Tides & times",
            "description": "When the water comes.",
            "headerText": "site.example",
            "linkText": "Tides & times",
            "faviconUrl": stage.site.at("site.example", "/tide.ico"),
            "fullUrl": stage.site.at("site.example", "/a/b"),
            "imageUrl": stage.site.at("site.example", "/a/pictures/tide.png"),
        },
    }


async def test_picture_has_the_recorded_form(stage: Stage) -> None:
    url = stage.site.at("site.example", "/pier.png")
    found = await stage.found("\x89PNG", "Content-Type: image/png", path="/pier.png")
    assert found == {"type": "image", "url": url, "image": {"image": url, "name": ""}}


async def test_videos_are_known_by_their_type_and_by_what_a_page_says(stage: Stage) -> None:
    film = await stage.found("...", "Content-Type: video/mp4", path="/boat%20race.mp4")
    assert film is not None
    assert (film["type"], film["video"]) == ("video", {"title": "boat race.mp4"})
    page = await stage.found(
        '<meta property="og:type" content="video.other"><meta property="og:title" content="Race">'
        '<meta property="og:image" content="http://pics.example/r.jpg"><meta property="og:site_name" content="Films">',
        HTML,
        path="/watch",
    )
    assert page is not None
    assert page["video"] == {"title": "Race", "author": "Films", "thumbnailUrl": "http://pics.example/r.jpg"}


async def test_listeners_are_told_and_the_message_is_not_marked_as_edited(stage: Stage) -> None:
    stage.page(PAGE)
    world = stage.world
    async with serving(world.app) as port, listening(port, await world.token()) as socket:
        message_id = await stage.say(f"look: {stage.site.at('site.example')}.")
        sent, edited = await socket.until("message.sent"), await socket.until("message.edited")
    assert "links" not in sent["message"]
    links = edited["message"].pop("links")
    assert links[0]["link"]["title"] == "Tides & times"
    assert edited["message"] == sent["message"]
    assert edited["message"]["id"] == message_id
    fresh = await world.http.get(f"/api/room/{stage.room.id}/history", headers=await world.token())
    assert fresh.json()["items"][-1]["links"] == links


async def test_last_link_is_the_one_and_what_ends_the_sentence_is_not_of_it(stage: Stage) -> None:
    stage.page(PAGE)
    base = stage.site.at("site.example")
    for text, path in [
        (f"first http://other.example:1/ then {base}x.", "/x"),
        (f"(see {base}y)", "/y"),
        (f"{base}wiki/Pier_(harbour)", "/wiki/Pier_(harbour)"),
        (f"“{base}q?a=1&b=2”, he said", "/q?a=1&b=2"),
        (f"<{base}angle>", "/angle"),
    ]:
        links = await stage.links_of(text)
        assert links[0]["url"] == stage.site.at("site.example", path)
        assert stage.site.heads[-1].startswith(f"GET {path} ")


async def test_link_in_the_html_of_a_private_message_is_looked_at(stage: Stage) -> None:
    stage.page(PAGE)
    world = stage.world
    peer = await world.user("Bo Lind")
    url = stage.site.at("site.example", "/?a=1&b=2")
    body = {"message": f'<a href="{url.replace("&", "&amp;")}">here</a>', "message_format": "html"}
    headers = await world.token()
    assert (
        await world.http.post(f"/v2/user/{peer.id}/message", json=body, headers=headers)
    ).status_code == 204
    await stage.settled()
    history = await world.http.get(f"/v2/user/{peer.id}/history/latest", headers=headers)
    assert history.json()["items"][0]["message_links"][0]["url"] == url


@pytest.mark.parametrize("text", ["/code {}", "no link", "ftp://site.example/", "http://", "http:// x"])
async def test_what_is_no_link_is_not_called(stage: Stage, text: str) -> None:
    assert await stage.links_of(text.format(stage.site.at("site.example"))) is None
    assert stage.site.connections == 0


async def test_notifications_and_topics_are_left_alone(stage: Stage) -> None:
    world, url = stage.world, stage.site.at("site.example")
    body = {"message": url, "message_format": "text"}
    headers = await world.token()
    await world.http.post(f"/v2/room/{stage.room.id}/notification", json=body, headers=headers)
    await world.http.put(f"/v2/room/{stage.room.id}/topic", json={"topic": url}, headers=headers)
    await stage.settled()
    assert stage.site.connections == 0


async def test_links_to_this_server_are_left_alone(stage: Stage) -> None:
    asked: list[str] = []

    async def look_up(host: str) -> list[str]:
        asked.append(host)
        return []

    stage.world.app.services.outbound.resolve = look_up
    for text in ("http://chat.test/room/5", "http://chat.test"):
        assert await stage.links_of(text) is None
    assert asked == []


async def test_page_is_remembered_for_a_day_and_a_failure_for_an_hour(stage: Stage) -> None:
    stage.page(PAGE)
    url, clock = stage.site.at("site.example"), stage.world.clock
    for _ in range(3):
        assert await stage.links_of(url) is not None
    assert stage.site.connections == 1
    clock.advance(hours=23)
    await stage.links_of(url)
    assert stage.site.connections == 1
    clock.advance(hours=2)
    stage.answers(says(b"", status="500 Oh"))
    assert await stage.links_of(url) is None
    assert stage.site.connections == 2
    clock.advance(minutes=59)
    stage.page(PAGE)
    assert await stage.links_of(url) is None
    clock.advance(minutes=2)
    assert await stage.links_of(url) is not None
    assert stage.site.connections == 3


@pytest.mark.parametrize(
    ("host", "is_named"), [(INSIDE, False), ("[::1]", False), ("127.1", False), ("inside.example", True)]
)
async def test_nothing_inside_is_called(stage: Stage, host: str, is_named: bool) -> None:
    async with canary(INSIDE) as inside:
        assert await stage.links_of(inside.at(host)) is None
    assert inside.connections == 0


@pytest.mark.parametrize(
    "address",
    [
        "http://[::1",
        "http://a:99999/",
        "http://a\\b/",
        "http://xn--a-/",
        "http://xn--\u0131/",
        "https://:0%zz",
        "http://%00:x",
        "http://" + "x" * 70,
    ],
    ids=ascii,
)
async def test_what_only_looks_like_an_address_is_no_fault_and_is_looked_at_once(
    stage: Stage, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A person could fill the log with tracebacks by what they say, a page by where it leads."""
    assert await stage.links_of(f"see {address}") is None
    stage.answers(says(b"", status="302 Found", headers=[f"Location: {address}"]))
    assert await stage.links_of(f"see {stage.site.at('site.example')}") is None
    stage.page(f'<title>Tides</title><link rel="icon" href="{address}">')
    assert await stage.links_of(f"see {stage.site.at('site.example', '/icon')}") is not None
    assert "could not be looked at" not in "".join(capsys.readouterr())


async def test_redirects_are_followed_three_times_and_never_inside(stage: Stage) -> None:
    async def leads_to(url: str) -> None:
        stage.answers(says(b"", status="302 Found", headers=[f"Location: {url}"]))

    async with canary(INSIDE) as inside:
        for number, host in enumerate((INSIDE, "inside.example", "localhost", "[::ffff:127.0.0.1]")):
            await leads_to(inside.at(host))
            assert await stage.links_of(stage.site.at("site.example", f"/{number}")) is None
        assert inside.connections == 0
    before = stage.site.connections
    await leads_to("/loop")
    assert await stage.links_of(stage.site.at("site.example", "/loop")) is None
    assert stage.site.connections - before == 4

    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        is_there = "/there" in stage.site.heads[-1].split("\r\n")[0]
        reply = (
            says(PAGE.encode(), headers=[HTML])
            if is_there
            else says(status="301 Moved", headers=["Location: /there"])
        )
        await reply(reader, writer)

    stage.answers(once)
    links = await stage.links_of(stage.site.at("site.example", "/here"))
    assert links[0]["url"] == stage.site.at("site.example", "/here")
    assert links[0]["link"]["fullUrl"] == stage.site.at("site.example", "/there")


async def test_name_that_changes_its_address_between_two_hops_leads_nowhere(stage: Stage) -> None:
    async with canary(INSIDE, port=stage.site.port) as inside:
        answers = iter([[OUTSIDE], [INSIDE], [OUTSIDE], [INSIDE]] * 4)
        stage.world.app.services.outbound.resolve = names(moving_example=answers)
        stage.answers(says(b"", status="302 Found", headers=["Location: /next"]))
        for number in range(4):
            assert await stage.links_of(stage.site.at("moving.example", f"/{number}")) is None
        assert inside.connections == 0
        assert stage.site.connections > 0


async def test_posting_never_waits_for_a_site_that_hangs(stage: Stage) -> None:
    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(60)

    stage.answers(hang)
    started = asyncio.get_running_loop().time()
    for number in range(20):
        await stage.say(stage.site.at("site.example", f"/{number}"))
    assert asyncio.get_running_loop().time() - started < 5
    assert len(await stage.world.history(stage.room)) == 20
    assert stage.site.most_open <= 5


async def test_burst_is_bounded_and_the_newest_are_looked_at(stage: Stage) -> None:
    release = asyncio.Event()

    async def wait(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await release.wait()
        await says(PAGE.encode(), headers=[HTML])(reader, writer)

    stage.answers(wait)
    previews = stage.world.app.services.previews
    first = await stage.say(stage.site.at("site.example", "/first"))
    async with stage.world.app.services.db.read() as tx:
        from chinwag.messages.history_storage import list_by_id

        (message,) = await list_by_id(tx, [first])
    for _ in range(MOST_WAITING + 500):
        previews.want(message)
    last = await stage.say(stage.site.at("site.example", "/last"))
    assert previews.waiting <= MOST_WAITING
    release.set()
    await stage.settled()
    history = {item["id"]: item for item in await stage.world.history(stage.room)}
    assert "message_links" in history[last]


async def test_switch_turns_previews_off(tmp_path: Path) -> None:
    async with staged(tmp_path, link_previews=False) as stage:
        stage.page(PAGE)
        assert await stage.links_of(stage.site.at("site.example")) is None
        assert stage.site.connections == 0


async def test_server_stops_at_once_while_a_site_hangs(tmp_path: Path) -> None:
    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(60)

    loop = asyncio.get_running_loop()
    async with staged(tmp_path) as stage:
        stage.answers(hang)
        await stage.say(stage.site.at("site.example"))
        async with asyncio.timeout(5):
            while not stage.site.open:
                await asyncio.sleep(0.01)
        started = loop.time()
    assert loop.time() - started < 3


async def test_message_that_changes_meanwhile_keeps_what_it_became(stage: Stage) -> None:
    release = asyncio.Event()

    async def wait(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await release.wait()
        await says(PAGE.encode(), headers=[HTML])(reader, writer)

    stage.answers(wait)
    headers = await stage.world.token()
    edited = await stage.say(stage.site.at("site.example", "/edited"))
    deleted = await stage.say(stage.site.at("site.example", "/deleted"))
    address = f"/api/room/{stage.room.id}/message"
    await stage.world.http.put(f"{address}/{edited}", json={"message": "no link now"}, headers=headers)
    await stage.world.http.delete(f"{address}/{deleted}", headers=headers)
    release.set()
    await stage.settled()
    assert all("message_links" not in item for item in await stage.world.history(stage.room))


async def test_edited_link_is_looked_at_anew_and_an_untouched_one_stays(stage: Stage) -> None:
    stage.page(PAGE)
    headers, base = await stage.world.token(), stage.site.at("site.example")
    message_id = await stage.say(f"see {base}one")
    await stage.settled()
    address = f"/api/room/{stage.room.id}/message/{message_id}"
    kept = await stage.world.http.put(address, json={"message": f"do see {base}one"}, headers=headers)
    assert kept.json()["links"][0]["url"] == f"{base}one"
    assert stage.site.connections == 1
    other = await stage.world.http.put(address, json={"message": f"see {base}two"}, headers=headers)
    assert "links" not in other.json()
    assert (await stage.newest())["message_links"][0]["url"] == f"{base}two"
