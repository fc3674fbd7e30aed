"""The command line: `claims …`. Commands translate words into calls on the library and results into text.

Heavy libraries are imported inside the commands, so that `claims --help` answers at once.
"""

import errno
import os
import sys
from typing import NoReturn

from claims.cli.app import app
from claims.errors import ClaimsError

# Each module adds its commands to the app; the order is that of `claims --help`.
from claims.cli import demo, read, take_in, importing, watch, events, sources, lists  # noqa: F401  isort: skip
from claims.cli import look, search, review, moving, event_rules, event_changes  # noqa: F401  isort: skip
from claims.cli import comparing, weighing, edits, plotting, out, serve, check, help  # noqa: F401  isort: skip

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line; what goes wrong is one sentence on stderr and exit status 1."""
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except ClaimsError as error:
        _fail(str(error))
    except BrokenPipeError:
        # The reader (`| head`) has seen enough; nothing more can be written, not even at exit.
        _silence_stdout()
    except SystemExit as exit:
        # The library of the command line takes a reader that left for a failure.
        if not (isinstance(exit.__context__, OSError) and exit.__context__.errno == errno.EPIPE):
            raise
        _silence_stdout()
    except UnicodeEncodeError as error:
        _fail(f"The output's encoding, {error.encoding}, can't write {error.object[error.start]!a}; set PYTHONUTF8=1.")
    except OSError as error:
        _silence_stdout()
        _fail(f"The output can't be written ({error.strerror}); choose another place.")


def _fail(sentence: str) -> NoReturn:
    print(f"claims: {sentence}", file=sys.stderr)
    sys.exit(1)


def _silence_stdout() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
