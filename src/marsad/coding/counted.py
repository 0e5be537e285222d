"""People told with a number: "23 عنصرا", "ثلاثة من رجال الجيش", "عشرات الجرحى", "العناصر الستة", "آخرين", or a bare "جندي".

Numbers and nouns for people are found elsewhere; here they are put together, with the nouns for victims (قتيل، جريح).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Literal

import msgspec
from msgspec.structs import replace

from marsad.coding.functionwords import function_words
from marsad.coding.outcomes import Cue, Found, Outcomes, stems, stems_behind_pronouns
from marsad.model import Quantity
from marsad.model.event import Group, PartCategory, Qualifier
from marsad.text.folding import fold_key
from marsad.text.words import Words

if TYPE_CHECKING:
    from marsad.actors.people import PeopleNoun

#: What is counted: a noun for people, a noun for victims, آخرون, a noun that no list knows, nothing.
HeadKind = Literal["people", "victim", "other", "unknown", "none"]

_OF: Final = "من"
#: Between a number and its noun: «18» مسلحا, 22 «إرهابيا».
_QUOTES: Final = frozenset('»”")’«“')


class Counted(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A phrase of people at the words [first, last), `skip` letters of clitics (`prefix`) before it in its first word.

    `end` is where its noun phrase ends (complements included); `told` is False for a bare noun (جندي 1, جنود 3 or more); `definite`: the
    noun stands with the article and no number.
    """

    first: int
    last: int
    end: int
    skip: int
    prefix: str
    kind: HeadKind
    min: int
    max: int | None
    qualifier: Qualifier
    told: bool
    definite: bool = False
    collective: bool = False
    group: Group = "unknown"
    actor_id: str | None = None
    civilian_by_default: bool = False
    category: PartCategory | None = None
    victim: Cue | None = None
    head: int | None = None
    others: bool = False


#: Bodies that people are counted of.
_BODIES: Final = frozenset(
    {
        *(
            "ميليشيات",
            "ميليشيا",
            "مليشيا",
            "مليشيات",
            "قوات",
            "القوات",
            "الجيش",
            "الشرطه",
            "التنظيم",
            "الحركه",
            "الجماعه",
        ),
        *(
            "الميليشيات",
            "المليشيات",
            "الميليشيا",
            "المليشيا",
            "جيش",
            "تنظيم",
            "حركه",
            "جماعه",
            "كتائب",
            "كتايب",
            "فصائل",
            "فصايل",
        ),
        *("الحرس", "الامن", "داعش", "الدرك", "الحشد", "البيشمركه", "الحوثيين"),
    }
)


_BOUNDS: Final[dict[str, tuple[int, int | None, Qualifier]]] = {
    "singular": (1, 1, "exact"),
    "dual": (2, 2, "exact"),
    "plural": (3, None, "vague"),
    "collective": (3, None, "vague"),
}


class _Number(msgspec.Struct, frozen=True, gc=False):
    min: int
    max: int | None
    qualifier: Qualifier


class CountedFinder:
    """Finds the counted phrases of one text."""

    def __init__(
        self,
        words: Words,
        quantities: Sequence[Quantity],
        people: Sequence[PeopleNoun],
        cues: dict[int, tuple[Found, ...]],
        lexicon: Outcomes,
        things: frozenset[str] = frozenset(),
    ) -> None:
        self.words, self.lexicon, self._cues, self._things = words, lexicon, cues, things
        self._small = function_words()
        self._people = {p.first: p for p in people}
        counts = [q for q in quantities if q.min is not None and self._counts_people(q)]
        self._numbers = {q.first: q for q in counts}
        self._taken = {i for q in quantities if q.first not in self._numbers for i in range(q.first, q.last)}

    def _counts_people(self, q: Quantity) -> bool:
        """A count, or what looks like a year right before a noun for people (أكثر من 2000 مواطن)."""
        return q.role == "count" or (q.role == "year" and q.last in self._people)

    def find(self, extra: Sequence[int]) -> list[Counted]:
        """All phrases from left to right without overlaps. `extra`: positions of nouns for victims and of words like آخرين."""
        starts = sorted({*self._numbers, *self._people, *extra})
        found: list[Counted] = []
        reach = 0
        for start in starts:
            if start < reach:
                continue
            phrase = self._at(start)
            if phrase is not None:
                phrase = self._extended(phrase)
                found.append(phrase)
                reach = max(phrase.last, phrase.end if phrase.kind == "people" else 0)
        return found

    def _extended(self, phrase: Counted) -> Counted:
        """With the words that describe the noun: آخرين behind it, a second noun for people as its adjective (عنصرين إرهابيين)."""
        if phrase.kind not in ("people", "unknown", "victim"):
            return phrase
        end, others, group = phrase.end, False, phrase.group
        for _ in range(2):
            person = self._people.get(end)
            if person is None and phrase.kind == "victim" and self.words.key(end) == _OF:
                person = self._people.get(end + 1)
            if self.words.key(end) in self.lexicon.others and end > phrase.first:
                others, end = True, end + 1
            elif person is not None and self._describes(phrase, person):
                group = person.group if group == "unknown" else group
                end = max(person.phrase_last, person.last)
            else:
                break
        if end == phrase.end:
            return phrase
        return replace(phrase, end=end, others=others, group=group)

    def _describes(self, phrase: Counted, person: PeopleNoun) -> bool:
        if phrase.kind == "unknown" or self._skip(person.first, person.span[0]):
            return False
        return person.group == phrase.group or "unknown" in (person.group, phrase.group)

    def _at(self, i: int) -> Counted | None:
        quantity = self._numbers.get(i)
        if quantity is not None:
            return self._with_number(quantity)
        if i in self._taken:
            return self._other(i) if self.words.key(i) in self.lexicon.others else None  # أصيب رابع
        key = self.words.key(i)
        victim = self._bare_victim(i)
        if victim is not None:
            return victim
        person = self._people.get(i)
        if person is not None and person.last in self._numbers and self._is_verb(i):
            return None  # وأسر أربعة آخرون: the verb, no families
        if person is not None:
            return self._bare_people(person) if not self._is_adjective(i) else None
        if key in self.lexicon.amounts:
            return self._some_of_them(i)
        if key in self.lexicon.others or (key[:1] == "و" and key[1:] in self.lexicon.others):
            return self._other(i)
        if stems(key) & (self.lexicon.one | self.lexicon.some):
            return self._one_or_some(i)
        return None

    def _is_verb(self, i: int) -> bool:
        return any(found.cue.kind == "verb" for found in self._cues.get(i, ()))

    def _is_adjective(self, i: int) -> bool:
        """هجوم انتحاري, نقطة عسكرية: a word for people that describes the thing before it."""
        before = self.words.key(i - 1)
        if not before or i - 1 in self._cues:
            return False
        if before.startswith(("ال", "لل", "بال")) and not self.words.key(i).startswith("ال"):
            return False  # قتل في الهجوم شرطي: it does not agree
        if stems(before) & self.lexicon.cause_nouns:
            return True
        return self.words.key(i).endswith("يه") and before.endswith("ه") and i - 1 not in self._people

    def _prefix(self, first: int, skip: int) -> str:
        word = self.words[first]
        if skip == 0 and word.glued and self.words.key(first - 1) in ("و", "ف", "ب", "ل", "وب", "ول"):
            return self.words.key(first - 1)
        return self.words.key(first)[:skip]

    def _skip(self, first: int, start: int) -> int:
        word = self.words[first]
        return len(fold_key(self.words.raw[word.start : start])) if start > word.start else 0

    def _with_number(self, q: Quantity) -> Counted | None:
        words = self.words
        assert q.min is not None
        skip = self._skip(q.first, q.span[0])
        number = _Number(int(q.min), None if q.max is None else int(q.max), q.qualifier)
        prefix = self._prefix(q.first, skip)
        inside = q.noun if q.noun is not None and q.first <= q.noun < q.last else None
        at = inside if inside is not None else (q.noun if q.noun is not None else q.last)
        at += words.key(at) in _QUOTES
        of = words.key(at) == _OF
        if of:
            at += 1
        elif words.key(q.last - 1) == _OF:
            of = True
        return self._counted(q.first, skip, prefix, number, at, q.last, of)

    def _counted(
        self, first: int, skip: int, prefix: str, number: _Number, at: int, last: int, of: bool
    ) -> Counted | None:
        """The phrase of a number whose noun stands at `at` (after من when `of`)."""
        base = Counted(
            first=first,
            last=last,
            end=last,
            skip=skip,
            prefix=prefix,
            kind="none",
            min=number.min,
            max=number.max,
            qualifier=number.qualifier,
            told=True,
        )
        key = self.words.key(at)
        cue = self._victim(at)
        person = self._people.get(at)
        if (
            cue is not None and of and key.startswith("ال") and cue.outcome == "killed"
        ):  # سبعة من القتلى: some of those told before
            return replace(base, last=at + 1, end=at + 1, kind="other", head=at)
        if cue is not None:
            end = max(at + 1, last)
            told = replace(base, last=end, end=end, kind="victim", victim=cue, head=at)
            return told if person is None else _of(replace(told, end=max(end, person.phrase_last)), person)
        if person is not None and not self._skip(at, person.span[0]):
            noun_last = max(person.phrase_last if of else person.last, last)
            told = replace(base, last=noun_last, end=max(person.phrase_last, last), kind="people", head=at)
            return _of(told, person)
        if key in self.lexicon.others:
            return replace(base, last=at + 1, end=at + 1, kind="other", head=at)
        if of and at < len(self.words) and key in _BODIES:  # أسر سبعة من ميليشيات الحوثي
            return replace(base, last=max(at + 1, last), end=max(at + 1, last), kind="people", head=at)
        if self._is_thing(at):
            return None
        if at < len(self.words) and self._may_be_noun(at, of) and (of or not self._is_joined(at, number.min)):
            return replace(base, last=max(at + 1, last), end=max(at + 1, last), kind="unknown", head=at)
        return base

    def _is_joined(self, at: int, number: int) -> bool:
        """Whether a word is a preposition with its noun, "أصيب 20 بهجوم": what is counted by 11 to 99 ends in an accusative, "20 بائعا"."""
        key = self.words.key(at)
        if key[:1] == "ب" and key[1:] in self.lexicon.cause_nouns:
            return True  # أصيب ثلاثة بقصف
        return 11 <= number <= 99 and key[:1] in "بل" and len(key) > 3 and not key.endswith(("ا", "ه"))

    def _is_thing(self, at: int) -> bool:
        return bool(stems_behind_pronouns(self.words.key(at)) & self._things)

    def _may_be_noun(self, at: int, of: bool) -> bool:
        word = self.words[at]
        if (
            word.kind != "word"
            or word.key in self._small.function
            or len(word.key) < 3
            or at in self._cues
            or word.newlines
        ):
            return False
        return not (word.key[0] in "وبل" and len(word.key) > 3 and word.key[1:] in self._small.function) and (
            of or not word.key.startswith(("ال", "بال", "وال", "لل"))
        )

    def _victim(self, at: int) -> Cue | None:
        for found in self._cues.get(at, ()):
            if found.cue.kind == "victim" and not found.prefix:
                return found.cue
        return None

    def _bare_people(self, person: PeopleNoun) -> Counted:
        words = self.words
        skip = self._skip(person.first, person.span[0])
        low, high, qualifier = _BOUNDS[person.number]
        last, told = person.last, False
        after = self._number_after(person)
        if after is not None:
            low, high, qualifier, last, told = after.min, after.max, after.qualifier, after.last, True
        definite = words[person.first].key[skip:].startswith("ال") or (
            skip > 0 and words[person.first].key[skip - 1 :].startswith("لل")
        )
        told_as = Counted(
            first=person.first,
            last=last,
            end=max(person.phrase_last, last),
            skip=skip,
            prefix=self._prefix(person.first, skip),
            kind="people",
            min=low,
            max=high,
            qualifier=qualifier,
            told=told,
            definite=definite and not told,
            collective=person.number == "collective" and not told,
            head=person.first,
        )
        return _of(told_as, person)

    def _number_after(self, person: PeopleNoun) -> _After | None:
        """A number behind the noun: شخص واحد, مدنيين اثنين, العناصر الستة, اللبنانيين الثلاثة."""
        for at in {person.last: 0, person.last + 1: 0, person.phrase_last: 0}:
            key = self.words.key(at)
            if not key or at > person.phrase_last + 1:
                continue
            if at > person.last and (at - 1 in self._cues or self.words.key(at - 1)[:1] == "و" or not key):
                continue
            if at > person.last and at - 1 in self._people:
                continue  # خطف مسلحون موظفين اثنين
            if key in self.lexicon.one_after:
                return _After(1, 1, "exact", at + 1)
            if key in self.lexicon.two_after and person.number in ("dual", "plural"):
                return _After(2, 2, "exact", at + 1)
            q = self._numbers.get(at)
            if q is not None and q.min is not None and key.startswith("ال") and q.min >= 2:
                return _After(int(q.min), None if q.max is None else int(q.max), q.qualifier, q.last)
        return None

    def _other(self, i: int) -> Counted:
        key = self.words.key(i)
        skip = 0 if key in self.lexicon.others else 1
        size = self.lexicon.others[key[skip:]]
        low, high, qualifier = (size, size, "exact") if size < 3 else (3, None, "vague")
        return Counted(
            first=i,
            last=i + 1,
            end=i + 1,
            skip=skip,
            prefix=self._prefix(i, skip),
            kind="other",
            min=low,
            max=high,
            qualifier=qualifier,  # type: ignore[arg-type]
            told=False,
            head=i,
        )

    def _some_of_them(self, i: int) -> Counted | None:
        """عدد منهم: some of those told before."""
        if self.words.key(i + 1) not in self.lexicon.parts:
            return None
        return Counted(
            first=i,
            last=i + 2,
            end=i + 2,
            skip=0,
            prefix=self._prefix(i, 0),
            kind="other",
            min=3,
            max=None,
            qualifier="vague",
            told=True,
        )

    def _one_or_some(self, i: int) -> Counted | None:
        """أحد الجنود is 1; أغلب قادتهم, جميع ركابها are a bare plural."""
        key = self.words.key(i)
        one = bool(stems(key) & self.lexicon.one)
        person = self._people.get(i + 1)
        if person is None or person.number not in ("plural", "collective"):
            return None
        skip = next((n for n in (0, 1, 2) if key[n:] in self.lexicon.one | self.lexicon.some), 0)
        number = _Number(1, 1, "exact") if one else _Number(3, None, "vague")
        return self._counted(i, skip, self._prefix(i, skip), number, i + 1, i + 1, True)

    def _bare_victim(self, i: int) -> Counted | None:
        for found in self._cues.get(i, ()):
            if found.cue.kind == "victim" and found.cue.number is not None:
                low, high, qualifier = _BOUNDS[found.cue.number]
                phrase = Counted(
                    first=i,
                    last=i + 1,
                    end=i + 1,
                    skip=found.skip,
                    prefix=self._prefix(i, found.skip),
                    kind="victim",
                    min=low,
                    max=high,
                    qualifier=qualifier,
                    told=False,
                    definite=found.article,
                    victim=found.cue,
                    head=i,
                )
                person = self._people.get(i)
                if person is None:
                    return phrase
                return _of(replace(phrase, end=max(i + 1, person.phrase_last)), person)
        return None


class _After(msgspec.Struct, frozen=True, gc=False):
    min: int
    max: int | None
    qualifier: Qualifier
    last: int


def _of(phrase: Counted, person: PeopleNoun) -> Counted:
    """The phrase with who its noun says they are."""
    return replace(
        phrase,
        group=person.group,
        actor_id=person.actor_id or None,
        civilian_by_default=person.civilian_by_default,
        category=person.category,
    )
