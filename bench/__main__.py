"""`make bench`: measures Chinwag beside the reference in one run and says which figures hold."""

import argparse
import sys
from pathlib import Path

import uvloop

from bench.figures import footprint, live, posting, reading
from bench.report import Figure, print_report, save_report


async def measure(only: set[str], rounds: int, seconds: float) -> list[Figure]:
    """The figures asked for; all when none is named."""
    figures: list[Figure] = []
    if not only or only & {"T1", "T2", "T4"}:
        figures += await posting.measure(rounds, seconds)
    if not only or only & {"T4", "T5", "T13"}:
        figures += await reading.measure(seconds, million=not only or bool(only & {"T4", "T13"}))
    if not only or only & {"T6", "T11"}:
        figures += await live.measure()
    if not only or only & {"T9", "T10"}:
        figures += await footprint.measure()
    return figures


def main() -> int:
    """Exit code 1 when a figure is not held."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("figures", nargs="*", help="T1, T2 ...: only these")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2.0, help="of each measurement")
    parser.add_argument("--out", type=Path, default=Path("bench-results.json"))
    chosen = parser.parse_args()
    figures = uvloop.run(measure(set(chosen.figures), chosen.rounds, chosen.seconds))
    print_report(figures)
    save_report(figures, chosen.out)
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
