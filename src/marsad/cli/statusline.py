"""What a long run does, in one line of standard error that is written over; where nobody looks, a line now and then."""

from __future__ import annotations

import shutil
import sys
import time
from typing import Final, TextIO

from marsad.cli.bidi import columns, resolve_mode, show

#: Seconds between two changes of the line on a terminal.
_PAUSE: Final = 0.1


class StatusLine:
    """The line; use it as a context manager, so that it is cleared at the end."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._terminal = self._stream.isatty()
        self._mode = resolve_mode(stream=self._stream)
        self._last, self._written = "", 0.0

    def __enter__(self) -> StatusLine:
        return self

    def __exit__(self, *_: object) -> None:
        if self._terminal and self._last:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def show(self, text: str) -> None:
        """Show the text in place of the last one; nothing without a terminal."""
        now = time.monotonic()
        if not self._terminal or text == self._last or now - self._written < _PAUSE:
            return
        self._last, self._written = text, now
        width = shutil.get_terminal_size().columns - 1
        while columns(text) > width:
            text = text[:-1]
        self._stream.write(f"\r\x1b[K{show(text, self._mode)}")
        self._stream.flush()

    def log(self, text: str) -> None:
        """A line that stays, where there is no terminal: for the logs of a service."""
        if self._terminal or text == self._last:
            return
        self._last = text
        self._stream.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} marsad: {text}\n")
        self._stream.flush()
