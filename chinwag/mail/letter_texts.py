"""What letters say: Jinja2 templates, each as plain text and as HTML in which every value is escaped."""

from dataclasses import dataclass, field

from jinja2 import Environment, PackageLoader, StrictUndefined

from chinwag.mail.model import one_line

_TEXT = Environment(loader=PackageLoader("chinwag.mail"), undefined=StrictUndefined, autoescape=False)  # noqa: S701 - plain text
_HTML = Environment(loader=PackageLoader("chinwag.mail"), undefined=StrictUndefined, autoescape=True)


@dataclass(frozen=True, slots=True)
class LetterText:
    """Subject, plain text and HTML of a letter."""

    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)


def write_letter(name: str, /, **values: object) -> LetterText:
    """The letter `name`: the templates `name.subject`, `name.txt` and `name.html`.

    Texts that people chose lose their line breaks in the plain text, so that no line can pass for ours.
    """
    plain = {key: one_line(value, 2000) if isinstance(value, str) else value for key, value in values.items()}
    return LetterText(
        subject=one_line(_TEXT.get_template(f"{name}.subject").render(plain)),
        text=_TEXT.get_template(f"{name}.txt").render(plain),
        html=_HTML.get_template(f"{name}.html").render(plain),
    )
