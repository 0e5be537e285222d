"""The sources heard so far in a text: المصدر, الخفاجي, المتحدث and a bare وأضاف lead back to them."""

from __future__ import annotations

from typing import Final

import msgspec

from marsad.coding.naming import MAX_WORDS
from marsad.coding.reporting import Person, reporting
from marsad.coding.titles import (
    ANONYMOUS,
    BODY,
    HEAD,
    NAME,
    OFFICE,
    OUTLET,
    RANK,
    alternatives,
    feminine_plurals,
    flags,
    has_article,
    names_outlet,
)
from marsad.model import SourceMention
from marsad.text.folding import fold_key
from marsad.text.words import Words

_WINDOW: Final = 12
_SAME: Final = frozenset(map(fold_key, ("ذاته", "نفسه", "ذاتها", "نفسها", "المذكور", "المذكورة")))


class Heard:
    """The sources of a text in the order in which they spoke."""

    def __init__(self) -> None:
        self._groups: list[tuple[SourceMention, ...]] = []

    def add(self, sources: tuple[SourceMention, ...]) -> None:
        """Remember who spoke last."""
        if sources:
            self._groups.append(sources)

    def last(self, person: Person | None = None) -> tuple[SourceMention, ...]:
        """Who goes on where a verb has no subject; its form tells a woman or a body from a man.

        وأضافت after "قال مدير المرصد" and "قالت خلية الإعلام" goes on with the latter.
        """
        if not self._groups:
            return ()
        if person in ("m", "f"):
            for group in reversed(self._groups[-3:]):
                if _gender(group) in (person, None):
                    return group
        if person == "p":
            for group in reversed(self._groups[-3:]):
                if len(group) > 1 or _is_plural(group[0]):
                    return group
        return self._groups[-1]

    def resolve(self, mention: SourceMention) -> SourceMention | None:
        """The full mention that a short one (المصدر, العميد سمير) leads back to; None when it stands for itself."""
        if mention.last - mention.first > 4:
            return None
        seen = [s for group in reversed(self._groups[-_WINDOW:]) for s in group]
        if mention.speaker and not (mention.title and mention.organisation):
            return _by_name(mention.speaker, seen)
        phrase = mention.title or mention.organisation
        if not phrase or mention.speaker:
            return None
        keys = [fold_key(w) for w in phrase.split() if fold_key(w) not in _SAME]
        if len(keys) > 2 or not keys:
            return None
        if keys[0].removeprefix("ال") in reporting().statements and len(keys) == 1 and seen:
            return seen[0]
        if not has_article(keys[0]):
            return _by_name(phrase, seen) if not flags(keys[0]) & HEAD else None
        found = _by_title(keys, seen)
        if found is not None and (found.title or found.speaker) and not flags(keys[0]) & (OFFICE | ANONYMOUS | RANK):
            return None  # المرصد after مدير المرصد is the body, not the man
        return found or (_by_name(phrase, seen) if len(keys) == 1 else None)

    def complete(self, mention: SourceMention) -> SourceMention:
        """عضو اللجنة with the full name of the committee that was heard before."""
        body = mention.organisation
        if not body or len(body.split()) > 2 or not has_article(fold_key(body)):
            return mention
        wanted = fold_key(body).removeprefix("ال").split()
        for group in reversed(self._groups[-_WINDOW:]):
            for source in group:
                full = source.organisation
                if full and full != body and fold_key(full).removeprefix("ال").split()[: len(wanted)] == wanted:
                    words = sum(len((p or "").split()) for p in (mention.speaker, mention.title, full))
                    return msgspec.structs.replace(mention, organisation=full) if words <= MAX_WORDS else mention
        return mention


def _by_name(name: str, seen: list[SourceMention]) -> SourceMention | None:
    """A surname, or two parts of a name, of somebody heard before."""
    parts = fold_key(name).split()
    for source in seen:
        full = fold_key(source.speaker or "").split()
        if full and len(full) >= len(parts) and all(p in full or f"ال{p}" in full for p in parts):
            return source
        if not full and source.organisation and fold_key(source.organisation).split()[-len(parts) :] == parts:
            return source
    return None


def _by_title(keys: list[str], seen: list[SourceMention]) -> SourceMention | None:
    """A definite noun (الضابط) that an earlier title or body contains without or with its article (ضابط رفيع)."""
    wanted = {key.removeprefix("ال") for key in keys}
    for source in seen:
        heads = [source.title, source.organisation]
        stems = {w.removeprefix("ال") for part in heads if part for w in fold_key(part).split()}
        if wanted <= stems or (len(wanted) == 1 and _plural_of(next(iter(wanted)), stems)):
            return source
    return None


def _plural_of(stem: str, stems: set[str]) -> bool:
    return not alternatives().get(stem, frozenset()).isdisjoint(stems)


def _gender(group: tuple[SourceMention, ...]) -> Person | None:
    if len(group) > 1:
        return None
    source = group[0]
    if source.speaker:
        title = fold_key(source.title or "")
        return "f" if title.split() and title.split()[0].endswith("ه") else "m"
    key = fold_key((source.title or source.organisation or "x").split()[0])
    if key in ("شهود", "شرطه") or flags(key) & OUTLET:
        return None if key == "شهود" else "f"
    if key in feminine_plurals() or key.endswith(("ه", "ات")):
        return "f"
    return "m" if flags(key) & HEAD else None


def _is_plural(source: SourceMention) -> bool:
    key = fold_key((source.title or "").split()[0]) if source.title else ""
    if key in feminine_plurals() or key.endswith(("ون", "ين", "ان")):
        return True
    return bool(flags(key) & ANONYMOUS) and key.endswith(("اء", "ود", "الي"))


def is_outlet_source(source: SourceMention) -> bool:
    """Whether the source is an outlet or an agency, and no person or body that speaks for itself."""
    if source.speaker or source.title or not source.organisation:
        return False
    words = Words(source.organisation)
    return names_outlet(words.key(0)) and not flags(words.key(0)) & BODY


def is_source(mention: SourceMention) -> bool:
    """Whether a phrase behind بحسب or وفقا ل names somebody who can speak, rather than a law, a plan or a custom."""
    phrase = mention.title or mention.organisation
    if mention.speaker or not phrase:
        return mention.speaker is not None
    key = fold_key(phrase.split()[0])
    if key in reporting().not_sources:
        return False
    return bool(flags(key) & (HEAD | NAME)) or key in reporting().statements or names_outlet(key)
