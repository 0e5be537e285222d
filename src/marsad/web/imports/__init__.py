"""Imports in the workbench: what is given is kept in a spool, coded beside the pages, and stored in small batches."""

from marsad.web.imports.importer import Imports
from marsad.web.imports.registry import Import, State
from marsad.web.imports.spool import BadImport, Given, detail_of, problem_of
from marsad.web.imports.watchers import Watchers

__all__ = ["BadImport", "Given", "Import", "Imports", "State", "Watchers", "detail_of", "problem_of"]
