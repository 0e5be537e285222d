"""The trigger lexicon: lemmas in YAML, compiled to every surface form that news writes.

`marsad/lexicon/data/triggers/README.md` describes the data. Verbs are conjugated by mazini; what comes out is a `PhraseIndex` over words.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from importlib.metadata import version
from typing import Any, Literal, TypeVar

import msgspec

from marsad.errors import BadData
from marsad.text.folding import fold_key
from marsad.text.phrases import PhraseIndex, is_article
from marsad.text.yamldata import parse_yaml
from marsad.usercache import cache_path, read_cached, write_cached

T = TypeVar("T")
#: The code that conjugated forms depend on, beside mazini itself.
_CONJUGATORS = (("marsad.lexicon", "triggers.py"), ("marsad.text", "folding.py"))
Form = Literal["verb", "noun", "word"]
Tense = Literal["past", "present", "future", "none"]


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence and what it must yield: an event type or `none`, and slots where they matter."""

    text: str
    yields: str
    initiator: str | None = None
    target: str | None = None
    where: str | None = None
    modality: str | None = None
    status: str | None = None
    killed: int | None = None


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One idea of a happening, as in the data files."""

    id: str
    type: str
    level: Literal["act", "outcome", "reference", "support"] = "act"
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    subject: str = "initiator"
    object: str = "target"
    genitive: str | None = None
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    followers: tuple[str, ...] = ()
    either_side: bool = False
    retype: dict[str, tuple[str, ...]] = {}

    @property
    def after_noun(self) -> str:
        """The role of what follows the noun directly."""
        return self.genitive or self.object


class TriggerForm(msgspec.Struct, frozen=True, eq=False):
    """One surface form of an entry.

    `al`: the form itself begins with ال (التقى). `rest`: words in look-up form that must follow a verb, with its subject between at most.
    """

    entry: Entry
    form: Form
    tense: Tense = "none"
    passive: Literal["no", "maybe", "yes"] = "no"
    plural: bool = False
    al: bool = False
    rest: tuple[str, ...] = ()


#: Shorter passives of weak roots read as other words (زير, قيل).
_SHORTEST_PASSIVE = 4
_THIRD = ("3ms", "3fs", "3md", "3fd", "3mp", "3fp")


@cache
def entries() -> tuple[Entry, ...]:
    """Every entry of the lexicon, in the order of the files. `BadData` names the file and what is wrong."""
    out: list[Entry] = []
    data = resources.files("marsad.lexicon") / "data"
    for path in sorted((data / "triggers").iterdir(), key=lambda p: p.name):
        if path.name.endswith(".yaml"):
            out += _read(path.name, path.read_text(encoding="utf-8"), list[Entry])
    seen: set[str] = set()
    for entry in out:
        if entry.id in seen:
            raise BadData(f"triggers: the id {entry.id!r} is used twice; give one of them another name")
        seen.add(entry.id)
    return tuple(out)


@cache
def examples() -> dict[str, tuple[Example, ...]]:
    """The example sentences by entry id: `data/examples/*.yaml`. `BadData` for an id that no entry has."""
    out: dict[str, tuple[Example, ...]] = {}
    data = resources.files("marsad.lexicon") / "data"
    known = {entry.id for entry in entries()}
    for path in sorted((data / "examples").iterdir(), key=lambda p: p.name):
        if path.name.endswith(".yaml"):
            found = _read(path.name, path.read_text(encoding="utf-8"), dict[str, tuple[Example, ...]])
            unknown = sorted(set(found) - known)
            if unknown:
                raise BadData(f"{path.name}: no entry is called {unknown[0]!r}; the ids stand in data/triggers")
            for entry_id, sentences in found.items():
                out[entry_id] = out.get(entry_id, ()) + sentences
    return out


def _read(name: str, text: str, shape: type[T]) -> T:
    try:
        return msgspec.convert(parse_yaml(text), shape)
    except (msgspec.ValidationError, ValueError) as error:
        raise BadData(f"{name}: {error}; see README.md beside it for the fields") from error


@cache
def trigger_index() -> PhraseIndex[TriggerForm]:
    """All surface forms of all entries."""
    index: PhraseIndex[TriggerForm] = PhraseIndex(pronouns=True, lasting=True)
    for entry in entries():
        for spec in entry.verbs:
            _add_verb(index, entry, spec)
        for noun in entry.nouns:
            head, _, rest = (part.strip() for part in noun.partition(" + "))
            form = TriggerForm(entry, "noun", rest=tuple(fold_key(w) for w in rest.split()))
            for written in sorted({head, accusative(head)}):
                index.add(written, form)
        for word in entry.words:
            index.add(word, TriggerForm(entry, "word"))
    return index


@cache
def rest_heads() -> frozenset[str]:
    """The first of the words that an entry's verb or noun needs behind it, in look-up form: القبض of ألقى القبض."""
    specs = (spec.partition(" + ")[2].split() for entry in entries() for spec in (*entry.verbs, *entry.nouns))
    return frozenset(fold_key(rest[0]) for rest in specs if rest)


@cache
def follower_keys(entry_id: str) -> frozenset[str]:
    """The words of which an entry's verbs need one as their subject, in look-up form: متظاهرون, محتجين."""
    return frozenset(fold_key(word) for entry in entries() if entry.id == entry_id for word in entry.followers)


def accusative(noun: str) -> str:
    """An indefinite noun phrase as it is written in the accusative: هجوم واسع → هجوما واسعا. Definite and feminine words stay.

    >>> accusative("عملية عسكرية"), accusative("هجوم واسع")
    ('عملية عسكرية', 'هجوما واسعا')
    """
    out: list[str] = []
    for word in noun.split():
        plain = word.startswith("ال") or word.endswith(("ة", "اء", "ات", "ا", "ى", "ين", "ان", "ي")) or len(word) < 3
        out.append(word if plain or out[-1:] == ["إلى"] else word + "ا")
    return " ".join(out)


def _add_verb(index: PhraseIndex[TriggerForm], entry: Entry, spec: str) -> None:
    verb, _, rest = (part.strip() for part in spec.partition(" + "))
    forms: dict[tuple[str, Tense], set[str]] = {}
    for text, tense, voice in _conjugations()[verb]:
        forms.setdefault((text, tense), set()).add(voice)
    words = tuple(fold_key(w) for w in rest.split())
    for (text, tense), voices in sorted(forms.items()):
        passive: Literal["no", "maybe", "yes"] = "maybe" if len(voices) == 2 else "yes" if "passive" in voices else "no"
        if passive == "yes" and len(text) < _SHORTEST_PASSIVE:
            continue
        plural = text.endswith(("وا", "ون"))
        form = TriggerForm(entry, "verb", tense, passive, plural, is_article(text), words)
        index.add(text, form)
        if text.endswith("وا") and not words:
            for pronoun in ("ه", "ها", "هم", "هما", "هن"):  # قتلوهم: the plural's alef falls before a pronoun
                index.add(text[:-1] + pronoun, form)


@cache
def _conjugations() -> dict[str, tuple[tuple[str, Tense, str], ...]]:
    """The forms of every verb of the lexicon: from the cache where they are there, else conjugated and put there."""
    verbs = sorted({spec.partition(" + ")[0].strip() for entry in entries() for spec in entry.verbs})
    code = (resources.files(package) / name for package, name in _CONJUGATORS)
    parts = [version("mazini").encode(), "\n".join(verbs).encode(), *(file.read_bytes() for file in code)]
    path = cache_path("verbs", hashlib.sha256(b"\0".join(parts)).hexdigest()[:20])
    found = read_cached(path, dict[str, tuple[tuple[str, Tense, str], ...]])
    if found is None or found.keys() != set(verbs):
        found = {verb: conjugate_third(verb) for verb in verbs}
        write_cached(path, found)
    return found


def conjugate_third(spec: str) -> tuple[tuple[str, Tense, str], ...]:
    """The third-person forms of a verb in look-up form: (form, tense, voice). `spec` is root and form: "قصف I/a~i".

    >>> ("قصفت", "past", "active") in conjugate_third("قصف I/a~i")
    True
    """
    from mazini import MaziniError, conjugate

    try:
        root, code = spec.split()
        form, _, vowels = code.partition("/")
        options: dict[str, Any] = {"vowels": tuple(vowels.split("~"))} if vowels else {}
        slots = conjugate(root, form, **options).slots
    except (ValueError, MaziniError) as error:
        raise BadData(f"verb {spec!r}: {error}; write root and form, as in 'قصف I/a~i' or 'هجم III'") from error
    out: set[tuple[str, Tense, str]] = set()
    tables: tuple[tuple[str, Tense], ...] = (
        ("past", "past"),
        ("ind", "present"),
        ("sub", "present"),
    )
    for table, tense in tables:
        for voice, infix in (("active", ""), ("passive", "_pass")):
            for person in _THIRD:
                for written in slots.get(f"{table}{infix}_{person}", ()):
                    if written.form != "?":
                        key = fold_key(written.form)
                        out.add((key, tense, voice))
                        if table == "ind":
                            out.add(("س" + key, "future", voice))
    return tuple(sorted(out))
