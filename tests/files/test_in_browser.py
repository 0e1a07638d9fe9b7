"""Hostile uploads in a real browser, by somebody who is signed in: nothing of them runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Dialog
from playwright.sync_api import Error as BrowserError

from tests.files.test_download import huge_png
from tests.files.uploads import RELATED, body_of, picture
from tests.served import Serve, Served
from tests.web.browsing import Visitor, browser, visit

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RUN = "<script>document.title='ran';top.ran=1;alert(1)</script>"
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" onload="top.ran=1"><script>top.ran=1</script>{RUN}</svg>'
HOSTILE = {
    "page.html": f"<!doctype html>{RUN}".encode(),
    "page.png": f"<!doctype html>{RUN}".encode(),
    "drawing.svg": SVG.encode(),
    "drawing.png": SVG.encode(),
    "both.png": picture(40, 30) + RUN.encode(),
    "script.js": b"top.ran=1;document.title='ran'",
    "style.css": b"body{display:none}",
    "page.xhtml": b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script>top.ran=1</script></html>',
    "huge.png": huge_png(),
    "page.pdf": b"%PDF-1.4\n" + RUN.encode(),
}


@pytest.fixture
def signed_in(browser: Browser, serve: Serve) -> Iterator[tuple[Visitor, dict[str, dict[str, Any]]]]:
    """Somebody in the client, and what was uploaded to a room of theirs."""
    served = serve()
    for name, content in HOSTILE.items():
        upload(served, name, content)
    visitor = visit(browser, served)
    dialogs: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    visitor.page.context.on("dialog", dismiss)
    answer = httpx.get(
        f"{served.url}/api/room/{served.demo['room_id']}/files?limit=50", headers=served.token("admin_token")
    )
    yield visitor, {item["file"]["name"]: item["file"] for item in answer.json()["items"]}
    assert dialogs == []
    visitor.page.context.close()


def upload(served: Served, name: str, content: bytes) -> None:
    answer = httpx.post(
        f"{served.url}/v2/room/{served.demo['room_id']}/share/file",
        content=body_of(content, name),
        headers={**served.token("admin_token"), **RELATED},
    )
    assert answer.status_code == 204, answer.text


def test_opening_an_upload_runs_nothing(signed_in: tuple[Visitor, dict[str, dict[str, Any]]]) -> None:
    visitor, files = signed_in
    assert files.keys() == HOSTILE.keys()
    for name, file in files.items():
        page = visitor.page.context.new_page()
        if name == "both.png":
            page.goto(visitor.url + file["url"])
            assert page.evaluate("document.contentType") == "image/png"
        else:
            with page.expect_download() as saved, pytest.raises(BrowserError, match="Download is starting"):
                page.goto(visitor.url + file["url"])
            assert saved.value.suggested_filename.rpartition(".")[2] == name.rpartition(".")[2]
        assert page.title() != "ran"
        assert page.evaluate("window.ran") is None
        page.close()


INSERT = """([url, kind]) => new Promise(done => {
  const made = document.createElement(kind);
  const ended = what => () => done(what);
  made.onload = ended('loaded'); made.onerror = ended('refused');
  // Scripts and style sheets always tell how they ended, frames not.
  if (kind !== 'script' && kind !== 'link') setTimeout(ended('nothing'), 700);
  if (kind === 'link') { made.rel = 'stylesheet'; made.href = url; }
  else if (kind === 'object') made.data = url;
  else made.src = url;
  document.body.append(made);
})"""


DRAW = """url => new Promise(done => {
  const made = new Image();
  made.onload = () => done([made.width, made.height]); made.onerror = () => done(null);
  made.src = url;
})"""


def test_our_own_page_can_run_no_upload(signed_in: tuple[Visitor, dict[str, dict[str, Any]]]) -> None:
    visitor, files = signed_in
    for kind in ("script", "link", "iframe", "object", "embed"):
        for name in ("script.js", "page.html", "drawing.svg", "style.css"):
            told = visitor.page.evaluate(INSERT, [files[name]["url"], kind])
            assert visitor.page.evaluate("window.ran") is None, (name, told)
            if kind in {"script", "link"}:
                assert told == "refused", name
    assert visitor.page.title() != "ran"
    drawn = visitor.page.evaluate(DRAW, files["both.png"]["thumb_url"])
    assert drawn == [40, 30], "pictures are drawn all the same"
