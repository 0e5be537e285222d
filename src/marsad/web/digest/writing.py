"""A digest as a file: HTML that mail programs show (styles in the elements, no script, no picture), and plain text."""

from __future__ import annotations

from functools import cache
from typing import Final

from markupsafe import Markup

from marsad.web.digest.gather import Digest
from marsad.web.digest.view import Line, SourceLine, View, subject, view_of
from marsad.web.i18n import Words

#: A right-to-left mark begins every Arabic line, so that one that begins with a figure or a Latin name runs the right way too.
_RIGHT: Final = "\u200f"
_ISOLATED: Final = "\u2068{}\u2069"

_INK, _SOFT, _LINE, _ACCENT = "#1b2125", "#525b63", "#dcd8ce", "#0b5563"
_FONT: Final = "font-family:'Segoe UI',Tahoma,'Noto Sans Arabic','Geeza Pro',Arial,sans-serif"
#: Mail programs know neither style sheets nor logical sides: every element bears its own style.
_STYLES: Final = {
    "body": f"margin:0;padding:16px;background:#f8f6f1;color:{_INK};{_FONT};font-size:16px;line-height:1.6",
    "sheet": "max-width:720px;margin:0 auto;background:#ffffff;border:1px solid #dcd8ce;border-radius:8px;padding:20px 24px",
    "title": f"margin:0 0 4px;font-size:22px;line-height:1.4;color:{_INK}",
    "part": f"margin:24px 0 8px;font-size:18px;color:{_ACCENT};border-bottom:2px solid {_LINE};padding-bottom:4px",
    "soft": f"margin:0 0 8px;color:{_SOFT};font-size:14px",
    "figures": "border-collapse:collapse;margin:12px 0;width:100%",
    "figure": f"border:1px solid {_LINE};padding:8px 10px;vertical-align:top",
    "figure-name": f"color:{_SOFT};font-size:13px",
    "figure-value": "font-size:20px;font-weight:600",
    "table": "border-collapse:collapse;margin:4px 0 12px;width:100%",
    "table-name": f"margin:16px 0 4px;font-size:15px;color:{_INK}",
    "name": f"border-bottom:1px solid {_LINE};padding:4px 0;font-weight:400",
    "count": f"border-bottom:1px solid {_LINE};padding:4px 0;width:5em;font-weight:600",
    "item": f"margin:0 0 14px;padding:0 0 12px;border-bottom:1px solid {_LINE}",
    "headline": "margin:0;font-size:16px;font-weight:600",
    "link": f"color:{_ACCENT}",
    "facts": f"margin:2px 0 0;color:{_INK};font-size:14px",
    "changes": "margin:4px 0 0;padding:4px 10px;background:#fbf0dd;color:#6b3a00;font-size:14px",
    "source": f"margin:4px 0 0;color:{_SOFT};font-size:13px",
    "notes": f"margin:24px 0 0;padding:10px 0 0;border-top:2px solid {_LINE}",
    "words": f"color:{_INK}",
}


class Styled:
    """How the file looks: every part bears its style."""

    def __getitem__(self, part: str) -> Markup:
        return Markup('style="{}"').format(_STYLES[part])


class Classed:
    """How the page looks: every part has a class, which the style sheet of the page knows."""

    def __getitem__(self, part: str) -> Markup:
        return Markup('class="d-{}"').format(part)


@cache
def styled() -> Styled:
    """The one of the files."""
    return Styled()


def to_html(digest: Digest, t: Words, address: str | None = None) -> str:
    """The digest as one HTML document. `address`: where the workbench is to be reached; None: no links to it."""
    from marsad.web.rendering import environment

    template = environment().get_template("digest/file.html.j2")
    return template.render(t=t, view=view_of(digest, t, address), look=styled(), subject=subject(digest, t))


def to_text(digest: Digest, t: Words, address: str | None = None) -> str:
    """The digest as plain text of UTF-8; Arabic lines bear the marks that keep their order."""
    view = view_of(digest, t, address)
    blocks = [[f"{t('digest.title')}: {view.title}", view.period]]
    if view.is_empty:
        blocks.append([t("digest.nothing")])
    else:
        blocks.append([f"{name}: {value}" for name, value in view.figures])
        blocks += [[name, *(f"- {value}: {count}" for value, count in rows)] for name, rows in view.tables if rows]
        blocks += _part(t, t("digest.new"), view.new, view.more_new, t("digest.nothing_new"))
        blocks += _part(t, t("digest.changed"), view.changed, view.more_changed, t("digest.nothing_changed"))
        if view.everything:
            blocks.append([f"{t('digest.more_link')}:", view.everything])
    blocks.append(view.notes)
    return "\n\n".join("\n".join(_directed(t, line) for line in block) for block in blocks) + "\n"


def _part(t: Words, name: str, lines: list[Line], more: int, none: str) -> list[list[str]]:
    told = [[f"== {name} =="]]
    told += [_item(t, line) for line in lines] or [[none]]
    return [*told, [t("digest.more", more)]] if more else told


def _item(t: Words, line: Line) -> list[str]:
    told = [line.headline, *(f"  {fact}" for fact in line.facts), *(f"  * {change}" for change in line.changes)]
    if line.page:
        told.append(f"  {line.page}")
    for source in line.sources:
        told.append(f"  - {_source(source)}")
        told += [f"    {address}" for address in (source.article, source.page) if address]
    return [*told, f"  - {t('digest.more_reports', line.more_sources)}"] if line.more_sources else told


def _source(source: SourceLine) -> str:
    parts = [source.outlet, source.day, source.title, f"«{source.words}»" if source.words else None]
    return ", ".join(_ISOLATED.format(part) for part in parts if part)


def _directed(t: Words, line: str) -> str:
    """A line that runs in the direction of its language, whatever it begins with; addresses stand alone and run their own way."""
    return line if t.language != "ar" or line.lstrip().startswith(("http://", "https://")) else _RIGHT + line


__all__ = ["Classed", "View", "to_html", "to_text"]
