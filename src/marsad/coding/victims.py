"""Finding whom a word of outcome is about: behind it, before it, or through a pronoun."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from msgspec.structs import replace

from marsad.coding.counted import Counted
from marsad.coding.functionwords import function_words
from marsad.coding.outcomes import Cue, Found, Outcomes, stems, stems_behind_pronouns
from marsad.coding.peoplephrases import Phrases, single
from marsad.text.words import Words

_HARD: Final = frozenset(".؛;:!?؟…")
_SOFT: Final = frozenset("،,()«»\"“”[]'-–")
#: How far behind a verb its victims may stand, in words; how far behind a verbal noun; how far before a verb.
_VERB_REACH: Final = 12
_NOUN_REACH: Final = 6
_BACK_REACH: Final = 9
#: A noun for people without a number is the verb's own only this near behind it.
_BARE_REACH: Final = 5
#: How far behind the agent its object may stand, where the agent is sure and where it is not.
_FAR_OBJECT: Final = 14
_NEAR_OBJECT: Final = 6
_ASIDE: Final = 9
_THEY: Final = frozenset({"هم", "هن", "هما", "وهم", "وهن", "وهما"})
#: What is left of the dead.
_REMAINS: Final = frozenset({"جثامين", "جثث", "جثه", "جثمان", "رفات", "جثتي"})
#: How far behind a number a further one of the same verb may stand.
_FAR_JOINED: Final = 14
#: Behind these and من stands how many a crew or a family are.
_MADE_OF: Final = frozenset({"المولف", "المكون", "المولفه", "المكونه", "مولفه", "مكونه", "مولف", "مكون"})
_COMMAS: Final = frozenset("،,")


class VictimSearch:
    """Looks for the phrase of people that a cue is about, inside one sentence at a time."""

    def __init__(
        self,
        words: Words,
        phrases: Phrases,
        cues: dict[int, tuple[Found, ...]],
        lexicon: Outcomes,
        things: frozenset[str],
    ) -> None:
        self.words, self.phrases, self.cues, self.lexicon, self.things = words, phrases, cues, lexicon, things
        self.small = function_words()
        #: Phrases that are parts of a total told before (بينهم 3 أطفال).
        self.blocked: frozenset[int] = frozenset()

    def after(self, i: int, end: int, cue: Cue, closed_at: int | None = None) -> Counted | None:
        """Behind the cue that ends before word `i`; `end` bounds the sentence.

        An agent between them is passed over (قتل الجيش 5 مسلحين).
        """
        limit = min(end, i + (_VERB_REACH if cue.kind == "verb" else _NOUN_REACH))
        first = self._next(i, limit, i, cue, closed_at)
        if first is None or (cue.kind == "noun" and self._is_nominative(first, i)):
            return None
        if cue.agreement in ("plural", "dual") and first.first > i + 2 and (not first.told or first.kind == "unknown"):
            return None  # a plural verb stands behind its subject
        if cue.kind == "verb" and cue.voice == "passive":
            return None if cue.outcome == "abducted" and self._is_agent(first, i, cue) else first
        agent = cue.kind == "verb" and not cue.then and self._is_agent(first, i, cue)
        second = self._object(first, end, cue, agent)
        if second is not None:
            return second
        return None if agent or (first.collective and not first.told) else first

    def _is_nominative(self, phrase: Counted, i: int) -> bool:
        """Whether the people right behind are a subject, so that the word before is a verb: خطف مسلحون, not خطف مسلحين."""
        return phrase.first == i and phrase.kind == "people" and not phrase.told and self.words.key(i).endswith("ون")

    def _is_agent(self, phrase: Counted, i: int, cue: Cue) -> bool:
        """Whether bare armed people right behind a verb are who did it, object or no object told.

        So behind an active verb (اغتال مسلحون وسط المدينة), behind any where they are unidentified or the deed is abduction.
        """
        bare = not phrase.told and not phrase.definite and phrase.group == "fighters"
        if phrase.first != i or not bare or self.words.key(i).endswith(("ين", "ا")):
            return False  # حيدت إرهابيين: the case of the object
        if cue.voice == "active" or cue.outcome == "abducted":
            return True
        named = (self.words.key(j) for j in range(phrase.first, phrase.end))
        return any(stems(key) & self.lexicon.unidentified for key in named)

    def _next(self, start: int, limit: int, adjacent: int, cue: Cue, closed_at: int | None) -> Counted | None:
        j = start
        while j < limit:
            phrase = self.phrases.by_first.get(j)
            if phrase is not None:
                if self._is_free(phrase, adjacent, cue):
                    return phrase
                j = max(phrase.end, j + 1)
                continue
            if j != closed_at and self._stops(j, cue):
                return None
            j += 1
        return None

    def _is_free(self, phrase: Counted, adjacent: int, cue: Cue) -> bool:
        """Whether the phrase may be subject or object: no preposition before it, no clitic on it."""
        at = phrase.first
        if self.words.key(at - 1) == "من" and self.words.key(at - 2) in _MADE_OF:
            return phrase.kind == "people"  # طاقمها المؤلف من 22 بحارا
        if phrase.prefix and not (
            phrase.prefix in ("ب", "ل") and at == adjacent and cue.kind == "noun" and phrase.told
        ):
            return False
        if at > adjacent and (
            self.words.key(at - 1) in self.small.prepositions
            or (
                self.words[at].kind != "word"
                and self.words[at].glued
                and not phrase.prefix
                and self.words.key(at - 1) in ("ب", "ل")
            )
        ):
            return False
        of_them = phrase.told and self.words.key(phrase.last) in self.lexicon.parts  # حيّد العشرات منهم
        of_a_thing = not phrase.told and at > adjacent and stems_behind_pronouns(self.words.key(at - 1)) & self.things
        if of_a_thing and not phrase.definite:
            return False  # أصابت قذيفة حافلة ركاب
        if (
            phrase.kind == "none"
            and phrase.told
            and at == adjacent
            and cue.outcome == "injured"
            and cue.only == "people"
        ):
            return cue.kind == "verb" and self._ends_clause(phrase.end)  # فقتلت خمسة وأصابت 40
        if phrase.kind in ("unknown", "none") and ((cue.only is not None and not of_them) or not phrase.told):
            return False
        if phrase.kind in ("other", "none", "unknown") and at > adjacent + 3 and cue.kind != "verb":
            return False
        if (
            phrase.kind == "victim"
            and phrase.victim is not None
            and phrase.victim.outcome in ("killed", "injured")
            and cue.outcome in ("killed", "injured")
        ):
            return False
        if phrase.kind == "other" and not phrase.told and at != adjacent:
            return False
        if not phrase.told and phrase.kind == "people" and at > adjacent + _BARE_REACH:
            return False
        if cue.only == "number" and not phrase.told:
            return False
        return not (phrase.kind == "other" and cue.only == "number")

    def _ends_clause(self, i: int) -> bool:
        return i >= len(self.words) or self.words[i].kind == "mark" or self.words.key(i)[:1] == "و"

    def _object(self, agent: Counted, end: int, cue: Cue, sure: bool) -> Counted | None:
        """A second phrase right behind the first, not joined by و: the first was the agent.

        What stands between two commas is passed over (خطف مسلحون، فجر اليوم، ثلاثة عمال); where the first is `sure` to be the agent,
        prepositions too.
        """
        j, limit = agent.end - 1, min(end, agent.end + (_FAR_OBJECT if sure else _NEAR_OBJECT))
        while (j := j + 1) < limit:
            phrase = self.phrases.by_first.get(j)
            if phrase is not None:
                ok = (
                    phrase.kind in ("people", "unknown")
                    and (phrase.told or phrase.kind == "people")
                    and self._is_free(phrase, agent.end, cue)
                )
                if not ok or phrase.prefix or phrase.collective:
                    return None
                # "قتل 5 جنود 3 منهم": a number told beats a bare noun, and a bare noun follows an agent without a number.
                return phrase if (phrase.told or not agent.told) and agent.kind != "other" else None
            word = self.words[j]
            if word.key in _THEY:
                return None  # أسروا ثمانية مدنيين هم ست نساء ورضيعان
            if word.key in _COMMAS:
                closing = self._aside(j, end, cue)
                if closing is None and not (sure and self._is_object_told(j + 1)):
                    return None
                j = j if closing is None else closing
                limit = min(end, j + 1 + _NEAR_OBJECT)
            elif (
                self._stops(j, cue)
                or (word.kind == "mark" and word.key not in '"»”)')
                or (word.key in self.small.prepositions and not sure)
                or word.key[:1] == "و"
            ):
                return None
        return None

    def _is_object_told(self, j: int) -> bool:
        """Whether a number in the accusative stands at word `j`: خطف مسلحون قبل أيام، عددا من العمال."""
        phrase = self.phrases.by_first.get(j)
        return phrase is not None and phrase.told and not phrase.prefix and self.words.key(j).endswith(("ا", "ين"))

    def _aside(self, j: int, end: int, cue: Cue) -> int | None:
        """The comma that closes what the one at `j` opens: a few words without people and without a clause."""
        for k in range(j + 1, min(end, j + _ASIDE)):
            if self.words.key(k) in _COMMAS:
                return k
            if k in self.phrases.by_first or self._stops(k, cue):
                return None
        return None

    def _stops(self, j: int, cue: Cue) -> bool:
        word = self.words[j]
        if word.kind == "mark":
            return word.key in _HARD or (cue.kind == "noun" and word.key in "،,")
        if word.key in self.small.subordinate:
            return True
        found = self.cues.get(j)
        return bool(found) and any(
            f.cue.kind in ("verb", "noun") and f.cue.only is None and not f.cue.before for f in found or ()
        )

    def before(self, i: int, start: int, found: Found, close: bool = False) -> Counted | None:
        """Before the verb at `i`: 12 شخصا على الأقل قتلوا, أن اثنين من عناصر الصحوة قُتلا, الجنود الذين اختطفوا."""
        cue, words = found.cue, self.words
        if cue.voice == "active" or (cue.voice == "both" and self._has_object(i)):
            return None
        low = max(start, i - (2 if close else _BACK_REACH))
        index = bisect_left(self.phrases.firsts, i) - 1
        strict = cue.voice == "both"
        while index >= 0 and self.phrases.firsts[index] >= low - 6:
            phrase = self.phrases.all[index]
            index -= 1
            if phrase.first < start or phrase.last < low:
                break
            if phrase.last > i or phrase.first in self.blocked:
                continue
            between = [words[k] for k in range(phrase.end if phrase.end <= i else phrase.last, i)]
            if any(w.kind == "mark" and w.key in _HARD for w in between):
                break
            relative = any(w.key in self.small.relative for w in between)
            if not self._agrees(phrase, cue) and not self._is_family(phrase, cue, i):
                continue
            if self.words.key(phrase.first - 1).lstrip("ولب") in _REMAINS:
                return None  # جثامين 14 مقاتلا قتلوا في جبهات كذا: whose remains they are
            if not self._is_subject(phrase, start, relative):
                continue
            if strict and not relative and (found.prefix or (not self._opens(phrase, start) and len(between) > 3)):
                return None
            if (phrase.kind in ("none", "unknown") and (cue.only or not phrase.told)) or (
                phrase.kind == "victim" and cue.outcome in ("killed", "injured")
            ):
                return None
            return None if phrase.collective and not phrase.told else phrase
        return None

    def _has_object(self, i: int) -> bool:
        """Whether a noun with the article or a pronoun follows the verb: قتلوا العميد، أوقفوا سيارته are active, قتلوا اليوم is not."""
        key = self.words.key(i + 1)
        owned = (
            key.endswith(("ته", "تها", "تهم")) and i + 1 < len(self.words) and not self.words[i + 1].text.endswith("ة")
        )
        if owned and len(key) > 4:
            return key not in self.small.function and key not in self.small.prepositions
        return (
            self.words.key(i + 1).startswith("ال")
            and len(key) > 4
            and key not in self.small.function
            and key not in self.lexicon.days
        )

    def _is_subject(self, phrase: Counted, start: int, relative: bool) -> bool:
        if phrase.prefix in ("ب", "ل", "ك", "وب", "ول") and not relative:
            return False
        return relative or phrase.first == start or self.words.key(phrase.first - 1) not in self.small.prepositions

    def _opens(self, phrase: Counted, start: int) -> bool:
        """Whether the phrase opens its clause: at the start of the sentence, or behind إن, a quotation mark, a comma."""
        if phrase.first == start:
            return True
        before = self.words[phrase.first - 1]
        return before.kind == "mark" or before.key in self.small.openers

    def _is_family(self, phrase: Counted, cue: Cue, i: int) -> bool:
        """Whether a verb in the feminine is that of counted families before it: ألفا عائلة نزحت."""
        if cue.agreement != "singular" or not phrase.told or phrase.head is None:
            return False
        return self.words.key(i).endswith("ت") and self.words.key(phrase.head).endswith(("ه", "ات", "اسر"))

    @staticmethod
    def _agrees(phrase: Counted, cue: Cue) -> bool:
        if cue.agreement == "plural":
            return phrase.max is None or phrase.max >= 3
        if cue.agreement == "dual":
            return phrase.min == phrase.max == 2
        if cue.agreement == "singular":
            return phrase.min == phrase.max == 1 and not phrase.collective
        return False

    def antecedent(self, i: int, start: int, pronoun: str) -> Counted | None:
        """Whom the pronoun on the verb at `i` means: the nearest people with a number (4 آلاف مدني يحاصرهم التنظيم)."""
        index = bisect_left(self.phrases.firsts, i) - 1
        while index >= 0 and self.phrases.firsts[index] >= max(start, i - 30):
            phrase = self.phrases.all[index]
            index -= 1
            if phrase.kind not in ("people", "unknown") or not phrase.told:
                continue
            plural = phrase.max is None or phrase.max >= 3
            if (pronoun == "هم" and plural) or (pronoun == "هما" and phrase.max == 2):
                return phrase
        return None

    def the_one(self, i: int, start: int, number: int) -> Counted | None:
        """Whom مقتله means: the nearest person, or two persons, told before word `i`."""
        for phrase in reversed(self.phrases.all[: bisect_left(self.phrases.firsts, i)]):
            if phrase.first < max(start, i - 30):
                return None
            if phrase.kind == "people" and phrase.min == phrase.max == number:
                return phrase
        return None

    def titled_object(self, i: int, end: int, cue: Cue) -> Counted | None:
        """The title behind an agent that stands right behind a verb: اغتال مسلحون | النائب فلان."""
        agent = self.phrases.by_first.get(i)
        if agent is None or cue.kind != "verb" or not self._is_agent(agent, i, cue):
            return None
        j = agent.end
        if j < end and self.words.key(j) in _COMMAS:  # اغتال مسلحون، مساء أمس، والي الولاية
            closing = self._aside(j, end, cue)
            j = j + 1 if closing is None else closing + 1
        return self.titled(j, end)

    def titled(self, i: int, end: int) -> Counted | None:
        """A person told by a title right behind the word of outcome: جرح وزير الدفاع, اغتيال العقيد فلان."""
        if i >= end or i in self.phrases.by_first:
            return None
        key = self.words.key(i)
        group = self.lexicon.titles.get(key.removeprefix("ال"))
        if group is None:
            return None
        return replace(single(i), kind="people", group=group)

    def named(self, i: int, end: int) -> Counted | None:
        """A single person who is known to no list, right behind a word that always has one (اغتيال and a name)."""
        if i >= end or i in self.cues or self.words[i].kind != "word" or not self.small.is_content(self.words.key(i)):
            return None
        key = self.words.key(i)
        if (
            len(key) < 3
            or key.endswith(("ين", "ون", "ات"))
            or key[:1] in "وبلفك"
            or stems_behind_pronouns(key) & self.things
        ):
            return None
        return single(i)

    def inside(self, i: int, end: int) -> Counted | None:
        """مقتل من بداخلها من الإرهابيين, قتل ما فيها من عناصر: people at the place that the clause names."""
        if self.words.key(i) not in ("من", "ما", "كل"):
            return None
        for j in range(i + 1, min(i + 6, end)):
            phrase = self.phrases.by_first.get(j)
            if phrase is not None:
                return (
                    phrase if phrase.kind == "people" and self.words.key(j - 1) == "من" and not phrase.prefix else None
                )
            if self.words[j].kind == "mark":
                return None
        return None

    def joined(self, phrase: Counted) -> Counted | None:
        """A phrase joined directly by و: رجل وزوجته, 3 جنود ومدنيان."""
        named = phrase.kind == "people" and phrase.definite and phrase.max == 1  # الصحافية … والمصور
        for j in range(phrase.end, min(phrase.end + (5 if named else 3), len(self.words))):
            following = self.phrases.by_first.get(j)
            if following is not None:
                return following if following.prefix == "و" else None
            word = self.words[j]
            if (
                word.kind == "mark"
                or (word.key in self.small.function and word.key != "و")
                or (word.key[:1] == "و" and word.key != "و")
                or j in self.cues
            ):
                return None
        return None

    def joined_far(self, phrase: Counted, end: int) -> Counted | None:
        """A further number joined behind a place or a date: خطف 18 شابا من بلدة و14 شابا من أخرى."""
        for j in range(phrase.end, min(phrase.end + _FAR_JOINED, end)):
            following = self.phrases.by_first.get(j)
            if following is not None and following.first in self.blocked and not following.prefix:
                continue  # "تسعة مدنيين بينهم ثلاثة أطفال في قرية كذا وأربعة مدنيين في كذا"
            if following is not None:
                two = following.min == following.max == 2 and self.words.key(following.end) == "في"  # وطفلين في الثانية
                ok = following.prefix == "و" and (following.told or two) and following.kind == "people"
                return following if ok else None
            word = self.words[j]
            if (word.kind == "mark" and word.key in _HARD) or word.key in self.small.subordinate:
                return None
            if any(f.cue.kind in ("verb", "noun") for f in self.cues.get(j, ())):
                return None
        return None


def has_stem(words: Words, first: int, last: int, wanted: frozenset[str], marks: bool = True) -> int | None:
    """The position of the last word of [first, last) of which some reading is in `wanted`; a mark ends the look back unless `marks`."""
    for j in range(last - 1, first - 1, -1):
        word = words[j]
        if word.kind == "mark" and not marks and word.key not in _SOFT - set("،,"):
            return None
        if stems(word.key) & wanted:
            return j
    return None
