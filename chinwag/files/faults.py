"""What a store cannot do, as the caller of a method is told."""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from chinwag.errors import InsufficientStorage, Unavailable
from chinwag.files.store import StoreError, StoreFull

log = structlog.get_logger("chinwag.files")


@contextmanager
def store_faults() -> Iterator[None]:
    """507 when the store is full, 503 when it is away; the reason is in the log."""
    try:
        yield
    except StoreFull as fault:
        log.error("the store of files is full", reason=str(fault))
        raise InsufficientStorage("The server's disk is full. Nothing was stored; tell its admin.") from None
    except StoreError as fault:
        log.error("the store of files is away", reason=str(fault))
        raise Unavailable(
            "The store of files is away. Nothing was stored; try again.", headers={"Retry-After": "5"}
        ) from None
