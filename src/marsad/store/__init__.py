"""The store: coded documents in one DuckDB file, added to and never rewritten."""

from marsad.store.journal import Journal, Judgement
from marsad.store.quarantine import Quarantine, Seen, StoredFailure
from marsad.store.reader import StoredDocument, StoredEvent
from marsad.store.remote import open_store
from marsad.store.searches import BadSearch, Search, Searches
from marsad.store.statements import Statement, iter_statements
from marsad.store.store import Store, Table, load

__all__ = [
    "BadSearch",
    "Journal",
    "Judgement",
    "Quarantine",
    "Search",
    "Searches",
    "Seen",
    "Statement",
    "Store",
    "StoredDocument",
    "StoredEvent",
    "StoredFailure",
    "Table",
    "iter_statements",
    "load",
    "open_store",
]
