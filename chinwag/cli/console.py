"""How commands talk: sentences on stderr, results on stdout."""

import sys
from typing import NoReturn


def fail(sentence: str) -> NoReturn:
    """Say why on stderr and end with exit code 1."""
    print(f"chinwag: {sentence}", file=sys.stderr)
    sys.exit(1)
