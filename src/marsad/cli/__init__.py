"""The command `marsad`: assembled here, one file per command group, each command a call of a plain function."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

#: What the shell expects of a program that Ctrl-C or a closed pipe ended: 128 and the number of the signal.
INTERRUPTED, PIPE_CLOSED = 130, 141
#: Objects made before Python looks for garbage. Lexicons and gazetteers live as long as the program: looking through them at
#: every 700th object, as usual, takes a sixth of the start.
_GARBAGE_THRESHOLD = 200_000


def main() -> None:
    """The console script."""
    gc.set_threshold(_GARBAGE_THRESHOLD)
    sys.exit(run())


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit status: 0 done, 1 some inputs failed, 2 a wrong command line or setting.

    A mistake of the user ends in one clear line on standard error, never in a traceback.
    """
    from marsad.cli.app import app, help_asked, usage_error
    from marsad.errors import MarsadError

    try:
        status = app(list(sys.argv[1:] if arguments is None else arguments), prog_name="marsad", standalone_mode=False)
        sys.stdout.flush()
    except MarsadError as error:
        return _complain(str(error))
    except BrokenPipeError:
        return _end_of_pipe()
    except SystemExit as end:  # what typer makes of a closed pipe inside a command
        if isinstance(end.__context__, BrokenPipeError):
            return _end_of_pipe()
        raise
    except Exception as error:
        if type(error).__name__ == "Abort":  # what typer makes of Ctrl-C
            return INTERRUPTED
        if help_asked(error):
            return 0
        message = usage_error(error)
        if message is None:
            raise
        return _complain(message)
    return status if isinstance(status, int) else 0


def _complain(message: str) -> int:
    sys.stderr.write(f"marsad: {message}\n")
    return 2


def _end_of_pipe() -> int:
    """Whoever read standard output is gone: nothing more can be written, not even by the interpreter when it ends."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return PIPE_CLOSED
