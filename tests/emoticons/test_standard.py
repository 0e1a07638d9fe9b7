"""The standard emoticons: the ids of HipChat, and a harmless drawing for each."""

from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest
import yaml
from starlette.applications import Starlette

from chinwag.emoticons.standard import STANDARD
from chinwag.http.pages import page_routes

ROOT = Path(__file__).resolve().parent.parent.parent
DRAWINGS = ROOT / "web" / "public" / "emoticons"
REFERENCE = ROOT / "tests" / "contract" / "rest-v2.yaml"

SHAPES = {"svg", "g", "path", "circle", "ellipse", "rect"}
ATTRIBUTES = (
    {"viewBox", "width", "height", "transform", "opacity", "d", "cx", "cy", "r", "rx", "ry", "x", "y"}
    | {"fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin"}
)  # fmt: skip
MOST_BYTES = 2048


def test_all_that_hipchat_had_are_there_with_their_ids() -> None:
    recorded = yaml.safe_load(REFERENCE.read_text())["standard_emoticons"]["shortcut_to_id"]

    assert recorded.items() <= {name: emoticon.id for name, emoticon in STANDARD.items()}.items()


def test_ids_are_given_once_and_stay_clear_of_those_of_groups() -> None:
    ids = [emoticon.id for emoticon in STANDARD.values()]

    assert len(set(ids)) == len(ids)
    assert max(ids) < 1_000_000


def test_the_list_is_in_order() -> None:
    assert list(STANDARD) == sorted(STANDARD)


def test_each_has_a_drawing_and_each_drawing_is_listed() -> None:
    assert {path.name for path in DRAWINGS.iterdir()} == {f"{name}.svg" for name in STANDARD}


def test_no_two_look_alike() -> None:
    drawn = {path.read_bytes() for path in DRAWINGS.iterdir()}

    assert len(drawn) == len(STANDARD)


@pytest.mark.parametrize("name", STANDARD)
def test_a_drawing_is_small_and_has_only_shapes(name: str) -> None:
    data = (DRAWINGS / f"{name}.svg").read_bytes()
    root = ElementTree.fromstring(data)

    assert len(data) <= MOST_BYTES
    assert data.startswith(b"<svg ")
    assert b"<!" not in data  # no document type, no entity, no comment
    for shape in root.iter():
        assert shape.tag.removeprefix("{http://www.w3.org/2000/svg}") in SHAPES
        assert set(shape.attrib) <= ATTRIBUTES  # so no address, no event, no style
        assert "url(" not in "".join(shape.attrib.values())
        assert not (shape.text or "").strip()


def test_a_drawing_has_the_size_that_is_told() -> None:
    for name, emoticon in STANDARD.items():
        root = ElementTree.parse(DRAWINGS / f"{name}.svg").getroot()
        size = (emoticon.width, emoticon.height)
        assert (int(root.attrib["width"]), int(root.attrib["height"])) == size, name
        assert root.attrib["viewBox"] == "0 0 24 24", name


@pytest.fixture
def client(tmp_path: Path) -> httpx.AsyncClient:
    """The pages of a client that is built but for its scripts."""
    (tmp_path / "emoticons").symlink_to(DRAWINGS)
    (tmp_path / "index.html").write_text("<!doctype html>")
    app = Starlette(routes=page_routes("http://chat.test", dist=tmp_path))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://chat.test")


async def test_a_drawing_is_served_so_that_it_can_do_no_harm(client: httpx.AsyncClient) -> None:
    answer = await client.get(STANDARD["areyoukiddingme"].path)

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; style-src 'unsafe-inline'"


async def test_a_drawing_is_kept_for_a_day_and_then_asked_for_by_its_mark(client: httpx.AsyncClient) -> None:
    first = await client.get("/emoticons/smile.svg")
    again = await client.get("/emoticons/smile.svg", headers={"If-None-Match": first.headers["etag"]})

    assert first.headers["cache-control"] == "public, max-age=86400"
    assert again.status_code == 304
    assert again.headers["cache-control"] == "public, max-age=86400"


@pytest.mark.parametrize("path", ["nosuch.svg", "", "../index.html", "%2e%2e/index.html"])
async def test_nothing_else_is_served_beside_the_drawings(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(f"/emoticons/{path}")

    assert answer.status_code == 404
