"""Logs: one line an event, for people on a terminal and as JSON elsewhere; tokens never reach them."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import structlog

from chinwag.settings import Settings

_TRACEBACKS = structlog.processors.ExceptionRenderer(
    structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
)
"""Without local variables: they hold tokens and passwords."""


_is_hushed: ContextVar[bool] = ContextVar("hushed", default=False)


@contextmanager
def hushed() -> Iterator[None]:
    """Log nothing of what is done inside: a demo group is made up, so nobody needs to know who made it."""
    before = _is_hushed.set(True)
    try:
        yield
    finally:
        _is_hushed.reset(before)


def _drop_hushed(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    if _is_hushed.get() and event.get("level") == "info":
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
