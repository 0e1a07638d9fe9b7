"""What a server that idles for weeks does without."""

import sys


def load_structlog() -> None:
    """Import structlog before anybody else does, and without rich.

    It would bring rich and pygments along for coloured tracebacks, which `chinwag.logs` does not print: 4 MiB.
    """
    if "structlog" in sys.modules or "rich" in sys.modules:
        return
    sys.modules["rich"] = None  # type: ignore[assignment]  # so an import fails, and structlog goes on without
    try:
        import structlog  # noqa: F401
    finally:
        del sys.modules["rich"]
