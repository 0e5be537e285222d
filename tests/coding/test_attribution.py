"""Who says what, over which words. The example sentences are made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.coding.attribution import Scope, find_scopes
from marsad.text.quotations import find_quotations
from marsad.text.sentences import find_sentences
from marsad.text.words import Words


def scopes_of(text: str) -> tuple[Words, list[Scope]]:
    words = Words(text)
    return words, find_scopes(words, find_sentences(words), find_quotations(words))


def said_over(text: str, word: str) -> list[str]:
    """Who answers for the first `word`, innermost scope first, each as speaker, title and organisation."""
    words, scopes = scopes_of(text)
    at = words.at(text.index(word))
    covering = sorted((s for s in scopes if s.first <= at < s.last), key=lambda s: s.last - s.first)
    sources = [m for scope in covering for m in scope.sources]
    return [" / ".join(x for x in (m.speaker, m.title, m.organisation) if x) for m in sources]


#: text, a word of what is said, who says it
VERBS = {
    "indirect": ("قال العميد سامي نصر إن القوة دخلت البلدة أمس.", "دخلت", ["سامي نصر / العميد"]),
    "verbal noun": ("أعلنت قيادة عمليات الساحل مقتل أربعة مسلحين شرق الميناء.", "مقتل", ["قيادة عمليات الساحل"]),
    "with ب": ("أفاد مصدر طبي بإصابة ثلاثة مدنيين.", "إصابة", ["مصدر طبي"]),
    "with عن": ("كشفت وزارة الداخلية، اليوم، عن اعتقال خلية في الميناء.", "اعتقال", ["وزارة الداخلية"]),
    "with إلى": ("أشار المتحدث باسم الجيش إلى مقتل قناص.", "مقتل", ["المتحدث باسم الجيش / الجيش"]),
    "time before the subject": ("قال أمس الأحد مسؤول محلي إن القصف توقف.", "القصف", ["مسؤول محلي"]),
    "subject before the verb": ("وكانت حركة النور أعلنت الأحد انسحاب مقاتليها.", "انسحاب", ["حركة النور"]),
    "headline": ("وزارة الدفاع تعلن تحرير الميناء\nانتشرت القوات ليلا.", "تحرير", ["وزارة الدفاع"]),
    "colon": ("وقال مدير المشفى سمير حداد: وصل إلينا عشرة جرحى.", "وصل", ["سمير حداد / مدير المشفى / المشفى"]),
    "label": ("الجيش: مقتل ثلاثة مسلحين في الوادي\nنص الخبر هنا.", "مقتل", ["الجيش"]),
    "two sources": ("قالت الشرطة ومصادر طبية إن عبوة انفجرت في السوق.", "انفجرت", ["الشرطة", "مصادر طبية"]),
    "apposition": (
        "قال اللواء سعد نجم، قائد شرطة الساحل، إن دورية تعرضت لهجوم.",
        "دورية",
        ["سعد نجم / اللواء، قائد شرطة الساحل / شرطة الساحل"],
    ),
    "name before title": (
        "وأكد نادر عوض عضو مجلس المدينة أن الطريق مغلق.",
        "الطريق",
        ["نادر عوض / عضو مجلس المدينة / مجلس المدينة"],
    ),
    "quote first": ("«انسحبت القوة من التل بعد قتال طويل»، قال العمدة فارس جابر.", "انسحبت", ["فارس جابر / العمدة"]),
    "statement": ("وجاء في بيان لوزارة الداخلية أن الشرطة ضبطت أسلحة.", "ضبطت", ["وزارة الداخلية"]),
    "statement as subject": ("وذكر بيان صادر عن قيادة الحدود أن مهربا قتل.", "مهربا", ["قيادة الحدود"]),
    "relayed": ("نقلت وكالة الساحل عن ضابط في الجيش قوله إن المعبر أغلق.", "المعبر", ["ضابط / الجيش"]),
    "quoting an origin": ("ذكرت قناة البحر نقلا عن شهود عيان أن حريقا اندلع.", "حريقا", ["شهود عيان"]),
}
MONITORS = {
    "monitored": ("رصد المرصد السوري تنفيذ الطائرات عشر غارات على البلدة.", "غارات", ["المرصد السوري"]),
    "details": ("كشفت خلية الإعلام الأمني، اليوم، تفاصيل الهجوم على النقطة.", "الهجوم", ["خلية الإعلام الأمني"]),
    "accusers": ("اتهم ناشطون مليشيات الحوثي بقتل راع في نهم.", "قتل", ["ناشطون"]),
}
CONTINUED = {
    "bare verb": ("قال ضابط رفيع إن القرية آمنة. وأضاف أن الجسر دمر.", "الجسر", ["ضابط رفيع"]),
    "definite noun": ("قال ضابط رفيع إن القرية آمنة. وأوضح الضابط أن الجسر دمر.", "الجسر", ["ضابط رفيع"]),
    "surname": (
        "قال العميد سامي الربيعي إن القرية آمنة. وتابع الربيعي أن الجسر دمر.",
        "الجسر",
        ["سامي الربيعي / العميد"],
    ),
    "rank and surname": (
        "قال العميد سامي نصر إن القرية آمنة. وأضاف العميد نصر أن الجسر دمر.",
        "الجسر",
        ["سامي نصر / العميد"],
    ),
    "participle": ("قال العمدة إن القرية آمنة، مشيرا إلى سقوط قذيفتين.", "سقوط", ["العمدة"]),
    "participle in a new paragraph": (
        "قال المرصد إن «القرية آمنة منذ الفجر».\nمبينا أن قذيفتين سقطتا.",
        "قذيفتين",
        ["المرصد"],
    ),
    "feminine verb": (
        "قالت هيئة الدفاع المدني إن الحريق أخمد. وقال شاهد إنه رأى دخانا. وأضافت أن رجلا توفي.",
        "رجلا",
        ["هيئة الدفاع المدني"],
    ),
    "plural": ("قالت الشرطة ومصادر طبية إن عبوة انفجرت. وأضافوا أن شخصا قتل.", "شخصا", ["الشرطة", "مصادر طبية"]),
    "the statement": (
        "قالت وزارة الصحة في بيان إن جريحا توفي. وأضاف البيان أن المشفى أغلق.",
        "المشفى",
        ["وزارة الصحة"],
    ),
    "earlier body": (
        "قال المرصد السوري لحقوق الإنسان إن قذيفة سقطت. وقال مدير المرصد رامي سعد إن طفلا قتل.",
        "طفلا",
        ["رامي سعد / مدير المرصد / المرصد السوري لحقوق الإنسان"],
    ),
    "quotation over sentences": (
        "قال القائد «دخلنا البلدة. ثم فككنا الألغام. وعاد الأهالي إليها».",
        "فككنا",
        ["القائد"],
    ),
}
ACCORDING = {
    "behind": ("قتل مدنيان بقصف على السوق، بحسب ما أفاد مصدر طبي.", "قصف", ["مصدر طبي"]),
    "before": ("ووفقا للشرطة فإن السيارة كانت مفخخة.", "السيارة", ["الشرطة"]),
    "the statement of": ("وبحسب بيان لقيادة الحدود، قتل مهرب.", "مهرب", ["قيادة الحدود"]),
    "as he said": ("انسحب المسلحون إلى الجبل، كما قال العمدة.", "انسحب", ["العمدة"]),
    "what was learnt from": ("لقي دركي مصرعه في كمين، حسب ما علم من مصادر محلية.", "كمين", ["مصادر محلية"]),
    "tally": ("وأوقعت المعارك ستين قتيلا، بحسب حصيلة للمرصد.", "المعارك", ["المرصد"]),
}
NOBODY = {
    "law": ("اعتقل رجلان وفقا للقانون.", "اعتقل"),
    "impersonal": ("قال العمدة إن القرية آمنة. ويذكر أن التنظيم سيطر عليها في الصيف.", "التنظيم"),
    "background": ("قال العمدة إن القرية آمنة. وكان التنظيم قد سيطر عليها في الصيف.", "التنظيم"),
    "negated": ("ولم تعلن أي جهة مسؤوليتها عن الهجوم.", "الهجوم"),
    "between": ("اندلعت اشتباكات بين الجيش والمسلحين في الوادي.", "اشتباكات"),
    "other sense of تابع": ("تابع الجيش تقدمه نحو المدينة بعد أن دخل القرية.", "تقدمه"),
    "carried": ("نقلت سيارات الإسعاف الجرحى إلى المشفى.", "الجرحى"),
    "after the quotation": ("قال العمدة «دخلت القوة البلدة ليلا»، وكان القصف قد توقف قبل ذلك.", "القصف"),
    "subordinate": ("وبينما أكد مسؤولون استمرار الهدنة، قصف مسلحون الميناء.", "قصف"),
    "adopting a law": ("تبنى مجلس الأمن قرارا يدعو إلى وقف القتال.", "القتال"),
}


@pytest.mark.parametrize(
    ("text", "word", "who"),
    [*VERBS.values(), *MONITORS.values(), *CONTINUED.values(), *ACCORDING.values()],
    ids=[*VERBS, *MONITORS, *CONTINUED, *ACCORDING],
)
def test_who_says_it(text: str, word: str, who: list[str]) -> None:
    assert said_over(text, word) == who


@pytest.mark.parametrize(("text", "word"), NOBODY.values(), ids=NOBODY)
def test_the_outlet_speaks_for_itself(text: str, word: str) -> None:
    assert said_over(text, word) == []


VIA = {
    "agency": ("قال ضابط لوكالة الساحل إن القرية آمنة.", "وكالة الساحل"),
    "agency by name": ("قال مصدر أمني لرويترز إن القرية آمنة.", "رويترز"),
    "in a talk": ("وفي حديث للأناضول أوضح خالد نجم أن القرية آمنة.", "الأناضول"),
    "in quotes": ("قال ضابط لـ«الخبر اليوم» إن القرية آمنة.", "الخبر اليوم"),
    "participle": ('قال ضابط إن القرية آمنة، مبينا لـ"الخبر اليوم" أن الجسر دمر.', "الخبر اليوم"),
    "sentence behind": ("قال الجيش إن القرية آمنة. وفقا لرويترز.", "رويترز"),
    "clause behind": ("قال الجيش إن القرية آمنة، حسبما نقلت وكالة الساحل.", "وكالة الساحل"),
    "relayed": ("نقلت وكالة الساحل عن ضابط قوله إن المعبر أغلق.", "وكالة الساحل"),
    "a brand": ("قال ضابط لصحراء ميديا إن القرية آمنة.", "صحراء ميديا"),
    "learnt": ("علمت الشروق من مصادر متطابقة أن المعبر أغلق.", "الشروق"),
    "between": ("وأوضح المصدر، حسب وكالة رويترز، أن المعبر أغلق.", "وكالة رويترز"),
}


@pytest.mark.parametrize(("text", "via"), VIA.values(), ids=VIA)
def test_via(text: str, via: str) -> None:
    _, scopes = scopes_of(text)
    assert via in [s.via for s in scopes]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("نفى الجيش سقوط طائرة في الوادي.", ["denies"]),
        ("نفت لجنة الأمن وجود مسلحين في المدينة.", ["denies"]),
        ("نفت الحكومة ذلك قائلة إن المعبر مفتوح.", ["denies", "asserts"]),
        ("ونفى الجيش ضلوعه في القصف.", ["denies"]),
        ("أدانت القوات الهجوم ونفت ضلوعها فيه.", []),
        ("رفضت إدارة الأمن الاتهامات.", ["denies"]),
        ("وصف المتحدث المزاعم بأنها باطلة.", ["denies"]),
        ("وصف المتحدث الهجوم بأنه جبان.", []),
        ("أكد الجيش سقوط طائرة في الوادي.", ["asserts"]),
    ],
)
def test_stance(text: str, stance: list[str]) -> None:
    _, scopes = scopes_of(text)
    assert [s.stance for s in scopes] == stance


CLAIMS = {
    "verb": ("تبنى تنظيم النور الهجوم على الحاجز.", ["تنظيم النور"]),
    "noun": ("وأعلن تنظيم النور مسؤوليته عن التفجير.", ["تنظيم النور"]),
    "in a statement": ("وكان تنظيم (النور) أعلن في بيان على موقع له المسؤولية عن التفجير.", ["تنظيم النور"]),
    "relative": ("وأوقع التفجير الذي تبناه تنظيم النور عشرة قتلى.", ["تنظيم النور"]),
    "nobody": ("ولم تتبن أي جهة الهجوم.", []),
    "not a claim": ("تبنت الحكومة خطة جديدة.", []),
}


@pytest.mark.parametrize(("text", "who"), CLAIMS.values(), ids=CLAIMS)
def test_responsibility(text: str, who: list[str]) -> None:
    _, scopes = scopes_of(text)
    assert [m.organisation for s in scopes if s.responsibility for m in s.sources] == who


def test_a_denied_responsibility_is_a_denial() -> None:
    _, scopes = scopes_of("أكد متحدث باسم الحركة عدم مسؤولية الحركة عن خطف السائق.")
    assert [(s.responsibility, s.stance) for s in scopes] == [(True, "denies")]


def test_a_second_report_cuts_the_first() -> None:
    words, scopes = scopes_of("قال الجيش إن القرية آمنة، وقال شهود إن قذيفة سقطت.")
    assert [words.text(s.first, s.last) for s in scopes] == ["إن القرية آمنة،", "إن قذيفة سقطت."]


_PIECES = [
    "قال ",
    "وأضاف ",
    "الجيش ",
    "مصدر ",
    "إن ",
    "أن ",
    "«",
    "»",
    '"',
    "، ",
    ". ",
    "\n",
    "بحسب ",
    "وفقا لرويترز",
    "مقتل ",
    "عن ",
    "نقلت ",
    ": ",
    "تبنى ",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
def test_scopes_lie_inside_the_text(text: str) -> None:
    words, scopes = scopes_of(text)
    for scope in scopes:
        assert 0 <= scope.first < scope.last <= len(words)
        assert scope.sources
        for source in scope.sources:
            assert text[slice(*source.span)] == source.text
            assert sum(len((p or "").split()) for p in (source.speaker, source.title, source.organisation)) <= 12
