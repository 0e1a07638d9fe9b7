"""A figure: what was measured, what must hold, and the table that says so."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Figure:
    """One line of the report. `value` is a ratio where `unit` is «x of reference», else an absolute figure."""

    id: str
    what: str
    value: float
    unit: str
    bound: Literal["at least", "at most"]
    hold: float
    detail: str = ""

    @property
    def holds(self) -> bool:
        """Whether the promise is kept."""
        return self.value >= self.hold if self.bound == "at least" else self.value <= self.hold


def print_report(figures: list[Figure]) -> None:
    """The table, for a terminal or a log."""
    table = Table(title="Chinwag measured")
    for column in ("", "figure", "measured", "hold", "", "detail"):
        table.add_column(column)
    for figure in figures:
        measured = f"{figure.value:,.2f} {figure.unit}"
        hold = f"{figure.bound} {figure.hold:,g}"
        table.add_row(
            figure.id, figure.what, measured, hold, "held" if figure.holds else "NOT HELD", figure.detail
        )
    Console(width=150).print(table)


def save_report(figures: list[Figure], path: Path) -> None:
    """The same as JSON."""
    path.write_text(json.dumps([{**asdict(figure), "holds": figure.holds} for figure in figures], indent=2))
