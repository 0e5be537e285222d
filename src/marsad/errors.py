"""Every error that Marsad raises on purpose, leaves named by what the caller should do.

MarsadError
 ├── InputError            fix or leave out this input; the others are done
 │    ├── UnreadableInput  the bytes cannot be read (missing, no permission, a folder that denies listing)
 │    ├── NotText          the bytes are no text (binary file, empty file)
 │    ├── BadRecord        one line or row of a structured file is malformed
 │    ├── TooLong          the text is longer than the limit; split it, or raise the limit
 │    ├── NotAllowed       an address that must not be asked (private, forbidden by robots.txt, no web page)
 │    └── NotFetched       an address that gave no page this time; ask again later
 ├── CodingFailed          one stage failed on one document; the document is stored with this failure
 ├── BadSetting            an option or argument has a value that is not allowed; correct it and run again
 ├── BadData               a lexicon, gazetteer or gold file has a wrong entry; correct the file
 ├── ReportAssetsMissing   the report's script was not built; build it as the message says
 └── StoreError            the store cannot be used
      ├── StoreBusy        another process holds the store; wait or stop it
      └── StoreMismatch    the file is no store of Marsad, or of a newer version
"""

from __future__ import annotations


class MarsadError(Exception):
    """The root: catching it catches all that Marsad raises on purpose."""


class InputError(MarsadError):
    """One input cannot be used. `name` says which."""

    def __init__(self, name: str, problem: str, advice: str = "") -> None:
        self.name, self.problem, self.advice = name, problem, advice
        super().__init__(f"{name}: {problem}" + (f"; {advice}" if advice else ""))


class UnreadableInput(InputError):
    """The bytes of the input cannot be had."""


class NotText(InputError):
    """The input is empty or is no text."""


class BadRecord(InputError):
    """One record of a structured file is malformed."""


class TooLong(InputError):
    """The text is longer than the limit set for one document."""


class NotAllowed(InputError):
    """The address must not be asked."""


class NotFetched(InputError):
    """The address gave no page this time."""


class CodingFailed(MarsadError):
    """A stage of the coder failed on one document."""


class BadSetting(MarsadError):
    """An option has a value that is not allowed."""


class BadData(MarsadError):
    """A data file of the project or of the user has a wrong entry."""


class ReportAssetsMissing(MarsadError):
    """A file that the build of the report makes is not there."""


class StoreError(MarsadError):
    """The store cannot be used."""


class StoreBusy(StoreError):
    """Another process holds the store."""


class StoreMismatch(StoreError):
    """The file is no store of this version of Marsad."""
