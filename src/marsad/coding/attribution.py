"""Who says what: the words over which each source of an article speaks.

A scope begins where a reporting verb, participle or preposition begins its complement (إن, مقتل, a quotation) and ends with the quotation or the
sentence, or where another report begins. A report without a subject (وأضاف, مشيرا إلى) goes on with the source heard last.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from marsad.coding.reporting import Form
from marsad.coding.reports import (
    AMBIGUOUS,
    Complement,
    Text,
    find_complement,
    find_via,
    has_other_sense,
    is_negated,
    reads_impersonal,
)
from marsad.coding.scope import Scope, ScopeKind
from marsad.coding.sources import Heard, is_source
from marsad.coding.speakers import (
    BODY,
    END,
    HEAD,
    NAME,
    OUTLET,
    RANK,
    bare_key,
    find_speakers,
    flags,
    is_outlet,
    word_flags,
)
from marsad.coding.unverified import find_unverified
from marsad.model import SourceMention
from marsad.model.event import Stance
from marsad.text.folding import fold_key
from marsad.text.quotations import Quotation
from marsad.text.words import Words

__all__ = ["Scope", "find_scopes", "find_unverified"]


class _Report(msgspec.Struct, gc=False):
    """A report as read, before its end is known. `start`: where its own clause begins (it cuts the report before it there)."""

    start: int
    verb: tuple[int, int]
    sources: tuple[SourceMention, ...]
    first: int
    quotation: Quotation | None
    stance: Stance
    via: str | None
    kind: ScopeKind
    main: bool
    responsibility: bool = False
    last: int = 0


_ADVERBS: Final = frozenset(
    map(
        fold_key,
        [
            "من",
            "جهته",
            "جهتها",
            "جهتهم",
            "جانبه",
            "جانبها",
            "جانبهم",
            "جانب",
            "آخر",
            "جهة",
            "أخرى",
            "ثانية",
            "ناحية",
            "ناحيته",
            "ناحيتها",
            "في",
            "بيان",
            "منفصل",
            "بدوره",
            "بدورها",
            "بدورهم",
            "على",
            "الصعيد",
            "نفسه",
            "صعيد",
            "نفس",
            "متصل",
            "السياق",
            "غضون",
            "ذلك",
            "إلى",
            "كما",
            "فيما",
            "بينما",
            "وقد",
            "قد",
            "ثم",
            "حيث",
            "إذ",
            "حين",
            "الأثناء",
            "هذه",
            "الإطار",
            "هذا",
            "وقت",
            "لاحق",
            "سابق",
            "متأخر",
            "وكان",
            "وكانت",
            "كان",
            "كانت",
            "أمس",
            "اليوم",
            "مساء",
            "صباح",
            "أول",
            "المقابل",
            "تصريح",
            "حديث",
            "صحفي",
            "صحافي",
            "للصحفيين",
            "مؤتمر",
            "خلال",
            "بحسب",
            "وفي",
            "ومن",
            "وعلى",
            "وإلى",
            "ومع",
            "مع",
            "الوقت",
            "الوقت",
            "ذاته",
            "ذاك",
            "تعليقه",
            "ردا",
            "لكن",
            "ولكن",
            "غير",
            "أن",
            "الإثنين",
            "الاثنين",
            "الثلاثاء",
            "الأربعاء",
            "الخميس",
            "الجمعة",
            "السبت",
            "الأحد",
            "رد",
            "تطور",
            "بعد",
            "فقد",
            "لقد",
            "أيضا",
            "كذلك",
        ],
    )
)
_SUBJECT_OPENERS: Final = frozenset(
    map(
        fold_key,
        [
            "كان",
            "كانت",
            "وكان",
            "وكانت",
            "لكن",
            "ولكن",
            "أن",
            "إن",
            "إلا",
            "غير",
            "فيما",
            "بينما",
            "حيث",
            "فإن",
            "أما",
            "وأما",
            "وفيما",
            "بأن",
            "وإن",
            "وأن",
            "فيما",
        ],
    )
)
_SAID_IN: Final = frozenset(("جاء", "وجاء", "ورد", "وورد", "جاءت", "وجاءت"))
_CLOSING: Final = frozenset("»”\"“'’„")


def find_scopes(words: Words, sentences: Sequence[tuple[int, int]], quotations: Sequence[Quotation]) -> list[Scope]:
    """The scopes of all sources of the text, by their first word.

    >>> from marsad.text.sentences import find_sentences
    >>> from marsad.text.quotations import find_quotations
    >>> words = Words("قال العميد سامي نصر إن القرية آمنة، مشيرا إلى اعتقال مهربين. وساد الهدوء")
    >>> scopes = find_scopes(words, find_sentences(words), find_quotations(words))
    >>> [(words.text(s.first, s.last), s.sources[0].speaker) for s in scopes]
    [('إن القرية آمنة،', 'سامي نصر'), ('اعتقال مهربين.', 'سامي نصر')]
    """
    reader = _Reader(Text(words, sentences, quotations))
    return reader.read()


class _Reader:
    """One pass over the sentences of a text."""

    def __init__(self, text: Text) -> None:
        self.text, self.words, self.keys, self.data = text, text.words, text.keys, text.data
        self.heard = Heard()
        self.scopes: list[Scope] = []

    def read(self) -> list[Scope]:
        for first, last in self.text.sentences:
            self._read_sentence(first, last)
        self._attribute_loose_speech()
        self.scopes.sort(key=lambda s: (s.first, -s.last))
        return self.scopes

    def _read_sentence(self, first: int, last: int) -> None:
        data, keys = self.data, self.keys
        reports: list[_Report] = []
        i = first
        while i < last:
            key = keys[i]
            report: _Report | None = None
            form = data.forms.get(key)
            if form is not None:
                report = self._read_verb(i, form, first, last, reports)
            if report is None and key in data.according:
                report = self._read_according(i, first, last, reports)
            if report is None and key in _SAID_IN:
                report = self._read_said_in(i, first, last)
            if report is not None:
                reports.append(report)
                self.heard.add(report.sources)
                i = max(i + 1, min(report.verb[1], report.first))
            else:
                i += 1
        if not reports and first + 1 < last:
            label = self._read_label(first, last)
            if label is not None:
                reports.append(label)
                self.heard.add(label.sources)
        self._close(reports, first, last)

    # --- verbs -----------------------------------------------------------------------------------------------------------------------

    def _read_verb(self, i: int, form: Form, first: int, last: int, before: list[_Report]) -> _Report | None:
        text = self.text
        if is_negated(text, i) or (form.object and form.kind != "claim"):
            return None
        if has_other_sense(text, i, form) or reads_impersonal(self.data, self.keys, i):
            return None
        if form.kind == "claim":
            return self._read_claim(i, form, first, last)
        if form.kind == "relay":
            return self._read_relay(i, first, last)
        complement = find_complement(text, i, form, last)
        if complement is None:
            complement = self._bare_object(i, form, first, last) or self._quoted_before(i, form, first)
            if complement is None:
                return None
        if form.kind == "participle":
            return self._continue(i, form, complement, before)
        end = complement.first if complement.first > i else last
        sources, kind, after = self._subject(i, form, end, first, complement)
        if not sources:
            return None
        via = find_via(text, i + 1, end)
        origin = self._origin(i + 1, end)
        if origin:
            via = (_name(sources[0]), 0)
            sources = origin
        responsibility = self._claims_act(i, complement, last)
        report = self._report(
            i, first, sources, complement, form.stance, via[0] if via else None, kind, responsibility is not None
        )
        if responsibility is not None and self.keys[responsibility] != "عن":
            report.first, report.last, report.main = self._back_to_clause(i, first), responsibility + 1, False
        elif self._is_subordinate(i, first):
            report.last = next((j for j in range(complement.first, last) if self.keys[j] in ("،", ",")), 0)
        return report

    def _is_subordinate(self, i: int, first: int) -> bool:
        """وبينما أكد مسؤولون …، تواصل: the report ends at the comma, where the main clause begins."""
        return i == first + 1 and self.keys[first] in ("وبينما", "بينما", "وفيما", "ورغم", "وعندما", "وبعدما")

    def _report(
        self,
        i: int,
        first: int,
        sources: tuple[SourceMention, ...],
        complement: Complement,
        stance: Stance,
        via: str | None,
        kind: ScopeKind | None,
        responsibility: bool = False,
    ) -> _Report:
        start, main = self._clause_start(i, first)
        plain: ScopeKind = "quote" if complement.quotation is not None else "indirect"
        return _Report(
            start=start,
            verb=(i, i + 1),
            sources=sources,
            first=complement.first,
            quotation=complement.quotation,
            stance=stance,
            via=via,
            kind=kind or plain,
            main=main,
            responsibility=responsibility,
        )

    def _subject(
        self, i: int, form: Form, end: int, first: int, complement: Complement
    ) -> tuple[tuple[SourceMention, ...], ScopeKind | None, int]:
        """Who speaks: the phrase behind the verb, the one before it, or whoever spoke last."""
        before = self._subject_before(i, form, first) if end <= i + 1 or not self._names(i + 1) else ((), False)
        if before[0]:
            return before[0], "continued" if before[1] else None, end
        mentions = self._resolve(self._subjects_behind(i, end, form)) if end > i + 1 else ((), False)
        if mentions[0]:
            return mentions[0], "continued" if mentions[1] else None, end
        before = self._subject_before(i, form, first)
        if before[0]:
            return before[0], "continued" if before[1] else None, end
        if self.keys[i - 1 : i] and self.keys[i - 1] in ("الذي", "التي", "الذين", "ما", "وما"):
            return (), None, end
        return self.heard.last(form.person), "continued", end

    def _names(self, i: int) -> bool:
        """Whether the word behind the verb begins a subject, rather than a time or a place of speaking."""
        word = self.words[i]
        here = word_flags(self.words, i)
        return word.kind != "mark" and bool(here & (HEAD | NAME) or not (here & END or word.key in ("في", "من")))

    def _subjects_behind(self, i: int, end: int, form: Form) -> list[SourceMention]:
        mentions = find_speakers(self.words, i + 1, end)
        if mentions and not word_flags(self.words, mentions[0].first) & (HEAD | NAME):
            size = mentions[0].last - mentions[0].first
            if size > 5 or (size > 2 and form.lemma in AMBIGUOUS):
                return []
        return mentions

    def _resolve(self, mentions: list[SourceMention]) -> tuple[tuple[SourceMention, ...], bool]:
        out, all_known = [], bool(mentions)
        for mention in mentions:
            known = self.heard.resolve(self.words, mention)
            all_known = all_known and known is not None
            out.append(known or self.heard.complete(mention))
        return tuple(dict.fromkeys(out)), all_known

    def _subject_before(self, i: int, form: Form, first: int) -> tuple[tuple[SourceMention, ...], bool]:
        """A subject before its verb: وكان الجيش أعلن, وزارة الدفاع تعلن, لكن الحكومة نفت."""
        if form.joined or i == first:
            return (), False
        for p in range(i - 1, max(first, i - 18) - 1, -1):
            if self.keys[p] in _SUBJECT_OPENERS:
                return self._touching(p + 1, i)
        headline = (
            form.kind == "present" and self.keys[self.text.sentence_of(i)[1] - 1] not in ".!؟?" and i - first <= 6
        )
        if i - first <= 12 and (headline or word_flags(self.words, first) & (HEAD | NAME)):
            return self._touching(first, i)
        return (), False

    def _touching(self, start: int, verb: int) -> tuple[tuple[SourceMention, ...], bool]:
        mentions = find_speakers(self.words, start, verb) if start < verb else []
        if not mentions or mentions[0].first > start + 1:
            return (), False
        gap = [k for k in self.keys[mentions[-1].last : verb] if k not in ("قد", "،", ")", ",", "سبق", "ان")]
        return self._resolve(mentions) if len(gap) <= 1 else ((), False)

    def _clause_start(self, i: int, first: int) -> tuple[int, bool]:
        """Where the clause of the verb at `i` begins, and whether it is a clause of its own rather than one inside another."""
        key = self.keys[i]
        if i == first:
            return i, True
        j = i
        while j > first and i - j < 9:
            previous = self.keys[j - 1]
            if previous in ("،", ",", "؛", ".", "-", "–") or previous in _CLOSING:
                return j, True
            if previous not in _ADVERBS:
                break
            j -= 1
        if j == first:
            return j, True
        form = self.data.forms.get(key)
        joined = form is not None and form.joined
        connected = j < i and self.keys[j] in (
            "كما",
            "فيما",
            "بينما",
            "وقد",
            "ثم",
            "وكان",
            "وكانت",
            "حيث",
            "لكن",
            "ولكن",
        )
        participle = form is not None and form.kind == "participle"
        return j, joined or connected or participle

    def _bare_object(self, i: int, form: Form, first: int, last: int) -> Complement | None:
        """An object that no list knows: what follows the subject, for verbs that announce (أعلن الجيش …)."""
        if form.lemma not in ("أعلن", "أكد", "نفى") or form.kind == "participle":
            return None
        mentions = find_speakers(self.words, i + 1, last)
        at = mentions[-1].last if mentions else 0
        known = mentions and flags(self.keys[mentions[0].first]) & (HEAD | NAME)
        if not known or at >= last - 1 or self.words[at].kind == "mark":
            return None
        return Complement(at, "noun")

    def _quoted_before(self, i: int, form: Form, first: int) -> Complement | None:
        """«…», قال فلان: the quotation stands before its verb."""
        if form.lemma not in ("قال", "أضاف", "أكد", "صرح", "ذكر", "أوضح", "تابع"):
            return None
        for quotation in reversed(self.text.speeches):
            if first <= quotation.last < i and i - quotation.last <= 4 and quotation.level == 0:
                return Complement(quotation.first, "quote", quotation)
        return None

    def _continue(self, i: int, form: Form, complement: Complement, before: list[_Report]) -> _Report | None:
        """مضيفا أن, مشيرة إلى مقتل: the speaker of the sentence goes on."""
        same = [r for r in before if r.kind != "according_to" and r.sources]
        sources = same[-1].sources if same else self.heard.last()
        if not sources:
            return None
        via = find_via(self.text, i + 1, complement.first)
        return self._report(i, 0, sources, complement, form.stance, via[0] if via else None, "continued")

    def _origin(self, start: int, end: int) -> tuple[SourceMention, ...]:
        """ذكرت القناة نقلا عن مصادر أن: whom the outlet quotes."""
        for j in range(start, end - 1):
            if self.keys[j] == "نقلا" and self.keys[j + 1] == "عن":
                return self._resolve(find_speakers(self.words, j + 2, end))[0]
        return ()

    def _read_relay(self, i: int, first: int, last: int) -> _Report | None:
        """نقلت الوكالة عن مصدر قوله إن: the source is behind عن, the outlet is `via`."""
        about = next((j for j in range(i + 1, min(last, i + 14)) if self.keys[j] == "عن"), 0)
        if not about:
            return None
        complement = None
        for j in range(about + 1, min(last, about + 30)):
            quotation = self.text.opened.get(j)
            if self.keys[j] in self.data.saying_nouns:
                at = j + 1
                following = self.text.opened.get(at) or self.text.opened.get(at + 1)
                complement = Complement(at, "that", following)
            elif self.keys[j] in self.data.that:
                complement = Complement(j, "that", self.text.opened.get(j + 1))
            elif self.keys[j] == ":":
                complement = Complement(j + 1, "colon", self.text.opened.get(j + 1))
            elif quotation is not None and not quotation.scare:
                complement = Complement(quotation.first, "quote", quotation)
            if complement is not None:
                break
        if complement is None:
            return None
        sources = self._resolve(find_speakers(self.words, about + 1, complement.first))[0]
        outlets = find_speakers(self.words, i + 1, about)
        if not sources:
            return None
        return self._report(i, first, sources, complement, "asserts", _name(outlets[0]) if outlets else None, None)

    def _read_said_in(self, i: int, first: int, last: int) -> _Report | None:
        """وجاء في بيان للوزارة أن: the statement's author speaks."""
        if i + 2 >= last or self.keys[i + 1] != "في" or self.keys[i + 2].removeprefix("ال") not in self.data.statements:
            return None
        form = self.data.forms["قال"]
        complement = find_complement(self.text, i, form, last)
        if complement is None:
            return None
        sources = self._resolve(find_speakers(self.words, i + 2, complement.first))[0] or self.heard.last()
        return self._report(i, first, sources, complement, "asserts", None, None) if sources else None

    def _read_label(self, first: int, last: int) -> _Report | None:
        """A headline that names its source before a colon: الجيش: مقتل اثنين."""
        colon = next((j for j in range(first + 1, min(last - 2, first + 10)) if self.keys[j] == ":"), 0)
        if not colon or is_outlet(self.words, first, colon) or not flags(self.keys[first]) & (HEAD | RANK):
            return None
        mentions = find_speakers(self.words, first, colon)
        if not mentions or mentions[-1].last != colon or flags(self.keys[first]) & OUTLET:
            return None
        return self._report(
            first, first, self._resolve(mentions)[0], Complement(colon + 1, "colon"), "asserts", None, None
        )

    # --- claims of responsibility -----------------------------------------------------------------------------------------------------

    def _claims_act(self, i: int, complement: Complement, last: int) -> int | None:
        """أعلن التنظيم مسؤوليته عن: the position of عن behind a noun of responsibility in the first words of what is announced."""
        limit = min(last, max(complement.first + 3, i + 2))
        for j in range(i + 1, limit):
            if self.keys[j] in self.data.responsibility:
                return next((k for k in range(j + 1, min(last, j + 8)) if self.keys[k] in ("عن", "عنه", "عنها")), None)
        return None

    def _read_claim(self, i: int, form: Form, first: int, last: int) -> _Report | None:
        """تبنى التنظيم الهجوم, التفجير الذي تبناه التنظيم."""
        relative = form.object or (i > first and self.keys[i - 1] in ("الذي", "التي", "اللذين", "اللتين"))
        mentions = find_speakers(self.words, i + 1, min(last, i + 12))
        at = i + 1
        if mentions:
            at = mentions[0].last
        acts = self.keys[max(first, i - 6) : i] if relative else self.keys[i + 1 : min(last, i + 14)]
        act = next(
            (k for k, key in enumerate(acts) if key.removeprefix("ال").removeprefix("ب") in self.data.acts), None
        )
        if act is None and not any(k in self.data.responsibility for k in acts):
            return None
        if not relative and act is not None:
            at = min(at, i + 1 + act) if not mentions or mentions[0].first < i + 1 + act else at
            mentions = find_speakers(self.words, i + 1, i + 1 + act)
        sources = (
            self._resolve(mentions)[0]
            or self._subject_before(i, form, first)[0]
            or (() if relative else self.heard.last(form.person))
        )
        if not sources:
            return None
        begin = self._back_to_clause(i, first) if relative else at
        report = self._report(i, first, sources, Complement(begin, "noun"), "asserts", None, None, True)
        report.main = report.main and not relative
        if relative:
            report.last = mentions[-1].last if mentions else i + 1
        return report

    def _back_to_clause(self, i: int, first: int) -> int:
        return next((j + 1 for j in range(i - 1, first - 1, -1) if self.keys[j] in ("،", ",", "؛")), first)

    # --- according to ----------------------------------------------------------------------------------------------------------------

    def _read_according(self, i: int, first: int, last: int, before: list[_Report]) -> _Report | None:
        """وفقا للشرطة, بحسب ما أفاد مسؤول, نقلا عن الوكالة: before or behind what is said."""
        match = self._match_according(i, last)
        if match is None:
            return None
        at, skip, must_verb = match
        start = at
        if at < last and self.keys[at] in ("ما", "مما"):
            at, skip, must_verb = at + 1, 0, True
        form = self.data.forms.get(self.keys[at]) if at < last else None
        if must_verb and (form is None or form.kind == "participle"):
            return None
        sources: tuple[SourceMention, ...] = ()
        end = at
        if form is not None and not skip and form.kind != "participle":
            mentions = self._behind_verb(at, form, last)
        else:
            mentions = find_speakers(self.words, at, last, skip)
            if (
                mentions
                and not is_source(self.words, mentions[0], skip)
                and self.heard.resolve(self.words, mentions[0]) is None
            ):
                return None
        if mentions:
            sources, end = self._resolve(mentions)[0], mentions[-1].last
        elif (
            self.keys[start - 1] in ("قوله", "قولها", "قولهم", "تعبيره", "تعبيرها", "وصفه", "وصفها") or form is not None
        ):
            sources, end = self.heard.last(), at + 1
        if not sources:
            return None
        return self._place_according(i, max(end, at), first, last, sources, before)

    def _behind_verb(self, at: int, form: Form, last: int) -> list[SourceMention]:
        if at + 1 < last and self.keys[at + 1] in ("عنه", "عنها", "عنهم"):
            return []
        if form.kind == "relay":
            about = next((j for j in range(at + 1, min(last, at + 12)) if self.keys[j] == "عن"), at)
            return find_speakers(self.words, about + 1, last)
        return find_speakers(self.words, at + 1, last)

    def _match_according(self, i: int, last: int) -> tuple[int, int, bool] | None:
        """The word behind the preposition, the letters of a clitic before it, and whether a verb must follow."""
        keys = self.keys
        for phrase, clitic in self.data.according[keys[i]]:
            at = i + len(phrase)
            if tuple(keys[i:at]) != phrase or at >= last:
                continue
            must = phrase[0] in self.data.according_verbs or phrase[0] in ("كما", "وكما")
            if phrase[0] in ("كما", "وكما") and self._opens_clause(i):
                return None
            if clitic:
                if keys[at] == clitic:
                    return at + 1, 0, must
                if not keys[at].startswith(clitic):
                    if keys[at] in ("ما", "لما"):
                        return at, 0, True
                    continue
                return at, 1, must
            return at, 0, must
        return None

    def _opens_clause(self, i: int) -> bool:
        """كما أفاد at the head of a sentence means "also", not "as"."""
        first = self.text.sentence_of(i)[0]
        if i == first or not self.data.forms.get(self.keys[i + 1] if i + 1 < len(self.keys) else ""):
            return True
        return (
            find_complement(self.text, i + 1, self.data.forms[self.keys[i + 1]], self.text.sentence_of(i)[1])
            is not None
        )

    def _place_according(
        self, i: int, end: int, first: int, last: int, sources: tuple[SourceMention, ...], before: list[_Report]
    ) -> _Report | None:
        outlet = len(sources) == 1 and _is_outlet_source(sources[0])
        alone = all(self.words[k].kind == "mark" for k in (*range(first, i), *range(end, last)))
        if alone and first > 0:
            return self._over_previous(i, end, first, sources, outlet)
        if before and outlet:
            if before[-1].via is None and _name(sources[0]) != _name(before[-1].sources[0]):
                before[-1].via = _name(sources[0])
            return None
        leading = i - first <= 2
        report = _Report(
            start=i,
            verb=(i, end),
            sources=sources,
            first=end if leading else first,
            quotation=None,
            stance="asserts",
            via=None,
            kind="according_to",
            main=False,
            last=0 if leading else end,
        )
        if not leading:
            covering = [r for r in before if r.main and r.first <= i]
            report.first = covering[-1].first if covering else first
        else:
            report.main = True
        return report

    def _over_previous(
        self, i: int, end: int, first: int, sources: tuple[SourceMention, ...], outlet: bool
    ) -> _Report | None:
        """A sentence that is nothing but "وفقا لرويترز" speaks of the sentence before it."""
        previous = self.text.sentence_of(first - 1)
        inside = [k for k, s in enumerate(self.scopes) if previous[0] <= s.first < previous[1]]
        if inside and outlet:
            for k in inside:
                if self.scopes[k].via is None:
                    self.scopes[k] = msgspec.structs.replace(self.scopes[k], via=_name(sources[0]))
            return None
        self.scopes.append(
            Scope(sources=sources, first=previous[0], last=previous[1], kind="according_to", reporting=(i, end))
        )
        return None

    # --- ends ------------------------------------------------------------------------------------------------------------------------

    def _close(self, reports: list[_Report], first: int, last: int) -> None:
        """Give every report its last word and keep it as a scope."""
        for n, report in enumerate(reports):
            end = report.last or self._end(report, reports[n + 1 :], last)
            begin = report.first
            if begin < end:
                self.scopes.append(
                    Scope(
                        sources=report.sources,
                        first=begin,
                        last=end,
                        kind=report.kind,
                        reporting=report.verb,
                        stance=report.stance,
                        via=report.via,
                        responsibility=report.responsibility,
                    )
                )

    def _end(self, report: _Report, later: list[_Report], last: int) -> int:
        speech = self.text.speech_at(report.verb[0])
        inside = speech is not None and report.first >= speech.first
        end = min(last, speech.last) if speech is not None and inside and speech.last < last else last
        quotation = report.quotation
        floor = report.first
        if quotation is not None and quotation.last > report.verb[0]:
            floor = quotation.last
            after = self.keys[quotation.last + 1] if quotation.last + 1 < len(self.keys) else "."
            if not quotation.closed or quotation.last >= end - 1 or after in "،,.؛!؟" or after in _CLOSING:
                end = quotation.last
                return self._cut(report, later, end, quotation)
        elif quotation is not None:
            return quotation.last
        end = self._cut(report, later, end, None)
        return max(end, floor) if quotation is not None and quotation.closed else end

    def _cut(self, report: _Report, later: list[_Report], end: int, quotation: Quotation | None) -> int:
        for other in later:
            if not other.main or other.start <= report.first or other.kind == "according_to":
                continue
            if other.quotation is not None and other.quotation.last < other.verb[0]:
                continue
            if quotation is not None and quotation.closed and quotation.first <= other.verb[0] < quotation.last:
                continue
            return min(end, other.start)
        return end

    def _attribute_loose_speech(self) -> None:
        """A quotation of its own, with no reporting verb, goes on with whoever spoke in the sentence before or in this one."""
        for quotation in self.text.speeches:
            if quotation.level or quotation.last - quotation.first < 6:
                continue
            if any(
                s.first <= quotation.first < s.last or quotation.first <= s.first < quotation.last for s in self.scopes
            ):
                continue
            first = self.text.sentence_of(quotation.first)[0]
            if quotation.first - first > 2:
                continue
            speakers = [s for s in self.scopes if s.reporting[0] < quotation.first and quotation.first - s.last <= 3]
            if speakers:
                source = max(speakers, key=lambda s: s.last)
                self.scopes.append(
                    Scope(
                        sources=source.sources,
                        first=quotation.first,
                        last=quotation.last,
                        kind="continued",
                        reporting=source.reporting,
                        via=source.via,
                    )
                )


def _name(source: SourceMention) -> str:
    return source.organisation or source.speaker or source.title or source.text


def _is_outlet_source(source: SourceMention) -> bool:
    """Whether the source is an outlet or an agency, and no person or body that speaks for itself."""
    if source.speaker or source.title or not source.organisation:
        return False
    words = Words(source.organisation)
    return is_outlet(words, 0, len(words)) and not flags(bare_key(words.key(0), 0)) & BODY
