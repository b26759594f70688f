"""The script and language of a text, as a BCP 47 tag: by its letters first, then by whether its words are English, by statistics only for longer Latin text that is none.

"疫苗" is zh-Hans and "長者" zh-Hant; statistics alone would call both Korean.
"""

import re
from functools import lru_cache

from opencc import OpenCC

from assistant.question.english import is_english

_KANA = re.compile(r"[぀-ヿ]")
_HANGUL = re.compile(r"[가-힣]")
_HAN = re.compile(r"[㐀-鿿]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_SHORTEST = 20
_TO_SIMPLIFIED, _TO_TRADITIONAL, _TO_TAIWAN = OpenCC("t2s"), OpenCC("s2t"), OpenCC("s2twp")


@lru_cache(maxsize=4096)
def language(text: str) -> str:
    """The language tag of a text; "und" where it has no letters."""
    kana, hangul, han, latin = (len(p.findall(text)) for p in (_KANA, _HANGUL, _HAN, _LATIN))
    if kana > 0.2 * (kana + han):
        return "ja"
    if hangul > han:
        return "ko"
    if han and 4 * han >= latin:
        simplified = sum(a != b for a, b in zip(_TO_SIMPLIFIED.convert(text), text, strict=False))
        traditional = sum(a != b for a, b in zip(_TO_TRADITIONAL.convert(text), text, strict=False))
        return "zh-Hant" if simplified > traditional else "zh-Hans"
    if not latin:
        return "und"
    return _latin(text) if latin >= _SHORTEST else "en"


def traditional(text: str) -> str:
    """Our own words in Traditional characters, with the wordings that go with them (quotations are never converted)."""
    return str(_TO_TAIWAN.convert(text))


def _latin(text: str) -> str:
    if is_english(text):
        return "en"
    from langdetect import DetectorFactory, LangDetectException, detect

    DetectorFactory.seed = 0
    try:
        return str(detect(text))
    except LangDetectException:
        return "en"
