"""Logs: one line an event, for people on a terminal and as JSON elsewhere; tokens never reach them."""

import logging
import sys

import structlog

from chinwag.settings import Settings

_TRACEBACKS = structlog.processors.ExceptionRenderer(
    structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
)
"""Without local variables: they hold tokens and passwords."""


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
