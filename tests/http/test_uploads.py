"""Multipart bodies as clients write them: every dialect gives the same parts, whatever the pieces they come in."""

import base64
import itertools
import time
from collections.abc import AsyncIterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chinwag.errors import BadRequest
from chinwag.http.multipart import HEADER_LIMIT, HEADERS_LIMIT, PARTS_LIMIT, MultipartScanner
from chinwag.http.uploads import Upload, parse_header

RELATED = "multipart/related; boundary=B"
PNG = bytes(range(256)) * 3 + b"\r\n--Bee\r\n--\r\n\n--\r"
WHOLE = (
    b'--B\r\nContent-Type: application/json; charset=UTF-8\r\nContent-Disposition: attachment; name="metadata"\r\n\r\n'
    b'{"message": "hi"}\r\n'
    b'--B\r\nContent-Type: image/png\r\nContent-Disposition: attachment; name="file"; filename="x.png"\r\n\r\n'
    + PNG
    + b"\r\n--B--\r\n"
)

Found = list[tuple[str | None, str | None, str, bytes]]


async def pieces(body: bytes, cuts: list[int]) -> AsyncIterator[bytes]:
    places = sorted({min(cut, len(body)) for cut in cuts} | {0, len(body)})
    for start, end in itertools.pairwise(places):
        yield body[start:end]


async def parts(body: bytes, content_type: str = RELATED, cuts: list[int] | None = None) -> Found:
    upload = Upload(pieces(body, cuts or []), content_type)
    return [
        (part.name, part.file_name, part.media_type, b"".join([chunk async for chunk in part.chunks()]))
        async for part in upload
    ]


META = ("metadata", None, "application/json", b'{"message": "hi"}')
FILE = ("file", "x.png", "image/png", PNG)


async def test_a_proper_body_is_read() -> None:
    assert await parts(WHOLE) == [META, FILE]


async def test_one_byte_at_a_time_is_the_same() -> None:
    assert await parts(WHOLE, cuts=list(range(len(WHOLE)))) == [META, FILE]


LF = (
    b'--B\nContent-Type: application/json; charset=UTF-8\nContent-Disposition: attachment; name="metadata"\n\n'
    b'{"message": "hi"}\n--B\nContent-Type: image/png charset=UTF-8\nContent-Transfer-Encoding: base64\n'
    b"Content-Disposition: attachment; name=file; filename=x.png\n\n" + base64.b64encode(PNG) + b"\n\n--B\n"
)


@pytest.mark.parametrize(
    "body",
    [
        LF,
        LF.rstrip(b"\n"),
        LF.replace(base64.b64encode(PNG), base64.encodebytes(PNG)),
        LF.replace(base64.b64encode(PNG), base64.encodebytes(PNG).replace(b"\n", b"\r\n")),
        LF.replace(base64.b64encode(PNG) + b"\n\n--B\n", base64.b64encode(PNG) + b"\r\n--B--"),
        WHOLE.replace(b"\r\n--B--\r\n", b"\r\n--B\r\n"),
        WHOLE.replace(b"\r\n--B--\r\n", b"\r\n--B--"),
        WHOLE.replace(b"\r\n--B--\r\n", b"\r\n--B"),
        WHOLE.replace(b"\r\n--B--\r\n", b"\r\n--B  \r\n"),
        b"This is a multipart message.\r\nRead it.\r\n" + WHOLE + b"the end --B\r\n--B\r\nname: x\r\n\r\n",
        b"\r\n" + WHOLE,
        WHOLE.replace(b"image/png\r\n", b"image/png\r\nContent-Length: 999999\r\n"),
        WHOLE.replace(b"; filename", b";\r\n\tfilename"),
        WHOLE.replace(b"Content-D", b"CONTENT-d").replace(b"Content-Type:", b"content-type :"),
        WHOLE.replace(b"attachment", b"form-data"),
        WHOLE.replace(b"image/png\r\n", b"image/png\r\nContent-Transfer-Encoding: Binary\r\nno colon\r\n"),
    ],
)  # fmt: skip
async def test_every_dialect_gives_the_same_parts(body: bytes) -> None:
    assert await parts(body) == [META, FILE]
    assert await parts(body, cuts=list(range(len(body)))) == [META, FILE]


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/related; boundary=B; charset=UTF-8",
        'multipart/related; boundary="B"',
        'multipart/form-data;boundary="B"',
        "Multipart/Mixed; charset=UTF-8;  Boundary=B",
        'multipart/related; type="application/json; x"; boundary=B',
    ],
)
async def test_the_boundary_is_found_in_every_spelling(content_type: str) -> None:
    assert await parts(WHOLE, content_type) == [META, FILE]


async def test_a_body_with_bare_line_feeds_keeps_a_last_carriage_return() -> None:
    body = b"--B\nContent-Disposition: form-data; name=file; filename=x\n\none\r\n--B--"
    assert [content for *_, content in await parts(body)] == [b"one\r"]


@pytest.mark.parametrize("ending", [b"\r\n", b"\n"])
async def test_empty_parts_are_empty(ending: bytes) -> None:
    head = b"--B" + ending + b"Content-Disposition: form-data; name=a" + ending + ending
    for gap in (b"", ending):
        body = head + gap + head + gap + b"--B--" + ending
        assert [content for *_, content in await parts(body)] == [b"", b""]
    assert await parts(b"--B" + ending + ending + b"x" + ending + b"--B--") == [(None, None, "", b"x")]
    assert await parts(b"--B--" + ending) == []


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ("filename=x.png", "x.png"),
        ("filename = x y.png ", "x y.png"),
        ('filename="größe 図.png"', "größe 図.png"),
        ('filename="a;b=c.png"', "a;b=c.png"),
        ('filename="a\\"b.png"', 'a"b.png'),
        ('filename="a%22b.png"', 'a"b.png'),
        ('filename="C:\\photos\\x.png"', "C:\\photos\\x.png"),
        ("filename*=UTF-8''na%C3%AFve%20x.png", "naïve x.png"),
        ("filename=fallback.png; filename*=utf-8'en'na%C3%AFve.png", "naïve.png"),
        ("filename=plain.png; filename*=klingon''x", "plain.png"),
        ("filename*=UTF-8''%ff%fe", "\ufffd\ufffd"),
        ('filename="=?UTF-8?B?Z3LDtsOfZS50eHQ=?="', "größe.txt"),
        ('filename="=?iso-8859-1?q?gr=F6=DFe_2=2Etxt?="', "größe 2.txt"),
        ('filename="=?utf-8?B?Z3LDtg==?= =?utf-8?B?w59lLnR4dA==?="', "größe.txt"),
        ('filename="=?klingon?B?eA==?="', "=?klingon?B?eA==?="),
        ('filename="=?utf-8?B?!?= a?b=?.txt"', "=?utf-8?B?!?= a?b=?.txt"),
        ("filename*0*=UTF-8''na%C3%AF; filename*1=ve; filename*2*=%20x.png", "naïve x.png"),
        ('filename*0="long "; filename*1="name.png"; filename*3=lost', "long name.png"),
        ('filename=""', ""),
        ('filename="', ""),
    ],
)
async def test_names_of_files_in_every_spelling(disposition: str, name: str) -> None:
    head = f"Content-Disposition: attachment; name=file; {disposition}"
    body = b"--B\r\n" + head.encode() + b"\r\n\r\nx\r\n--B--"
    assert [part[:2] for part in await parts(body)] == [("file", name)]


async def test_latin_1_names_are_read_as_such() -> None:
    body = b'--B\r\nContent-Disposition: attachment; name=file; filename="gr\xf6\xdfe.png"\r\n\r\nx\r\n--B--'
    assert [part[1] for part in await parts(body)] == ["größe.png"]


def _headed(headers: bytes, content: bytes = b"x") -> bytes:
    return b"--B\r\n" + headers + b"\r\n\r\n" + content + b"\r\n--B--\r\n"


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        (b"gr=C3=B6=c3=9fe =3D 1=\r\n2=\n3\r\n", "größe = 123\r\n".encode()),
        (b"100=% =zz == =", b"100=% =zz == ="),
    ],
)
async def test_quoted_printable_is_read_in_whatever_pieces(sent: bytes, meant: bytes) -> None:
    body = _headed(b"Content-Disposition: a; name=file\r\nContent-Transfer-Encoding: Quoted-Printable", sent)
    for cuts in ([], list(range(len(body)))):
        assert [part[3] for part in await parts(body, RELATED, cuts)] == [meant]


@pytest.mark.parametrize(
    ("body", "content_type", "said"),
    [
        (b"", RELATED, "not in the body"),
        (b"no boundary", RELATED, "not in the body"),
        (b"--Bee\r\n\r\nx\r\n--Bee--", RELATED, "not in the body"),
        (b"x" * 70_000 + b"\r\n" + WHOLE, RELATED, "not in the body"),
        (WHOLE[:-20], RELATED, "middle of a part"),
        (WHOLE[:30], RELATED, "middle of the headers"),
        (WHOLE, "multipart/related", "needs a boundary"),
        (WHOLE, "multipart/related; boundary=", "needs a boundary"),
        (WHOLE, "multipart/related; boundary=" + "B" * 300, "needs a boundary"),
        (WHOLE, "image/png", "Invalid content type: image/png"),
        (WHOLE, "", "Invalid content type: None"),
        (_headed(b"Content-Transfer-Encoding: x-uuencode"), RELATED, "x-uuencode"),
        (_headed(b"Content-Transfer-Encoding: base64", b"a"), RELATED, "not valid base64"),
        (_headed(b"Content-Transfer-Encoding: base64", b"a==="), RELATED, "not valid base64"),
        (_headed(b"Content-Transfer-Encoding: base64", b"YQ==YQ=="), RELATED, "not valid base64"),
        (_headed(b"Content-Transfer-Encoding: base64", b"YQ==\r\nYQ=="), RELATED, "not valid base64"),
        (_headed(b"Content-Transfer-Encoding: base64", b"YW-_"), RELATED, "not valid base64"),
        (_headed(b"X: " + b"y" * HEADER_LIMIT), RELATED, "longer than"),
        (_headed(b"\r\n".join([b"X: y"] * (HEADERS_LIMIT + 1))), RELATED, "more than 32 headers"),
        (b"--B\r\nX: y\r\n\r\nx\r\n" * (PARTS_LIMIT + 1) + b"--B--", RELATED, "more than 16 parts"),
    ],
)
async def test_what_cannot_be_read_is_refused_with_a_sentence(
    body: bytes, content_type: str, said: str
) -> None:
    for cuts in ([], list(range(len(body)))[:5000]):
        with pytest.raises(BadRequest) as refused:
            await parts(body, content_type, cuts)
        assert said in refused.value.message


_line_ends = st.sampled_from([b"\r\n", b"\n"])
_content = st.one_of(
    st.binary(max_size=200),
    st.lists(st.sampled_from([b"\r", b"\n", b"--", b"-", b"B", b"--B", b"x", b" "]), max_size=30).map(
        b"".join
    ),
)


def _is_clear(content: bytes) -> bool:
    """Whether no line of it could be taken for a boundary."""
    return b"\n--B" not in b"\n" + content


@given(
    st.lists(_content.filter(_is_clear), min_size=1, max_size=4),
    _line_ends,
    st.lists(st.integers(0, 1500), max_size=40),
    st.booleans(),
)
@settings(max_examples=300, deadline=None)
async def test_whatever_the_pieces_the_parts_are_the_same(
    contents: list[bytes], end: bytes, cuts: list[int], is_base64: bool
) -> None:
    body = b""
    for content in contents:
        body += b"--B" + end + b"Content-Disposition: attachment; name=file; filename=x" + end
        body += b"Content-Transfer-Encoding: base64" + end if is_base64 else b""
        body += end + (base64.encodebytes(content) if is_base64 else content) + end
    body += b"--B--" + end
    assert [content for *_, content in await parts(body, cuts=cuts)] == contents


_CRUMBS = [
    b"--B",
    b"--B--",
    b"\r\n",
    b"\n",
    b"\r",
    b"--",
    b"-",
    b" ",
    b":",
    b";",
    b'"',
    b"\\",
    b"=",
    b"\x00",
    b"\xff",
]
_CRUMBS += [
    b"Content-Disposition: form-data; name=file; filename=x",
    b"Content-Transfer-Encoding: base64",
    b"YWJj",
]
_rubble = st.one_of(st.binary(max_size=300), st.lists(st.sampled_from(_CRUMBS), max_size=60).map(b"".join))


@given(_rubble, st.lists(st.integers(0, 600), max_size=20), st.text(max_size=60))
@example(b"\n", [], "multipart/related; boundary=\r")
@settings(max_examples=500, deadline=None)
async def test_no_body_does_anything_but_a_clean_refusal(body: bytes, cuts: list[int], text: str) -> None:
    async def outcome(content_type: str, where: list[int]) -> Found | str:
        try:
            return await parts(body, content_type, where)
        except BadRequest as refused:
            return refused.message

    assert await outcome(RELATED, cuts) == await outcome(RELATED, [])
    await outcome(f"multipart/related; {text}", cuts)
    parse_header(text)


@pytest.mark.parametrize(
    "crumb",
    [b"\n--Bx", b"\r\n--B" + b" " * 190 + b"x", b"\n--B-x", b"\r", b"\n", b"\n--", b"a"],
)
async def test_hostile_content_costs_time_in_proportion(crumb: bytes) -> None:
    async def cost(times: int) -> float:
        body = _headed(b"Content-Disposition: attachment; name=file", crumb * times)
        begun = time.process_time()
        await parts(body, cuts=list(range(0, len(body), 4096)))
        return time.process_time() - begun

    await cost(1000)
    few, many = await cost(200_000 // len(crumb)), await cost(1_600_000 // len(crumb))
    assert many < 24 * max(few, 0.002)


async def test_hostile_headers_cost_little() -> None:
    begun = time.process_time()
    for evil in (b';a="' * 4000, b';a="\\' * 3000, b"=" * 16_000, b";" * 16_000, b"; filename*=''" * 1000):
        await parts(_headed(b"Content-Disposition: attachment" + evil))
    assert time.process_time() - begun < 2


def test_a_body_of_very_many_parts_is_refused_at_the_first_too_many() -> None:
    """Each part that is found moves the rest: to find a hundred thousand would take minutes."""
    scanner = MultipartScanner(b"B")
    before = time.process_time()
    with pytest.raises(BadRequest):
        scanner.feed(b"--B\r\nX: y\r\n\r\n\r\n" * 100_000 + b"--B--")
    assert time.process_time() - before < 0.5
