"""Ways in which news tells of finds, deaths, blame, and whose people were hit: sentences of our own, told on 2024-05-15.

A line gives an event's type and what is asked of it, as `coded_events.differences` reads it.
"""

from __future__ import annotations

Cases = dict[str, tuple[str, tuple[str, ...]]]

#: Arms and explosives found, seized, made safe, handed over.
FINDS: Cases = {
    "cache": (
        "عثرت الشرطة الاتحادية على مخبأ للأسلحة في أطراف ناحية الرياض جنوب غربي كركوك.",
        ("weapons_disrupted; init=IRQ-COP-federal-police; things=weapon found 1",),
    ),
    "workshop": (
        "ضبطت الأجهزة الأمنية ورشة لتصنيع العبوات الناسفة في مدينة الصنمين بريف درعا.",
        ("weapons_disrupted; init=SYR-COP; things=building seized 1; where=الصنمين",),
    ),
    "bomb factory": (
        "ضبط لواء من الحشد الشعبي معمل تفخيخ لتنظيم داعش غربي الحويجة.",
        ("weapons_disrupted; things=building seized 1",),
    ),
    "uncovered": (
        "كشفت مفارز الجيش الجزائري مخبأ للأسلحة والذخيرة قرب برج باجي مختار.",
        ("weapons_disrupted; init=DZA-MIL; things=ammunition found 1+, weapon found 1",),
    ),
    "recovered": (
        "استرجعت مفرزة للجيش الجزائري بندقيتين ومسدسا في ولاية إليزي.",
        ("weapons_disrupted; init=DZA-MIL; things=weapon seized 1, weapon seized 2",),
    ),
    "smuggling foiled, noun": (
        "أعلنت وزارة الداخلية الكويتية إحباط تهريب أسلحة عبر منفذ العبدلي.",
        ("weapons_disrupted; things=weapon seized 3+",),
    ),
    "smuggling foiled, verb": (
        "أحبطت قوات حرس الحدود محاولة تهريب شحنة صواريخ إلى جماعة الحوثي في محافظة المهرة.",
        ("weapons_disrupted; init=YEM-MIL; things=missile seized 3+",),
    ),
    "smuggled goods are no arms": ("أحبطت الجمارك تهريب كمية من السجائر في ميناء بيروت.", ()),
    "mines pulled": (
        "انتزع فريق هندسي 60 لغما من مزارع مديرية حيس جنوبي الحديدة.",
        ("weapons_disrupted; things=explosive_device defused 60",),
    ),
    "charges lifted": (
        "رفعت كتيبة الهندسة في الجيش العراقي 18 عبوة ناسفة من طريق بيجي.",
        ("weapons_disrupted; things=explosive_device defused 18",),
    ),
    "blown up by engineers": (
        "فجرت قوات الهندسة عبوة ناسفة عن بعد في حي الوعر بمدينة حمص.",
        ("weapons_disrupted; things=explosive_device defused 1; where=الوعر",),
    ),
    "arms handed over, noun": (
        "شهدت مدينة صبراتة تسليم أسلحة ثقيلة من مجموعات مسلحة إلى الجيش الليبي.",
        ("weapons_disrupted; things=weapon seized 3+",),
    ),
    "passive": (
        "عُثر على صاروخ معد للإطلاق غربي كركوك فجر اليوم.",
        ("weapons_disrupted; things=missile found 1; when=2024-05-15",),
    ),
    "bodies with أجهزة are no things": (
        "ضبطت الأجهزة الأمنية العراقية 12 بندقية في قضاء المقدادية.",
        ("weapons_disrupted; things=weapon seized 12",),
    ),
    "tunnel": (
        "اكتشف الجيش المصري نفقا على الشريط الحدودي في رفح المصرية.",
        ("weapons_disrupted; init=EGY-MIL; things=tunnel found 1",),
    ),
    "drugs are no weapons": ("ضبطت الشرطة الأردنية كمية من المخدرات وسيارة مسروقة في الزرقاء.", ()),
}

#: The dead told by what killed them.
DEATHS: Cases = {
    "mine takes lives": (
        "أودى لغم أرضي بحياة ثلاثة أطفال في مديرية التحيتا جنوبي الحديدة.",
        ("explosive_device; tolls=killed civilians 3; target=YEM-CVL; where=التحيتا",),
    ),
    "shell takes lives": (
        "أودت قذيفة هاون بحياة امرأة وابنتها في حي الثورة بمدينة تعز.",
        ("shelling; tolls=killed civilians 2; target=YEM-CVL",),
    ),
    "shells snuff out lives": (
        "أزهقت قذائف سقطت على السوق أرواح تسعة مدنيين في مدينة الفاشر.",
        ("shelling; tolls=killed civilians 9; target=SDN-CVL",),
    ),
    "explosion reaps lives": (
        "حصد انفجار سيارة مفخخة أرواح 14 مدنيا في مدينة أعزاز.",
        ("explosive_device; tolls=killed civilians 14; where=أعزاز",),
    ),
    "mines reap lives": (
        "ألغام تحصد حياة مدنيين اثنين في محافظة الجوف اليمنية.",
        ("explosive_device; tolls=killed civilians 2",),
    ),
    "met their death": (
        "لقي أربعة جنود حتفهم بانفجار لغم شرقي مدينة سرت.",
        ("explosive_device; tolls=killed security_forces 4; target=LBY-MIL",),
    ),
    "died in an ambush": (
        "قضى ثلاثة من عناصر الشرطة نحبهم في كمين قرب مدينة الشيخ زويد.",
        ("armed_clash; tolls=killed security_forces 3; target=EGY-COP",),
    ),
    "died of wounds": (
        "فارق طفل الحياة متأثرا بجراح أصيب بها في قصف على بلدة كنصفرة أمس.",
        ("shelling; where=كنصفرة",),
    ),
    "victims of": (
        "تفجير انتحاري راح ضحيته 15 شخصا في العاصمة مقديشو.",
        ("suicide_attack; tolls=killed civilians 15",),
    ),
    "fell dead and hurt": (
        "سقط سبعة قتلى و12 جريحا في اشتباكات بين فصيلين مسلحين في مدينة الزاوية.",
        ("armed_clash; tolls=injured unknown 12, killed unknown 7",),
    ),
    "an accident": ("لقي عشرة مسافرين حتفهم في حادث سير على طريق العقبة.", ()),
    "heat": ("أودت موجة الحر بحياة ثمانية مسنين في مدينة الكوت.", ()),
    "a mine kills, headline": (
        "لغم يقتل ثلاثة أطفال في ريف دير الزور",
        ("explosive_device; tolls=killed civilians 3",),
    ),
}

#: Blame without a word of saying, and denials and accusations about what was just told.
BLAME: Cases = {
    "held responsible for the shelling": (
        "قُتل ثلاثة مدنيين بقصف على بلدة كفر تخاريم أمس. وحمّل الدفاع المدني قوات النظام مسؤولية القصف.",
        ("shelling; init=SYR-MIL; claims=الدفاع المدني; tolls=killed civilians 3",),
    ),
    "held responsible, no deed named": (
        "قصفت مدفعية سوقا في مدينة الفاشر أمس. وحمّلت لجنة المقاومة قوات الدعم السريع المسؤولية.",
        ("shelling; init=SDN-PRM-rsf; claims=لجنة المقاومة",),
    ),
    "accused of standing behind it": (
        "انفجرت عبوة ناسفة بسيارة ضابط في عدن. واتهم المجلس الانتقالي تنظيم القاعدة بالوقوف وراء العملية.",
        ("explosive_device; init=YEM-REB-aqap; claims=المجلس الانتقالي",),
    ),
    "ascribed to": (
        "نسب المتحدث باسم الشرطة الهجوم على الدورية في الموصل إلى تنظيم داعش.",
        ("armed_clash; init=INT-REB-islamic-state; claims=المتحدث باسم الشرطة",),
    ),
    "governor accuses a movement": (
        "اتهم محافظ شبوة جماعة الحوثي بقصف منازل المواطنين في بيحان أمس.",
        ("shelling; init=YEM-REB-houthi; claims=محافظ شبوة",),
    ),
    "government accuses a force": (
        "اتهمت الحكومة السودانية قوات الدعم السريع بقتل 20 مدنيا في قرية ود النورة أمس.",
        ("attack_on_civilians; init=SDN-PRM-rsf; claims=الحكومة السودانية; tolls=killed civilians 20",),
    ),
    "carrying is no blame": ("حمل المزارعون كامل محصولهم إلى السوق.", ()),
    "responsibility of an office": ("حمل الوزير الجديد مسؤولية الملف الاقتصادي.", ()),
    "accusations exchanged": ("وجه النواب اتهامات إلى الوزير في ملف الكهرباء.", ()),
}

#: Whose people were hit, where the text is told from another country.
ABROAD: Cases = {
    "policemen abroad": (
        "أعلنت مصادر عراقية في بغداد أن انتحاريا استهدف مقرا للشرطة في مدينة درعا السورية ما أدى إلى مقتل شرطيين.",
        ("suicide_attack; target=SYR-COP; tolls=killed security_forces 2",),
    ),
    "foreign army fires": (
        "قصفت الدبابات الإسرائيلية بلدة عيتا الشعب فأصيب جندي ومدنيان.",
        ("shelling; init=ISR-MIL; target=LBN-CVL",),
    ),
    "nationality told": (
        "قُتل أربعة جنود إسرائيليين بانفجار عبوة ناسفة جنوبي لبنان.",
        ("explosive_device; target=ISR-MIL; tolls=killed security_forces 4",),
    ),
    "nationality told, three armies": (
        "قُتل ثلاثة جنود أتراك بقصف لقوات النظام السوري على نقطة مراقبة في إدلب.",
        ("shelling; init=SYR-MIL; target=TUR-MIL",),
    ),
    "dateline elsewhere": (
        "بيروت - قُتل جنديان بهجوم على حاجز للجيش في مدينة دير الزور.",
        ("armed_clash; target=SYR-MIL",),
    ),
    "an army tells of its own dead abroad": (
        "أعلن الجيش الأميركي مقتل جنديين في هجوم على قاعدة في الأردن.",
        ("armed_clash; init=-; target=USA-MIL",),
    ),
    "an army tells of the dead of a named group": (
        "أعلن الجيش الإسرائيلي مقتل قائد كتيبة في حزب الله بغارة على بلدة عيترون.",
        ("air_strike; init=ISR-MIL; target=LBN-PRM-hezbollah",),
    ),
    "gunmen of the place": (
        "قال مسؤول تونسي في العاصمة تونس إن مسلحين مجهولين خطفوا دبلوماسيا في مدينة طرابلس الليبية أمس.",
        ("abduction; init=LBY-UAF; where=طرابلس",),
    ),
    "saudi soldiers": (
        "قُتل جنود سعوديون في قصف حوثي على موقع في جازان.",
        ("shelling; init=YEM-REB-houthi; target=SAU-MIL",),
    ),
}

#: A quarter or district of a city that the text speaks of, and a bigger place of that name abroad.
HOMONYMS: Cases = {
    "quarter of Aden, city told later": (
        "انفجرت عبوة ناسفة بسيارة أمس في المنصورة. وقال مصدر أمني في عدن إن جنديين أصيبا بالانفجار.",
        ("explosive_device; where=المنصورة; target=YEM-MIL",),
    ),
    "quarter of Aden behind a dateline": (
        "عدن - اغتال مسلحون ضابطا في المنصورة قرب سوق القات.",
        ("attack_on_civilians; init=YEM-UAF; target=YEM-MIL",),
    ),
    "town of Egypt": (
        "القاهرة - انفجرت قنبلة أمام قسم للشرطة في المنصورة بمحافظة الدقهلية فقتل شرطي.",
        ("explosive_device; target=EGY-COP",),
    ),
    "town of Raqqa": (
        "قُتل ثلاثة مدنيين في قصف على المنصورة بريف الرقة.",
        ("shelling; target=SYR-CVL",),
    ),
    "a gate is no month": (
        "اندلعت اشتباكات في باب التبانة وجبل محسن بمدينة طرابلس شمالي لبنان.",
        ("armed_clash; where=باب التبانة/جبل محسن; when=2024-05-15; status=current",),
    ),
    "a month with its madda": (
        "قصفت الطائرات الحربية مدينة دوما في آب الماضي.",
        ("air_strike; when=2023-08-01..2023-08-31; status=background",),
    ),
}

#: One person killed, told by name and office.
NAMED: Cases = {
    "commander of a faction": (
        "مقتل القيادي في حركة أحرار الشام أبو يحيى الحموي في ريف إدلب.",
        ("armed_clash; target=SYR-REB-ahrar; tolls=killed fighters 1",),
    ),
    "verb before the victim": (
        "قتل القيادي الميداني في الجيش الحر أبو محمد في حي درعا البلد.",
        ("armed_clash; init=-; target=SYR-REB-fsa; tolls=killed fighters 1",),
    ),
    "journalist, by whom": (
        "مقتل الصحفي نبيل السعدي في عدن على يد مسلحين.",
        ("attack_on_civilians; init=YEM-UAF; target=YEM-JRN; tolls=killed civilians 1",),
    ),
    "activist": (
        "اغتيال الناشط سامر العبيدي وسط مدينة البصرة مساء أمس.",
        ("attack_on_civilians; target=IRQ-CVL; tolls=killed civilians 1; when=2024-05-14",),
    ),
    "deputy by a car bomb": (
        "اغتيال النائب سليم عبود بسيارة مفخخة شرقي بيروت.",
        ("explosive_device; tolls=killed civilians 1",),
    ),
    "colonel": (
        "اغتيال العقيد في الشرطة سالم الهلالي بإطلاق نار في مدينة سبها.",
        ("armed_clash; tolls=killed security_forces 1",),
    ),
    "leader by an air strike": (
        "مقتل القيادي في حركة الشباب معلم عيسى بغارة أميركية جنوبي الصومال.",
        ("air_strike; target=SOM-REB-shabaab; tolls=killed fighters 1",),
    ),
    "a memory": ("ألقى مقتل القائد بظلاله على جلسات الحوار الوطني.", ()),
    "a topic": ("تناول الكاتب في مقاله اغتيال الوزير وتداعياته على الحكومة.", ()),
    "a prize": ("نالت رواية عن الصحفي الراحل جائزة عربية في القاهرة.", ()),
}

#: What a relative clause, a charge, a condemnation tells beside what the sentence is about.
RELATIVE: Cases = {
    "a place's past": (
        "قُتل جنديان أمس في الحويجة التي استعادتها القوات العراقية في أكتوبر 2017.",
        (
            "armed_clash; when=2024-05-14; tolls=killed security_forces 2; status=current",
            "territory_regained; when=2017-10-01..2017-10-31; tolls=-; status=background",
        ),
    ),
    "a delegation strikes nobody": (
        "وصل وفد الأمم المتحدة إلى صنعاء بعد يوم من الغارة التي أدت إلى مقتل 12 مدنيا في حجة.",
        ("diplomacy; init=INT-IGO-un", "air_strike; init=-; tolls=killed civilians 12; where=حجة"),
    ),
    "who visits the hurt has not hurt them": (
        "زار رئيس الوزراء جرحى الهجوم الذي استهدف معسكرا للجيش في العريش قبل ثلاثة أيام.",
        ("armed_clash; init=-; target=EGY-MIL; when=2024-05-12",),
    ),
    "the attack's own day": (
        "قال قائد الشرطة إن الهجوم الذي استهدف نقطة تفتيش في بعقوبة يوم الأحد نفذه عناصر من تنظيم داعش.",
        ("armed_clash; init=INT-REB-islamic-state; when=2024-05-12",),
    ),
    "a verdict is no older than its news": (
        "حكمت محكمة الجنايات بالإعدام على المتهم بقتل عائلة في بغداد عام 2019.",
        ("governance; status=current; when=2024-05-15",),
    ),
    "condemned with its dead": (
        "أدانت الخارجية الهجوم الذي شنته جماعة مسلحة على قافلة للجيش في مالي وأسفر عن مقتل 20 جنديا.",
        ("armed_clash; target=MLI-MIL; tolls=killed security_forces 20",),
    ),
    "condemned without": ("أدانت الخارجية الهجوم الإرهابي وجددت تضامنها مع الحكومة.", ()),
    "feared": ("شددت السلطات الفرنسية إجراءاتها وسط مخاوف من وقوع هجمات في باريس.", ()),
    "where a crowd may go": ("أغلقت الشرطة الشوارع المحتمل توجه المتظاهرين إليها في وسط عمان.", ()),
    "warned of": ("نشرت السفارة تحذيرات من هجمات انتحارية في كابل.", ()),
    "a row of purposes": (
        "اتهمت السلطات الخلية بالتخطيط لضرب مقر الوزارة ومبنى الإذاعة واغتيال قيادات في الجيش.",
        (),
    ),
    "shots in the air": ("أطلق أقارب العريس النار في الهواء خلال حفل زفاف في الرمادي.", ()),
    "a sentence carried out by hanging": ("أعدم 13 شخصا شنقا في سجن إيفين.", ()),
    "a source ends before what happened": (
        "قُتل خمسة مسلحين، بحسب مسؤولين محليين في غارة جوية استهدفت قرية في ولاية كونر.",
        ("air_strike; tolls=killed fighters 5",),
    ),
}

#: Several tolls of one happening are one, with the others beside.
TOLLS: Cases = {
    "risen": (
        "قُتل 12 شخصا بانفجار سيارة مفخخة في مدينة بعقوبة أمس. وقالت مصادر طبية إن عدد القتلى ارتفع إلى 17.",
        ("explosive_device; tolls=killed civilians 17; others=12",),
    ),
    "told again by a channel": (
        "قُتل 30 شخصا في غارة على مدرسة في دير البلح، وفق وزارة الصحة. وقالت قناة محلية إن 25 شخصا قتلوا في الغارة.",
        ("air_strike; tolls=killed civilians 30; others=25",),
    ),
    "a number right behind the dead": (
        "قُتل 4 جنود بهجوم في سيناء. وفي حصيلة جديدة قالت مصادر أمنية إن عدد القتلى 7 جنود.",
        ("armed_clash; others=7; tolls=killed security_forces 4",),
    ),
    "two sources in one sentence": (
        "ذكر مصدر في الشرطة أن انفجارا في سوق بمدينة الحلة أسفر عن مقتل 8 أشخاص، فيما قال مصدر طبي إن حصيلة القتلى بلغت 11.",
        ("explosive_device; tolls=killed civilians 8; others=11",),
    ),
}

TABLES: dict[str, Cases] = {
    "finds": FINDS,
    "deaths": DEATHS,
    "blame": BLAME,
    "abroad": ABROAD,
    "homonyms": HOMONYMS,
    "named": NAMED,
    "relative": RELATIVE,
    "tolls": TOLLS,
}

#: What the coder gets wrong today, with what is wrong. Mend it, and take it off.
KNOWN_WRONG: dict[str, str] = {}
