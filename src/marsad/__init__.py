"""Marsad: Arabic conflict news in, a sourced, dated, located record of events out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from marsad.api import code, mentions
    from marsad.errors import MarsadError
    from marsad.model import Coded, Document, Event
    from marsad.store import load

__version__ = "0.1.0"
__all__ = ["Coded", "Document", "Event", "MarsadError", "code", "load", "mentions"]

_HOMES = {"MarsadError": "marsad.errors", "code": "marsad.api", "load": "marsad.store", "mentions": "marsad.api"}


def __getattr__(name: str) -> Any:
    """Each public name is imported when it is first used, so that `import marsad` costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module 'marsad' has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "marsad.model")), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
