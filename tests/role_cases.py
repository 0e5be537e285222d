"""Who does what to whom: sentences of our own, told on 2024-05-15, with type, initiators and targets."""

from __future__ import annotations

#: id: (text, type, initiators, targets or affected); "-" is nobody, "?" is not looked at
CASES: dict[str, tuple[str, str, str, str]] = {
    "exchange": (
        "تبادلت إسرائيل وحزب الله القصف عبر الحدود.",
        "shelling",
        "ISR-GOV",
        "LBN-PRM-hezbollah",
    ),
    "mutual": ("ودار قصف متبادل بين الجيش اللبناني ومسلحين في عرسال أمس.", "shelling", "LBN-MIL", "LBN-UAF"),
    "written passive, form VIII": ("اعتُقل قيادي في حركة حماس في الخليل فجر اليوم.", "arrest", "-", "PSE-REB-hamas"),
    "eliminated": (
        "تمكنت مفرزة للجيش من القضاء على خمسة إرهابيين بجبال تبسة في الجزائر.",
        "armed_clash",
        "DZA-MIL",
        "DZA-REB",
    ),
    "held by others": ("قصف الطيران مدينة إدلب التي تسيطر عليها فصائل المعارضة.", "air_strike", "-", "?"),
    # the verb in the active, subject and object
    "active, Turkey": (
        "قصفت القوات التركية مواقع حزب العمال الكردستاني في جبال قنديل.",
        "shelling",
        "TUR-MIL",
        "TUR-REB-pkk",
    ),
    "active, Somalia": (
        "هاجم مسلحو حركة الشباب قاعدة للجيش الصومالي قرب كيسمايو.",
        "armed_clash",
        "SOM-REB-shabaab",
        "SOM-MIL",
    ),
    "active, Tunisia": (
        "اعتقلت الشرطة التونسية خمسة عناصر من تنظيم داعش في سوسة.",
        "arrest",
        "TUN-COP",
        "INT-REB-islamic-state",
    ),
    "active, Libya": ("اختطف مسلحون مجهولون مهندسا في بنغازي.", "abduction", "LBY-UAF", "LBY-CVL"),
    "active, Sudan": (
        "سيطرت قوات الدعم السريع على بلدة ود النورة بولاية الجزيرة.",
        "territory_seized",
        "SDN-PRM-rsf",
        "-",
    ),
    "active, Egypt": (
        "استهدف الجيش المصري تجمعا لعناصر تنظيم داعش جنوب العريش.",
        "armed_clash",
        "EGY-MIL",
        "INT-REB-islamic-state",
    ),
    "active, Nigeria": (
        "اقتحم مقاتلو بوكو حرام قرية في ولاية بورنو وأحرقوا منازلها.",
        "armed_clash",
        "NGA-REB-boko-haram",
        "?",
    ),
    "active, Algeria": ("قضت قوات الجيش الجزائري على ثلاثة إرهابيين في ولاية تيزي وزو.", "armed_clash", "DZA-MIL", "?"),
    "active, Syria": (
        "استعاد الجيش السوري بلدة السخنة من تنظيم الدولة.",
        "territory_regained",
        "SYR-MIL",
        "INT-REB-islamic-state",
    ),
    "active, present headline": (
        "الجيش اليمني يستعيد جبلا في صعدة\nواصلت القوات تقدمها الأربعاء.",
        "territory_regained",
        "YEM-MIL",
        "-",
    ),
    "subject first": (
        "طائرات روسية قصفت مساء الثلاثاء مستودعا لهيئة تحرير الشام غرب إدلب.",
        "air_strike",
        "RUS-MIL",
        "SYR-REB-hts",
    ),
    "subject first, relative verb": (
        "مسلحو الحوثي اختطفوا ثلاثة صيادين في الحديدة.",
        "abduction",
        "YEM-REB-houthi",
        "YEM-CVL",
    ),
    "object pronoun": ("حاصرت القوات الإسرائيلية المخيم وقصفته بالمدفعية.", "shelling", "ISR-MIL", "?"),
    "object of a state force": ("أوقفت مخابرات الجيش اللبناني مطلوبين اثنين في عرسال.", "arrest", "LBN-MIL", "?"),
    "police detain": ("ألقت الشرطة الأردنية القبض على ثلاثة مشتبه بهم في إربد.", "arrest", "JOR-COP", "?"),
    "release": ("أفرجت جماعة الحوثي عن أربعين أسيرا في ذمار.", "captives_released", "YEM-REB-houthi", "?"),
    "besiege": ("تحاصر قوات الدعم السريع مدينة الفاشر وتمنع وصول الغذاء.", "siege", "SDN-PRM-rsf", "?"),
    "withdraw": ("انسحب مقاتلو جبهة النصرة من أطراف بلدة عرسال.", "withdrawal", "SYR-REB-nusra", "-"),
    "surrender": (
        "سلم عشرون مسلحا من حركة طالبان أنفسهم للقوات الأفغانية في قندوز.",
        "surrender",
        "AFG-REB-taliban",
        "?",
    ),
    "intercept": ("أسقطت الدفاعات الجوية السعودية طائرة مسيرة قرب جازان.", "weapons_disrupted", "SAU-MIL", "-"),
    "evacuate": ("أجلى الصليب الأحمر اثنين وثلاثين جريحا من الخرطوم.", "evacuation", "INT-NGO-icrc", "?"),
    "deploy": ("انتشرت وحدات من الجيش اللبناني في أحياء طرابلس.", "deployment", "LBN-MIL", "-"),
    "object first": ("الموصل قصفتها طائرات التحالف الدولي صباح الأربعاء.", "air_strike", "INT-MIL-coalition", "?"),
    # the passive: whom nobody names is left out
    "passive": ("اعتقل ثلاثة عناصر من تنظيم داعش في حي القاهرة بالموصل.", "arrest", "-", "INT-REB-islamic-state"),
    "passive, vocalised": ("قُصفت مواقع حركة حماس في خان يونس فجر الأربعاء.", "shelling", "-", "PSE-REB-hamas"),
    "passive with tamma": ("تم اعتقال قيادي في تنظيم القاعدة بمدينة المكلا.", "arrest", "-", "YEM-REB-aqap"),
    "passive, abducted": (
        "خُطف طبيب من منزله في طرابلس الليبية على يد مسلحين مجهولين.",
        "abduction",
        "LBY-UAF",
        "LBY-CVL",
    ),
    "exposed": ("تعرضت دورية للجيش اللبناني لهجوم مسلح في الهرمل.", "armed_clash", "-", "LBN-MIL"),
    "exposed to shelling": ("تعرضت مواقع الجيش السوري في ريف حماة لقصف صاروخي.", "shelling", "-", "SYR-MIL"),
    "unclaimed bomb": (
        "انفجرت سيارة مفخخة قرب حاجز للجيش العراقي في الطارمية وقتلت جنديين.",
        "explosive_device",
        "-",
        "IRQ-MIL-army",
    ),
    # agent phrases
    "at the hands of": (
        "اختطف خمسة عمال على يد مسلحين من تنظيم داعش غرب الأنبار.",
        "abduction",
        "INT-REB-islamic-state",
        "?",
    ),
    "on the part of": (
        "جرى اعتقال صحفيين اثنين من قبل جماعة الحوثي في صنعاء.",
        "abduction",
        "YEM-REB-houthi",
        "YEM-JRN",
    ),
    "by the bullets of": ("قتل شابان برصاص الجيش الإسرائيلي في جنين.", "attack_on_civilians", "ISR-MIL", "PSE-CVL"),
    "by shelling of": ("قتلت امرأة بقصف للجيش التركي على قرية في ريف عين عيسى.", "shelling", "TUR-MIL", "SYR-CVL"),
    "by a strike of": (
        "قتل ثلاثة مقاتلين من حزب الله بغارة إسرائيلية على بلدة عيترون.",
        "air_strike",
        "ISR-MIL",
        "LBN-PRM-hezbollah",
    ),
    "relative clause": (
        "أدى الهجوم الذي شنته حركة الشباب على فندق في مقديشو إلى مقتل ستة أشخاص.",
        "armed_clash",
        "SOM-REB-shabaab",
        "?",
    ),
    "participle": (
        "دمرت غارة نفذتها مقاتلات أميركية مخزن أسلحة للحوثيين في الحديدة.",
        "air_strike",
        "USA-MIL",
        "YEM-REB-houthi",
    ),
    # the verbal noun
    "noun, genitive agent": ("قصف الطيران الروسي لبلدة كفرنبل أوقع خمسة قتلى.", "air_strike", "RUS-MIL", "?"),
    "noun, genitive target": (
        "أعلن مصدر أمني اعتقال قيادي في حركة الشباب بمدينة بيدوا.",
        "arrest",
        "-",
        "SOM-REB-shabaab",
    ),
    "noun, by agent": (
        "أدى هجوم لمسلحي بوكو حرام على قرية نيجيرية إلى مقتل عشرة قرويين.",
        "armed_clash",
        "NGA-REB-boko-haram",
        "?",
    ),
    "noun, on target": ("وقع هجوم مسلح على مركز للشرطة العراقية في كركوك.", "armed_clash", "-", "IRQ-COP"),
    "noun, strike adjective": (
        "أسفرت غارة أميركية على موقع لحركة الشباب عن مقتل سبعة مسلحين.",
        "air_strike",
        "USA-MIL",
        "SOM-REB-shabaab",
    ),
    "noun, from": ("سقط قتلى في قصف من قوات النظام السوري على مدينة الأتارب.", "shelling", "SYR-MIL", "?"),
    "noun, liberation": (
        "أعلنت وزارة الدفاع تحرير مدينة القائم من سيطرة تنظيم داعش.",
        "territory_regained",
        "?",
        "INT-REB-islamic-state",
    ),
    "noun, withdrawal": ("شهدت المدينة انسحاب القوات الفرنسية من قاعدة غاو.", "withdrawal", "FRA-MIL", "-"),
    # verbs that lend their subject
    "support, launch": (
        "شنت قوات سوريا الديمقراطية حملة أمنية ضد خلايا داعش في دير الزور.",
        "operation",
        "SYR-PRM-sdf",
        "INT-REB-islamic-state",
    ),
    "support, carry out": ("نفذت القوات التونسية عملية تمشيط في جبل الشعانبي.", "operation", "TUN-MIL", "-"),
    "support, open": (
        "فتحت القوات الإسرائيلية نيران رشاشاتها باتجاه مزارعين شرق خان يونس.",
        "attack_on_civilians",
        "ISR-MIL",
        "PSE-CVL",
    ),
    "support, impose": ("فرضت قوات النظام حصارا على بلدة مضايا.", "siege", "SYR-MIL", "?"),
    "support, lead": (
        "يخوض مقاتلو حركة الشباب معارك مع القوات الكينية قرب الحدود.",
        "armed_clash",
        "SOM-REB-shabaab",
        "KEN-MIL",
    ),
    # two sides
    "between": (
        "اندلعت اشتباكات بين الجيش السوداني وقوات الدعم السريع في أم درمان.",
        "armed_clash",
        "SDN-MIL",
        "SDN-PRM-rsf",
    ),
    "with": (
        "اشتبك مقاتلو العشائر مع عناصر تنظيم داعش في حديثة.",
        "armed_clash",
        "IRQ-PRM-tribal",
        "INT-REB-islamic-state",
    ),
    "between, three": (
        "دارت معارك بين قوات البيشمركة ومسلحي داعش قرب مخمور.",
        "armed_clash",
        "IRQ-MIL-peshmerga",
        "INT-REB-islamic-state",
    ),
    "between, dual verb": (
        "تبادل الجيش الأذربيجاني والقوات الأرمينية إطلاق النار على الحدود.",
        "armed_clash",
        "AZE-MIL",
        "ARM-MIL",
    ),
    "against in a clash": (
        "تخوض القوات الحكومية اليمنية معارك ضد الحوثيين في مأرب.",
        "armed_clash",
        "YEM-MIL",
        "YEM-REB-houthi",
    ),
    # several on one side
    "coordinated subjects": (
        "تمكنت قوات الجيش العراقي والحشد الشعبي من تحرير قرية الشرقاط.",
        "territory_regained",
        "IRQ-MIL-army,IRQ-PRM-pmf",
        "-",
    ),
    "coordinated targets": (
        "قصفت الطائرات الحربية مواقع لحركة حماس والجهاد الإسلامي في غزة.",
        "air_strike",
        "?",
        "PSE-REB-hamas,PSE-REB-islamic-jihad",
    ),
    "coordinated agents": (
        "تعرض رتل عسكري تركي لهجوم شنته وحدات حماية الشعب في عفرين.",
        "armed_clash",
        "SYR-PRM-ypg",
        "TUR-MIL",
    ),
    "supporter is no second initiator": (
        "حررت القوات العراقية بإسناد من التحالف الدولي قرية غرب الموصل.",
        "territory_regained",
        "IRQ-MIL",
        "-",
    ),
    # who only stands beside
    "speaker is no initiator": (
        "قالت الأمم المتحدة إن الجيش السوري قصف مخيما للنازحين في إدلب.",
        "shelling",
        "SYR-MIL",
        "?",
    ),
    "province of a unit": ("فككت شرطة ديالى عبوة ناسفة في بعقوبة.", "weapons_disrupted", "IRQ-COP", "-"),
    "suicide attacker is left out": (
        "فجر انتحاري نفسه عند مدخل ثكنة للجيش اليمني في عدن.",
        "suicide_attack",
        "-",
        "YEM-MIL",
    ),
    "claim of responsibility": (
        "تبنى تنظيم داعش تفجير سيارة مفخخة في مدينة الصدر أوقع أمس عشرة قتلى.",
        "explosive_device",
        "INT-REB-islamic-state",
        "?",
    ),
    "protesters": ("تظاهر مئات المعلمين في عمان مطالبين برفع الأجور.", "protest", "JOR-CVL", "-"),
    "protesters killed": (
        "قتلت قوات الأمن السودانية أربعة متظاهرين في أم درمان.",
        "attack_on_civilians",
        "SDN-COP",
        "SDN-CVL",
    ),
    "displaced": ("نزحت مئات العائلات من بلدة خان شيخون جراء القصف.", "displacement", "-", "SYR-CVL"),
    "meeting": ("التقى وزير الخارجية القطري نظيره التركي في الدوحة.", "diplomacy", "QAT-GOV", "?"),
}

#: What the coder gets wrong today, with what is wrong. Mend it, and take it off.
KNOWN_WRONG: dict[str, str] = {
    "active, Egypt": "the subject after استهدف is taken for its object where an indefinite noun hides the real one",
    "by the bullets of": "the country of victims is taken from the initiator, not from the place",
    "support, open": "فتح … نيران with words between; people behind باتجاه",
    "with": "العشائر in an Iraqi town keeps no country",
    "province of a unit": "شرطة ديالى is no body",
    "suicide attacker is left out": "ثكنة للجيش: what belongs to a body is no target",
}
