"""The page: template, style, script and data as one HTML file that needs no network.

The texts are untrusted. They reach the page as JSON inside `<script type="application/json">` with every character
escaped that could end the element, and the script puts them into the page as text nodes. The content security policy
allows the two inline elements by their hashes and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

import msgspec

from marsad.corroborate.reading import iter_incidents
from marsad.errors import BadSetting, ReportAssetsMissing
from marsad.exports import iter_records, unit_of
from marsad.report.assets import read_asset, read_static
from marsad.report.labels import load_labels
from marsad.report.payload import make_payload
from marsad.store import Store

if TYPE_CHECKING:
    from jinja2 import Template

    from marsad.report.figures.plotting import Inlined

Language = Literal["ar", "en"]

#: What could end the element, open a comment in it, or end a line of script; and halves of surrogate pairs.
_UNSAFE: Final = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


class ReportOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`title` None: the usual one of the language. `texts` False leaves the articles' texts out, `figures` False the figures
    (`marsad plot`) in both languages."""

    title: str | None = None
    lang: Language = "ar"
    texts: bool = True
    figures: bool = True

    def __post_init__(self) -> None:
        if self.lang not in get_args(Language):
            raise BadSetting(f"lang: {self.lang!r} is unknown; use ar or en")


def render_report(store: Store, options: ReportOptions | None = None) -> str:
    """The whole HTML file for what the store says now. The same store and options give the same file.

    Raises `ReportAssetsMissing` when the page's script was not built.

    >>> with Store.open("record.duckdb", read_only=True) as store:   # "قُتل جنديان في الموصل" and its one event
    ...     html = render_report(store, ReportOptions(lang="en"))
    """
    options = options or ReportOptions()
    script, style = read_asset("report.js"), read_static("report.css")
    if "</script" in script.lower() or "</style" in style.lower():
        raise ReportAssetsMissing("report.js or report.css would end its own element; run `npm run build` again")
    topology = msgspec.json.decode(read_asset("countries.json"))
    payload = make_payload(
        store.iter_coded(),
        _input_failures(store),
        topology,
        title=options.title,
        lang=options.lang,
        texts=options.texts,
        incidents=iter_incidents(store),
    )
    return _template().render(
        lang=options.lang,
        direction="rtl" if options.lang == "ar" else "ltr",
        title=_encodable(options.title or load_labels()["interface"]["title"][options.lang]),
        policy=_policy(script, style),
        style=style,
        script=script,
        data=to_safe_json(payload),
        figures=_figures(store) if options.figures else None,
    )


def _figures(store: Store) -> Inlined:
    """The figures in both languages. Drawings hold no text of the record: words are drawn as shapes."""
    from marsad.report.figures import HAPPENED, inline_figures

    chosen = msgspec.structs.replace(HAPPENED, of=unit_of(store, None))
    return inline_figures(iter_records(store, chosen))


def to_safe_json(value: Any) -> str:
    """JSON that can stand inside a `<script>` element whatever its strings hold.

    >>> to_safe_json("</script>")
    '"\\\\u003c/script\\\\u003e"'
    """
    import json

    packed = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _UNSAFE.sub(lambda m: f"\\u{ord(m[0]):04x}", packed)


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _input_failures(store: Store) -> list[dict[str, str]]:
    found = store.query(
        "SELECT DISTINCT input_name, stage, error, message FROM failure_fates WHERE document_key IS NULL AND fate = 'open' ORDER BY ALL"
    )
    return [dict(zip(("input", "stage", "error", "message"), row, strict=True)) for row in found.rows]


def _policy(script: str, style: str) -> str:
    return (
        f"default-src 'none'; script-src {_hash_source(script)}; style-src {_hash_source(style)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash_source(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    env = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return env.from_string(read_static("report.html.j2"))
