"""The stages that read the text before anything is coded: layout, dates, quantities, places, actors, outcomes, speakers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from marsad.actors import find_actors
from marsad.actors.people import PeopleNoun, find_people
from marsad.coding.attribution import find_scopes
from marsad.coding.draft import Draft
from marsad.coding.functionwords import function_words
from marsad.coding.layout import Layout
from marsad.coding.materiel import find_materiel
from marsad.coding.means import find_means
from marsad.coding.nearby import Scopes, is_inside, within
from marsad.coding.resolving import fighters_of, name_rebels, resolve
from marsad.coding.scope import Scope
from marsad.coding.stages import Info
from marsad.coding.tolls import Toll, find_tolls
from marsad.coding.unverified import find_unverified
from marsad.model import ActorMention, Mention, PlaceMention, Span
from marsad.model.event import Group
from marsad.numerals import find_quantities
from marsad.places import read_places
from marsad.temporal import date_document, find_times
from marsad.text.furniture import find_furniture
from marsad.text.quotations import find_quotations
from marsad.text.sentences import find_sentences
from marsad.text.words import Words


class LayoutStage:
    """Furniture, sentences, quotations."""

    info = Info(
        name="layout", version="1", requires=("words",), assigns=("furniture", "layout", "quotations", "headline_end")
    )

    def __call__(self, draft: Draft) -> Mapping[str, Any]:
        """Where the article's own text is, and how it is divided."""
        words = draft.words
        furniture, layout = tuple(find_furniture(words)), Layout(words, _cut(words, find_sentences(words)))
        return {
            "furniture": furniture,
            "layout": layout,
            "quotations": tuple(find_quotations(words)),
            "headline_end": _headline_end(words, layout, furniture),
        }


#: No sentence of news is longer, in words: what is, is a text without stops, cut at a comma so that the work stays linear.
_LONGEST_SENTENCE: Final = 240


def _cut(words: Words, sentences: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for first, last in sentences:
        while last - first > _LONGEST_SENTENCE:
            reach = range(first + _LONGEST_SENTENCE, first + _LONGEST_SENTENCE // 2, -1)
            stop = next((i for i in reach if words[i - 1].kind == "mark"), first + _LONGEST_SENTENCE)
            out.append((first, stop))
            first = stop
        out.append((first, last))
    return out


#: A longer first line is a lead, not a headline.
_LONGEST_HEADLINE: Final = 24


def _headline_end(words: Words, layout: Layout, furniture: tuple[Span, ...]) -> int:
    """Where the headline ends: a first line of its own, short, without a full stop; furniture above it is passed over."""
    own = [s for s in layout.sentences if not is_inside(furniture, words.span(s[0], s[0] + 1))]
    if len(own) < 2 or own[0][1] - own[0][0] > _LONGEST_HEADLINE:
        return 0
    first, last = own[0]
    apart = layout.paragraph[own[1][0]] > layout.paragraph[first]
    return last if apart and words[last - 1].key not in (".", "،", ":") else 0


class DatingStage:
    """The document's own date, and every time in the text resolved against it."""

    info = Info(name="dating", version="1", requires=("words", "furniture"), assigns=("published", "times"))

    def __call__(self, draft: Draft) -> Mapping[str, Any]:
        """ "أمس الاثنين" in a text of 2015-07-21 is 2015-07-20."""
        published = date_document(draft.words, draft.document.published)
        return {"published": published, "times": _outside(draft, find_times(draft.words, published))}


class QuantityStage:
    """Numbers and vague amounts."""

    info = Info(name="quantities", version="1", requires=("words", "furniture"), assigns=("quantities",))

    def __call__(self, draft: Draft) -> Mapping[str, Any]:
        """ "أكثر من 60 مسلحا": at_least 60."""
        return {"quantities": _outside(draft, find_quantities(draft.words))}


class PlaceStage:
    """The country that the text speaks of most, and its places."""

    info = Info(name="places", version="1", requires=("words", "furniture"), assigns=("country", "places"))

    def __call__(self, draft: Draft) -> Mapping[str, Any]:
        """ "في قضاء الحويجة بمحافظة كركوك": one place, الحويجة."""
        found = read_places(draft.words)
        places = [_as_dateline(draft.words, p) for p in found.mentions]
        return {"country": found.country, "places": _outside(draft, places)}


def _as_dateline(words: Words, place: PlaceMention) -> PlaceMention:
    """A place at the head of a paragraph with a dash or an agency behind it says where the text was filed: "بنغازي – قال"."""
    head = place.first == 0 or words[place.first].newlines > 0
    behind = words.key(place.last)
    if (
        head
        and behind in ("-", "–", "—", "ـ", "/", "|", ":", "(")
        and place.usage == "location"
        and words[place.first].start == place.span[0]
    ):
        return msgspec.structs.replace(place, usage="dateline")
    return place


class ActorStage:
    """Bodies, groups and people; "التنظيم" and "القوات" are resolved to the last one told that they can mean."""

    info = Info(
        name="actors",
        version="1",
        requires=("words", "furniture", "layout", "country", "places"),
        assigns=("actors", "people", "country", "places"),
    )

    def __call__(self, draft: Draft) -> Mapping[str, Any]:
        """ "سيطر التنظيم" after "تنظيم داعش" is INT-REB-islamic-state."""
        country, places = draft.country, draft.places
        found = find_actors(draft.words, country)
        home = _home_of(found)
        if (
            home is not None
            and home != country
            and sum(p.country == country and p.precision != "country" for p in places) < _PLACES_DECIDE
            and not any(a.country == country for a in found if a.specificity == "named")
        ):
            country, found = home, find_actors(draft.words, home)
            places = _outside(draft, [_as_dateline(draft.words, p) for p in read_places(draft.words, home).mentions])
        actors = tuple(_with_pronoun(draft, a) for a in _outside(draft, found))
        starts = [first for first, _ in draft.layout.sentences]
        people = tuple(p for p in find_people(draft.words, country) if not is_inside(draft.furniture, p.span))
        return {
            "country": country,
            "places": places,
            "actors": tuple(name_rebels(fighters_of(resolve(actors, starts), draft))),
            "people": people,
        }


class ResultStage:
    """Tolls, materiel and means."""

    info = Info(
        name="results",
        version="1",
        requires=("layout", "quantities", "people", "actors"),
        assigns=("tolls", "materiel", "means"),
    )

    def __call__(self, draft: Draft) -> Mapping[str, Any]:
        """ "مقتل 5 جنود وتدمير مدرعتين": a toll and a piece of materiel."""
        sentences, quantities = draft.layout.sentences, list(draft.quantities)
        tolls = find_tolls(draft.words, sentences, quantities, list(draft.people))
        return {
            "tolls": tuple(
                _with_group(t, draft.actors, draft.words) for t in tolls if not is_inside(draft.furniture, t.span)
            ),
            "materiel": _outside(draft, find_materiel(draft.words, sentences, quantities, _bodies(draft.actors))),
            "means": tuple(m for m in find_means(draft.words) if not is_inside(draft.furniture, m.span)),
        }


def _bodies(actors: tuple[ActorMention, ...]) -> frozenset[int]:
    """First words of the names of bodies: the أجهزة of "الأجهزة الأمنية" are no things."""
    return frozenset(a.first for a in actors if a.specificity != "people" and a.sector in ("COP", "SPY", "GOV", "JUD"))


def _with_group(toll: Toll, actors: tuple[ActorMention, ...], words: Words) -> Toll:
    """A toll with the group of the body that its people belong to: "23 من عناصر التنظيم" are fighters."""
    if toll.group != "unknown" or toll.civilian_by_default or words.at(toll.span[1] - 1) < toll.outcome_first:
        return toll  # behind a verb at the end of its words stands who did it: سبعة من القتلى قضوا بغارة روسية
    if "منهم" in (words.key(toll.last), words.key(toll.last - 1)):  # عشرات منهم: of whoever was told last
        row = [a for a in actors if a.last <= toll.first and toll.first - a.last <= _OF_THEM and a.sector in _GROUPS]
        if row:
            return msgspec.structs.replace(toll, group=_GROUPS[row[-1].sector])
    behind = toll.last + (4 if words.key(toll.last) == "علي" else 1)  # على الأقل stands between
    body = next((a for a in within(actors, toll.outcome_first, behind + 1) if a.last > toll.outcome_last), None)
    if body is not None and _tells_the_deed(toll, body, words):
        return toll
    group = _GROUPS.get(body.sector) if body else None
    return msgspec.structs.replace(toll, group=group) if group else toll


def _tells_the_deed(toll: Toll, body: ActorMention, words: Words) -> bool:
    """Whether a body near a toll did it: "عدد قتلى هجوم شنته الجماعة", "جريح بلغم حوثي"."""
    between = words.keys[toll.outcome_last : body.first]
    if body.first < words.at(toll.span[0]):  # the number comes last
        return any(key not in _OF_BODY for key in between)
    behind = words.keys[words.at(toll.span[1] - 1) + 1 : body.first]
    return any(key.startswith("ب") and not key.startswith("بين") for key in behind)


#: What may stand between the dead and whose they are: قتلى في صفوف التنظيم.
_OF_BODY: Final = frozenset(("في", "من", "بين", "صفوف", "عناصر", "افراد", "عدد"))
#: So far back, in words, stand those whom منهم means.
_OF_THEM: Final = 8
_GROUPS: Final[dict[str, Group]] = {
    **dict.fromkeys(("REB", "UAF", "CRM"), "fighters"),
    **dict.fromkeys(("MIL", "COP", "SPY", "PRM"), "security_forces"),
    **dict.fromkeys(("CVL", "REF", "JRN"), "civilians"),
}


class AttributionStage:
    """Who says what, over which words."""

    info = Info(
        name="attribution", version="1", requires=("layout", "quotations"), assigns=("scopes", "unverified", "spoken")
    )

    def __call__(self, draft: Draft) -> Mapping[str, Any]:
        """ "قال مصدر أمني إن …": the source speaks over what follows إن."""
        words, sentences = draft.words, draft.layout.sentences
        scopes = find_scopes(words, sentences, list(draft.quotations))
        spoken = frozenset(i for scope in scopes for s in scope.sources for i in range(s.first, s.last))
        spoken |= frozenset(i for scope in scopes for i in _resumed(words, scope))
        return {
            "scopes": Scopes(scopes),
            "unverified": tuple(find_unverified(words, sentences, scopes)),
            "spoken": spoken,
        }


#: A speaker taken up again by a few words behind the reporting verb: وذكر المرصد أن.
_RESUMED = 3


def _resumed(words: Words, scope: Scope) -> range:
    """The words of a speaker that the scope gives by an earlier, fuller mention."""
    first, small = scope.reporting[1], function_words()
    if not scope.sources or scope.sources[0].first >= scope.reporting[0] or scope.first < first:
        return range(0)
    last, end = first, min(scope.first, first + _RESUMED)
    while last < end and words[last].kind == "word" and small.is_content(words.key(last)):
        if last > first and words.key(last - 1).startswith("ال") and not words.key(last).startswith("ال"):
            break  # اتهمت اللجان | قوات الدعم السريع
        last += 1
    return range(first, last)


#: So many places of a country say that it is where the text's happenings are, whoever's army acts there.
_PLACES_DECIDE = 2


def _home_of(actors: list[ActorMention]) -> str | None:
    """The country that most named bodies are of, when at least two of them are; international bodies do not count."""
    votes = Counter(a.country for a in actors if a.specificity == "named" and a.country not in ("INT", "XXX", ""))
    ranked = votes.most_common(1)
    return ranked[0][0] if ranked and ranked[0][1] >= 2 else None


def _with_pronoun(draft: Draft, actor: ActorMention) -> ActorMention:
    """A body with a pronoun (قواته، دفاعاته الجوية) is whose the sentence speaks of: left open for `resolve`."""
    word = draft.words[actor.first]
    own = (
        actor.specificity == "generic"
        and word.key.endswith(("اته", "اتها", "اتهم", "رها", "ره", "ليه", "ليها"))
        and not word.text.endswith("ة")
    )
    return msgspec.structs.replace(actor, actor_id="") if own else actor


def _outside(draft: Draft, mentions: list[Any]) -> tuple[Any, ...]:
    furniture = draft.furniture
    return tuple(m for m in mentions if not is_inside(furniture, m.span)) if furniture else tuple(mentions)


def words_of(text: str) -> Words:
    """The words of a text, for a new draft."""
    return Words(text)


__all__ = [
    "ActorStage",
    "AttributionStage",
    "DatingStage",
    "LayoutStage",
    "Mention",
    "PeopleNoun",
    "PlaceStage",
    "QuantityStage",
    "ResultStage",
    "words_of",
]
