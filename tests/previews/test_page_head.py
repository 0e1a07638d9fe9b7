"""Reading the heads of pages that other people write, some of them to hurt."""

import time

import pytest
from yarl import URL

from chinwag.outbound.client import Outbound
from chinwag.previews.fetch import MOST_BYTES, _address, _clean
from chinwag.previews.page_head import PageHead, read_head


def read(text: str, content_type: str = "text/html; charset=utf-8") -> PageHead:
    return read_head(text.encode(), content_type)


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("<title>Plain</title>", "Plain"),
        ("<TITLE lang='en'>a &lt;b&gt; &#x1F6A2;</TITLE>", "a <b> 🚢"),
        ("<title>first</title><title>second</title>", "first"),
        ("<!-- <title>no</title> --><title>yes</title>", "yes"),
        ("<script>'<title>no</title>'</SCRIPT ><title>yes</title>", "yes"),
        ("<style><title>no</title></style><title>yes</title>", "yes"),
        ("</head><title>no</title>", ""),
        ("<body><title>no</title>", ""),
        ("<titles>no</titles><title\n>yes", "yes"),
        ("<title>open", "open"),
        ("<title", ""),
        ("", ""),
    ],
)
def test_title_is_that_of_the_head(page: str, title: str) -> None:
    assert read(page).title == title


@pytest.mark.parametrize(
    "element",
    [
        '<meta property="og:title" content="a > b">',
        "<meta content='a > b' property='og:title'/>",
        '<META PROPERTY = "OG:Title"\n CONTENT = "a &gt; b">',
        '<meta name=og:title content="a > b" content="no">',
        '<meta x"y property="og:title" content="a > b">',
    ],
)
def test_meta_elements_are_read_however_they_are_written(element: str) -> None:
    assert read(element).meta == {"og:title": "a > b"}


def test_icon_is_the_first_that_says_so() -> None:
    page = '<link rel=stylesheet href=a.css><link rel="shortcut icon" href="/i.png"><link rel=icon href=z>'
    assert read(page).icon == "/i.png"


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        ("<title>Möwe</title>".encode("latin-1"), "text/html; charset=ISO-8859-1"),
        ("<meta charset='windows-1252'><title>Möwe</title>".encode("cp1252"), "text/html"),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><title>Möwe</title>'.encode(
                "latin-1"
            ),
            "text/html",
        ),
        ("<title>Möwe</title>".encode("utf-16"), "text/html; charset=utf-8"),
        ("\ufeff<title>Möwe</title>".encode(), "text/html; charset=iso-8859-1"),
        ("<title>Möwe</title>".encode(), "text/html; charset=rot13"),
        ("<title>Möwe</title>".encode(), "text/html; charset=unicode_escape"),
        ("<title>Möwe</title>".encode(), "text/html; charset=iso-8859-99"),
        ("<meta charset=windows-1259><title>Möwe</title>".encode(), "text/html"),
    ],
)
def test_encodings_are_understood_and_odd_ones_taken_for_utf_8(content: bytes, content_type: str) -> None:
    assert read_head(content, content_type).title == "Möwe"


_UNITS = {
    "open comments": "<!--",
    "open metas": "<meta ",
    "quoted metas": '<meta "',
    "half attributes": "<meta a=",
    "titles": "<title>",
    "tags": "<a><b>",
    "angles": "<",
    "entities": "<title>&a",
    "many attributes": "<meta " + "a=b " * 500 + ">",
    "scripts": "<script></script",
    "blanks": "<meta " + " " * 4000,
    "charsets": "<meta charset ",
    "NUL": "\0",
}


@pytest.mark.parametrize("unit", _UNITS)
def test_hostile_page_takes_no_time(unit: str) -> None:
    content = (_UNITS[unit] * (MOST_BYTES // len(_UNITS[unit]) + 1)).encode()[:MOST_BYTES]
    started = time.thread_time()
    read_head(content, "text/html")
    assert time.thread_time() - started < 0.5


def test_texts_are_one_short_line_without_tricks() -> None:
    assert _clean("a\n\tb\u202ecod.exe\x00 c", 100) == "a b cod.exe c"
    assert _clean("x" * 1000, 200) == "x" * 199 + "…"


def test_addresses_of_a_page_lead_browsers_nowhere_odd() -> None:
    page, out = URL("https://site.example/a/b"), Outbound()
    assert _address(out, page, " ../p.png ") == "https://site.example/p.png"
    assert _address(out, page, "//cdn.example/p.png") == "https://cdn.example/p.png"
    for written in (
        "javascript:alert(1)", "data:image/png;base64,AAAA", "http://127.0.0.1/x", "http://10.0.0.1/reboot",
        "http://[::1]/", "file:///etc/passwd", "http://a:b@c.example/", "x" * 3000, "", "http://2130706433/",
    ):  # fmt: skip
        assert _address(out, page, written) == ""
