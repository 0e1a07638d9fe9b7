"""Write what the pages under /docs show besides declarations: facts of the reference, and executed examples.

Called by `make docs`. `tests/reference/` fails when one of them is older than the code.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from chinwag.logs import set_up_logs  # noqa: E402
from chinwag.settings import Settings  # noqa: E402
from tests.reference.examples import make_examples  # noqa: E402
from tests.reference.facts import make_facts  # noqa: E402

FOLDER = ROOT / "chinwag" / "reference"


def printed(value: Any) -> str:
    """As it stands in the file: indented, so that changes are readable."""
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def main() -> int:
    set_up_logs(Settings(), quiet=True)
    with tempfile.TemporaryDirectory() as folder:
        examples = asyncio.run(make_examples(Path(folder)))
    for name, value in {"facts.json": make_facts(), "examples.json": examples}.items():
        (FOLDER / name).write_text(printed(value), encoding="utf-8")
        print(f"chinwag/reference/{name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
