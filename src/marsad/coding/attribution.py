"""Who says what: the words over which each source of an article speaks.

A scope begins where a reporting verb, participle or preposition begins its complement (إن, مقتل, a quotation) and ends
with the quotation or the sentence, or where another report begins. A report without a subject (وأضاف, مشيرا إلى) goes
on with the source heard last.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from marsad.coding.according import read_according
from marsad.coding.blaming import read_blame
from marsad.coding.claims import find_act_before, find_responsibility, read_claim
from marsad.coding.clauses import attribute_loose_speech, back_to_comma, close_reports, find_clause_start, next_comma
from marsad.coding.reporting import Form, reporting
from marsad.coding.reports import Complement, Text, find_complement, find_via, has_other_sense, is_unsaid
from marsad.coding.scope import Report, Scope, name_of
from marsad.coding.sources import is_outlet_source
from marsad.coding.speakers import find_speakers
from marsad.coding.subjects import before_accused, find_subject, find_subject_before, resolve
from marsad.coding.titles import HEAD, NAME, OUTLET, flags, has_article, is_outlet
from marsad.model import SourceMention
from marsad.text.opening import Opening
from marsad.text.quotations import Quotation
from marsad.text.words import Words

__all__ = ["Scope", "find_scopes"]

_SAID_IN: Final = frozenset(("جاء", "وجاء", "ورد", "وورد", "جاءت", "وجاءت"))
#: Verbs whose object need not be a noun that we know: أعلن الجيش …
_ANNOUNCING: Final = frozenset(("أعلن", "نفى"))
#: Verbs that may follow the quotation that they report.
_CLOSING_VERBS: Final = frozenset(("قال", "أضاف", "أكد", "صرح", "ذكر", "أوضح", "تابع"))
_WHICH: Final = frozenset(("وهو", "وهي", "الامر", "الخبر", "وهذا"))
_LABEL: Final = 10
_OPENING: Final = frozenset("«»\"“”„'’‘([")


def find_scopes(words: Words, sentences: Sequence[tuple[int, int]], quotations: Sequence[Quotation]) -> list[Scope]:
    """The scopes of all sources of the text, by their first word.

    >>> from marsad.text.sentences import find_sentences
    >>> from marsad.text.quotations import find_quotations
    >>> words = Words("قال العميد سامي نصر إن القرية آمنة، مشيرا إلى اعتقال مهربين. وساد الهدوء")
    >>> scopes = find_scopes(words, find_sentences(words), find_quotations(words))
    >>> [(words.text(s.first, s.last), s.sources[0].speaker) for s in scopes]
    [('إن القرية آمنة،', 'سامي نصر'), ('اعتقال مهربين.', 'سامي نصر')]
    """
    text = Text(words, sentences, quotations)
    scopes: list[Scope] = []
    for first, last in sentences:
        reports = _read_sentence(text, first, last, scopes)
        scopes += close_reports(text, reports, last)
    scopes += attribute_loose_speech(text, scopes)
    scopes.sort(key=lambda s: (s.first, -s.last))
    return scopes


def _read_sentence(text: Text, first: int, last: int, scopes: list[Scope]) -> list[Report]:
    data, keys = text.data, text.keys
    while first < last - 1 and text.words[first].kind == "mark" and keys[first] not in _OPENING:
        first += 1  # the bullet of a list
    reports: list[Report] = []
    behind = first
    for i, _ in _REPORTS.among(text.words, first, last):
        if i < behind:
            continue
        key = keys[i]
        report: Report | None = None
        form = data.forms.get(key) if key not in data.according else None
        if form is not None:
            report = _read_verb(text, i, form, first, last, reports)
        if report is None and key in data.blames:
            report = read_blame(text, i, data.blames[key], first, last)
        if report is None and key in data.according:
            report = read_according(text, i, first, last, reports, scopes)
        if report is None and key in _SAID_IN:
            report = _read_said_in(text, i, first, last)
        if report is not None:
            reports.append(report)
            text.heard.add(report.sources)
            behind = report.verb[1] if report.kind == "according_to" else max(i + 1, report.first)
    _pass_on(reports)
    if not reports and (label := _read_label(text, first, last)):
        reports.append(label)
        text.heard.add(label.sources)
    return reports


@cache
def _reporting_words() -> frozenset[str]:
    lexicon = reporting()
    return frozenset(lexicon.forms) | frozenset(lexicon.according) | frozenset(lexicon.blames) | _SAID_IN


_REPORTS: Final = Opening(lambda key: key in _reporting_words(), _reporting_words)


def _pass_on(reports: list[Report]) -> None:
    """ووفقا لوكالة رويترز، قال مصدر إن: the outlet at the head of the sentence passes on the report behind it."""
    if len(reports) < 2 or reports[0].kind != "according_to" or not is_outlet_source(reports[0].sources[0]):
        return
    outlet, report = reports[0], reports[1]
    if 0 <= report.start - outlet.verb[1] <= 2 and report.via is None:
        report.via = name_of(outlet.sources[0])
        del reports[0]


def _read_verb(text: Text, i: int, form: Form, first: int, last: int, before: list[Report]) -> Report | None:
    """The report of the verb or participle at `i`; None when it reports nothing here."""
    if form.object and form.kind == "past":
        return _read_confirmed(text, i, form, first, last)
    if (form.object and form.kind != "claim") or is_unsaid(text, i, form) or has_other_sense(text, i, form):
        return None
    if form.kind == "claim":
        return read_claim(text, i, form, first, last)
    if form.kind == "relay":
        return _read_relay(text, i, form, first, last)
    complement = (
        find_complement(text, i, form, last)
        or _find_bare_object(text, i, form, last)
        or _find_quoted_before(text, i, form, first)
    )
    if complement is None:
        return None
    if form.kind == "participle":
        return _continue(text, i, form, complement, first, before)
    return _read_finite(text, i, form, complement, first, last)


def _read_confirmed(text: Text, i: int, form: Form, first: int, last: int) -> Report | None:
    """…، وهو ما أكده الجيش: what stands before in the sentence is confirmed or denied by another source."""
    lead = text.keys[max(first, i - 4) : i]
    if not lead or lead[-1] not in ("ما", "الذي", "التي") or not any(k in _WHICH for k in lead):
        return None
    sources = resolve(text, find_speakers(text.words, i + 1, last)).sources
    if not sources:
        return None
    start = back_to_comma(text, i, first)
    return Report(
        start=start,
        verb=(i, i + 1),
        sources=sources,
        first=first,
        last=i + 1,
        kind="indirect",
        main=False,
        stance=form.stance,
    )


def _read_finite(text: Text, i: int, form: Form, complement: Complement, first: int, last: int) -> Report | None:
    end = complement.first if complement.first > i else last
    subject = find_subject(text, i, form, end, first)
    if not subject.sources:
        return None
    report = _make(text, i, first, subject.sources, complement, subject.known)
    report.stance = form.stance
    if form.lemma == "اتهم" and (accused := before_accused(text, i + 1, end)) < end:
        report.blamed = (accused, end)
    report.via = find_via(text, i + 1, end) or _find_via_before(text, first, i)
    if form.stance == "denies" and any(_is_saying(text, j) for j in range(i + 1, end)):
        report.stance = "asserts"  # نفى ذلك قائلا إن: what follows is asserted
    _read_between(text, i + 1, end, report)
    about = find_responsibility(text, i, complement, last)
    report.responsibility = about is not None
    if about is not None and "عدم" in text.keys[i + 1 : about]:
        report.stance = "denies"
    if about is not None and (text.keys[about] != "عن" or text.keys[about + 1 : about + 2] == ["ذلك"]):
        act = find_act_before(text, i, first)
        start = back_to_comma(text, i, first) if act is None else act
        report.first, report.last, report.main = start, about + 1, False
    elif i == first + 1 and text.keys[first] in text.data.subordinators:
        report.last = next_comma(text, complement.first, last)
    return report


def _find_via_before(text: Text, first: int, i: int) -> str | None:
    """وفي حديث للأناضول أوضح: the outlet stands before the verb, at the head of the sentence."""
    leads = text.keys[first].removeprefix("و") in ("في", "خلال") and i - first <= _LABEL
    return find_via(text, first, i) if leads else None


def _is_saying(text: Text, j: int) -> bool:
    form = text.data.forms.get(text.keys[j])
    return form is not None and form.kind == "participle" and form.lemma == "قال"


def _make(
    text: Text,
    i: int,
    first: int,
    sources: tuple[SourceMention, ...],
    complement: Complement,
    known: bool = False,
) -> Report:
    start, main = find_clause_start(text, i, first)
    quotation = complement.quotation
    return Report(
        start=start,
        verb=(i, i + 1),
        sources=sources,
        first=complement.first,
        quotation=quotation,
        kind="continued" if known else "indirect" if quotation is None else "quote",
        main=main,
    )


def _find_bare_object(text: Text, i: int, form: Form, last: int) -> Complement | None:
    """An object that no list knows: what follows the subject of a verb that announces."""
    if form.lemma not in _ANNOUNCING or form.kind == "participle":
        return None
    mentions = find_speakers(text.words, i + 1, last)
    if not mentions or not flags(text.keys[mentions[0].first]) & (HEAD | NAME):
        return None
    at = mentions[-1].last
    return None if at >= last - 1 or text.words[at].kind == "mark" else Complement(at, "noun")


def _find_quoted_before(text: Text, i: int, form: Form, first: int) -> Complement | None:
    """«…»، قال فلان: the quotation stands before its verb."""
    if form.lemma not in _CLOSING_VERBS or form.joined or form.kind == "participle":
        return None
    for quotation in reversed(text.speeches):
        if first <= quotation.last < i and i - quotation.last <= 4 and quotation.level == 0:
            return Complement(quotation.first, "quote", quotation)
    return None


def _continue(
    text: Text, i: int, form: Form, complement: Complement, first: int, before: list[Report]
) -> Report | None:
    """مضيفا أن, مشيرة إلى مقتل: the speaker of the sentence goes on."""
    same = [r for r in before if r.kind != "according_to" or not r.main]
    sources = same[-1].sources if same else text.heard.last()
    if not sources:
        return None
    report = _make(text, i, first, sources, complement, True)
    report.stance = form.stance
    report.via = find_via(text, i + 1, complement.first)
    return report


def _read_between(text: Text, start: int, end: int, report: Report) -> None:
    """ذكرت القناة نقلا عن مصادر أن: the outlet quotes somebody. وأوضحت، حسب الوكالة، أن: the outlet passes it on."""
    for j in range(start, end - 1):
        if text.keys[j] not in text.data.according or text.keys[j] in ("علي", "كما"):
            continue
        at = j + 2 if text.keys[j + 1] == "عن" else j + 1
        origin = resolve(text, find_speakers(text.words, at, end)).sources
        if not origin:
            continue
        if is_outlet_source(origin[0]):
            report.via = report.via or name_of(origin[0])
        elif text.keys[j] == "نقلا":
            report.via, report.sources = name_of(report.sources[0]), origin


def _read_relay(text: Text, i: int, form: Form, first: int, last: int) -> Report | None:
    """نقلت الوكالة عن مصدر قوله إن, علمت الصحيفة من مصادر أن: the source is behind the preposition, the outlet is `via`."""
    behind = form.takes or _ABOUT
    about = next((j for j in range(i + 1, min(last, i + 14)) if text.keys[j] in behind), 0)
    complement = _find_relayed(text, about + 1, min(last, about + 30)) if about else None
    if complement is None:
        return None
    sources = resolve(text, find_speakers(text.words, about + 1, complement.first)).sources
    if not sources:
        return None
    report = _make(text, i, first, sources, complement)
    outlets = resolve(text, find_speakers(text.words, i + 1, about)).sources
    outlets = outlets or find_subject_before(text, i, text.data.forms[text.keys[i]], first).sources
    report.via = name_of(outlets[0]) if outlets else None
    return report


_ABOUT: Final = frozenset({"عن"})


def _find_relayed(text: Text, start: int, end: int) -> Complement | None:
    for j in range(start, end):
        quotation = text.opened.get(j)
        if text.keys[j] in text.data.saying_nouns:
            at = next((k for k in range(j + 1, min(end, j + 8)) if text.keys[k] in text.data.that), j + 1)
            return Complement(at, "that", text.opened.get(at) or text.opened.get(at + 1))
        if text.keys[j] in text.data.that:
            return Complement(j, "that", text.opened.get(j + 1))
        if text.keys[j] == ":":
            return Complement(j + 1, "colon", text.opened.get(j + 1))
        if quotation is not None and not quotation.scare:
            return Complement(quotation.first, "quote", quotation)
    return None


def _read_said_in(text: Text, i: int, first: int, last: int) -> Report | None:
    """وجاء في بيان للوزارة أن: the statement's author speaks."""
    if i + 2 >= last or text.keys[i + 1] != "في" or text.keys[i + 2].removeprefix("ال") not in text.data.statements:
        return None
    complement = find_complement(text, i, text.data.forms["قال"], last)
    if complement is None:
        return None
    sources = resolve(text, find_speakers(text.words, i + 2, complement.first)).sources or text.heard.last()
    return _make(text, i, first, sources, complement) if sources else None


def _read_label(text: Text, first: int, last: int) -> Report | None:
    """A headline that names its source before a colon: الجيش: مقتل اثنين."""
    colon = next((j for j in range(first + 1, min(last - 2, first + _LABEL)) if text.keys[j] == ":"), 0)
    head = flags(text.keys[first])
    surname = colon == first + 1 and has_article(text.keys[first]) and text.keys[first].endswith("ي")
    if not colon or not (head & HEAD or surname) or head & OUTLET or is_outlet(text.words, first):
        return None
    mentions = find_speakers(text.words, first, colon)
    if not mentions or mentions[-1].last != colon:
        return None
    report = _make(text, first, first, resolve(text, mentions).sources, Complement(colon + 1, "colon"))
    report.verb = (first, colon)
    return report
