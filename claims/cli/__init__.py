"""The command line: `claims …`. Commands translate words into calls on the library and results into text.

Heavy libraries are imported inside the commands, so that `claims --help` answers at once.
"""

import os
import sys

from claims.cli.app import app
from claims.errors import ClaimsError

# Each module adds its commands to the app; the order is that of `claims --help`.
from claims.cli import demo, read, take_in, lists, look, comparing, out  # noqa: F401  isort: skip

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line; a ClaimsError is one sentence on stderr and exit status 1."""
    try:
        app()
    except ClaimsError as error:
        print(f"claims: {error}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        # The reader (`| head`) has seen enough; nothing more can be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
