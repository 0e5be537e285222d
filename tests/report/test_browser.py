"""The report in a real browser, opened from disk with every network cut off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builders import make_document, make_event
from playwright.sync_api import expect

from marsad.model import Coded
from marsad.text.bidi import neutralise
from marsad.text.folding import fold_key

from .records import HOSTILE, PROTEST, hostile, small_record

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
Write = Callable[..., Path]


def texts(page: Any, selector: str) -> list[str]:
    return [text.strip() for text in page.locator(selector).all_inner_texts()]


def test_it_opens_in_arabic_with_events_map_and_timeline(small: Path, open_page: Open) -> None:
    page = open_page(small)
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    assert page.locator("table.events tbody tr").count() == 3
    assert page.locator(".spots circle.spot").count() == 2  # the protest is known by country only
    assert page.locator("path.land.hatched").count() == 1
    assert page.locator(".spots circle.hollow").count() == 1
    assert page.locator("svg.timeline rect[class^=f-]").count() == 2
    assert "العراق · 1" in page.locator(".names text.country").all_text_contents()


def test_it_opens_in_english_when_asked(write_report: Write, open_page: Open) -> None:
    page = open_page(write_report(small_record(), lang="en", title="March & April"))
    assert page.title() == "March & April"
    assert page.evaluate("document.documentElement.dir") == "ltr"
    assert "Armed clash" in page.locator("table.events").inner_text()


def test_the_language_is_switched_and_kept_in_the_address(small: Path, open_page: Open) -> None:
    page = open_page(small)
    page.get_by_role("button", name="English").click()
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["en", "ltr"]
    assert "Rutba · Iraq" in page.locator("table.events").inner_text()
    assert "lang=en" in page.url
    page.reload()
    assert page.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        pytest.param("type", "armed_clash", 1, id="type"),
        pytest.param("type", "family:remote", 1, id="family"),
        pytest.param("country", "IRQ", 2, id="country"),
        pytest.param("province", "IRQ|الأنبار", 1, id="province"),
        pytest.param("actor", "SYR-MIL", 1, id="actor"),
        pytest.param("source", "صحيفة أخرى", 1, id="outlet"),
        pytest.param("modality", "ongoing", 1, id="modality"),
    ],
)
def test_a_filter_acts_on_table_map_and_counts(small: Path, open_page: Open, name: str, value: str, left: int) -> None:
    page = open_page(small)
    page.locator(f"select[name={name}]").select_option(value)
    assert page.locator("table.events tbody tr").count() == left
    assert texts(page, ".counts dd bdi")[0] == str(left)
    with_point = page.locator(".spots circle.spot").count()
    assert with_point == (left if name != "country" else 1) - (name == "modality")
    page.locator("button.clear").click()
    assert page.locator("table.events tbody tr").count() == 3


def test_dates_leave_undated_events_out(small: Path, open_page: Open) -> None:
    page = open_page(small)
    page.locator("input[name=from]").fill("2021-01-01")
    page.locator("input[name=from]").dispatch_event("change")
    assert page.locator("table.events tbody tr").count() == 1
    assert page.locator("svg.timeline rect.brush:not([hidden])").count() == 1


def test_a_click_on_a_bar_chooses_its_time_and_a_second_one_lets_it_go(small: Path, open_page: Open) -> None:
    page = open_page(small)
    bar = page.locator("svg.timeline rect[class^=f-]").first
    bar.click()
    assert page.locator("table.events tbody tr").count() == 1
    assert "from=" in page.url
    page.locator("svg.timeline rect[class^=f-]").first.click()
    assert page.locator("table.events tbody tr").count() == 3


@pytest.mark.parametrize("query", ["الرطبه", "رُّطبةِ", "Rutba", "انبار"], ids=["ta-marbuta", "marks", "english", "hamza"])
def test_search_reads_words_as_arabic_is_written(small: Path, open_page: Open, query: str) -> None:
    page = open_page(small)
    page.locator("input[name=q]").fill(query)
    expect(page.locator("table.events tbody tr")).to_have_count(1)


def test_a_circle_shows_the_events_of_its_place(small: Path, open_page: Open) -> None:
    page = open_page(small, "#lang=en")
    page.locator(".spots circle.hollow").click()
    assert "Rutba" in page.locator(".mapcard").inner_text()
    page.locator(".mapcard a").click()
    assert page.locator("article.text").count() == 1


def test_the_table_sorts_and_keeps_the_keyboards_focus(small: Path, open_page: Open) -> None:
    page = open_page(small, "#lang=en")
    page.locator("th.c-killed button").focus()
    page.keyboard.press("Enter")
    assert texts(page, "td.c-killed")[:2] == ["3+", "4"]
    page.keyboard.press("Enter")
    assert texts(page, "td.c-killed") == ["4", "3+", "–"]
    assert page.locator("th.c-killed").get_attribute("aria-sort") == "descending"


def test_values_and_their_words_are_linked_both_ways(small: Path, open_page: Open) -> None:
    page = open_page(small, "#doc=1")
    value = page.locator("button.value", has_text="ثلاثة جنود")
    value.hover()
    assert texts(page, ".text .m.on") == ["ثلاثة جنود"]
    page.locator(".text .m", has_text="الرُّطبة").hover()
    assert [t.split("(")[0].strip() for t in texts(page, "button.value.on")] == ["الرطبة، الأنبار"]
    page.mouse.move(0, 0)
    page.locator(".text .m", has_text="12 مارس 2021").focus()
    assert page.locator("button.value.on").count() == 1
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "value on"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "12 مارس 2021"


def test_the_text_is_whole_and_runs_right_to_left(small: Path, open_page: Open) -> None:
    page = open_page(small, "#doc=0&lang=en")
    coded = small_record()[0]
    shown = page.evaluate("[...document.querySelectorAll('.text p')].map(p => p.textContent).join('\\n')")
    assert shown == coded.document.text
    assert page.locator("article.text").get_attribute("dir") == "rtl"
    quoted = texts(page, ".card q")
    assert {"أربعة مسلحين", "صباح الاثنين"} <= {q.strip("«»") for q in quoted}


def test_one_event_can_be_chosen_and_the_way_back_leads_to_the_record(small: Path, open_page: Open) -> None:
    page = open_page(small)
    page.locator("table.events tbody a").first.click()
    assert page.locator(".card.own").count() == 1
    assert page.locator(".reader.chosen .text .m.own").count() > 0
    page.go_back()
    assert page.locator("table.events tbody tr").count() == 3


def test_hostile_text_stays_text(write_report: Write, open_page: Open) -> None:
    path = write_report([hostile(), *small_record()], title="</title><script>window.broken=4</script>")
    for view in ("", "#tab=documents", "#doc=0", "#lang=en&doc=0", "#q=%3Cscript%3E&type=%22%3E%3Cb%3E"):
        page = open_page(path, view)
        assert page.evaluate("window.broken") is None
        assert page.locator("#app script, #app img, #app b").count() == 0
    page = open_page(path, "#doc=0")
    shown = page.evaluate("[...document.querySelectorAll('.text p')].map(p => p.textContent).join('\\n')")
    assert shown == neutralise(HOSTILE)
    # Offsets count code points: after two emoji the words are still the right ones.
    assert (
        "«ثلاثة \U0001f600\U0001f600 مدنيين»" in texts(page, ".card q")
        or "ثلاثة \U0001f600\U0001f600 مدنيين" in page.locator(".cards").inner_text()
    )


def test_open_bidi_controls_do_not_disorder_what_follows(write_report: Write, open_page: Open) -> None:
    page = open_page(write_report([hostile()]), "#doc=0")
    for paragraph in page.locator(".text p").all():
        assert paragraph.evaluate("e => getComputedStyle(e).unicodeBidi") == "isolate"
    assert page.locator(".dochead h2 bdi").count() == 1


def test_only_web_addresses_become_links(small: Path, open_page: Open) -> None:
    page = open_page(small, "#doc=2")
    assert page.locator("a[href^=javascript]").count() == 0
    page = open_page(small, "#doc=0&lang=en")
    assert page.get_by_role("link", name="Original").get_attribute("href") == "https://example.org/reports/0001.txt"


def test_failures_are_counted_and_told(small: Path, open_page: Open) -> None:
    page = open_page(small, "#tab=notes&lang=en")
    assert "Failures" in page.locator(".counts").inner_text()
    assert "ValueError: no month <b>13</b>" in page.locator(".notes .failures").inner_text()


def test_without_texts_only_quoted_words_are_shown(write_report: Write, open_page: Open) -> None:
    page = open_page(write_report(small_record(), texts=False), "#doc=1&lang=en")
    assert page.locator("article.text").count() == 0
    assert "ثلاثة جنود" in page.locator(".cards").inner_text()


def test_the_empty_store_says_so(write_report: Write, open_page: Open) -> None:
    page = open_page(write_report([]), "#lang=en")
    assert page.locator(".empty").inner_text() == "This store holds no events."


@pytest.mark.parametrize("view", ["", "#doc=1", "#tab=documents", "#lang=en", "#lang=en&doc=1"])
def test_nothing_is_wider_than_a_phone(small: Path, open_page: Open, view: str) -> None:
    page = open_page(small, view, viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_many_events_come_in_pages(write_report: Write, open_page: Open) -> None:
    def one(i: int) -> Coded:
        name = f"many/{i}.txt"
        return Coded(document=make_document(id=name), events=(make_event(doc_id=name),))

    page = open_page(write_report([one(i) for i in range(120)]), "#lang=en")
    assert page.locator("table.events tbody tr").count() == 50
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Next").click()
    assert page.locator("table.events tbody tr").count() == 20
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("table.events tbody tr").count() == 120


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["", "#doc=1"])
def test_text_stands_out_from_its_ground(small: Path, open_page: Open, scheme: str, view: str) -> None:
    page = open_page(small, view, color_scheme=scheme)
    ratios = page.evaluate(
        CONTRAST, "p, .m, dt, dd, .value, .value *, .minor, .tag, a, h2, h3, td, th button, .legend button"
    )
    assert [r for r in ratios if r[1] < 4.5] == []


#: [name, contrast ratio (WCAG 2)] of elements against the nearest ground that is not see-through.
CONTRAST = """selector => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const linear = (c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const color = rgba(getComputedStyle(e).backgroundColor);
      if (color[3] === 255) return color;
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll(selector)].map((e) => {
    const [a, b] = [light(rgba(getComputedStyle(e).color)), light(ground(e))];
    return [`${e.className} ${e.textContent.slice(0, 20)}`, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)];
  });
}"""


#: What outlets write in more than one way; each word stands in one document only.
VARIANTS = [
    "إلى مدينة",
    "مسؤول الأنبـار",
    "مُكافـحة",
    "ﻻ ﷲ",
    "٢٥ و۱۴",
    "Raqqa",
    "ٱلحي هوی",
    "دائرة",
    "\u200fنـازح\u200e",
]


def test_the_page_folds_words_as_the_coder_does(write_report: Write, open_page: Open) -> None:
    """A search for the folded form finds the written one: both sides fold alike."""

    def one(word: str) -> Coded:
        text, name = f"قُتل جندي {word} أمس", f"fold/{VARIANTS.index(word)}.txt"
        event = make_event(text, "قُتل", name, evidence=((0, len(text)),))
        return Coded(document=make_document(text, name), events=(event,))

    page = open_page(write_report([one(word) for word in VARIANTS]))
    rows = page.locator("table.events tbody tr")
    for word in VARIANTS:
        page.locator("input[name=q]").fill("")
        expect(rows).to_have_count(len(VARIANTS))
        page.locator("input[name=q]").fill(fold_key(word))
        expect(rows).to_have_count(1)


def test_the_timeline_and_the_map_answer_to_keys(small: Path, open_page: Open) -> None:
    page = open_page(small)
    page.locator("svg.timeline").focus()
    page.keyboard.press("ArrowLeft")  # forward: in Arabic time runs to the left
    page.keyboard.press("Enter")
    assert page.locator("table.events tbody tr").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("table.events tbody tr").count() == 3
    page.locator("svg.map").focus()
    before = page.locator("svg.map g.base").get_attribute("transform")
    page.keyboard.press("+")
    assert page.locator("svg.map g.base").get_attribute("transform") != before


def test_pointing_at_an_events_heading_lights_its_evidence(small: Path, open_page: Open) -> None:
    page = open_page(small, "#doc=1")
    page.locator(".card h3").hover()
    lit = "".join(page.locator(".text .m.lit").all_text_contents())
    coded = small_record()[1]
    start, end = coded.events[0].evidence[0]
    assert lit == coded.document.text[start:end]
    assert page.locator(".text .m.on").count() == 0


@pytest.mark.parametrize(
    ("view", "names"),
    [
        pytest.param("", ["غارة على بلدة", "هجوم على حاجز", PROTEST, "نص لم يُعالج"], id="all"),
        pytest.param("&q=يعالج", ["نص لم يُعالج"], id="words-of-a-text-without-events"),
        pytest.param("&source=صحيفة أخرى", ["هجوم على حاجز"], id="outlet"),
        pytest.param("&type=protest", [PROTEST], id="type"),
    ],
)
def test_documents_bear_a_title_or_their_first_line(small: Path, open_page: Open, view: str, names: list[str]) -> None:
    page = open_page(small, f"#tab=documents{view}")
    assert texts(page, ".documents a") == names


def test_the_figures_stand_in_their_tab_in_the_language_of_the_page(
    write_report: Callable[..., Path], open_page: Callable[..., Any]
) -> None:
    page = open_page(write_report(small_record(), figures=True), "#tab=figures")
    assert [f.get_attribute("id") for f in page.locator(".plot").all()] == [
        f"plot-{what}-ar" for what in ("timeline", "casualties", "types", "actors", "places")
    ]
    box = page.locator(".plot svg").first.bounding_box()
    assert box["width"] > 300
    assert page.locator("use").first.evaluate("e => e.getBoundingClientRect().width") > 0
    page.get_by_role("button", name="English").click()
    assert page.locator(".plot").first.get_attribute("lang") == "en"
    assert page.locator(".plot").count() == 5
