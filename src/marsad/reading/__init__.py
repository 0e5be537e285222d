"""Every input into Documents: files, folders, standard input; plain text, HTML, JSON Lines, CSV."""

from marsad.reading.documents import InputFailure, iter_documents
from marsad.reading.options import FIELDS, InputFormat, ReadOptions, parse_fields

__all__ = ["FIELDS", "InputFailure", "InputFormat", "ReadOptions", "iter_documents", "parse_fields"]
