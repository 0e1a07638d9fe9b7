"""The parameters of a call: those of the query and those of the form, which win."""

import msgspec
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import Field, FormParser, parse_options_header

from chinwag.errors import BadRequest
from chinwag.http.body import form_fields, refuse_nul
from chinwag.http.validation import explain
from chinwag.v1.method import Method

_MAX_FIELDS = 100
_ESCAPED_AT = "&#64;"


def read_parameters(query: bytes, body: bytes, content_type: str) -> dict[str, str]:
    """All parameters as texts. hipchat-php writes a leading `@` as `&#64;`; it is one here."""
    parameters = form_fields(query) if query else {}
    if body.strip():
        parameters |= _form(body, content_type)
    refuse_nul(parameters)
    return {
        name: "@" + value.removeprefix(_ESCAPED_AT) if value.startswith(_ESCAPED_AT) else value
        for name, value in parameters.items()
    }


def _form(body: bytes, content_type: str) -> dict[str, str]:
    kind, options = parse_options_header(content_type)
    if kind == b"multipart/form-data":
        return _multipart(body, options.get(b"boundary", b""))
    if body.strip() in {b"{}", b"[]"}:
        return {}
    if body.lstrip().startswith(b"{") or kind.startswith(b"multipart/"):
        raise BadRequest(
            "API v1 takes parameters as a form (application/x-www-form-urlencoded or multipart/form-data) "
            "or in the query."
        )
    return form_fields(body.strip())


def _multipart(body: bytes, boundary: bytes) -> dict[str, str]:
    """The texts of a multipart form; the first of a repeated one. Files mean nothing here."""
    found: list[Field] = []
    try:
        parser = FormParser("multipart/form-data", found.append, _ignore_file, boundary=boundary)
        parser.write(body)
        parser.finalize()
    except FormParserError:
        raise BadRequest("The multipart form is broken. Send it with its boundary, and whole.") from None
    if len(found) > _MAX_FIELDS:
        raise BadRequest(f"The form has more than {_MAX_FIELDS} fields.")
    try:
        pairs = [((part.field_name or b"").decode(), (part.value or b"").decode()) for part in found]
    except UnicodeDecodeError:
        raise BadRequest("The form is not valid UTF-8.") from None
    return dict(reversed(pairs))


def _ignore_file(_: object) -> None:
    """Called with each part that has a file name."""


def decode_parameters(method: Method, parameters: dict[str, str]) -> msgspec.Struct:
    """What a method takes of the parameters. Unknown ones are ignored; a bad one is a BadRequest."""
    given = {name: value for name, value in parameters.items() if value or name in method.may_be_empty}
    try:
        return msgspec.convert(given, type=method.parameters, strict=False)
    except msgspec.ValidationError as error:
        raise explain(method.parameters, given, str(error)) from None
