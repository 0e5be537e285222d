"""What stands around a found name: type word, unit or office, person, list, dateline, direction and distance."""

from __future__ import annotations

from itertools import compress, pairwise
from typing import Final

from marsad.places.compile import Strength
from marsad.places.gazetteer import Gazetteer
from marsad.places.records import Place
from marsad.places.spotting import CHAIN, GLOSS, LOCATIVE, NEAR, OUTLET, PERSON, UNIT, UNIT_LEAD, Hit, Info, Spotter
from marsad.text.words import Words

OPENING: Final = frozenset("«“\"'([‘”’")
CLOSING: Final = frozenset("»”\"')]’“‘")
_STOPS: Final = frozenset(".:؛!؟*")
_SEPARATORS: Final = frozenset("،,/-–")
_DATELINE_WORDS: Final = 9
_TATWEEL: Final = "ـ"
_STREETS: Final = frozenset(
    {"شارع", "ساحه", "ميدان", "دوار", "جسر", "حي", "حاره", "ملعب", "سوق", "جامع", "مسجد", "مدرسه", "كنيسه"}
)
#: Type words that news uses in their legal sense.
#: Type words of land that bears a town's name: جزيرة هيت, صحراء بلد.
_WIDE_TYPES: Final = frozenset({"جزيره", "صحراء", "باديه", "مطار", "سد"})
_DECISIVE: Final = frozenset({"ناحيه", "قضاء", "محافظه"})
_PEOPLES: Final = frozenset({"عشاير", "وعشاير"})
_BY: Final = frozenset({"بنحو", "بحوالي", "بحوالى", "بمسافه", "بقرابه", "ب", "بزهاء"})
#: First words of the names of units that news calls their bases by.
_FORMATIONS: Final = frozenset({"لواء", "فوج", "فرقه", "كتيبه", "سريه"})
_OFFICES: Final = frozenset({"بلديه", "مديريه", "دايره", "مجلس"})


class Scene:
    """One text with its found names, on the way to mentions."""

    __slots__ = ("blocked", "country", "gazetteer", "infos", "present", "reader", "told", "words")

    def __init__(self, words: Words, infos: list[Info | None], reader: Spotter) -> None:
        self.words, self.infos, self.reader = words, infos, reader
        #: The words that may be something, by position: most are nothing.
        self.told: list[tuple[int, Info]] = list(compress(enumerate(infos), infos))  # type: ignore[arg-type]
        self.gazetteer: Gazetteer = reader.gazetteer
        self.blocked: set[int] = set()
        self.country: str | None = None
        self.present: frozenset[str] = frozenset()

    def flags(self, i: int) -> int:
        """The lists that word `i` is on; 0 outside the text."""
        return self.reader.flags(self.words[i].key) if 0 <= i < len(self.words) else 0

    def candidates(self, hit: Hit) -> list[Place]:
        """The places that the name may be."""
        return [self.gazetteer.place(i) for i in hit.places]


def attach_context(scene: Scene, hits: list[Hit]) -> list[Hit]:
    """Set type word, unit and dateline of each hit and drop what is no place: outlets, surnames."""
    kept = []
    for hit in hits:
        if hit.level == Strength.BLOCKED:
            scene.blocked.update(range(hit.first, hit.last))
            continue
        if _is_beginning(scene, hit) or _is_adjective(scene, hit):
            continue
        _attach_type(scene, hit)
        before = scene.flags(hit.start - 1) if hit.type_word or not hit.prefix else 0
        if before & OUTLET and not hit.type_word and not _is_position(scene, hit):
            continue
        if before & PERSON and _is_surname(scene, hit):
            continue
        attach_surroundings(scene, hit)
        attach_direction(scene, hit)
        hit.dateline = hit.first <= 2 and _is_dateline(scene.words, hit)
        if hit.type_word is not None and not _fit_type(scene, hit):
            continue
        _narrow(scene, hit)
        homely = (
            scene.infos[hit.first - 1] if hit.first > 0 else None
        )  # مركز الحمام: to be judged when the country is known
        if hit.licensed or hit.level > Strength.TYPED or (homely is not None and homely.homely is not None):
            kept.append(hit)
    return kept


def _narrow(scene: Scene, hit: Hit) -> None:
    """Keep the places of the town whose adjective follows: حي جوبر الدمشقي, بلدة بريتال البقاعية."""
    town = scene.reader.wording.demonyms.get(scene.words.key(hit.last))
    if town is None or hit.level < Strength.COMMON or (hit.type_word is None and hit.level < Strength.STRONG):
        return
    own = [i for i in hit.places if town in _admins(scene.gazetteer.place(i))]
    if own:
        hit.places, hit.licensed, hit.told = own, True, True


def _admins(place: Place) -> tuple[str | None, ...]:
    return (place.admin1, place.admin2)


def attach_surroundings(scene: Scene, hit: Hit) -> None:
    """Read from the words before the phrase whether it names a unit or office, or is told as near."""
    before = scene.flags(hit.start - 1) if hit.type_word or not hit.prefix else 0
    hit.unit = _is_unit(scene, hit, before)
    hit.near = _is_near(scene, hit)


def _is_position(scene: Scene, hit: Hit) -> bool:
    """Whether موقع before the name is a military position, not a web site: في موقع المالكية."""
    at = hit.start - 1
    return scene.words[at].key == "موقع" and bool(scene.flags(at - 1) & (LOCATIVE | NEAR))


def _is_near(scene: Scene, hit: Hit) -> bool:
    """Whether the place is told as near: قرب س, القريبة من س, المجاورة لبلدة س."""
    of = scene.words[hit.start - 1].key in ("من", "عن", "على") if hit.start > 0 else False
    info = scene.infos[hit.start]
    prefix = hit.prefix if hit.start == hit.first else (info.type_prefix if info is not None else "")
    if prefix and prefix != "ل":
        return False
    return bool(scene.flags(hit.start - (2 if of else 1)) & NEAR)


def _is_beginning(scene: Scene, hit: Hit) -> bool:
    """Whether the word only begins a name that no gazetteer has: البو حمدان, تل الشوك."""
    words = scene.words
    if hit.last - hit.first > 1 or hit.last >= len(words) or words[hit.last].kind != "word":
        return False
    following = scene.infos[hit.last]
    if following is not None and following.type_word is not None and following.type_prefix.endswith(("ب", "ل")):
        return False  # مديرية عين بمحافظة شبوة
    lists = scene.reader.wording.lists
    key = words[hit.first].key[hit.skip :]
    return (
        key in lists["name_heads"] and words[hit.last].key not in lists["not_names"] and not hit.article
    ) or key == "البو"


def _is_adjective(scene: Scene, hit: Hit) -> bool:
    """Whether سورية is Syrian rather than Syria: behind a noun (قوات سورية), not behind في or شمال."""
    if hit.prefix or hit.article or hit.first == 0 or hit.key not in scene.reader.adjectives:
        return False
    before = scene.words[hit.first - 1]
    if before.kind != "word" or scene.flags(hit.first - 1) & (LOCATIVE | NEAR | CHAIN | GLOSS):
        return False
    wording = scene.reader.wording
    return before.key not in wording.directions and before.key not in wording.lists["before_countries"]


def _attach_type(scene: Scene, hit: Hit) -> None:
    """Take the type word before the name, through quotation marks and a second type word (مدينة بلدة الكرمة)."""
    if hit.prefix:
        return
    words, infos = scene.words, scene.infos
    p = hit.first - 1
    marks = 0
    while p >= 0 and words[p].kind == "mark" and words[p].text in OPENING and marks < 2:
        p, marks = p - 1, marks + 1
    info = infos[p] if p >= 0 else None
    if info is None or info.type_word is None:
        return
    hit.type_word, hit.start, hit.head = info.type_word, p, p
    if p > 0 and not info.type_prefix:
        outer = infos[p - 1]
        if (
            outer is not None
            and outer.type_word is not None
            and not outer.type_word.plural
            and not outer.type_word.in_name
        ):
            hit.start = p - 1


def _is_surname(scene: Scene, hit: Hit) -> bool:
    """محمد الرفاعي, اللواء البغدادي: a name or rank before a word with the article, or before a common name."""
    words, p = scene.words, hit.start - 1
    if hit.type_word is not None or (
        words[p].key == "علي" and (words[p].text == "على" or not scene.flags(p - 1) & PERSON)
    ):
        return False
    own = hit.key in scene.reader.wording.lists["given_names"]
    return own or hit.article or hit.level <= Strength.COMMON or hit.last - hit.first > 1


def _is_unit(scene: Scene, hit: Hit, before: int) -> bool:
    if before & UNIT and hit.type_word is None:
        return True
    if hit.type_word is None and hit.key.split(" ", 1)[0] in _FORMATIONS and _is_body(scene, hit):
        return True
    if before & UNIT and hit.type_word is not None and hit.type_word.key in scene.reader.wording.lists["unit_types"]:
        return scene.words[hit.start - 1].key not in _PEOPLES  # عشائر ناحية المدينة تتقاتل: they do so there
    if hit.start > 1 and scene.words[hit.start - 1].key == "عن" and scene.flags(hit.start - 2) & UNIT_LEAD:
        return True  # النائب عن محافظة نينوى
    if hit.type_word is not None and hit.type_word.key in _OFFICES:
        return bool(before & UNIT_LEAD)
    return False


def _is_body(scene: Scene, hit: Hit) -> bool:
    """Whether the name of a unit whose base is known means its people: جنود من اللواء 35, تابعة للواء 35; not اقتحام اللواء 52."""
    members, at = scene.reader.wording.lists["members"], hit.start - 1
    if "ل" in hit.prefix or at < 0:
        return True
    if scene.words[at].key in ("من", "في") and at > 0:
        at -= 1
    return scene.words[at].key in members or scene.words[at].kind == "mark"


def _is_dateline(words: Words, hit: Hit) -> bool:
    """A city, then within a few words a dash, colon or an agency in parentheses: بغداد - رويترز."""
    if hit.prefix or hit.last >= len(words):
        return False
    mark = words[hit.last]
    if mark.text in "-–—:/" or _TATWEEL in words.raw[words[hit.last - 1].end : mark.start]:
        return True  # دمشق ـ سامر خليل
    if mark.text == "(":
        for i in range(hit.last + 1, min(hit.last + _DATELINE_WORDS, len(words))):
            if words[i].text == ")":
                return i + 1 < len(words) and words[i + 1].text in "-–—:"
    return False


def _fit_type(scene: Scene, hit: Hit) -> bool:
    """Keep the places of the kind that the type word says; make a spot named after the place where there is none."""
    type_word = hit.type_word
    assert type_word is not None
    wanted = type_word.features
    fitting = [i for i in hit.places if scene.gazetteer.place(i).feature in wanted]
    if type_word.key in _DECISIVE:
        fitting = [i for i in fitting if scene.gazetteer.place(i).feature == wanted[0]] or fitting
    if fitting:
        if not type_word.plural:
            hit.places = fitting
        hit.licensed = True
        return True
    if type_word.key in _STREETS and not type_word.plural:
        hit.places, hit.licensed = [], True  # a quarter or street that bears the name of another place
        if type_word.in_name:
            hit.name = scene.words.text(hit.head, hit.last)
        return True
    if type_word.in_name and any(scene.gazetteer.place(i).feature != "country" for i in hit.places):
        hit.around = True
    dash = hit.last < len(scene.words) and scene.words[hit.last].text in "-–—"
    hit.licensed = (
        hit.licensed
        or (type_word.key == "طريق" and dash)
        or hit.level >= (Strength.WEAK if type_word.in_name else Strength.COMMON)
        or (
            type_word.key in _WIDE_TYPES
            and hit.level == Strength.STRICT
            and any(p.curated and p.rank >= 2 for p in scene.candidates(hit))
        )
        or type_word.key in ("محافظه", "مدينه", "قريه", "بلده")
    )
    return hit.licensed


def attach_direction(scene: Scene, hit: Hit) -> None:
    """Read what stands before the name towards the left: شمال غرب, 60 كم غرب العاصمة, على بعد 10 كيلومترات من."""
    words, lists = scene.words, scene.reader.wording.lists
    p = hit.start - 1
    if hit.prefix not in ("", "ل"):
        return
    while p >= 0 and (words[p].key in lists["between"] or (scene.infos[p] is not None and scene.infos[p].country)):  # type: ignore[union-attr]
        p -= 1
    of = p >= 0 and words[p].key in ("من", "عن")
    if of:
        p -= 1
    if p < 0 or (hit.prefix and not of):
        return
    angle, p = _direction(scene, p)
    if angle is None and not of:
        return
    q = p
    while q >= 0 and words[q].key in ("الي", "الى", "باتجاه", "اتجاه"):
        q -= 1
    km, q = _distance(scene, q)
    behind = _distance_behind(scene, hit.last) if km is None and angle is not None else None
    if angle is None and km is None:
        return
    if km is not None:
        p = q
    elif angle is not None:
        p = _more_directions(scene, p)
        if p < -1:
            angle, p = None, -p - 2
            hit.near = True
    hit.bearing, hit.km, hit.phrase = angle, km if km is not None else behind, p + 1
    hit.near = True
    while hit.phrase > 0 and words[hit.phrase - 1].key in lists["gloss_links"]:
        hit.phrase -= 1


def _direction(scene: Scene, p: int) -> tuple[float | None, int]:
    """The direction that ends at word `p`, and the position before it."""
    words, table = scene.words, scene.reader.wording.directions
    last = _bare_direction(words[p].key, table)
    if last is None:
        return None, p
    if p > 0:
        first = _bare_direction(words[p - 1].key, table)
        both = table.get(f"{first} {last}") if first else None
        if both is not None:
            return float(both), p - 2
    return float(table[last]), p - 1


def _bare_direction(key: str, table: dict[str, int]) -> str | None:
    if key in table:
        return key
    if len(key) > 3 and key[0] in "وبل" and key[1:] in table:
        return key[1:]
    return None


def _more_directions(scene: Scene, p: int) -> int:
    """Where another direction stands before و (غرب وشمال بغداد): -2 minus the position before all of them; else `p`."""
    words = scene.words
    if p < 0 or not words[p + 1].key.startswith("و"):
        return p
    angle, before = _direction(scene, p)
    if angle is None:
        return p
    deeper = _more_directions(scene, before)
    return deeper if deeper < -1 else -before - 2


def _distance(scene: Scene, p: int) -> tuple[float | None, int]:
    """The distance in kilometres that ends at word `p`, and the position before it."""
    words, lists = scene.words, scene.reader.wording.lists
    start = p
    if p >= 1 and words[p].key in lists["kilometre_tail"] and words[p - 1].key in lists["kilometres"]:
        p -= 1
    if p < 0:
        return None, start
    unit = words[p].key
    factor = (
        1.0
        if unit in lists["kilometres"]
        else 1.609
        if unit in lists["miles"]
        else 0.001
        if unit in lists["metres"]
        else None
    )
    if factor is None:
        return None, start
    if unit in ("كيلومترين", "ميلين"):
        return 2 * factor, p - 1
    if p >= 1 and words[p - 1].kind == "number":
        try:
            return float(words[p - 1].key.replace(",", "")) * factor, p - 2
        except ValueError:
            return None, start
    number = scene.reader.wording.numbers.get(words[p - 1].key) if p >= 1 else None
    return (number * factor, p - 2) if number is not None else (None, start)


def _distance_behind(scene: Scene, at: int) -> float | None:
    """The distance told behind the place: شمال شرق مدينة حلب بنحو 38 كم."""
    words = scene.words
    if at >= len(words) or words[at].key not in _BY:
        return None
    last = next(
        (i for i in range(at + 1, min(at + 5, len(words))) if words[i].key in scene.reader.wording.lists["kilometres"]),
        None,
    )
    if last is None:
        return None
    km, start = _distance(scene, last)
    return km if km is not None and start >= at else None


def link_lists(scene: Scene, hits: list[Hit]) -> None:
    """Join names that stand in one list (الفلوجة والرمادي، هيت): the type word of the first counts for all."""
    words = scene.words
    for before, hit in pairwise(hits):
        gap = range(_after_brackets(words, before.last), hit.start)
        if len(gap) > 5 or any(words[i].kind != "mark" and words[i].key != "و" for i in gap):
            continue
        alone = any(words[i].key == "و" for i in gap)  # و«الربيضة»
        marks = {words[i].text for i in gap}
        if marks & _STOPS:
            continue
        joined = alone or "و" in hit.prefix or (not hit.prefix and hit.start == hit.first and marks & _SEPARATORS)
        if not joined and not (hit.type_word and scene.infos[hit.start] and "و" in scene.infos[hit.start].type_prefix):  # type: ignore[union-attr]
            continue
        hit.list_from = before
        if hit.type_word is None and before.type_word is not None and before.type_word.plural:
            _inherit_type(scene, before, hit)
        if not hit.prefix.endswith(("ب", "ل")) and before.unit and hit.type_word is None:
            hit.unit = before.unit
        if before.bearing is None and before.near and hit.type_word is None and not hit.prefix.strip("و"):
            hit.near = True


def _after_brackets(words: Words, i: int) -> int:
    """The position behind a short remark in parentheses that begins at word `i`: ديالى (شرق)، ونينوى."""
    if i < len(words) and words[i].text == "(":
        for j in range(i + 1, min(i + 8, len(words))):
            if words[j].text == ")":
                return j + 1
    return i


def _inherit_type(scene: Scene, before: Hit, hit: Hit) -> None:
    hit.type_word = before.type_word
    assert hit.type_word is not None
    if any(scene.gazetteer.place(i).feature in hit.type_word.features for i in hit.places):
        hit.licensed = True
        if hit.type_word.key in ("محافظه", "ولايه", "قضاء", "ناحيه"):
            hit.places = [i for i in hit.places if scene.gazetteer.place(i).feature in hit.type_word.features]


def is_locative(scene: Scene, hit: Hit) -> bool:
    """Whether a preposition of place stands before the name: في, إلى, قرب; ب written to it."""
    at = hit.start - 1
    while at >= 0 and scene.words[at].text in OPENING:
        at -= 1
    if at > 0 and scene.words[at].key == "من" and scene.flags(at - 1) & NEAR:
        return True  # بالقرب من, على مقربة من
    return hit.prefix.endswith("ب") or bool(scene.flags(at) & (LOCATIVE | NEAR))
