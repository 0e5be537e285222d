"""Places that nobody knew: the work list, and what a better gazetteer makes of stored events, without coding again.

Nothing is rewritten. A document whose places come out otherwise gets a new coding beside the old one: the same events with
the same ids, their places renewed, its `coder` that of the old one with `+places.` and the gazetteer's hash. The views
`current_…` show it; `superseded_events` what was there. It is always made from what the coder itself said, so the result
depends on that and on the gazetteer alone.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import msgspec

from marsad.model import Coded, Event, Span, Trace
from marsad.places.find import read_places
from marsad.places.gazetteer import Gazetteer, using
from marsad.places.matching import Matcher, is_unknown
from marsad.places.placed import BASIS, Rulings
from marsad.store.placings import rulings_of
from marsad.store.store import Store
from marsad.text.folding import fold_key
from marsad.text.words import Words

#: Stands in `coder` between the coder that read the text and the gazetteer that renewed its places.
MARK: Final = "+places."
_STAGE: Final = "places"
_RULE: Final = "re-resolved"
_HASH_DIGITS: Final = 10
#: A sentence that is shown as an example is cut to so many characters around the name.
_EXAMPLE: Final = 160
_PAGE: Final = 500
_ENDS: Final = re.compile(r"[.!؟?\n]")
_LAST_WORD: Final = re.compile(r"(\S+)\s*$")

#: The newest coding of each document, and the coding by the coder itself that its events go back to.
_BASES_SQL: Final = f"""
SELECT c.coding, max(b.coding) FROM current_codings c JOIN codings b
ON b.document_key = c.document_key AND b.given = c.given AND b.coder = split_part(c.coder, '{MARK}', 1)
{{chosen}} GROUP BY c.coding ORDER BY max(b.coding)
"""

_TEXTS_SQL: Final = """
SELECT d.id, d.text, CAST(c.document->'furniture' AS VARCHAR)
FROM current_codings c JOIN documents d USING (document_key)
WHERE d.document_key IN (SELECT unnest(?::VARCHAR[])) ORDER BY d.document_key
"""


class UnknownPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A name that no gazetteer had, in one country: how often and where it was told.

    `reports` counts places of current events, `mentions` how often the texts name it where these were read for it;
    `parents` are the admin names told with it or taken from its neighbours, the most frequent first; `lat`, `lon` the middle
    of what events now have for it, in degrees. `example` is a sentence.
    """

    name: str
    country: str | None
    reports: int
    parents: tuple[str, ...]
    words: tuple[str, ...]
    lat: float | None
    lon: float | None
    example: str
    documents: tuple[str, ...]
    events: tuple[str, ...]
    mentions: int = 0


class Renewed(msgspec.Struct, frozen=True, kw_only=True):
    """What a re-resolution did: documents looked at and changed, places changed, and unknown names that are known now."""

    documents: int = 0
    changed: int = 0
    places: int = 0
    resolved: int = 0


class _Told(msgspec.Struct, frozen=True):
    """One place where a name stands: in an event (`event`), or in a text alone."""

    name: str
    country: str | None
    parents: str
    words: str | None
    lat: float | None
    lon: float | None
    span: Span | None
    event: str | None
    document: str
    text: str


def find_unknown_places(store: Store, gazetteer: Gazetteer | None = None) -> list[UnknownPlace]:
    """The work list: names without a place, the most frequent first.

    These are the places of current events; with a gazetteer also the names beside no event: the stored texts are read
    again with it (a second for a thousand articles), and nothing is stored.
    """
    groups: dict[tuple[str, str | None], list[_Told]] = {}
    for told in _in_events(store):
        groups.setdefault((fold_key(told.name), told.country), []).append(told)
    for told in _in_texts(store, gazetteer) if gazetteer is not None else ():
        groups.setdefault((fold_key(told.name), told.country), []).append(told)
    found = [_unknown(group) for group in groups.values()]
    return sorted(found, key=lambda u: (-u.reports, -u.mentions, -len(u.documents), u.name))


def _in_events(store: Store) -> Iterator[_Told]:
    rows = store.query(
        "SELECT u.name, u.country, u.admin3, u.admin2, u.admin1, u.text, u.lat, u.lon, u.span_start, u.span_end, "
        "u.event_id, d.id, d.text FROM unknown_places u JOIN documents d USING (document_key) "
        "ORDER BY u.document_key, u.event_id, u.place_index"
    ).rows
    for name, country, admin3, admin2, admin1, words, lat, lon, start, end, event, document, text in rows:
        span = (start, end) if start is not None else None
        yield _Told(name, country, _chain(admin3, admin2, admin1), words, lat, lon, span, event, document, text)


def _in_texts(store: Store, gazetteer: Gazetteer) -> Iterator[_Told]:
    """Every unknown name of the stored texts, page by page; what stands in a page's furniture is left out."""
    keys = [key for (key,) in store.query("SELECT document_key FROM current_documents ORDER BY document_key").rows]
    for at in range(0, len(keys), _PAGE):
        rows = store.query(_TEXTS_SQL, [keys[at : at + _PAGE]]).rows
        for document, text, furniture in rows:
            covered = msgspec.json.decode(furniture or "[]", type=list[tuple[int, int]])
            with using(gazetteer):
                unknown = read_places(Words(text)).unknown
            for m in unknown:
                if not any(a <= m.span[0] and m.span[1] <= b for a, b in covered):
                    chain = _chain(m.admin3, m.admin2, m.admin1)
                    yield _Told(m.name, m.country, chain, m.text, m.lat, m.lon, m.span, None, document, text)


def _chain(*parents: str | None) -> str:
    return "، ".join(filter(None, parents))


def _unknown(told: list[_Told]) -> UnknownPlace:
    in_events = [t for t in told if t.event is not None]
    parents = Counter(t.parents for t in told)
    points = [(t.lat, t.lon) for t in in_events or told if t.lat is not None and t.lon is not None]
    examples = [_sentence(t.text, t.span) for t in told if t.span is not None]
    return UnknownPlace(
        name=_most_frequent(t.name for t in told),
        country=told[0].country,
        reports=len(in_events),
        parents=tuple(name for name, _ in parents.most_common() if name),
        words=tuple(dict.fromkeys(t.words for t in told if t.words)),
        lat=round(sum(p[0] for p in points) / len(points), 4) if points else None,
        lon=round(sum(p[1] for p in points) / len(points), 4) if points else None,
        example=examples[0] if examples else "",
        documents=tuple(dict.fromkeys(t.document for t in told)),
        events=tuple(dict.fromkeys(t.event for t in told if t.event is not None)),
        mentions=len(told) - len(in_events),
    )


def _most_frequent(names: Iterable[str]) -> str:
    return Counter(names).most_common(1)[0][0]


def _sentence(text: str, span: Span) -> str:
    """The sentence around a span, cut where it is long."""
    start = max((m.end() for m in _ENDS.finditer(text, 0, span[0])), default=0)
    end = found.start() if (found := _ENDS.search(text, span[1])) else len(text)
    first, last = max(start, span[0] - _EXAMPLE), min(end, span[1] + _EXAMPLE)
    cut = " ".join(text[first:last].split())
    return ("…" if first > start else "") + cut + ("…" if last < end else "")


def renew_places(
    store: Store,
    gazetteer: Gazetteer,
    arguments: dict[str, Any] | None = None,
    *,
    rulings: Rulings | None = None,
    documents: Sequence[str] | None = None,
) -> Renewed:
    """Look up the places of all current events again, and add a coding for every document where one comes out otherwise.

    `arguments` are noted with the run. Without a change no run is noted. `rulings`, the names that people placed, are those of the
    store's journal unless they are given; `documents` are keys: without them all documents are looked at.
    """
    rulings = rulings_of(store) if rulings is None else rulings
    bases = _bases(store, documents)
    run = None
    changed = places = resolved = 0
    for current, result in _changes(store, bases, Matcher(gazetteer, rulings)):
        mark = _mark(gazetteer, rulings)
        run = run or store.start_run(f"{result.coder}{mark}", {**(arguments or {}), "gazetteer": gazetteer.digest})
        store.add(msgspec.structs.replace(result, coder=_free_name(store, result, mark)), run)
        changed += 1
        pairs = [
            (a, b)
            for x, y in zip(current.events, result.events, strict=True)
            for a, b in zip(x.where, y.where, strict=True)
        ]
        places += sum(a != b for a, b in pairs)
        resolved += sum(is_unknown(a) and not is_unknown(b) for a, b in pairs)
    if run is not None:
        store.finish_run(run, {"documents": len(bases), "changed": changed, "places": places, "resolved": resolved})
    return Renewed(documents=len(bases), changed=changed, places=places, resolved=resolved)


def iter_changes(
    store: Store, gazetteer: Gazetteer, rulings: Rulings, documents: Sequence[str]
) -> Iterator[tuple[Coded, Coded]]:
    """What `renew_places` would change in these documents, without writing it: the current result and the one to come."""
    return _changes(store, _bases(store, documents), Matcher(gazetteer, rulings))


def _bases(store: Store, documents: Sequence[str] | None) -> dict[int, int]:
    if documents is None:
        return dict(store.query(_BASES_SQL.format(chosen="")).rows)
    chosen = "WHERE c.document_key IN (SELECT unnest(?::VARCHAR[]))"
    return dict(store.query(_BASES_SQL.format(chosen=chosen), [list(documents)]).rows)


def _changes(store: Store, bases: dict[int, int], matcher: Matcher) -> Iterator[tuple[Coded, Coded]]:
    for current, base in _pairs(store, bases):
        result = _renewed(base, matcher) or base
        if result.events != current.events:
            yield current, result


def _pairs(store: Store, bases: dict[int, int]) -> Iterator[tuple[Coded, Coded]]:
    """The current result of each document and the coder's own, which is the same object when nothing was renewed yet."""
    yield from ((coded, coded) for coded in store.iter_chosen([c for c, b in bases.items() if c == b]))
    others = [(c, b) for c, b in bases.items() if c != b]
    for at in range(0, len(others), _PAGE):
        page = others[at : at + _PAGE]
        newest = {coded.document.key: coded for coded in store.iter_chosen([c for c, _ in page])}
        for base in store.iter_chosen([b for _, b in page]):
            yield newest[base.document.key], base


def _renewed(base: Coded, matcher: Matcher) -> Coded | None:
    """The result with its places renewed, and a trace for each of them; None when none changes."""
    events: list[Event] = []
    traces: list[Trace] = []
    for event in base.events:
        where = tuple(matcher.renew(w, _word_before(base.document.text, w.span)) for w in event.where)
        for i, (old, new) in enumerate(zip(event.where, where, strict=True)):
            if new is not old:
                was = f"{old.name}, {old.precision}" if is_unknown(old) else "the same place with other fields"
                note = f"gazetteer {matcher.gazetteer.digest}; was {was}"
                note = f"decided by a person; was {was}" if new.basis == BASIS else note
                traces.append(
                    Trace(
                        event_id=event.id,
                        slot=f"where[{i}]",
                        stage=_STAGE,
                        rule=_RULE,
                        note=note,
                        text=new.text,
                        span=new.span,
                    )
                )
        events.append(msgspec.structs.replace(event, where=where))
    if not traces:
        return None
    replaced = {(t.event_id, t.slot) for t in traces}
    kept = [
        msgspec.structs.replace(t, kept=False, note=t.note or "the gazetteer knows more now")
        if t.kept and (t.event_id, t.slot) in replaced
        else t
        for t in base.traces
    ]
    return msgspec.structs.replace(base, events=tuple(events), traces=(*traces, *kept))


def _word_before(text: str, span: Span | None) -> str:
    found = _LAST_WORD.search(text, 0, span[0]) if span else None
    return found[1].strip("«\"“”()'") if found else ""


def _mark(gazetteer: Gazetteer, rulings: Rulings) -> str:
    """What is put behind the coder: a hash of what the places were looked up in."""
    said = rulings.digest
    digest = hashlib.sha256(f"{gazetteer.digest} {said}".encode()).hexdigest() if said else gazetteer.digest
    return f"{MARK}{digest[:_HASH_DIGITS]}"


def _free_name(store: Store, result: Coded, mark: str) -> str:
    """The coder of a new coding; with a number behind it when the places come back to what they once were."""
    name, n = f"{result.coder}{mark}", 1
    key, published = result.document.key, result.document.published
    while store.has(key, name if n == 1 else f"{name}.{n}", published):
        n += 1
    return name if n == 1 else f"{name}.{n}"
