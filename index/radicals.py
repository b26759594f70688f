"""Kangxi and CJK radicals made the Han characters that were meant. Pure.

Fonts give 民 and ⺠ one glyph, and PDFs keep only the glyph: copied out, "第⼗三条" and "⺠政部⻔" look right and are found by
nobody. Only U+2E80 to U+2FDF are touched; NFKC on the whole would make "（一）①" into "(一)1".
"""

import re
import unicodedata

# Radicals that Unicode gives no decomposition, as its EquivalentUnifiedIdeograph.txt reads them.
_SUPPLEMENT = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺠民⺡氵⺢水⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋"
    "⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罒⺲罒⺳网⺴网⺵网⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅"
    "⻑长⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龟⻲亀"
)
_HAN = dict(zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True))
_RADICAL = re.compile("[\u2e80-\u2fdf]")


def without_radicals(text: str) -> str:
    """The text with each radical the character it stands for: "⼗三条" is "十三条"."""
    return _RADICAL.sub(lambda match: _HAN.get(match[0]) or unicodedata.normalize("NFKC", match[0]), text)
