"""Reading the project's data files: YAML, parsed once and kept in the user's cache, which starts the coder sooner."""

from __future__ import annotations

import hashlib
from typing import Any, Final

import msgspec

from marsad.usercache import cache_path, read_cached, write_cached

#: More files of data than the project has: those of a few versions remain.
_KEPT: Final = 200


def parse_yaml(text: str) -> Any:
    """The value of a YAML text, plain data only; `ValueError` tells what is wrong in it.

    >>> parse_yaml("words: [قصف, غارة]")
    {'words': ['قصف', 'غارة']}
    """
    path = cache_path("data", hashlib.sha256(text.encode()).hexdigest()[:20])
    value = read_cached(path, Any)
    if value is None:
        value = _parse(text)
        if _survives(value):
            write_cached(path, value, _KEPT)
    return value


def _survives(value: Any) -> bool:
    """Whether the cache would give the value back as it is: a date would come back as text."""
    try:
        return bool(msgspec.msgpack.decode(msgspec.msgpack.encode(value)) == value)
    except (TypeError, msgspec.MsgspecError):
        return False


def _parse(text: str) -> Any:
    import yaml  # it takes a twentieth of the start, and is not needed when the cache has the value

    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader either way
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
