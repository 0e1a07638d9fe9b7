"""SQL of what was found behind links, kept for a while."""

import hashlib
from dataclasses import dataclass

import sqlalchemy as sa

from chinwag.clock import to_micros
from chinwag.db.statements import insert, statement
from chinwag.db.tables import link_previews
from chinwag.db.tx import ReadTx, Tx

_GET = statement(
    sa.select(link_previews.c.preview, link_previews.c.fetched_at).where(
        link_previews.c.hash == sa.bindparam("hash")
    )
)
_new = insert(link_previews)
_PUT = statement(
    _new.on_conflict_do_update(
        index_elements=[link_previews.c.hash],
        set_={"preview": _new.excluded.preview, "fetched_at": _new.excluded.fetched_at},
    )
)
_PRUNE = statement(sa.delete(link_previews).where(link_previews.c.fetched_at < sa.bindparam("before")))


@dataclass(frozen=True, slots=True)
class Kept:
    """What was found (JSON, None = nothing), and when."""

    preview: str | None
    fetched_micros: int


async def get_preview(tx: ReadTx, url: str) -> Kept | None:
    """What is known of an address."""
    row = await tx.one(_GET, {"hash": _hash(url)})
    return None if row is None else Kept(*row)


async def put_preview(tx: Tx, url: str, preview: str | None) -> None:
    """Remember what was found behind an address."""
    row = {"hash": _hash(url), "url": url, "preview": preview, "fetched_at": to_micros(tx.now)}
    await tx.run(_PUT, row)


async def prune_previews(tx: Tx, before_micros: int) -> None:
    """Forget what was found before a moment."""
    await tx.run(_PRUNE, {"before": before_micros})


def _hash(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()
