"""Exports of Telegram channels and chats: the file `result.json` that its desktop program writes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from marsad.errors import InputError, NotText
from marsad.model import Document, Provenance
from marsad.reading.building import InputFailure, bytes_provenance, extracted_document, read_whole
from marsad.reading.options import ReadOptions


class _Message(msgspec.Struct):
    id: int
    type: str = "message"
    date: str = ""
    text: Any = ""
    forwarded_from: str | None = None


class _Chat(msgspec.Struct):
    messages: list[msgspec.Raw]
    name: str | None = None
    id: int | None = None
    type: str = ""


def is_telegram(head: bytes) -> bool:
    """Whether the beginning of a JSON file is that of an export: a chat with its messages."""
    start = head[:4096]
    return b'"messages"' in start and b'"name"' in start and b'"type"' in start


def read_telegram(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Document | InputFailure]:
    """One document a message with text; the channel is the outlet, a message forwarded from another keeps that one's
    name. Ids are `CHANNEL/NUMBER`."""
    data = read_whole(stream, name, options)
    try:
        chat = msgspec.json.decode(data, type=_Chat)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NotText(name, f"no Telegram export ({error})", "export the channel again, as JSON") from None
    channel = options.source or chat.name
    prefix = chat.id if chat.id is not None else name
    empty, whole = True, bytes_provenance(data)
    for number, raw in enumerate(chat.messages, 1):
        try:
            message = msgspec.json.decode(raw, type=_Message)
        except msgspec.DecodeError as error:
            empty = False
            damage = NotText(f"{name} message {number}", f"no message ({error})")
            yield InputFailure(f"{name}#{number}", damage, Provenance(record=f"message {number}"))
            continue
        text = _text(message.text)
        if message.type != "message" or not text.strip():
            continue
        empty = False
        id_ = f"{prefix}/{message.id}"
        try:
            source = message.forwarded_from or channel
            place = msgspec.structs.replace(whole, record=f"message {number}")
            yield extracted_document(text, id_, options, published=message.date[:10], source=source, provenance=place)
        except InputError as error:
            yield InputFailure(id_, error)
    if empty:
        raise NotText(name, "no message with text", "nothing to code")


def _text(value: Any) -> str:
    """A message's text: a string, or pieces of which some are links and tags with a text of their own."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(p if isinstance(p, str) else str(p.get("text", "")) for p in value if isinstance(p, (str, dict)))
    return ""
