"""Why an input failed, in the language of a page: readers, fetchers and coder say it in English, `data/reasons.yaml` holds the Arabic."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final, Literal, NamedTuple

from marsad.errors import BadData
from marsad.text.yamldata import parse_yaml
from marsad.web.i18n import Words

_PLACE: Final = re.compile(r"\{(\w+)\}")
#: What a place in a sentence stands for, by the first letters of its name; any other stands for anything.
_KINDS: Final = ((re.compile(r"n(_|$)"), r"[\d,.]+"), (re.compile(r"q(_|$)"), r"(?:'[^']*'|\"[^\"]*\")"))
_OPTION: Final = re.compile(r"--[a-z][\w-]*(?: [\w=]+)?")
#: Longer messages are shown as they are.
_LONGEST: Final = 2_000


class Reason(NamedTuple):
    """A reason as a page shows it; `language` is that of its words, "en" where they have no translation."""

    text: str
    language: str


class _Sentence(NamedTuple):
    code: str
    start: str
    pattern: re.Pattern[str]
    texts: dict[str, str]

    def told(self, text: str) -> dict[str, str] | None:
        found = self.pattern.fullmatch(text) if text.startswith(self.start) else None
        return found.groupdict() if found else None


def _compiled(code: str, texts: dict[str, str]) -> _Sentence:
    if set(texts) != {"ar", "en"} or not set(_PLACE.findall(texts["ar"])) <= set(_PLACE.findall(texts["en"])):
        raise BadData(f"reasons.yaml: {code} needs ar and en, and no place in ar that en lacks")
    pattern = ""
    for n, part in enumerate(_PLACE.split(texts["en"])):
        kind = next((told for name, told in _KINDS if name.match(part)), r".*") if n % 2 else ""
        pattern += f"(?P<{part}>{kind})" if n % 2 else re.escape(part)
    return _Sentence(code, texts["en"].partition("{")[0], re.compile(pattern, re.DOTALL), texts)


@cache
def load_reasons() -> dict[Literal["problems", "advice"], tuple[_Sentence, ...]]:
    """The sentences of problems and of advice. `BadData` when one lacks a language."""
    given: dict[Any, dict[str, dict[str, str]]] = parse_yaml(
        (files("marsad.web") / "data" / "reasons.yaml").read_text(encoding="utf-8")
    )
    return {part: tuple(_compiled(code, texts) for code, texts in found.items()) for part, found in given.items()}


def reason_of(words: Words, message: str) -> Reason:
    """What a failure says, without the name of its input. What has no translation stays as it was written.

    >>> reason_of(words_in("ar"), "ملف.txt: the file is empty; nothing to code").text
    'الملف فارغ. لا شيء يُرمَّز.'
    """
    text = _told(message, words.language)
    return Reason(text, words.language) if text else Reason(message, "en")


@lru_cache(4096)
def _told(message: str, language: Literal["ar", "en"]) -> str | None:
    if len(message) > _LONGEST:
        return None
    # The name of the input stands first and may hold anything: the problem begins after one of the colons.
    for start in (0, *(found.end() for found in re.finditer(r": ", message))):
        rest = message[start:]
        for cut in re.finditer(r"; ", rest):
            problem = _sentence("problems", rest[: cut.start()], language)
            advice = _sentence("advice", rest[cut.end() :], language)
            if problem and advice:
                return f"{problem}. {advice[0].upper()}{advice[1:]}."
        whole = _sentence("problems", rest, language)
        if whole:
            return f"{whole}."
    return None


def _sentence(part: Literal["problems", "advice"], text: str, language: Literal["ar", "en"]) -> str | None:
    for sentence in load_reasons()[part]:
        told = sentence.told(text)
        if told is not None:
            isolated = {name: f"\u2068{value}\u2069" for name, value in told.items()}
            # An option begins with hyphens, which an Arabic line would put behind it.
            return _OPTION.sub("\u2068\\g<0>\u2069", sentence.texts[language]).format(**isolated)
    return None
