"""E-mail (.eml, .mbox) and web pages saved as MHTML, which is e-mail with a page in it."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from typing import BinaryIO, cast

import msgspec

from marsad.errors import InputError, NotText, TooLong
from marsad.model import Document, Provenance
from marsad.reading.building import InputFailure, bytes_provenance, extracted_document, page_document, read_whole
from marsad.reading.options import ReadOptions


def read_eml(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Document | InputFailure]:
    """One message: its text, or the text of its page; subject, date and sender's name with it."""
    data = read_whole(stream, name, options)
    yield msgspec.structs.replace(_message_document(data, name, options), provenance=bytes_provenance(data))


def read_mbox(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Document | InputFailure]:
    """The messages of a mailbox, one after another, counted from 1; a broken one costs no other."""
    for number, (offset, data) in enumerate(_iter_messages(stream, options.max_bytes), 1):
        id_ = f"{name}#{number}"
        try:
            if data is None:
                raise TooLong(id_, f"a message larger than {options.max_bytes:,} bytes", "leave out its attachments")
            doc = _message_document(data, id_, options)
        except InputError as error:
            yield InputFailure(id_, error, Provenance(record=f"message {number}", offset=offset))
        else:
            place = msgspec.structs.replace(bytes_provenance(data), record=f"message {number}", offset=offset)
            yield msgspec.structs.replace(doc, provenance=place)


def _iter_messages(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Where each message of an mbox file begins, and its bytes; None for one over the limit."""
    lines: list[bytes] = []
    size, blank, begun = 0, True, False
    offset = after = 0
    while line := stream.readline(limit + 1):
        begin, after = after, after + len(line)
        if blank and line.startswith(b"From "):
            if begun:
                yield offset, b"".join(lines) if size <= limit else None
            lines, size, begun, offset = [], 0, True, begin
        else:
            size += len(line)
            if size <= limit:
                lines.append(line[1:] if line.startswith(b">From ") else line)
        blank = not line.strip()
    if begun:
        yield offset, b"".join(lines) if size <= limit else None


def read_mhtml(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Document | InputFailure]:
    """The article of a page that a browser saved as one file (.mhtml)."""
    message = _parse(read_whole(stream, name, options))
    for part in message.walk():
        if part.get_content_type() == "text/html":
            url = part.get("Content-Location") or message.get("Snapshot-Content-Location")
            data = cast(bytes, part.get_payload(decode=True)) or b""
            yield page_document(data, name, options, str(url) if url else None)
            return
    raise NotText(name, "no page in the file", "save the page again, as HTML")


def _parse(data: bytes) -> EmailMessage:
    return email.message_from_bytes(data, policy=email.policy.default)


def _message_document(data: bytes, name: str, options: ReadOptions) -> Document:
    try:
        message = _parse(data)
        body = message.get_body(preferencelist=("plain", "html"))
        subject, sent, sender = (str(message[h]) if message[h] else None for h in ("Subject", "Date", "From"))
        content = body.get_content() if body is not None else ""
        kind = body.get_content_type() if body is not None else ""
    except (LookupError, ValueError, AttributeError, TypeError) as error:
        raise NotText(name, f"no e-mail that can be read ({error})", "save its text") from None
    if kind == "text/html":
        page = page_document(content.encode("utf-8", "replace"), name, options)
        content = page.text
    if not content.strip():
        raise NotText(name, "the message holds no text", "nothing to code")
    text = content.replace("\r\n", "\n")
    return extracted_document(text, name, options, title=subject, published=sent, source=_display_name(sender))


def _display_name(sender: str | None) -> str | None:
    from email.utils import parseaddr

    return (parseaddr(sender)[0] or None) if sender else None
