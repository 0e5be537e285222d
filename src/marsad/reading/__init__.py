"""Every input into Documents: files, folders, standard input; texts, pages, tables, mail, feeds, archives."""

from marsad.reading.building import InputFailure
from marsad.reading.documents import iter_documents
from marsad.reading.encodings import check_encoding
from marsad.reading.options import FIELDS, InputFormat, ReadOptions, parse_fields

__all__ = ["FIELDS", "InputFailure", "InputFormat", "ReadOptions", "check_encoding", "iter_documents", "parse_fields"]
