"""Sentences and the things that they tell of: effect, item, bounds."""

CASES = """
تدمير 61 وكرا و24 كهفا | destroyed hideout 61; destroyed cave 24
دمر الطيران ثلاثة مقرات للتنظيم | destroyed position 3
أدت الغارات إلى تدمير نفقين | destroyed tunnel 2
دمرت القوات سيارة مفخخة قبل وصولها | destroyed explosive_device 1
تدمير خمس عجلات تحمل أسلحة | destroyed vehicle 5
تدمير مركبة تابعة للمسلحين | destroyed vehicle 1
تدمير عدة منازل في القصف | destroyed building 3+
دمرت طائرات التحالف مبنى ومركبات للتنظيم | destroyed building 1; destroyed vehicle 3+
فجر المسلحون جسرين على النهر | destroyed building 2
نسف المسلحون مسجدا في البلدة | destroyed building 1
انهيار مبنى سكني جراء القصف | destroyed building 1
الموقع الذي دمر بالكامل | destroyed position 1
إحراق مزارع القمح في القضاء | burned crop 3+
أحرق المسلحون أربع سيارات | burned vehicle 4
احترقت ثلاث شاحنات في الهجوم | burned vehicle 3
أضرم مجهولون النار في منزلين | burned building 2
العثور على عبوات ناسفة وقذائف هاون وأحزمة ناسفة | found explosive_device 3+; found ammunition 3+; found explosive_device 3+
عثرت القوة على نفق بطول كيلومتر | found tunnel 1
عثر الجيش على 12 صاروخا | found missile 12
تفكيك أربع عبوات ناسفة | defused explosive_device 4
تفكيك وتفجير عشرات العبوات الناسفة | defused explosive_device 20+
إبطال مفعول لغمين | defused explosive_device 2
فككت الفرق 7 ألغام | defused explosive_device 7
ضبط 20 بندقية وثلاثة مسدسات | seized weapon 20; seized weapon 3
ضبطت الشرطة أسلحة وذخيرة | seized weapon 3+; seized ammunition 1+
مصادرة شاحنتين محملتين بالوقود | seized vehicle 2
الاستيلاء على خمس دبابات | seized vehicle 5
استولى المسلحون على مدرعتين | seized vehicle 2
إسقاط طائرة مسيرة قرب القاعدة | intercepted drone 1
أسقطت الدفاعات ثلاث طائرات مسيرة | intercepted drone 3
اعتراض صاروخ باليستي أطلق على المدينة | intercepted missile 1
إسقاط مروحية عسكرية | destroyed aircraft 1
تضرر سبعة منازل | damaged building 7
ألحق القصف أضرارا بثلاثة منازل | damaged building 3
نهب المسلحون متاجر في السوق | looted building 3+
سرقة سيارتين تابعتين للمنظمة | looted vehicle 2
إن عجلة من نوع همر احترقت بالكامل | burned vehicle 1
سيارة من طراز حديث دمرت بالكامل | destroyed vehicle 1
ألحقت ثلاث قذائف سقطت على الحي أضرارا بمنزلين ومدرسة | damaged building 2; damaged building 1
ضبط كمية من الأسلحة والذخائر | seized weapon 3+; seized ammunition 3+
ضبط الجيش كميات كبيرة من الأسلحة | seized weapon 3+
ضبط كمية من الأسلحة وتدمير دراجتين | seized weapon 3+; destroyed vehicle 2
عثرت القوات على عشرين عبوة ناسفة ومدفع هاون | found explosive_device 20; found weapon 1
أحرقوا إطارات وقطعوا أحد الجسور |
ضبط ثلاث شاحنات من طراز همر | seized vehicle 3
استهداف ثلاث سيارات |
سقطت قذيفة على منزل |
انفجرت سيارة مفخخة قرب السوق |
فجر انتحاري سيارة مفخخة عند الحاجز |
تفجير سيارة مفخخة وسط المدينة |
نفذت القوات عملية فجر أمس، وسط مركز المدينة |
توجه فريق معالجة القنابل إلى الموقع |
قصفت المدفعية مواقع المسلحين |
لم تدمر الغارة أي مبنى |
محاولة تدمير الجسر |
"""
