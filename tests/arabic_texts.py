"""Hypothesis strategies for Arabic as it comes: vocalised, stretched, in presentation forms, with controls, Latin and figures."""

from __future__ import annotations

from hypothesis import strategies as st

_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئىة"
_MARKS = "\u064b\u064e\u064f\u0650\u0651\u0652\u0670ـ"
_CONTROLS = "\u200e\u200f\u202a\u202b\u202c\u2067\u2069\ufeff\u200c\u200d\u00ad"
_FORMS = "ﻻﻷﻹﺳﻮﺭﻳﺔﷲﭖ"
_FOREIGN = "کیہۀپچگ"
_FIGURES = "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳٫٬.,%"
_SIGNS = " \n\t.،؛:!؟()«»\"'“”-–/|…"
_LATIN = "abcXYZé"

#: Any mixture of what stands in Arabic pages.
SCRAPS = st.text(
    st.one_of(
        *(
            st.sampled_from(part)
            for part in (_LETTERS, _LETTERS, _MARKS, _CONTROLS, _FORMS, _FOREIGN, _FIGURES, _SIGNS, _LATIN)
        )
    ),
    max_size=60,
)

_VOCABULARY = (
    "قصفت قصف شنت غارة غارات طائرات الطيران الجيش السوري العراقي القوات داعش تنظيم مسلحون"
    " مسلحين مدنيين جنود قتل مقتل أصيب وإصابة ثلاثة 5 ٢٠ عشرات شخصا بانفجار عبوة ناسفة سيارة"
    " مفخخة انتحاري فجر نفسه في على من إلى بين وسط الموصل حلب بغداد غزة طرابلس مدينة قرية محافظة"
    " ناحية شمال غرب أمس اليوم الثلاثاء فجر مساء خلال منذ 2014 يناير قال أعلن أكد نفى مصدر أمني"
    " المتحدث باسم إن أن أنه اعتقلت الشرطة خمسة مطلوبين حررت سيطر على انسحب حاصر تظاهر مئات"
    " اتفاق هدنة لم لن قد سوف بهدف كان وكان قد الذي التي ، . . « » : ( )"
)
#: Words of news about conflict, for texts that look like some.
WORDS = [*_VOCABULARY.split(), "\n", '"']

#: Sentences put together from those words: mostly nonsense, in the shape of news.
NEWS = st.lists(st.sampled_from(WORDS) | SCRAPS.map(lambda s: s[:6]), min_size=1, max_size=60).map(" ".join)
