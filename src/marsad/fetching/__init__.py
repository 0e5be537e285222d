"""Pages of the web, fetched politely and kept as they came."""

from marsad.fetching.addresses import Address, Guard, parse_address
from marsad.fetching.fetch import Fetched, FetchTally, fetch
from marsad.fetching.options import FetchOptions

__all__ = ["Address", "FetchOptions", "FetchTally", "Fetched", "Guard", "fetch", "parse_address"]
