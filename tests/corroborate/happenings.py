"""Reports of invented happenings, made without the coder: quick to make by the hundred, and the same on every run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from builders import find_span, make_coded, make_document, make_event

from marsad.model import Actor, Casualties, Coded, Published, When, Where

#: Name → point and province.
TOWNS = {
    "الزرقاء": (33.10, 44.10, "بابل"),
    "السبيل": (33.12, 44.14, "بابل"),
    "المنارة": (35.40, 43.20, "نينوى"),
}
OUTLETS = ("وكالة الجسر", "شبكة النخيل", "جريدة المنبر", "موقع الفنار")


@dataclass(frozen=True)
class Told:
    """One report: `day` of the happening as told, None: not told, so it is that of publication; `published` None: unknown."""

    name: str
    town: str | None = "الزرقاء"
    type: str = "explosive_device"
    day: str | None = "2024-03-12"
    published: str | None = "2024-03-12"
    killed: tuple[int, ...] = (2,)
    outlet: str = OUTLETS[0]
    initiator: str | None = "IRQ-UAF"
    target: str | None = "IRQ-COP"
    words: str = "دورية للشرطة عند جسر الحديد القديم"
    group: str = "security_forces"

    def coded(self) -> Coded:
        """As the coder would hand it over."""
        counted = " ثم ".join(f"مقتل {n} منهم." for n in self.killed)
        text = f"انفجار استهدف {self.words} في {self.town or 'المنطقة'} ({self.name}). {counted}"
        rows = []
        for n in self.killed:
            words = f"{n} منهم"
            rows.append(Casualties(outcome="killed", group=self.group, min=n, max=n, qualifier="exact",
                text=words, span=find_span(text, words)))  # fmt: skip
        fields: dict[str, Any] = {
            "type": self.type,
            "casualties": tuple(rows),
            "actors": tuple(
                Actor(role=role, actor_id=actor)  # type: ignore[arg-type]
                for role, actor in (("initiator", self.initiator), ("target", self.target))
                if actor
            ),
            "when": self._when(),
            "where": self._where(text),
            "evidence": (find_span(text, text.partition("(")[0]),),
        }
        published = Published.from_metadata(self.published)
        doc = make_document(text, self.name, source=self.outlet, published=published, title=None)
        return make_coded(doc, [make_event(text, "انفجار", self.name, **fields)], traces=())

    def _when(self) -> When:
        day = self.day or self.published
        if day is None:
            return When(basis="unresolved")
        return When(start=day, end=day, precision="day", basis="explicit" if self.day else "inferred")

    def _where(self, text: str) -> tuple[Where, ...]:
        if self.town is None:
            return ()
        lat, lon, province = TOWNS[self.town]
        return (Where(name=self.town, country="IRQ", admin1=province, lat=lat, lon=lon, precision="town",
            place_id=f"pl_{self.town}", text=self.town, span=find_span(text, self.town)),)  # fmt: skip
