"""Forms: their fields as texts, of a repeated one the first. Also those of queries and of multipart forms."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import Field, FormParser, parse_options_header

from chinwag.errors import BadRequest

_MAX_FIELDS = 100
_NOT_UTF_8 = "The form is not valid UTF-8."
_TOO_MANY = f"The form has more than {_MAX_FIELDS} fields."


def form_fields(body: bytes) -> dict[str, str]:
    """The fields of a form; BadRequest for bad UTF-8 or a flood of fields."""
    try:
        text = body.decode("utf-8")
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MAX_FIELDS)
    except UnicodeDecodeError:
        raise BadRequest(_NOT_UTF_8) from None
    except ValueError:
        raise BadRequest(_TOO_MANY) from None
    return dict(reversed(pairs))


def multipart_fields(body: bytes, content_type: str) -> dict[str, str]:
    """The texts of `multipart/form-data`, which PHP sends for an array. Files mean nothing here."""
    _, options = parse_options_header(content_type)
    found: list[Field] = []
    try:
        boundary = options.get(b"boundary", b"")
        parser = FormParser("multipart/form-data", found.append, _ignore_file, boundary=boundary)
        parser.write(body)
        parser.finalize()
    except FormParserError:
        raise BadRequest("The multipart form is broken. Send it with its boundary, and whole.") from None
    if len(found) > _MAX_FIELDS:
        raise BadRequest(_TOO_MANY)
    try:
        pairs = [((part.field_name or b"").decode(), (part.value or b"").decode()) for part in found]
    except UnicodeDecodeError:
        raise BadRequest(_NOT_UTF_8) from None
    return dict(reversed(pairs))


def without_empty(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields that say something. For those that no empty text can be: there it means «not given»."""
    return {name: value for name, value in fields.items() if value}


def _ignore_file(_: object) -> None:
    """Called with each part that has a file name."""
