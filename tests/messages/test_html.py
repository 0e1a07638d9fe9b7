"""The sanitiser: nothing that could run or reach out stays, everything that HipChat allowed does."""

import html
import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chinwag.messages.html import (
    ACTIVITY_TAGS,
    CARD_TAGS,
    MESSAGE_TAGS,
    clean_activity_html,
    clean_card_html,
    clean_message_html,
    is_web_address,
    plain_text,
)
from tests.messages.hostile_html import RUN, SAMPLES

_ATTRIBUTES = {
    "a": {"href", "rel", "data-target", "data-target-options"},
    "img": {"src", "alt", "width", "height", "align", "style"},
    "span": {"style"},
    "td": {"colspan", "rowspan", "valign"},
    "th": {"colspan", "rowspan", "valign"},
    "tr": {"valign"},
}
_HREF = re.compile(r"(https?://[^\s]|mailto:|xmpp:|hipchat:)", re.IGNORECASE)
_SRC = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_STYLE = re.compile(r"\s*(font-weight|color|text-decoration|height|width)\s*:[^:;\\@<>{}'\"]*", re.IGNORECASE)
_FUNCTION = re.compile(r"([a-z-]+)\s*\(", re.IGNORECASE)


class Residue(HTMLParser):
    """Reads sanitised HTML and notes what should not be in it."""

    def __init__(self, tags: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.tags = tags
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in self.tags:
            self.found.append(f"tag {tag}")
        for name, value in attributes:
            if name not in _ATTRIBUTES.get(tag, ()):
                self.found.append(f"attribute {name} of {tag}")
            elif not self._is_fine(name, value or ""):
                self.found.append(f"{name}={value!r}")

    def _is_fine(self, name: str, value: str) -> bool:
        if name in {"href", "src"}:
            return not re.search(r"[\x00-\x1f]", value) and bool(
                (_HREF if name == "href" else _SRC).match(value)
            )
        if name == "style":
            functions = {found.lower() for found in _FUNCTION.findall(value)}
            parts = [part for part in value.split(";") if part.strip()]
            return functions <= {"rgb", "rgba", "hsl", "hsla"} and all(
                _STYLE.fullmatch(part) for part in parts
            )
        return True

    def handle_comment(self, data: str) -> None:
        self.found.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.found.append("declaration")

    def handle_pi(self, data: str) -> None:
        self.found.append("instruction")


def residues(clean: str, tags: frozenset[str] = MESSAGE_TAGS) -> list[str]:
    reader = Residue(tags)
    reader.feed(clean)
    reader.close()
    return reader.found


def test_there_are_enough_hostile_samples() -> None:
    assert len(set(SAMPLES)) >= 200
    assert all(RUN in sample for sample in SAMPLES)


@pytest.mark.parametrize("sample", SAMPLES)
def test_nothing_hostile_stays(sample: str) -> None:
    for clean, tags in (
        (clean_message_html(sample), MESSAGE_TAGS),
        (clean_card_html(sample), CARD_TAGS),
        (clean_activity_html(sample), ACTIVITY_TAGS),
    ):
        assert residues(clean, tags) == []


def test_the_check_itself_finds_residues() -> None:
    hostile = [
        residues(sample) for sample in SAMPLES if sample.startswith("<") and not sample.startswith("<!")
    ]
    assert sum(bool(found) for found in hostile) > 0.95 * len(hostile)


@pytest.mark.parametrize("sample", SAMPLES)
def test_script_and_style_lose_their_text(sample: str) -> None:
    if re.fullmatch(r"(?is)<(script|style)\b[^>]*>[^<]*</\1\s*>", sample):
        assert clean_message_html(f"a{sample}b") == "ab"


@given(st.text(alphabet=st.sampled_from("<>/=\"'&;:!- \n\tabpstyleonimgrcjh#x6A1\u2028\u00a0"), max_size=120))
def test_no_text_leaves_a_residue(text: str) -> None:
    clean = clean_message_html(text)
    assert residues(clean) == []
    assert clean_message_html(clean) == clean


_MARKUP = """<b> </b> <table> <tr><td> </table> <p> </p> <svg> <math> </svg> <style> <!-- --> <select> <template> x
&lt; <i " ' """
_PIECES = st.sampled_from([*SAMPLES, *_MARKUP.split(), "<pre>\n\n", "<a href='http://x.test/'>"])


@given(st.lists(_PIECES, max_size=8).map("".join))
def test_no_mixture_leaves_a_residue(text: str) -> None:
    clean = clean_message_html(text)
    assert residues(clean) == []
    assert residues(clean_message_html(clean)) == []


_BARE = "<b> </b> <i> </i> <code> </code> <br> </br> <B> <b/> <p> & > x <b>x</b> <em>x</em>"
_BARE_TEXT = st.lists(
    st.sampled_from(_BARE.split()) | st.text(st.characters(exclude_characters="<"), max_size=4), max_size=6
)


def parsed(text: str) -> str:
    """What the parser makes of a text: with a comment no text goes past it."""
    return clean_message_html(f"{text}<!-- -->")


@given(_BARE_TEXT.map("".join))
def test_bare_tags_are_told_as_the_parser_tells_them(text: str) -> None:
    assert clean_message_html(f"<br>{text}") == parsed(f"<br>{text}")


def test_every_character_between_bare_tags_is_told_as_the_parser_tells_it() -> None:
    characters = [
        chr(n) for n in (*range(0x3100), *range(0xE000, 0x10000), 0x1F600, 0x1FFFF) if chr(n) not in "<&"
    ]
    for text in (f"{character}<b>{character}</b>{character}" for character in characters):
        assert clean_message_html(text) == parsed(text)


ALLOWED = [
    '<a href="https://example.com/?a=1&amp;b=2" rel="nofollow" data-target="kiln:log">log</a>',
    '<a href="http://example.com" data-target="log" data-target-options="{&quot;a&quot;:1}">log</a>',
    '<a href="mailto:ada@example.com">mail</a>',
    '<a href="xmpp:ada@example.com">chat</a>',
    '<a href="hipchat://chat.example.com/room/5">room</a>',
    "<b>b</b><strong>s</strong><i>i</i><em>e</em>",
    "one<br>two",
    "<pre>  two\n    lines</pre>",
    "<pre>\n\nan empty line first</pre>",
    "<code>x = 1</code>",
    "<ul><li>one</li><li>two</li></ul>",
    "<ol><li>one</li></ol>",
    "<p>Paragraph</p>",
    (
        '<table><thead><tr valign="top"><th colspan="2">h</th></tr></thead>'
        '<tbody><tr><td rowspan="2" valign="middle">d</td></tr></tbody></table>'
    ),
    '<img src="https://example.com/i.png" alt="icon" width="16" height="16" align="left">',
    '<img src="http://example.com/i.png" style="width:16px; height: 1.5em">',
    '<span style="color: #f00; font-weight: bold; text-decoration: underline">red</span>',
    '<span style="color:rgb(10, 20, 30);width:50%;height:2px !important">red</span>',
    "a &lt;b&gt; &amp; c",
    "Grüße 😀 e\u0301 \u202eabc",
]


@pytest.mark.parametrize("allowed", ALLOWED)
def test_what_is_documented_comes_back_as_it_was_sent(allowed: str) -> None:
    assert clean_message_html(allowed) == allowed


def test_ten_thousand_characters_of_table_come_back() -> None:
    rows = "<tr><td><b>key</b></td><td>value</td></tr>" * 230
    table = f"<table><tbody>{rows}</tbody></table>"
    assert 9000 < len(table) < 10_000
    assert clean_message_html(table) == table


def test_tags_that_are_not_allowed_leave_their_text() -> None:
    assert clean_message_html("<h1>Build <u>17</u></h1><div>passed</div>") == "Build 17passed"


def test_only_the_bad_part_of_a_style_goes() -> None:
    dirty = '<span style="color: red; position: fixed; width: expression(1)">x</span>'
    assert clean_message_html(dirty) == '<span style="color: red">x</span>'


def test_text_without_markup_is_left_alone() -> None:
    assert clean_message_html("Build 17 passed\r\nnext line") == "Build 17 passed\r\nnext line"


def test_cards_take_less_html() -> None:
    sent = "<b>1</b><table><tr><td>2</td></tr></table><p>3</p><em>4</em>"
    assert clean_card_html(sent) == "<b>1</b>234"
    assert clean_activity_html(sent) == "<b>1</b>2<p>3</p><em>4</em>"


def _many_open(repeated: str, tail: str) -> str:
    head = "".join(repeated.format(index) for index in range(500))
    return (head + tail * 10_000)[:10_000]


@pytest.mark.parametrize(
    "bomb",
    [
        _many_open("<b x{}>", "<p>x"),
        _many_open("<b x='</b>{}'>", "<p>x"),
        "<table><td>" + _many_open("<b x{}>", "") + "</b>" * 500 + "</table>" + "<p>x" * 800,
        _many_open("<!--</b>--><i {}>", "<p>x"),
        _many_open("<textarea></i></textarea><i {}>", "<p>x"),
        "<b>" * 3333,
        "<a>" * 3333,
        "<b><p>" * 1666,
        "<table>" * 1400,
        "&" * 10_000,
    ],
)
def test_no_message_explodes(bomb: str) -> None:
    before = time.process_time()
    clean = clean_message_html(bomb[:10_000])
    assert time.process_time() - before < 0.3
    assert len(clean) < 400_000
    assert residues(clean) == []


def test_plain_text_is_what_a_reader_sees() -> None:
    clean = clean_message_html(
        '<p>Build <b>17</b>&nbsp;<img src="http://x.test/a.png" alt="a > b">ok</p>one<br>two &amp; &lt;b&gt;'
    )
    assert " ".join(plain_text(clean).split()) == "Build 17 ok one two & <b>"


@given(st.text(alphabet=st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=60))
def test_plain_text_of_escaped_text_is_the_text(text: str) -> None:
    shown = plain_text(clean_message_html(html.escape(text)))
    assert shown == text


@pytest.mark.parametrize("address", ["http://x.test", "https://x.test/a?b#c", "HTTPS://X.TEST/"])
def test_an_absolute_address_of_the_web_is_one(address: str) -> None:
    assert is_web_address(address)


@pytest.mark.parametrize(
    "address",
    ["", "x", "//x.test", "ftp://x.test", "javascript:1", " http://x.test", "http:///x", "ht\ntp://x"],
)
def test_anything_else_is_no_address_of_the_web(address: str) -> None:
    assert not is_web_address(address)
