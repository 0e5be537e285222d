"""Phrases of people: a noun with its adjectives and the body that the people belong to, or a nationality used as a
noun."""

from __future__ import annotations

from typing import Final

import msgspec

from marsad.actors.grammar import Phrase, Reader, rank
from marsad.actors.terms import Modifier, Noun, Number, Term
from marsad.actors.view import agreeing, has_article, nation_of, without_conjunction
from marsad.lexicon.countries import adjective_keys
from marsad.text.clitics import Reading, readings
from marsad.text.memory import remembered
from marsad.text.phrases import Hit

_MAX_TAIL: Final = 6
#: Numbers behind people begin what the people did it to: خطف مسلحون | ثلاثة من عمال الإغاثة.
_COUNTING: Final = frozenset(
    n + end for n in ("ثلاث", "اربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر") for end in ("ه", "")
) | {"اثنين", "اثنان", "اثنتان", "اثنتين", "احد", "احدي", "عددا", "عشرات", "مئات"}
#: A person told by nationality alone: unarmed unless an adjective tells otherwise.
NATIONAL: Final = Noun(group="civilians", sector="CVL")


def phrase_at(reader: Reader, i: int, inside: bool = False) -> Phrase | None:
    """The best phrase that starts at word `i`: a body, people, an anaphor."""
    known = reader.phrases
    if (i, inside) not in known:
        known[i, inside] = _phrase_at(reader, i, inside)
    return known[i, inside]


def _phrase_at(reader: Reader, i: int, inside: bool) -> Phrase | None:
    best: Phrase | None = None
    for hit in reader.hits(i):
        kind = hit.payload.kind
        if kind == "body":
            made = _longer(reader, hit, reader.body(hit, inside))
        elif kind == "person":
            made = person(reader, hit)
        elif kind == "carrier":
            made = reader.carrier(hit)
        elif kind == "unit":
            made = reader.unit(hit)
        else:
            made = reader.anaphor(hit) if kind == "anaphor" else None
        if made and (best is None or rank(made) > rank(best)):
            best = made
    return best


def _longer(reader: Reader, hit: Hit[Term], made: Phrase | None) -> Phrase | None:
    """A name that begins with a carrier (قوات المجلس الانتقالي) may be cut short where the body alone has a longer
    one."""
    if hit.last == hit.first + 1 or hit.article or not led_by_carrier(reader, hit.first):
        return made
    inner = reader.complement(hit.first + 1, links=False)
    if inner is None or (made and inner.last <= made.last):
        return made
    return msgspec.structs.replace(inner, first=hit.first, head_last=hit.first + 1, skip=hit.skip)


def led_by_carrier(reader: Reader, i: int) -> bool:
    return any(r.stem in reader.lex.carriers for r in readings(reader.view.key(i)) if not r.pronoun)


def governs(reader: Reader, phrase: Phrase) -> bool:
    """Whether what is joined to a phrase by و may share its head: قوات حزب الله والنظام."""
    return phrase.kind == "body" and (phrase.last > phrase.head_last or led_by_carrier(reader, phrase.first))


def person(reader: Reader, hit: Hit[Term]) -> Phrase | None:
    """People, with their adjectives and the body that they belong to; None where the word is an adjective (هجوم
    انتحاري). Actors and people ask for the same ones: each is read once."""
    known = reader.persons
    if id(hit) not in known:  # the reader keeps its hits, so that no other one has that id
        known[id(hit)] = _person(reader, hit)
    return known[id(hit)]


def _person(reader: Reader, hit: Hit[Term]) -> Phrase | None:
    noun, term = hit.payload.noun, hit.payload
    if noun is None or (noun.owned and not hit.pronoun):
        return None
    if reader.view.key(hit.last - 1).removeprefix("و") == "اسر" and reader.view.key(hit.last) in _COUNTING:
        return None  # وأسر أربعة آخرون: the verb, no families
    definite = reader.definite(hit)
    last, country, modifier = _tail(reader, hit.last, definite)
    inner = _owner(reader, hit, last, country, modifier) if noun.complement else None
    if inner is None and noun.cue != "none" and not _is_noun(reader, hit, noun):
        return None
    if hit.pronoun and term.number == "dual" and noun.civilian_by_default:
        return None  # رجليه: his legs
    if inner is None and term.number == "dual" and reader.view.key(hit.last - 1).endswith("ي"):
        return None  # عنصري الشرطة are two, تمييز عنصري is none
    pattern = inner.pattern if inner else _pattern(noun, modifier)
    # مقاتليها: whoever was told before
    resumes = bool(hit.pronoun) and inner is None and _is_member(noun)
    if resumes:
        pattern = ""
    return Phrase(
        kind="anaphor" if resumes and not pattern else "people",
        first=hit.first,
        head_last=hit.last,
        last=inner.last if inner else last,
        skip=hit.skip,
        term=inner.term if inner else term,
        pattern=pattern,
        country=(inner.country if inner else None) or country,
        definite=definite,
        noun=noun,
        number="dual" if _is_dual_of(reader, hit) else term.number,
        maybe_dual=term.maybe_dual,
        modifier=modifier,
        body=inner.term if inner else None,
    )


def _is_dual_of(reader: Reader, hit: Hit[Term]) -> bool:
    """طفلاهما, شقيقاه: before a pronoun an alif at the end of a singular is the dual's."""
    if not hit.pronoun or hit.payload.number != "singular" or hit.last != hit.first + 1:
        return False
    return reader.view.key(hit.first).removesuffix(hit.pronoun).endswith("ا")


def _is_member(noun: Noun) -> bool:
    """Whether the noun tells the rank and file of a body (عناصر، مقاتلون), whom a pronoun may stand for."""
    return (
        noun.complement and noun.state is None and noun.category in (None, "officers") and not noun.civilian_by_default
    )


def _is_absolute(reader: Reader, hit: Hit[Term]) -> bool:
    """Whether a sound plural or dual is in a form that takes no genitive: of "هاجم مسلحون نقطة للشرطة" مسلحون belong to nobody."""
    key = reader.view.key(hit.last - 1)
    return hit.payload.number in ("plural", "dual") and len(key) > 4 and key.endswith(("ون", "ان"))


def _owner(reader: Reader, hit: Hit[Term], last: int, country: str | None, modifier: Modifier | None) -> Phrase | None:
    direct = last == hit.last and not (hit.article or hit.pronoun) and not _is_absolute(reader, hit)
    inner = reader.complement(last, direct or reader.view.key(last) == "(", country)
    key = reader.view.key(last)
    if inner or modifier or not reader.view.is_word(last) or reader.hits(last) or key.removeprefix("و") in _COUNTING:
        return inner
    # One adjective that the data does not know may stand between: قيادي بارز في داعش.
    following = reader.view.key(last + 1)
    if following in reader.lex.links or following in reader.lex.belonging or following in reader.lex.loyal:
        return reader.complement(last + 1, False, country)
    return None


def _tail(reader: Reader, i: int, definite: bool) -> tuple[int, str | None, Modifier | None]:
    country: str | None = None
    told: Modifier | None = None
    accusative = reader.view.key(i - 1).endswith("ا")
    for _ in range(_MAX_TAIL):
        stem = agreeing(reader.view.key(i), definite) if reader.view.joined(i) else None
        if stem is None or (stem.endswith("ا") and not accusative):
            break
        code = nation_of(reader.view.key(i), definite)
        if code is None and accusative and stem.endswith("يا"):
            code = adjective_keys().get(stem[:-1])  # مدنيا سوريا: no country
        modifier = reader.lex.modifiers.get(stem)
        if code and country in (None, code):
            country = code
        elif modifier:
            told = modifier if modifier.sector or modifier.group else told
        else:
            break
        i += 1
    return i, country, told


def _is_noun(reader: Reader, hit: Hit[Term], noun: Noun) -> bool:
    """Whether a word that may be an adjective of things stands as a noun for people here, by what precedes it."""
    if noun.cue == "singular" and (hit.payload.number != "singular" or (hit.pronoun and noun.group != "unknown")):
        return True  # حارسه: a word with a pronoun is no adjective
    i = hit.first
    if not reader.view.joined(i):
        return noun.cue == "singular" and not hit.prefix
    before = reader.view[i - 1]
    key = without_conjunction(before.key)
    if before.kind == "number" or before.key in reader.lex.cues or key in reader.lex.cues or key.endswith("وا"):
        return True
    if noun.cue == "always":
        return False
    last = reader.view.key(hit.last - 1)
    if last.endswith("ا"):
        # An object (اعتقلت الشرطة مطلوبا), unless it agrees (هجوما انتحاريا) or is an adverb (سياسيا).
        adverb = last.endswith("يا") and noun.group != "fighters" and noun.category != "leaders"
        after_mark = before.kind == "mark" and noun.category != "leaders"  # استهدفوا، مساء أمس، قياديا
        return not (adverb or after_mark or key.endswith("ا"))
    lex = reader.lex
    if before.kind == "mark" or before.key in lex.weak_cues or key in lex.weak_cues or key in lex.force:
        return True
    if hit.prefix[:1] == "و" and any(h.payload.kind == "person" for j in (i - 1, i - 2, i - 3) for h in reader.hits(j)):
        return True
    # المسلح behind a verb is a noun, behind another definite word (التفجير الانتحاري) an adjective.
    return (hit.article and key in lex.speech) or hit.prefix[-1:] in ("ب", "ل")


def _pattern(noun: Noun, modifier: Modifier | None) -> str:
    if noun.actor:
        return noun.actor
    sector, unit = (modifier.sector, modifier.unit) if modifier and modifier.sector else (noun.sector, noun.unit)
    if unit and noun.category == "leaders":  # زعيم قبلي is no fighter by his tribe
        return "*-CVL"
    if sector is None:
        return "*-CVL" if noun.civilian_by_default else ""
    return f"*-{sector}-{unit}" if unit else f"*-{sector}"


def national(reader: Reader, i: int) -> Phrase | None:
    """A nationality used as a noun: مقتل فلسطيني, خمسة عراقيين, السوريون."""
    if not _may_be_nation(reader.view.key(i)):
        return None
    for reading in readings(reader.view.key(i)):
        code = (
            None if reading.pronoun else adjective_keys().get(reading.stem) or _counted_nation(reader, i, reading.stem)
        )
        if code is None:
            continue
        number = _national_number(reading.stem)
        if number is None or not _national_fits(reader, i, reading, number):
            continue
        last, _, modifier = _tail(reader, i + 1, reading.article)
        return Phrase(
            kind="people",
            first=i,
            head_last=i + 1,
            last=last,
            skip=len(reading.prefix),
            term=Term(kind="person", noun=NATIONAL, number=number, name=reading.stem),
            pattern=_pattern(NATIONAL, modifier),
            country=code,
            definite=reading.article,
            noun=NATIONAL,
            number=number,
            modifier=modifier,
        )
    return None


@remembered
def _may_be_nation(key: str) -> bool:
    """Whether a word may be a nationality used as a noun, in any of its readings."""
    return any(
        not r.pronoun and (r.stem in adjective_keys() or r.stem.endswith("يا")) and _national_number(r.stem) is not None
        for r in readings(key)
    )


def _counted_nation(reader: Reader, i: int, stem: str) -> str | None:
    """Behind a number a word that is a country elsewhere counts its people: 13 إثيوبيا."""
    if i and stem.endswith("يا") and reader.view[i - 1].kind == "number":
        return adjective_keys().get(stem[:-1])
    return None


def _national_number(stem: str) -> Number | None:
    """The number of a nationality used as a noun; None for the feminine, which is nearly always an adjective of
    things."""
    if stem.endswith(("يون", "يين")) or not stem.endswith(("ي", "يا", "ه", "ت", "ان", "و", "تين", "تا", "تي")):
        return "plural"
    if stem.endswith("يان"):
        return "dual"
    return "singular" if stem.endswith(("ي", "يا")) else None


def _national_fits(reader: Reader, i: int, reading: Reading, number: Number) -> bool:
    if not reader.view.joined(i):
        return number == "plural" and not reading.prefix and reading.stem.endswith(("ون", "ين"))
    before = reader.view[i - 1]
    key = without_conjunction(before.key)
    cue = before.key in reader.lex.cues or key in reader.lex.cues
    if number == "plural":
        weak = cue or before.key in reader.lex.weak_cues or key in reader.lex.weak_cues
        if reading.article:
            return not has_article(before.key) and (weak or before.kind == "mark" or reading.prefix[-1:] in ("ب", "ل"))
        # Behind a word with the article it agrees with none: قتلت القوات الإسرائيلية فلسطينيين.
        alone = (
            reading.stem.endswith("يين")
            and not reading.prefix
            and (has_article(before.key) or before.key.startswith("بال"))
        )
        return weak or alone or before.kind == "number"
    if number == "dual":
        return cue
    # طعن فلسطيني is a verb and who did it, قصف تركي a noun and whose it is.
    cue = cue or (key in reader.lex.force and key not in reader.lex.acts)
    return (cue and not reading.prefix) or (before.kind == "number" and reading.stem.endswith("يا"))


def with_country(phrase: Phrase, country: str) -> Phrase:
    """The phrase with the country that the rest of the text tells."""
    return msgspec.structs.replace(phrase, country=country)
