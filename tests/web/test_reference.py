"""The reference at /docs: find a method, get a token on the spot, try it, and take the call along as code."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.served import Serve, Served
from tests.web.browsing import Visitor, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_NOTIFICATION = "/docs/send_room_notification"
_COMMANDS = {
    "curl": ["bash", "-c"],
    "Python": [sys.executable, "-c"],
    "JavaScript": ["node", "--input-type=module", "-e"],
}


def history(served: Served) -> list[str]:
    """The texts in the demo's room, newest last; of a file its name."""
    address = f"{served.url}/v2/room/{served.demo['room_id']}/history/latest?max-results=20"
    request = urllib.request.Request(address, headers=served.token())
    with urllib.request.urlopen(request, timeout=10) as answer:
        items: list[dict[str, Any]] = json.load(answer)["items"]
    return [item.get("file", {}).get("name") or item["message"] for item in items]


def make_token(page: Page) -> str:
    """Make a token on a method's page, and give it."""
    form = page.get_by_role("complementary", name="Try it")
    form.get_by_role("radiogroup", name="Call as").get_by_text("With a token").click()
    form.get_by_role("button", name="Make a token for this").click()
    field = form.get_by_role("textbox", name="token")
    expect(field).not_to_have_value("")
    return field.input_value()


def code(page: Page, language: str) -> str:
    """The call in a language, as it stands on the page."""
    page.get_by_role("radiogroup", name="Language").get_by_text(language).click()
    return page.get_by_role("region", name=f"The call in {language}").inner_text()


def call_it(visitor: Visitor, served: Served, message: str) -> None:
    """Fill in the form and send it."""
    form = visitor.page.get_by_role("complementary", name="Try it")
    form.get_by_label("room", exact=True).fill(served.demo["room"])
    form.get_by_label("message", exact=True).fill(message)
    form.get_by_role("button", name="Send").click()
    expect(form.get_by_role("status")).to_contain_text("204")
    expect(form.get_by_role("status")).to_contain_text("x-ratelimit-remaining: ")


def test_a_method_is_found_tried_and_taken_along_as_code_that_runs(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines = visit(browser, served)
    ines.page.goto(served.url + "/docs")
    ines.page.get_by_role("main").get_by_role("searchbox").fill("notification room")
    ines.page.get_by_role("main").get_by_role("link", name="Send room notification").click()
    expect(ines.page.get_by_role("heading", level=1)).to_have_text("Send room notification")
    expect(ines.page.get_by_role("main")).to_contain_text("Post notifications to rooms")

    token = make_token(ines.page)
    call_it(ines, served, "Tried from the page")
    assert history(served)[-1] == "Tried from the page"
    ran = 0
    for language, command in _COMMANDS.items():
        if shutil.which(command[0]) is None:
            continue
        text = code(ines.page, language)
        assert token in text
        text = text.replace("Tried from the page", f"Sent by {language}")
        subprocess.run([*command, text], check=True, timeout=30, capture_output=True)
        assert history(served)[-1] == f"Sent by {language}"
        ran += 1
    assert ran >= 2
    assert ines.complaints == []


def test_a_token_made_for_the_reference_is_stored_nowhere(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines = visit(browser, served)
    ines.page.goto(served.url + _NOTIFICATION)
    token = make_token(ines.page)
    kept = ines.page.evaluate(
        "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])"
    )
    assert token not in kept
    ines.page.get_by_role("navigation").get_by_role("link", name="Send message").click()
    expect(ines.page.get_by_role("heading", level=1)).to_have_text("Send message")
    expect(
        ines.page.get_by_role("complementary", name="Try it").get_by_role("textbox", name="token")
    ).to_have_value(token)
    ines.page.reload()
    assert "YOUR_TOKEN" in code(ines.page, "curl")


def test_what_would_be_deleted_is_never_filled_in(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines = visit(browser, served)
    ines.page.goto(served.url + "/docs/delete_room")
    form = ines.page.get_by_role("complementary", name="Try it")
    expect(form.get_by_label("room", exact=True)).to_have_value("")
    form.get_by_role("button", name="Send").click()
    expect(form).to_contain_text("Enter the room.")


def test_the_reference_is_open_to_everybody_and_asks_no_other_host(browser: Browser, serve: Serve) -> None:
    served = serve()
    page = browser.new_context(
        viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True
    ).new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    paths = ["", "authentication", "errors", "paging", "title-expansion", "rate-limits", "api-v1"]
    for path in [*paths, "send_room_notification", "share_file_with_room", "v1_rooms_message", "get_room"]:
        page.goto(f"{served.url}/docs/{path}".rstrip("/"))
        page.get_by_role("heading", level=1).wait_for()
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, f"/docs/{path} is {width} px wide"
    assert [address for address in asked if not address.startswith(served.url)] == []
    assert complaints == []


def test_every_method_has_a_page_that_draws(browser: Browser, serve: Serve) -> None:
    """One walk over all: no page fails to draw, whatever its schemas hold."""
    served = serve()
    page = browser.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    with urllib.request.urlopen(f"{served.url}/api/openapi.json", timeout=10) as answer:
        document = json.load(answer)
    methods = [
        told for item in document["paths"].values() for told in item.values() if "x-same-as" not in told
    ]
    page.goto(served.url + "/docs")
    page.get_by_role("heading", level=1).wait_for()
    for told in methods:
        page.evaluate("path => history.pushState(null, '', path)", f"/docs/{told['operationId']}")
        expect(page.get_by_role("heading", level=1)).to_have_text(told["summary"])
    assert complaints == []


def test_a_file_is_uploaded_from_the_page(browser: Browser, serve: Serve, tmp_path: Path) -> None:
    served = serve()
    ines = visit(browser, served)
    ines.page.goto(served.url + "/docs/share_file_with_room")
    form = ines.page.get_by_role("complementary", name="Try it")
    form.get_by_label("room", exact=True).fill(served.demo["room"])
    note = tmp_path / "tide table.txt"
    note.write_text("Low water at 16:40")
    form.get_by_label("file").set_input_files(note)
    form.get_by_role("button", name="Send").click()
    expect(form.get_by_role("status")).to_contain_text("204")
    assert history(served)[-1] == "tide table.txt"
