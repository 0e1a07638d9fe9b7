"""Whatever is sent, no method answers other than its declaration says.

`make fuzz` runs it for ten minutes; in `make test` it has one. The seed is printed: with `CHINWAG_FUZZ_SEED` the same
requests are made again, in the same order.
"""

import os
from pathlib import Path

import pytest

from tests.fuzz.session import run

SECONDS = float(os.environ.get("CHINWAG_FUZZ_S", "60"))
SEED = int(os.environ.get("CHINWAG_FUZZ_SEED", "1"))


@pytest.mark.slow
@pytest.mark.timeout(int(SECONDS) * 2 + 120)
def test_no_request_gets_an_answer_that_the_document_does_not_tell_of(tmp_path: Path) -> None:
    report = run(tmp_path, SECONDS, SEED)
    print(f"\nseed {SEED}: {report.requests} requests, {dict(sorted(report.statuses.items()))}")
    print(f"{len(report.succeeded)} methods succeeded at least once")
    faults = "\n\n".join(report.faults.values())
    assert not report.faults, f"CHINWAG_FUZZ_SEED={SEED}: {len(report.faults)} kinds of faults\n\n{faults}"
    assert report.requests >= SECONDS * 10, "too few requests to say anything"
