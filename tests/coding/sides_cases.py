"""Who did what to whom and with how many, over two to four sentences of news: the expected sides and tolls of each happening.

A happening is written `type @ words of it > initiator > target > tolls`; "-" is nobody, "killed 3" exactly three, "injured 5+" five or more.
"""

from __future__ import annotations

from typing import Final

#: id, text, happenings.
CASES: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    (
        "unidentified against a body's leader",
        "استهدف مجهولون، مساء الاثنين، قياديا في المجلس العسكري بريف دير الزور السورية. وأطلق المهاجمون النار عليه من دراجة نارية قبل أن يلوذوا بالفرار، ما أدى إلى مقتله على الفور.",
        ("attack_on_civilians|armed_clash @ استهدف مجهولون > SYR-UAF > SYR-PRM-sdf|SYR-MIL|SYR-PRM > killed 1",),
    ),
    (
        "two verbs of one state",
        "اجتاحت إسرائيل جنوب لبنان صيف العام 1982 وحاصرت بيروت أكثر من شهرين. واستمر الحصار حتى خروج المقاتلين من المدينة.",
        ("siege @ وحاصرت بيروت > ISR-MIL > - > ",),
    ),
    (
        "town stormed, then people taken",
        "اقتحمت قوات الاحتلال فجر اليوم بلدة بيت أمر شمال الخليل وداهمت عددا من المنازل. واعتقلت خلال العملية خمسة شبان بينهم أسير محرر، كما أصيب طفل برصاصة في القدم.",
        ("arrest @ واعتقلت > ISR-MIL > PSE-CVL > captured 5",),
    ),
    (
        "regime camp, then as well",
        "قتل ثلاثة مدنيين جراء غارات شنتها طائرات روسية على أطراف مدينة جسر الشغور. كما قصفت قوات النظام بالمدفعية قرية البارة في جبل الزاوية، ما أسفر عن إصابة امرأة.",
        (
            "air_strike @ غارات > RUS-MIL > SYR-CVL > killed 3",
            "shelling @ قصفت > SYR-MIL > SYR-CVL > injured 1",
        ),
    ),
    (
        "in a separate incident",
        "قال مصدر أمني إن مسلحين مجهولين فتحوا النار على دورية للشرطة في حي الغزالية ببغداد، فقتلوا شرطيين. وفي حادث منفصل، انفجرت عبوة لاصقة بسيارة موظف حكومي في المنصور، ما أدى إلى إصابته بجروح.",
        (
            "armed_clash @ فتحوا النار > IRQ-UAF > IRQ-COP > killed 2",
            "explosive_device @ انفجرت > - > IRQ-CVL|IRQ-GOV > injured 1",
        ),
    ),
    (
        "the organisation resumed",
        "سيطر تنظيم الدولة الإسلامية على قرية الجراح شرق مدينة تدمر بعد انسحاب قوات النظام منها. وأعدم التنظيم سبعة من أهالي القرية بتهمة التعاون مع الحكومة.",
        (
            "territory_seized @ سيطر > INT-REB-islamic-state > SYR-MIL|- > ",
            "attack_on_civilians @ وأعدم > INT-REB-islamic-state > SYR-CVL > killed 7",
        ),
    ),
    (
        "the group resumed behind a speaker",
        "قال المتحدث باسم القوات المشتركة إن جماعة الحوثي دفعت بتعزيزات كبيرة إلى جبهة حيس جنوب الحديدة. وأضاف أن الجماعة قصفت أمس أحياء سكنية في المدينة بقذائف الهاون، فأصيب أربعة مدنيين بينهم امرأتان.",
        ("shelling @ قصفت > YEM-REB-houthi > YEM-CVL > injured 4",),
    ),
    (
        "the gunmen resumed",
        "هاجم مسلحون من حركة الشباب فندقا في مدينة كيسمايو جنوبي الصومال مساء الجمعة. واحتجز المسلحون عشرات النزلاء لساعات قبل أن تنهي قوات الأمن الحصار.",
        ("abduction @ واحتجز > SOM-REB-shabaab > SOM-CVL > abducted 20+",),
    ),
    (
        "forces resumed",
        "شن الجيش السوداني هجوما على مواقع قوات الدعم السريع في حي الشجرة جنوبي الخرطوم فجر الأربعاء. وتمكنت القوات من استعادة جسر كوبر وأسرت 12 عنصرا من الدعم السريع.",
        ("armed_clash|operation @ هجوما > SDN-MIL > SDN-PRM-rsf > captured 12|",),
    ),
    (
        "toll in the next sentence, talked of",
        "انفجرت سيارة مفخخة قرب سوق شعبية في مدينة إعزاز شمالي حلب ظهر اليوم. وتحدث ناشطون عن ستة قتلى على الأقل وأكثر من عشرين جريحا.",
        ("explosive_device @ انفجرت > - > SYR-CVL > killed 6+, injured 20+",),
    ),
    (
        "toll after an advance",
        "تقدمت قوات حكومة الوفاق في محور عين زارة جنوب طرابلس وسيطرت على معسكر اليرموك. وقتل في المعارك تسعة من مسلحي حفتر وأسر أربعة آخرون.",
        ("territory_regained|territory_seized|armed_clash @ وسيطرت على معسكر > LBY-MIL-gna > LBY-PRM-lna|- > killed 9, captured 4|",),
    ),
    (
        "whose victims it claimed",
        "تبنى تنظيم ولاية سيناء التفجير الذي استهدف حافلة للجنود قرب العريش، والذي راح ضحيته تسعة مجندين. ونشر التنظيم صورا قال إنها لمنفذ الهجوم.",
        ("explosive_device|suicide_attack @ التفجير > EGY-REB-sinai-province > EGY-MIL > killed 9",),
    ),
    (
        "a family is not captured",
        "قتل الصحفي معتز عوض وأسرته في قصف إسرائيلي استهدف منزله في مخيم النصيرات وسط قطاع غزة فجر الأحد. وانتشلت طواقم الدفاع المدني سبعة جثامين من تحت الأنقاض.",
        ("air_strike|shelling @ قصف > ISR-MIL > PSE-JRN|PSE-CVL|PSE-CVL,PSE-JRN > killed 1|killed 7",),
    ),
    (
        "two strikes, the first and the second",
        "استهدفت غارتان إسرائيليتان بلدتي عيتا الشعب والطيبة جنوبي لبنان. وأسفرت الأولى عن مقتل شخصين، فيما أدت الثانية إلى جرح ثلاثة مواطنين.",
        ("air_strike @ غارتان > ISR-MIL > LBN-CVL > killed 2, injured 3|killed 2",),
    ),
    (
        "hurt of the other side in the next clause",
        "اندلعت اشتباكات عنيفة بين الجيش اليمني ومسلحي الحوثي في جبهة صرواح غربي مأرب. وأسفرت المواجهات عن مقتل 11 حوثيا، فيما قتل ثلاثة من أفراد الجيش.",
        ("armed_clash @ اشتباكات > YEM-MIL > YEM-REB-houthi > killed 11, killed 3",),
    ),
    (
        "alternatives by source",
        "فجر انتحاري نفسه عند بوابة معسكر للجيش في عدن صباح اليوم. وقال مسؤول عسكري إن عشرة جنود قتلوا، بينما ذكرت مصادر طبية أن الحصيلة بلغت 14 قتيلا.",
        ("suicide_attack @ فجر > - > YEM-MIL > killed 10|killed 14",),
    ),
    (
        "arrest of those involved",
        "أعلنت وزارة الداخلية العراقية اعتقال ثلاثة من المتورطين في تفجير سوق الوحيلات الذي أودى بحياة 30 شخصا الشهر الماضي. وقالت إن المعتقلين ينتمون إلى تنظيم داعش.",
        ("arrest @ اعتقال > IRQ-COP > INT-REB-islamic-state|- > captured 3",),
    ),
    (
        "raid by nationality with a noun",
        "استشهد شاب فلسطيني برصاص الجيش الإسرائيلي خلال مداهمة إسرائيلية لمخيم بلاطة شرق نابلس. وأوضحت وزارة الصحة أن الشاب يبلغ من العمر 19 عاما.",
        ("attack_on_civilians|armed_clash|operation @ استشهد|مداهمة > ISR-MIL > PSE-CVL|PSE-REB > killed 1",),
    ),
    (
        "american strike, target told by its men",
        "قتل قياديان في تنظيم القاعدة بغارة أمريكية نفذتها طائرة مسيرة في محافظة البيضاء وسط اليمن. وقال سكان إن الغارة دمرت سيارة كان القياديان يستقلانها.",
        ("air_strike @ غارة > USA-MIL > YEM-REB-aqap|INT-REB-al-qaeda > killed 2",),
    ),
    (
        "turkish shelling",
        "أصيب خمسة مدنيين، أمس السبت، بقصف تركي على ريف تل تمر شمال غربي الحسكة. واستهدف القصف محطة للكهرباء، ما تسبب بانقطاع التيار عن عشرات القرى.",
        ("shelling @ قصف > TUR-MIL > SYR-CVL > injured 5",),
    ),
    (
        "settlers burn",
        "أحرق مستوطنون الليلة الماضية منزلين ومركبات في قرية جالود جنوب نابلس. وأصيب ثلاثة فلسطينيين بالاختناق خلال تصدي الأهالي لاعتداءات المستوطنين.",
        ("property_destroyed|attack_on_civilians @ أحرق > ISR-CVL > PSE-CVL|- > injured 3|",),
    ),
    (
        "settlers beat farmers",
        "اعتدى مستوطنون بالضرب على مزارعين كانوا يقطفون الزيتون في بلدة بورين، ما أدى إلى إصابة اثنين منهم بجروح. وقالت مصادر محلية إن الجيش منع سيارات الإسعاف من الوصول.",
        ("attack_on_civilians @ اعتدى > ISR-CVL > PSE-CVL > injured 2",),
    ),
    (
        "unknown gunmen, doctor",
        "اغتال مسلحون مجهولون طبيبا أمام عيادته في مدينة البصرة مساء الثلاثاء. وقال مصدر في الشرطة إن المسلحين أطلقوا عليه ست رصاصات وفروا إلى جهة مجهولة.",
        ("attack_on_civilians @ اغتال > IRQ-UAF > IRQ-CVL > killed 1",),
    ),
    (
        "fishermen detained at sea",
        "اعتقلت بحرية الاحتلال أربعة صيادين قبالة شواطئ خان يونس وصادرت قاربهم. وكانت الزوارق الحربية قد أطلقت النار باتجاه مراكب الصيادين في ساعات الصباح.",
        ("arrest @ اعتقلت > ISR-MIL > PSE-CVL > captured 4",),
    ),
    (
        "worshippers",
        "اقتحم مسلحون مسجدا في ضواحي مدينة القطيف شرقي السعودية وأطلقوا النار على المصلين. وأعلنت الداخلية السعودية مقتل خمسة مواطنين وإصابة تسعة في الهجوم.",
        ("attack_on_civilians @ وأطلقوا النار|اقتحم > SAU-UAF > SAU-CVL > killed 5, injured 9",),
    ),
    (
        "students hurt by police",
        "فرقت قوات الأمن السودانية تظاهرة لطلاب جامعة أم درمان الإسلامية بالغاز المسيل للدموع. واعتقلت الشرطة عشرة طلاب، في حين أصيب سبعة آخرون.",
        ("arrest @ واعتقلت > SDN-COP > SDN-CVL > captured 10",),
    ),
    (
        "aid workers",
        "خطف مسلحون ثلاثة من عمال الإغاثة التابعين للهلال الأحمر في منطقة مرسيط شرقي إثيوبيا قرب الحدود مع الصومال. وطالب الخاطفون بفدية مالية لقاء الإفراج عنهم.",
        ("abduction @ خطف > ETH-UAF|XXX-UAF|SOM-UAF > ETH-NGO-red-crescent|ETH-NGO|SOM-NGO|ETH-CVL|SOM-CVL > abducted 3",),
    ),
    (
        "speaker is no actor",
        "قال محافظ شبوة عوض العولقي إن مسلحي القاعدة نصبوا كمينا لقوة من دفاع شبوة في منطقة المصينعة. وأشار إلى أن ستة جنود قتلوا في الكمين وجرح ثلاثة.",
        ("armed_clash @ كمينا > YEM-REB-aqap|INT-REB-al-qaeda > YEM-PRM|YEM-MIL|YEM-PRM-stc|YEM-PRM-shabwa > killed 6, injured 3",),
    ),
    (
        "passive, then agent in the next sentence",
        "قُتل شيخ قبلي ونجله رميا بالرصاص في مدينة ذمار جنوبي صنعاء. وقال شهود إن مسلحين حوثيين أوقفوا سيارته عند حاجز وأطلقوا عليها النار.",
        ("attack_on_civilians @ قُتل > YEM-REB-houthi > YEM-CVL > killed 2",),
    ),
    (
        "two actions, two subjects",
        "قصفت طائرات التحالف العربي معسكرا للحوثيين في منطقة همدان شمالي صنعاء. وردت الجماعة بإطلاق صاروخ باليستي على مدينة نجران السعودية.",
        (
            "air_strike @ قصفت > INT-MIL-arab-coalition > YEM-REB-houthi > ",
            "shelling @ صاروخ > YEM-REB-houthi > -|SAU-CVL|SAU-GOV|SAU-MIL > ",
        ),
    ),
    (
        "he who was killed, the other took",
        "قتل جندي لبناني وأصيب اثنان في هجوم شنه مسلحون على حاجز للجيش عند مدخل بلدة عرسال. ورد الجنود على مصادر النيران وأوقفوا ثلاثة من المهاجمين.",
        (
            "armed_clash @ هجوم > LBN-UAF > LBN-MIL|LBN-MIL-army > killed 1, injured 2",
            "arrest @ وأوقفوا > LBN-MIL|LBN-MIL-army > LBN-UAF > captured 3",
        ),
    ),
    (
        "headline tells the side",
        "الجيش الجزائري يقضي على ثلاثة إرهابيين بولاية المدية\nتم القضاء صباح اليوم على ثلاثة إرهابيين واسترجاع أسلحة رشاشة إثر كمين ببلدية العمارية. وتأتي هذه العملية في إطار مكافحة الإرهاب.",
        ("armed_clash @ القضاء|يقضي > DZA-MIL|DZA-MIL-army > DZA-REB > killed 3",),
    ),
    (
        "headline tells the side of a strike",
        "مقتل سبعة مدنيين بغارات للتحالف العربي على صعدة\nقتل سبعة مدنيين، بينهم أربعة أطفال، وأصيب خمسة آخرون في غارتين استهدفتا منزلا بمديرية كتاف بمحافظة صعدة مساء أمس. وقال مصدر محلي إن فرق الإسعاف لم تتمكن من الوصول إلى المكان.",
        ("air_strike @ غارتين|بغارات > INT-MIL-arab-coalition > YEM-CVL > killed 7, injured 5",),
    ),
    (
        "before they withdrew",
        "اقتحم عشرات المسلحين مقر المجلس البلدي في مدينة الزاوية غربي ليبيا وعبثوا بمحتوياته قبل أن ينسحبوا. ولم يسفر الهجوم عن سقوط ضحايا.",
        ("armed_clash|attack_on_civilians|property_destroyed|riot @ اقتحم > LBY-UAF > LBY-GOV|LBY-CVL|- > ",),
    ),
    (
        "round-up of strikes",
        "شن الطيران الإسرائيلي سلسلة غارات على مناطق متفرقة من قطاع غزة منذ فجر الأربعاء. وقصفت المدفعية حي الزيتون فاستشهد ثلاثة مواطنين، واستهدفت طائرة مسيرة خيمة للنازحين في المواصي ما أدى إلى استشهاد طفلين. وفي رفح قصف منزل لعائلة أبو طه فسقط خمسة شهداء.",
        (
            "shelling @ وقصفت المدفعية > ISR-MIL > PSE-CVL > killed 3",
            "air_strike @ واستهدفت طائرة > ISR-MIL > PSE-REF|PSE-CVL > killed 2",
            "air_strike|shelling @ قصف منزل > ISR-MIL > PSE-CVL > killed 5",
        ),
    ),
    (
        "round-up of a front",
        "قتل عنصران من قوات سوريا الديمقراطية بهجوم لخلايا تنظيم الدولة على حاجز في بلدة الصور شمال دير الزور. وفي بلدة ذيبان أطلق عناصر من التنظيم النار على سيارة تقل عمال نفط، ما أسفر عن مقتل عامل وجرح اثنين.",
        (
            "armed_clash @ بهجوم > INT-REB-islamic-state > SYR-PRM-sdf > killed 2",
            "attack_on_civilians|armed_clash @ أطلق > INT-REB-islamic-state > SYR-CVL > killed 1, injured 2",
        ),
    ),
    (
        "coup camp in Yemen",
        "صدت قوات الجيش الوطني هجوما للانقلابيين على مواقعها في جبهة مقبنة غربي تعز. وتكبد الانقلابيون خسائر كبيرة، إذ قتل 13 منهم وجرح آخرون.",
        ("armed_clash @ هجوما > YEM-REB-houthi > YEM-MIL|YEM-MIL-army > killed 13, injured 3+|killed 13",),
    ),
    (
        "opposition camp",
        "سيطرت المعارضة السورية المسلحة على بلدة مورك بريف حماة الشمالي بعد معارك استمرت يومين. وقال قائد ميداني إن مقاتلي المعارضة دمروا دبابتين وقتلوا نحو 20 جنديا من قوات النظام.",
        ("territory_seized @ سيطرت > SYR-REB > SYR-MIL|- > killed 20|",),
    ),
    (
        "alliance told before the strike noun",
        "أغار طيران التحالف الدولي على معمل لتصنيع العبوات في قضاء القائم غربي الأنبار. وذكرت قيادة العمليات أن الضربة أسفرت عن مقتل عشرة من عناصر داعش.",
        ("air_strike @ أغار > INT-MIL-coalition > INT-REB-islamic-state > killed 10",),
    ),
    (
        "tribal fighters attacked",
        "هاجم تنظيم داعش بقذائف الهاون والأسلحة الرشاشة نقطة مرابطة للحشد العشائري في ناحية العظيم شمالي ديالى. واستشهد خلال الهجوم أربعة من مقاتلي الحشد وأصيب قائد النقطة.",
        ("armed_clash|shelling @ هاجم > INT-REB-islamic-state > IRQ-PRM-tribal > killed 4, injured 1",),
    ),
    (
        "detainees freed by exchange",
        "أفرجت جماعة الحوثي عن 15 أسيرا من القوات الحكومية في مدينة تعز ضمن صفقة تبادل بوساطة قبلية. وفي المقابل أطلقت القوات سراح 14 من أسرى الجماعة.",
        ("captives_released @ أفرجت > YEM-REB-houthi > YEM-MIL > freed 15",),
    ),
    (
        "camp of refugees hit",
        "تعرض مخيم كساب للنازحين قرب مدينة كتم بشمال دارفور لهجوم شنته مليشيات مسلحة على متن دراجات نارية. وأفاد شهود عيان بمقتل 18 نازحا وإحراق عشرات المساكن.",
        ("attack_on_civilians @ لهجوم > SDN-PRM > SDN-REF > killed 18",),
    ),
    (
        "demonstrators shot",
        "خرج آلاف المتظاهرين في مدينة أم درمان للمطالبة بالحكم المدني. وأطلقت قوات الأمن الرصاص الحي على المحتجين، ما أدى إلى مقتل متظاهرين اثنين وإصابة العشرات، وفق لجنة أطباء السودان.",
        (
            "protest @ خرج > SDN-CVL > - > ",
            "attack_on_civilians @ وأطلقت > SDN-COP > SDN-CVL > killed 2, injured 20+",
        ),
    ),
    (
        "blame on the army, toll by medics",
        "سقط قتلى وجرحى في قصف مدفعي على سوق قورو في الفاشر صباح الخميس. واتهمت لجان مقاومة الفاشر قوات الدعم السريع بقصف السوق، وقالت إن 12 مدنيا قتلوا وأصيب 35.",
        ("shelling @ قصف > SDN-PRM-rsf > SDN-CVL > killed 12, injured 35",),
    ),
    (
        "army announces the death of its own",
        "أعلن الجيش الإسرائيلي مقتل ضابط وجنديين في معارك شمال قطاع غزة. وأوضح أن القتلى سقطوا بانفجار عبوة ناسفة في آلية مدرعة ببيت حانون.",
        ("armed_clash|explosive_device @ معارك|انفجار > -|PSE-REB > ISR-MIL > killed 3",),
    ),
    (
        "brigades announce",
        "أعلنت سرايا القدس أنها قصفت بقذائف الهاون تجمعا لجنود الاحتلال شرق خان يونس. وأضافت في بيان أن مقاتليها استهدفوا آلية عسكرية بقذيفة في المحور نفسه.",
        ("shelling @ قصفت > PSE-REB-islamic-jihad > ISR-MIL > ",),
    ),
    (
        "hezbollah announces, the army answers",
        "أعلن حزب الله استهداف ثكنة برانيت بصواريخ موجهة وتحقيق إصابات مباشرة. ورد الجيش الإسرائيلي بقصف أطراف بلدتي رميش ويارون بالمدفعية.",
        (
            "shelling @ استهداف > LBN-PRM-hezbollah > ISR-MIL|- > ",
            "shelling @ بقصف > ISR-MIL > LBN-CVL|- > ",
        ),
    ),
    (
        "deposed by two reports",
        "قتل 40 شخصا في معارك بين الجيش وحركة تحرير السودان جناح عبد الواحد في جبل مرة. وقالت الحركة إن قواتها قتلت 25 من أفراد الجيش وخسرت خمسة مقاتلين.",
        ("armed_clash @ معارك > SDN-MIL > SDN-REB-slm-nur > killed 40",),
    ),
    (
        "tunisian ambush",
        "استشهد ستة أعوان من الحرس الوطني التونسي في كمين بمنطقة عين سلطان من ولاية جندوبة قرب الحدود الجزائرية. وأعلنت كتيبة عقبة بن نافع مسؤوليتها عن الكمين.",
        ("armed_clash @ كمين > TUN-REB-uqba > TUN-COP-national-guard > killed 6",),
    ),
    (
        "egypt, police general",
        "اغتال مجهولون العميد عادل رجائي قائد الفرقة التاسعة المدرعة أمام منزله في مدينة العبور شمال القاهرة. وقتل في الهجوم أيضا حارسه وسائقه.",
        ("armed_clash|attack_on_civilians @ اغتال > EGY-UAF > EGY-MIL > killed 1, killed 2|killed 3",),
    ),
    (
        "old Iraqi news with american soldiers",
        "قال الجيش الأمريكي في بيان إن جنديا من قواته قتل وجرح اثنان عندما انفجرت قنبلة على جانب الطريق قرب قافلتهم في الفلوجة. وفي الموصل أطلق مسلحون قذائف صاروخية على قاعدة أمريكية دون وقوع إصابات.",
        (
            "explosive_device @ انفجرت > - > USA-MIL > killed 1, injured 2",
            "shelling|armed_clash @ أطلق > IRQ-UAF > USA-MIL > ",
        ),
    ),
    (
        "libya, gunmen against a court",
        "أغلق مسلحون محكمة شمال بنغازي احتجاجا على حكم بحق أحد قادتهم. واختطف المسلحون قاضيا واقتادوه إلى مكان غير معلوم.",
        ("abduction @ واختطف > LBY-UAF > LBY-JUD > abducted 1",),
    ),
    (
        "mauritania and mali",
        "قتل 11 جنديا ماليا في هجوم شنه متشددون على معسكر في منطقة تمبكتو شمالي البلاد. وأعلنت جماعة نصرة الإسلام والمسلمين مسؤوليتها عن العملية وقالت إنها أسرت جنديين.",
        ("armed_clash @ هجوم > MLI-REB-jnim > MLI-MIL > killed 11",),
    ),
    (
        "nominal headline and verb without subject",
        "الاحتلال يقتحم جنين ومخيمها\nنشر قناصة على أسطح المنازل وأغلق مداخل المخيم، ثم اعتقل ثمانية مواطنين. واندلعت مواجهات أصيب خلالها فتى بالرصاص الحي.",
        ("arrest @ اعتقل > ISR-MIL > PSE-CVL > captured 8",),
    ),
    (
        "displaced by a group",
        "نزحت أكثر من 200 عائلة من قرى شمال المقدادية بعد هجمات لتنظيم داعش. وأفاد قائمقام القضاء بأن التنظيم أحرق 30 منزلا.",
        ("displacement @ نزحت > -|INT-REB-islamic-state > IRQ-CVL|IRQ-REF > displaced 200+",),
    ),
    (
        "peacekeepers",
        "قتل جندي من قوات حفظ السلام الأممية وأصيب ثلاثة عندما تعرضت دوريتهم لإطلاق نار من مجهولين في منطقة كتم بدارفور. وأدان مجلس الأمن الهجوم.",
        ("armed_clash|attack_on_civilians @ إطلاق نار|قتل > SDN-UAF > INT-IGO-peacekeepers|INT-IGO-unamid|INT-IGO-un > killed 1, injured 3",),
    ),
    (
        "hostage journalists",
        "اختطف تنظيم داعش ثلاثة صحفيين في مدينة الموصل مركز محافظة نينوى. وأعدم عناصر التنظيم أحد الصحفيين رميا بالرصاص وسط المدينة.",
        (
            "abduction @ اختطف > INT-REB-islamic-state > IRQ-JRN > abducted 3",
            "attack_on_civilians @ وأعدم > INT-REB-islamic-state > IRQ-JRN > killed 1",
        ),
    ),
    (
        "houthi mines",
        "قتل طفلان شقيقان بانفجار لغم زرعته مليشيا الحوثي في مديرية الدريهمي جنوب الحديدة. وقال المرصد اليمني للألغام إن والدهما أصيب إصابة بالغة.",
        ("explosive_device @ بانفجار > YEM-REB-houthi > YEM-CVL > killed 2, injured 1",),
    ),
    (
        "toll rises",
        "ارتفعت حصيلة ضحايا تفجير الكرادة إلى 213 قتيلا وأكثر من 200 جريح. وكان تنظيم الدولة الإسلامية قد تبنى الهجوم الذي نفذه انتحاري بسيارة مفخخة.",
        ("suicide_attack|explosive_device @ تفجير > INT-REB-islamic-state > IRQ-CVL > killed 213, injured 200+",),
    ),
    (
        "iran and kurdish party",
        "قصف الحرس الثوري الإيراني بالطائرات المسيرة والصواريخ مقار للحزب الديمقراطي الكردستاني الإيراني في قضاء كويسنجق بأربيل. وأسفر القصف عن مقتل شخص وإصابة ثمانية من عناصر الحزب.",
        ("shelling|air_strike @ قصف > IRN-MIL-irgc > IRN-REB-kdpi > killed 1, injured 8",),
    ),
    (
        "jordan border",
        "أحبطت قوات حرس الحدود الأردنية محاولة تسلل وتهريب كميات من المخدرات من الأراضي السورية. وأسفرت الاشتباكات مع المهربين عن مقتل أربعة منهم وإصابة جندي.",
        ("armed_clash|weapons_disrupted @ الاشتباكات|أحبطت > JOR-MIL > SYR-CRM|JOR-CRM|XXX-CRM > killed 4, injured 1",),
    ),
)
