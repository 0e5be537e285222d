"""Placing a name by hand: what it would change, the decision in the journal, and its undoing.

The decision stands in the journal; the file `placed.csv` beside the store, which the coder reads, and the codings of the documents
are brought in line with it. Whatever was cut short is made good by `settle`.
"""

from __future__ import annotations

from typing import Final

import msgspec

from marsad.errors import BadData, BadSetting
from marsad.gazetteers.records import RowError, parse_country, parse_feature, parse_point
from marsad.model import Coded
from marsad.model.event import PlacePrecision
from marsad.places.gazetteer import Gazetteer, gazetteer_of
from marsad.places.layer import places_folder, read_placed, write_placed
from marsad.places.placed import PLACED, Placed, Rulings, spot_id
from marsad.places.records import Place
from marsad.store.journal import Judgement
from marsad.store.placings import decisions_of, documents_of, rulings_of
from marsad.store.resolving import Renewed, iter_changes, renew_places
from marsad.store.store import Store
from marsad.text.script import arabic_share

#: What somebody may say of a point that they set.
PRECISIONS: Final[tuple[PlacePrecision, ...]] = ("exact", "town", "district", "province", "near")
#: How far the place may be off, in kilometres, where nobody tells it.
_RADIUS: Final = {"exact": 1.0, "town": 5.0, "district": 25.0, "province": 90.0, "near": 15.0}
MOST_RADIUS_KM: Final = 500.0
_LONGEST: Final = 200
#: A cell that begins so is a formula to a spreadsheet.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """A place that somebody sets by hand: WGS 84 degrees; `radius` in kilometres, None: by the precision. `country` may be a name."""

    lat: str
    lon: str
    precision: str = "town"
    radius: float | None = None
    feature: str = "village"
    country: str | None = None
    name_en: str | None = None
    admin1: str | None = None
    admin2: str | None = None


def decide_on(
    store: Store,
    name: str,
    country: str | None,
    target: Point | str,
    *,
    told_in: str | None = None,
    instead_of: tuple[str, ...] = (),
) -> Placed:
    """The decision that `name`, as it is told of `country` in the record, means a point or the place of the gazetteer with an id.

    Nothing is written. `BadSetting` names what is wrong: a name that the record does not have is none of it, a point must lie on
    the globe.
    """
    name, told_in = _text("name", name), _text("told_in", told_in or "") or None
    if not name or arabic_share(name) == 0 or name.startswith(_FORMULA):
        raise BadSetting(
            f"name: {name!r} is no Arabic name of a place; write it as the list of unresolved names has it"
        )
    try:
        code = parse_country(country) if country else None
        place = _chosen(store, target) if isinstance(target, str) else _spot(store, name, code, target)
    except RowError as error:
        raise BadSetting(str(error)) from None
    if place.place_id in instead_of:
        raise BadSetting(f"place: {place.name!r} ({place.place_id}) is the place that the name is taken for already")
    return Placed(name=name, country=code, place=place, told_in=told_in, instead_of=tuple(sorted(set(instead_of))))


def _chosen(store: Store, place_id: str) -> Place:
    gazetteer = _gazetteer(store)
    for place in (gazetteer.place(i) for i in range(len(gazetteer))):
        if place.place_id == place_id:
            if place.lat is None:
                raise BadSetting(f"place: {place.name!r} ({place_id}) has no point itself; set one by hand")
            return msgspec.structs.replace(place, curated=False, source=PLACED, population=0, radius=place.radius_km)
    raise BadSetting(f"place: {place_id!r} is no place of the gazetteer; `marsad places search` shows the ids")


def _spot(store: Store, name: str, told: str | None, given: Point) -> Place:
    point = parse_point(given.lat, given.lon)
    if point is None:
        raise BadSetting("point: give latitude and longitude in degrees, as 35.468 and 44.392")
    precision = next((p for p in PRECISIONS if p == given.precision), None)
    if precision is None:
        raise BadSetting(f"precision: {given.precision!r} is none of {', '.join(PRECISIONS)}")
    country = parse_country(given.country) if given.country else told
    if country is None:
        raise BadSetting("country: the name was told of none; say in which country the place lies")
    radius = given.radius if given.radius is not None else _RADIUS[given.precision]
    if not 0 < radius <= MOST_RADIUS_KM:
        raise BadSetting(f"radius: {radius:g} km is none; more than 0, at most {MOST_RADIUS_KM:g}")
    lat, lon = point
    place = Place(
        place_id=spot_id(name, told, lat, lon, given.precision),
        name=name,
        name_en=_text("name_en", given.name_en or "") or None,
        country=country,
        feature=parse_feature(given.feature),
        admin1=_text("admin1", given.admin1 or "") or None,
        admin2=_text("admin2", given.admin2 or "") or None,
        lat=lat,
        lon=lon,
        precision=precision,
        source=PLACED,
        radius=radius,
    )
    held = gazetteer_of(places_folder(store.path), placed=False).admin_at(lat, lon, radius)
    fields = {level: held[level] for level in ("admin1", "admin2", "admin3", "pcode") if held.get(level)}
    return msgspec.structs.replace(place, **fields)


def _text(name: str, value: str) -> str:
    text = " ".join(value.split())
    if len(text) > _LONGEST or not all(c.isprintable() or c == "\u200c" for c in text):
        raise BadSetting(f"{name}: longer than {_LONGEST} characters, or with characters that are not written")
    return text.lstrip("=+-@ ") if name != "name" else text


def changes(
    store: Store, draft: Placed | None = None, undone: str | None = None, *, most: int | None = None
) -> tuple[int, list[tuple[Coded, Coded]]]:
    """What a decision, or the undoing of one, would change: how many documents it may speak of, and for each that changes the result as
    it is and as it would be; of the first `most` documents where so many are enough. Nothing is written.
    """
    on, off = decisions_of(store, undone=undone)
    moved = [draft] if draft is not None else []
    if draft is not None:
        formerly = {i: None for d in (*on, *off) if d.subject == draft.subject for i in (d.place.place_id, *d.formerly)}
        formerly.pop(draft.place.place_id, None)
        on = [*on, msgspec.structs.replace(draft, formerly=tuple(formerly), made="9999")]
    if undone is not None:
        moved += [d for d in off if d.judgement == undone]
    documents = documents_of(store, moved)
    return len(documents), list(iter_changes(store, _gazetteer(store), Rulings(on, off), documents[:most]))


def place(store: Store, decision: Placed, *, by: str, at: str, note: str | None = None) -> tuple[Judgement, Renewed]:
    """Note the decision in the journal and bring file and codings in line with it; linking is the caller's."""
    bare = msgspec.structs.replace(decision, by="", made="", judgement="", formerly=(), note=None)
    told = _text("note", note or "") or None
    row = store.journal.decide("place", msgspec.json.encode(bare).decode(), by=by, at=at, note=told)
    return row, settle(store, [decision])


def undo(store: Store, judgement_id: str, *, by: str, at: str, note: str | None = None) -> Judgement:
    """Take any judgement back; when it decided on a place, file and codings follow. Linking is the caller's."""
    made = store.journal.undo(judgement_id, by=by, at=at, note=note)
    decided = [d for kind in decisions_of(store) for d in kind if d.judgement == made.root]
    if decided:
        settle(store, decided)
    return made


def settle(store: Store, decisions: list[Placed] | None = None) -> Renewed:
    """Bring `placed.csv` and the codings in line with the journal: for the names of some decisions, or of all."""
    on, off = decisions_of(store)
    write_placed(places_folder(store.path), on)
    looked_at = documents_of(store, [*on, *off] if decisions is None else decisions)
    if not looked_at:
        return Renewed()
    return renew_places(
        store, _gazetteer(store), {"command": "places place"}, rulings=rulings_of(store), documents=looked_at
    )


def is_settled(store: Store) -> bool:
    """Whether the file beside the store says what the journal says; it does not after a copy was restored elsewhere."""
    on, _ = decisions_of(store)
    try:
        return read_placed(places_folder(store.path)) == on
    except BadData:
        return False


def _gazetteer(store: Store) -> Gazetteer:
    """All but the placed names, which the rulings hold: it need not be compiled anew for each of them."""
    return gazetteer_of(places_folder(store.path), placed=False)
