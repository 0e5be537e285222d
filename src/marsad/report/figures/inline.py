"""SVGs of matplotlib made fit to stand in a page: a content security policy that allows no style attributes shows them whole.

Letters are shapes that a drawing defines once and uses often; the drawings of a page share them.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

_NAMESPACE: Final = "http://www.w3.org/2000/svg"
_SVG: Final = f"{{{_NAMESPACE}}}"
_LINK: Final = "{http://www.w3.org/1999/xlink}href"
_REFERENCE: Final = re.compile(r"url\(#([^)]+)\)")
#: Numbers with more places than a screen shows; scales keep theirs.
_LONG: Final = re.compile(r"(\d+\.\d{2})\d+")
_SCALE: Final = re.compile(r"scale\([^)]*\)")
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_blank_text=True)


class Inliner:
    """Takes drawings and keeps the shapes that they share."""

    def __init__(self) -> None:
        self._shapes: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def take(self, svg: bytes, prefix: str, heard: str) -> str:
        """The `<svg>` element with styles as attributes, ids that begin with `prefix`, no size of its own, and `heard` for those who
        hear it."""
        root = etree.fromstring(svg, _PARSER)
        for element in list(root.iter()):
            parent = element.getparent()
            if not isinstance(element.tag, str) or element.tag in (f"{_SVG}style", f"{_SVG}metadata"):
                if parent is not None:
                    parent.remove(element)
                continue
            shape = parent is not None and parent.tag == f"{_SVG}defs" and element.tag == f"{_SVG}path"
            self._plain(element, prefix)
            if shape and parent is not None:
                name = self._short(element.get("id", ""))
                element.set("id", name)
                self._shapes[name] = _text(element)
                parent.remove(element)
            elif element.tag != f"{_SVG}clipPath":
                element.attrib.pop("id", None)  # nothing refers to it
        for size in ("width", "height"):
            root.attrib.pop(size, None)
        root.attrib.update({"role": "img", "aria-label": heard, "stroke-linejoin": "round", "stroke-linecap": "butt"})
        etree.cleanup_namespaces(root)
        return _text(root)

    def shapes(self) -> str:
        """An `<svg>` that shows nothing and defines what the drawings use; it has to be in the page with them."""
        return f'<svg xmlns="{_NAMESPACE}" width="0" height="0" aria-hidden="true"><defs>{"".join(self._shapes.values())}</defs></svg>'

    def _short(self, shape: str) -> str:
        return self._names.setdefault(shape, f"g{len(self._names)}")

    def _plain(self, element: etree._Element, prefix: str) -> None:
        style = element.attrib.pop("style", None)
        for rule in filter(None, (style or "").split(";")):
            property_, _, value = rule.partition(":")
            element.set(property_.strip(), value.strip())
        link = element.attrib.pop(_LINK, None)
        if link is not None:
            element.set("href", f"#{self._short(link.lstrip('#'))}")
        if element.tag == f"{_SVG}clipPath":
            element.set("id", prefix + element.get("id", ""))
        for attribute, value in element.attrib.items():
            value = _REFERENCE.sub(lambda m: f"url(#{prefix}{m[1]})", value)
            if attribute in ("d", "x", "y"):
                value = _LONG.sub(r"\1", " ".join(value.split()))
            elif attribute == "transform" and not _SCALE.search(value):
                value = _LONG.sub(r"\1", value)
            element.set(attribute, value)


def _text(element: etree._Element) -> str:
    return str(etree.tostring(element, encoding="unicode")).replace(f' xmlns="{_NAMESPACE}"', "")
