"""Logs: one line an event, for people on a terminal and as JSON elsewhere; tokens never reach them."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from chinwag.settings import Settings

_TRACEBACKS = structlog.processors.ExceptionRenderer(
    structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
)
"""Without local variables: they hold tokens and passwords."""


_hushes: list[object] = []
"""One entry for each `hushed()` that is open; what is logged after a commit runs in another task."""


@contextmanager
def hushed() -> Iterator[None]:
    """Log no more than warnings meanwhile: a demo group is made up, so nobody needs to know who made it."""
    mark = object()
    _hushes.append(mark)
    try:
        yield
    finally:
        _hushes.remove(mark)


def _drop_hushed(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    if _hushes and event.get("level") == "info":
        raise structlog.DropEvent
    return event


def set_up_logs(settings: Settings, *, quiet: bool = False) -> None:
    """Set up structlog and bring the libraries' own logs into the same form, on stderr.

    `quiet` is for commands, whose results are what counts: warnings and errors only, unless debug is asked for.
    """
    level = getattr(logging, settings.log_level.upper())
    if quiet and level > logging.DEBUG:
        level = max(level, logging.WARNING)
    is_text = settings.log_format == "text" or (settings.log_format == "auto" and sys.stderr.isatty())
    shared: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        _drop_hushed,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    renderer: list[structlog.typing.Processor] = (
        [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
        if is_text
        else [_TRACEBACKS, structlog.processors.JSONRenderer()]
    )
    structlog.configure(
        processors=[*shared, *renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderer],
    )
    output = logging.StreamHandler(sys.stderr)
    output.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [output]
    root.setLevel(max(level, logging.WARNING))
