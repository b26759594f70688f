"""Made-up policies, as many as a measurement asks for: clauses of the bundled ones under new headings, cities and figures.

"岚泽市人民政府关于推进健康岚泽行动的实施意见", of a city that there is not, has （一） and （二） below each of 一、 and 二、, and
three real clauses below each of those. Good for timing and memory only: no answers are scored on them.
"""

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.about import BUNDLED, errata, known
from index.build import document
from index.documents import Document
from index.markers import marker
from index.read import read

FIRST = "岚澜霁沅湉珩璟翊皓曜晗宥衍弈昀枫槿榆楠梓桦柏筠荇芷蘅菀葭蕴鹭鸢鹤麟骊骁驭砚砺磐碧锦铭钰铮镜霖霄雯"
SECOND = "泽浦湾陵岭原川溪渡汀洲渚埠坪垣城屏峰岩峪谷潭泉塘湖港滩沙桥关堡寨营台亭阁林苑园圃畈畴田野乡里"
TITLES = (
    "关于推进健康{city}行动的实施意见",
    "关于加快卫生健康事业高质量发展的实施方案",
    "关于促进健康服务业发展的若干意见",
    "关于加强公共卫生体系建设的行动方案",
    "关于深化医药卫生体制改革的工作计划",
    "关于印发“健康{city}2035”规划纲要的通知",
)
CHAPTERS, SECTIONS, ITEMS = 2, 2, 3
NUMERALS = "一二三四五六七八九十"
MOST = len(FIRST) * len(SECOND) * len(TITLES)
_REAL_PLACE = re.compile(r"嘉兴|沈阳|丽水|某市|XX")
_PERCENT = re.compile(r"\d+(?:\.\d+)?(?=%)")


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUp:
    """A made-up document: the name of its file, and its text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What documents are made of: headings and the words of items, without their markers."""

    headings: tuple[str, ...]
    items: tuple[str, ...]


def made_up(count: int, seed: int = 0) -> Iterator[MadeUp]:
    """So many documents, no two with the same city and title; the same ones for the same count and seed.

    Raises:
        ValueError: more are asked for than there are pairs of a city and a title.
    """
    if not 0 <= count <= MOST:
        raise ValueError(f"{count} made-up documents: there can be 0 to {MOST}")
    rng = random.Random(seed)
    stock = _stock()
    for n, pair in enumerate(rng.sample(range(MOST), count)):
        city_number, title = divmod(pair, len(TITLES))
        city = FIRST[city_number // len(SECOND)] + SECOND[city_number % len(SECOND)]
        yield MadeUp(name=f"made-up-{n:06}.txt", text=_text(city, TITLES[title], stock, rng))


def write(documents: Iterable[MadeUp], folder: Path) -> int:
    """Write documents into a folder, which is made; returns how many there are."""
    folder.mkdir(parents=True)
    count = 0
    for made in documents:
        (folder / made.name).write_text(made.text, encoding="utf-8")
        count += 1
    return count


def bundled() -> Iterator[Document]:
    """The bundled documents, cut into clauses as an ingestion cuts them."""
    for name, (id, about) in known(BUNDLED).items():
        source = read(BUNDLED / name)
        yield document(id, source.text, source.sha256, about, errata(BUNDLED, id, source.text), id)


def _stock() -> Stock:
    # Simplified only: a document in two scripts would be read as neither.
    sources = [source for source in bundled() if source.script == "zh-Hans"]
    headings = [_unmarked(heading.title) for source in sources for heading in source.outline.headings if heading.level > 0]
    items = [_unmarked(clause.reading) for source in sources for clause in source.outline.clauses if clause.kind == "clause"]
    return Stock(
        headings=tuple(dict.fromkeys(heading for heading in headings if 4 <= len(heading) <= 24)),
        items=tuple(dict.fromkeys(item for item in items if 60 <= len(item) <= 450 and item.endswith(("。", ")", "）")))),
    )


def _unmarked(reading: str) -> str:
    found = marker(reading)
    return re.sub(r"\s+", "", reading[found.length :] if found else reading).rstrip("：:")


def _text(city: str, title: str, stock: Stock, rng: random.Random) -> str:
    headings = (_moved(heading, city, rng) for heading in rng.sample(stock.headings, CHAPTERS * (1 + SECTIONS)))
    items = (_moved(item, city, rng) for item in rng.sample(stock.items, CHAPTERS * SECTIONS * ITEMS))
    year, number = rng.randint(2016, 2025), rng.randint(1, 99)
    lines = [f"{city}市人民政府{title.format(city=city)}", f"{city[0]}政发〔{year}〕{number}号", "各县（市、区）人民政府，市政府各部门："]
    for chapter in range(CHAPTERS):
        lines.append(f"{NUMERALS[chapter]}、{next(headings)}")
        for section in range(SECTIONS):
            lines.append(f"（{NUMERALS[section]}）{next(headings)}")
            lines += [f"{n}.{next(items)}" for n in range(1, ITEMS + 1)]
    return "\n".join(lines) + "\n"


def _moved(words: str, city: str, rng: random.Random) -> str:
    """Real words moved to another city: its name, and other percentages."""
    return _PERCENT.sub(lambda _: str(rng.randint(10, 99)), _REAL_PLACE.sub(city, words))
