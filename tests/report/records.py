"""A small record for the report: the air strike of the builders and four more documents of our own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from builders import find_span, make_coded, make_document, make_event

from marsad.model import Actor, Casualties, Claim, Coded, Failure, Published, When, Where

CLASH = "قال مصدر أمني إن مسلحين مجهولين هاجموا حاجزاً قرب مدينة الرُّطبة يوم 12 مارس 2021 وقُتل ثلاثة جنود."
PROTEST = "تظاهر عشرات الموظفين في العراق للمطالبة برواتبهم."
HOSTILE = (
    "قُتل جندي </script><script>window.broken = 1</script> في الموصل <img src=x onerror='window.broken=2'> أمس\n"
    "\u202e\u2067سطر بعلامات اتجاه\u2066 مفتوحة <!-- <b>\n"
    "وأُصيب ثلاثة \U0001f600\U0001f600 مدنيين \u2028 في \u0000 الحي"
)


@dataclass(frozen=True)
class Words:
    """Spans of words in one text."""

    text: str

    def __call__(self, words: str) -> dict[str, Any]:
        return {"text": words, "span": find_span(self.text, words)}


def clash() -> Coded:
    w = Words(CLASH)
    event = make_event(
        CLASH,
        "هاجموا",
        "reports/0002.txt",
        type="armed_clash",
        confidence=0.6,
        when=When(start="2021-03-12", end="2021-03-12", precision="day", basis="explicit", **w("12 مارس 2021")),
        where=(
            Where(
                name="الرطبة",
                name_en="Rutba",
                country="IRQ",
                admin1="الأنبار",
                lat=33.04,
                lon=40.28,
                radius_km=30,
                precision="district",
                **w("الرُّطبة"),
            ),
        ),
        actors=(Actor(role="initiator", actor_id="IRQ-UAF", name="مسلحون مجهولون", **w("مسلحين مجهولين")),),
        casualties=(
            Casualties(
                outcome="killed", group="security_forces", min=3, max=None, qualifier="vague", **w("ثلاثة جنود")
            ),
        ),
        claims=(Claim(title="مصدر أمني", **w("مصدر أمني")),),
        evidence=(find_span(CLASH, CLASH[:-1]),),
    )
    document = make_document(
        CLASH,
        "reports/0002.txt",
        title="هجوم على حاجز",
        source="صحيفة أخرى",
        published=Published.from_metadata("2021-03-13"),
    )
    return make_coded(document, [event])


def protest() -> Coded:
    w = Words(PROTEST)
    event = make_event(
        PROTEST,
        "تظاهر",
        "reports/0003.txt",
        type="protest",
        modality="ongoing",
        where=(
            Where(name="العراق", name_en="Iraq", country="IRQ", lat=33.0, lon=43.7, precision="country", **w("العراق")),
        ),
    )
    return make_coded(make_document(PROTEST, "reports/0003.txt", title=None, url="javascript:alert(1)"), [event])


def failed() -> Coded:
    failure = Failure(stage="times", error="ValueError", message="no month <b>13</b>")
    return make_coded(make_document("نص لم يُعالج", "reports/0004.txt", title=None), failures=[failure])


def hostile() -> Coded:
    w = Words(HOSTILE)
    event = make_event(
        HOSTILE,
        "قُتل",
        "</title><script>",
        type="attack_on_civilians",
        where=(
            Where(
                name="<img src=x onerror=window.broken=3>",
                country="IRQ",
                lat=36.3,
                lon=43.1,
                precision="town",
                **w("الموصل"),
            ),
        ),
        casualties=(
            Casualties(
                outcome="injured",
                group="civilians",
                min=3,
                max=9,
                qualifier="range",
                **w("ثلاثة \U0001f600\U0001f600 مدنيين"),
            ),
        ),
        evidence=(find_span(HOSTILE, HOSTILE.partition("\n")[0]),),
    )
    document = make_document(
        HOSTILE, "</title><script>", title="<b onclick=x>&amp;\u202e", source='"><script>alert(1)</script>'
    )
    return make_coded(document, [event])


def small_record() -> list[Coded]:
    return [make_coded(), clash(), protest(), failed()]
