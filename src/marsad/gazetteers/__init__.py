"""Gazetteers of the user: GeoNames dumps, alternate names, boundaries and tables, read into the layer beside a store."""

from marsad.gazetteers.importing import Imported, ImportOptions, import_files
from marsad.gazetteers.records import BadRow

__all__ = ["BadRow", "ImportOptions", "Imported", "import_files"]
