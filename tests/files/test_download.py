"""Downloads: sound headers whatever the name, nothing that runs, ranges, and no more than was asked for."""

import gzip
import io
import os
import zipfile
import zlib
from struct import pack
from urllib.parse import unquote

import pytest

from chinwag.files.model import NAME_LENGTH, disposition, shown_name
from chinwag.files.sniffing import media_type_of
from tests.files.uploads import fetch, picture, share
from tests.world import World

# Headers and names of what is sent: no statement of a database is under test.
pytestmark = pytest.mark.one_engine

RTL = "\u202e"
NAMES = {
    "../../etc/passwd": "passwd",
    "..\\..\\windows\\system.ini": "system.ini",
    "/etc/passwd": "passwd",
    "C:\\photos\\x.png": "x.png",
    "..": "file",
    ".": "file",
    "": "file",
    "   ": "file",
    ".htaccess": ".htaccess",
    f"photo{RTL}gpj.exe": "photogpj.exe",
    "a\u2066b\u200e\u200fc\ufeff.txt": "abc.txt",
    "tab\tand\x07bell.txt": "tab andbell.txt",
    "x" * 4000 + ".png": "x" * 250 + "….png",
    "größe 図😀.png": "größe 図😀.png",
    "family\u200d.txt": "family\u200d.txt",
    "\u200d": "file",
    "<script>alert(1)</script>.png": "script>.png",
    "a;b=c,d'e%20f.png": "a;b=c,d'e%20f.png",
    "con.": "con.",
}


@pytest.mark.parametrize(("sent", "shown"), NAMES.items(), ids=lambda name: repr(name[:20]))
def test_a_name_is_shown_without_what_could_harm(sent: str, shown: str) -> None:
    assert shown_name(sent) == shown
    assert len(shown_name(sent)) <= NAME_LENGTH
    assert shown_name(shown) == shown


def test_nothing_of_a_name_breaks_a_header() -> None:
    for sent in (*NAMES, 'quo"te\\.png', "line\r\nX-Evil: 1", "nul\x00.png", "\udcff.png", "x" * 100_000):
        name = shown_name(sent)
        header = disposition("attachment", name)
        assert header.isascii()
        assert header.isprintable()
        plain, _, encoded = header.removeprefix('attachment; filename="').partition("\"; filename*=UTF-8''")
        assert not set('"\\') & set(plain)
        assert unquote(encoded) == name


@pytest.mark.parametrize("name", [*NAMES, "quo%22te.png", "nul\x00.png"], ids=lambda name: repr(name[:20]))
async def test_hostile_names_do_no_harm(world: World, name: str) -> None:
    room = await world.room()
    entry = await share(world, room, b"content", name)
    answer = await fetch(world, entry["file"]["url"])
    assert (answer.status_code, answer.content) == (200, b"content")
    assert "\r" not in str(answer.headers)
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert len(entry["file"]["name"]) <= NAME_LENGTH


def _zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("x", "y")
    return made.getvalue()


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><script>alert(document.cookie)</script>"
CONTENTS = {
    "html": (HTML, "text/html"),
    "html with blanks": (b"\n\n  <html><body onload=alert(1)>", "text/html"),
    "script": (b"<script>alert(1)</script>", "text/html"),
    "svg": (SVG, "image/svg+xml"),
    "bare svg": (b"<svg onload=alert(1)>", "image/svg+xml"),
    "xml": (b"<?xml version='1.0'?><x/>", "application/xml"),
    "png": (picture(), "image/png"),
    "jpeg": (picture(kind="JPEG"), "image/jpeg"),
    "gif": (picture(kind="GIF"), "image/gif"),
    "webp": (picture(kind="WEBP"), "image/webp"),
    "bmp": (picture(kind="BMP"), "image/bmp"),
    "pdf": (b"%PDF-1.7\n", "application/pdf"),
    "zip": (_zip(), "application/zip"),
    "gzip": (gzip.compress(b"x"), "application/gzip"),
    "text": ("Ein schöner Tag\n".encode(), "text/plain"),
    "code with a tag in it": (b"x = '<html>'\n", "text/plain"),
    "json": (b'{"a": 1}', "text/plain"),
    "javascript": (b"alert(1)", "text/plain"),
    "binary": (os.urandom(100) + b"\x00\xff", "application/octet-stream"),
    "program": (b"MZ\x90\x00", "application/vnd.microsoft.portable-executable"),
    "mp4": (b"\x00\x00\x00\x20ftypisom", "video/mp4"),
    "nothing": (b"", "application/octet-stream"),
    "half a character": (("x" * 4095 + "ö").encode()[:4096], "text/plain"),
}


@pytest.mark.parametrize(("content", "media_type"), CONTENTS.values(), ids=CONTENTS)
def test_the_type_is_seen_in_the_content(content: bytes, media_type: str) -> None:
    assert media_type_of(content[:4096]) == media_type


async def test_no_upload_runs_as_a_page(world: World) -> None:
    room = await world.room()
    for label, (content, media_type) in CONTENTS.items():
        for name in ("photo.png", "page.html", "image.svg"):
            entry = await share(world, room, content, name, media_type="text/html")
            answer = await fetch(world, entry["file"]["url"])
            assert answer.content == content
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert "sandbox" in answer.headers["content-security-policy"]
            assert "default-src 'none'" in answer.headers["content-security-policy"]
            assert answer.headers["x-frame-options"] == "DENY"
            is_shown = label in {"png", "jpeg", "gif", "webp"}
            kind = "inline" if is_shown else "attachment"
            assert answer.headers["content-disposition"].startswith(kind), label
            assert answer.headers["content-type"].partition(";")[0] in {
                media_type,
                "application/octet-stream",
            }
            assert answer.headers["content-type"].partition(";")[0] not in {"text/html", "image/svg+xml"}
            assert ("thumb_url" in entry["file"]) == is_shown


def _chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))


def huge_png(side: int = 50_000) -> bytes:
    """The header of a picture of 2,500 megapixels, which would unpack to gigabytes."""
    head = pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    data = zlib.compress(bytes(side // 8 + 1) * 1000)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


async def test_a_bomb_of_a_picture_is_a_plain_file(world: World) -> None:
    room, content = await world.room(), huge_png()
    entry = await share(world, room, content, "huge.png")
    assert "thumb_url" not in entry["file"]
    answer = await fetch(world, entry["file"]["url"])
    assert answer.content == content
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"
    thumb = entry["file"]["url"].replace("/huge.png", "/thumb/huge.png")
    assert (await fetch(world, thumb)).status_code == 404


async def test_a_part_of_a_file_is_sent_when_asked_for(world: World) -> None:
    content = os.urandom(1_000_000)
    url = (await share(world, await world.room(), content))["file"]["url"]
    for asked, start, end in (
        ("bytes=0-0", 0, 1),
        ("bytes=10-19", 10, 20),
        ("bytes=999990-", 999_990, 1_000_000),
        ("bytes=-5", 999_995, 1_000_000),
        ("bytes=-5000000", 0, 1_000_000),
        ("bytes=300000-900000", 300_000, 900_001),
        ("bytes=0-99999999", 0, 1_000_000),
    ):
        answer = await fetch(world, url, Range=asked)
        assert answer.content == content[start:end]
        is_whole = (start, end) == (0, 1_000_000)
        assert answer.status_code == (200 if is_whole else 206)
        if not is_whole:
            assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/1000000"
        assert answer.headers["content-length"] == str(end - start)
    for asked in ("bytes=1000000-", "bytes=-0", "bytes=5-4", "bytes=99999999-"):
        answer = await fetch(world, url, Range=asked)
        assert (answer.status_code, answer.content) == (416, b"")
        assert answer.headers["content-range"] == "bytes */1000000"
    for asked in (
        "bytes=0-1,5-6",
        "bytes=-",
        "lines=1-2",
        "bytes=a-b",
        "bytes=٣-٤".encode().decode("latin-1"),
    ):
        answer = await world.http.get(url, headers=[(b"Range", asked.encode("latin-1"))])
        assert (answer.status_code, len(answer.content)) == (200, 1_000_000)


async def test_a_browser_that_has_the_file_is_told_so(world: World) -> None:
    url = (await share(world, await world.room(), b"content"))["file"]["url"]
    first = await fetch(world, url)
    again = await fetch(world, url, **{"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["cache-control"] == "private, no-cache"
    other = await fetch(world, url, Range="bytes=0-2", **{"If-Range": '"another"'})
    assert (other.status_code, other.content) == (200, b"content")


async def test_head_tells_all_but_the_content(world: World) -> None:
    url = (await share(world, await world.room(), b"content"))["file"]["url"]
    answer = await world.http.head(url)
    assert (answer.status_code, answer.content, answer.headers["content-length"]) == (200, b"", "7")


async def test_files_are_only_fetched(world: World) -> None:
    url = (await share(world, await world.room(), b"content"))["file"]["url"]
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        answer = await world.http.request(method, url)
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "path",
    [
        "/files",
        "/files/",
        "/files/x/y",
        "/files/..%2f..%2fetc/passwd",
        "/files/%00/x",
        "/files/%ff/x",
        "/files/" + "0" * 32,
        "/files/" + "A" * 32 + "/x",
        "/files/" + "0" * 32 + "/thumb/x?sig=%ff&for=%00",
    ],
)
async def test_odd_paths_find_nothing(world: World, path: str) -> None:
    answer = await world.http.get(path, headers=await world.token())
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == 404


async def test_the_name_in_the_path_says_nothing(world: World) -> None:
    entry = await share(world, await world.room(), picture(), "photo.png")
    url = entry["file"]["url"].partition("?")[0]
    headers = await world.token()
    for path in (
        url.rpartition("/")[0],
        url.replace("photo.png", "evil.html"),
        url.replace("photo.png", "a%2F..%2Fb"),
    ):
        answer = await fetch(world, path, **headers)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
        assert "photo.png" in answer.headers["content-disposition"]


async def test_another_site_cannot_show_what_a_session_may_see(world: World) -> None:
    entry = await share(world, await world.room(), picture(), "photo.png")
    signed = await fetch(world, entry["file"]["url"])
    assert signed.headers["cross-origin-resource-policy"] == "cross-origin"
    by_token = await fetch(world, entry["file"]["url"].partition("?")[0], **await world.token())
    assert by_token.headers["cross-origin-resource-policy"] == "same-origin"


async def test_data_that_is_lost_is_a_missing_file(world: World) -> None:
    entry = await share(world, await world.room(), b"content")
    services = world.app.services
    await services.files.delete(f"file/{entry['file']['url'].split('/')[4]}/data")
    assert (await fetch(world, entry["file"]["url"])).status_code == 404
