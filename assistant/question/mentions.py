"""Which documents a question names: by title, number, place or standing, or as "2018年那份纲要"; and the names of places. Pure.

"嘉兴2018年那份纲要和沈阳的规划" names one document of each city, and no year of what is asked.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import rjieba

from index.documents import About
from index.folding import fold_text
from index.reading import BARE_YEAR

HERE = Path(__file__).parent

Stretch = tuple[int, int]
KINDS = "纲要|规划|意见|方案|计划|办法|条例"
_KIND = re.compile(rf"{KINDS.replace('意见', '(?<!征求)意见').replace('计划', '计划(?=$)')}")
# 那份实施意见, 行动纲要: a document by its kind, which "那份" or the words before it in its title tell from the kind as such.
_SPOKEN = re.compile(rf"(?P<that>(?:[那这该此]|本(?!市))一?[份个部项]?)?(?P<kind>(?:行动|实施|工作|发展|专项)?(?:{KINDS}))")
# 2018年那个文件, 24年的意见, 18年版: a document by the year in which it was issued.
_OF_YEAR = re.compile(
    rf"(?<![\d.第近过])((?:19|20)?\d\d)年?(?:[^,。?!;:\d]{{0,24}}?(?:文件|政策|通知|规定|征求意见稿?|意见稿|{KINDS})|(?:的)?那[份个]|版)"
)
# 2018年给2020年定多少、2024年又加到多少: by the year alone, where each of several documents is called so.
_SAID_IN = re.compile(r"(?<![\d.第近过到至])(20\d\d)年(?:当时|那时|那会儿)?(?:给|[说写提讲定]|只|才|又)")
# 新文件, 老纲要, 后来的文件: one of several of a place by its age.
_OF_AGE = re.compile(
    rf"(?:(?P<new>新|后来|后面|最新|后一[份个])|(?:老|旧|原来?|以前|早先|前面|前一[份个]|先前))(?:的)?(?:那[份个])?(?:文件|版本?|{KINDS})"
)
# 2030纲要: by a year of its title.
_TITLED = re.compile(rf"((?:19|20)\d\d)(?!年)[^,。?\d年]{{0,6}}?(?:{KINDS})|(?<= )(20\d\d)(?=[各里中那])")
_DRAFT = re.compile(r"征求意见稿|意见稿|讨论稿|送审稿|草案")
_LETTER = re.compile(r"(?<![a-z0-9])x(?![光线射a-z0-9])")  # X西, X港澳: one letter of a name is masked
# 某市, XX市, 没写城市名的那份: a document whose place is masked.
_MASKED = re.compile(
    r"某市|(?<![a-z0-9])xx+市?|\*{2,}|(?:没有?|未|不)(?:写|署|具|标|露|提|点|说)[明出]?(?:是?哪个)?(?:城市|市|地)名?(?:[字称])?的?|(?:没有?|未|不)(?:写|署|具|标|露|提|点|说)[明出]?名[字称]?的?(?:那[个座])?(?:城市|市|地方)|(?:隐名|匿名|隐去了?(?:城市|市|地)名|无名|[遮盖][了掉住]名字?)的?(?:那[个座])?(?:城?市)?"
)
# Documents of one place together; that of one year is then no limit.
_SEVERAL = re.compile(
    r"[两2]份|这[两2]|[两2]个文件|还有\d{4}年|再到\d{4}年|跟\d{4}年|和\d{4}年|(?:前后|新旧).{0,4}(?:文件|对比)|比较|对比|相比|区别|不同"
)
_BOTH = re.compile(r"(?:[两2]|这[两2]|前后|新旧)(?:[份个])?(?:文件|材料|政策|规划)")
# A city by its look, where a name stands in a question: 云岭市 at its beginning, after a comma or after 在.
_CITY = re.compile(
    r"(?:^|[,。?!;:\s在和与跟])((?!直辖|县级|地级|省辖|大中|其他|超大|特大)[^\W在和对按给让从由到]{1}[^\W某全本该各我哪每\d城个些地几两座]市)(?!场|民|政|级|辖|属|县|直|内|长|委|区)"
)
# What the plan of the whole country says; a plan that was only made after it is another.
_NATIONAL = re.compile(r"<?\"?(健康中国\"?(?:2030)?\"?(?:规划|行动)?(?:纲要|规划|意见))>?(?=里|中(?!国)|对|怎么|提出|规定|要求|定[了的])")
_OTHERS = re.compile(r"<[^<>]*>")
"""A title that is no document's of the library."""
SHORTEST_NAME = 6
"""Characters of the shortest title or number by which a document is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The documents that a folded question names, where it names places and documents, and the question with blanks for those names.

    ``compares`` says that it sets several against each other: of several places, or each document of one place by its own name.
    """

    documents: tuple[str, ...] = ()
    places: tuple[Stretch, ...] = ()
    mentions: tuple[Stretch, ...] = ()
    rest: str = ""
    compares: bool = False


def named(folded: str, abouts: Mapping[str, About]) -> Named:
    """Read the names of documents out of a folded question.

    Of the documents of one place, those that it describes further ("24年的意见") are meant alone; without a place a description
    names the one document that it fits.
    """
    titles = list(_titled(folded, abouts))
    rest = blanked(folded, (at for at, _ in titles))
    places = list(_placed(rest, abouts))
    rest = blanked(rest, (at for at, _ in places))
    drafts = [match.span() for pattern in (_DRAFT, _MASKED) for match in pattern.finditer(rest)]
    by_name = {id for _, ids in titles for id in ids}
    found = [id for _, ids in titles for id in ids]
    for ids in (*(ids for _, ids in places), *([_drafts(abouts)] if drafts or _LETTER.search(rest) else [])):
        found += [] if by_name & set(ids) else ids
    own = blanked(rest, (match.span() for match in _OTHERS.finditer(rest)))
    places_of_found = {abouts[id].jurisdiction for id in found}
    near = [id for id in abouts if id in found or (abouts[id].jurisdiction and abouts[id].jurisdiction in places_of_found)]
    described = list(_described(own, found or list(abouts), near, abouts))
    in_years = [
        (match.span(), ids) for match in _SAID_IN.finditer(own) if (ids := tuple(id for id in near if _issued_in(abouts[id], match[1])))
    ]
    if len({id for _, ids in (*described, *in_years) for id in ids}) > 1:
        described += [(at, ids) for at, ids in in_years if not _overlaps(at, [span for span, _ in described])]
    found += [id for _, ids in described for id in ids if found and id not in found]
    rest = blanked(rest, drafts)
    meant = [id for _, ids in described for id in ids]
    if len(set(meant) | by_name) > 1 or not _SEVERAL.search(folded):
        found = _narrowed(found, {*meant, *by_name}, abouts)
    by_kind = [_with_title_words(own, at, ids, abouts) for at, ids in described]
    rest = blanked(rest, by_kind)
    mentions = [*(at for at, _ in titles), *drafts, *by_kind]
    places_of_them = {abouts[id].jurisdiction or id for id in found}
    return Named(
        compares=len(places_of_them) > 1 or len(set(meant) | by_name) > 1 or bool(_BOTH.search(folded)),
        documents=tuple(dict.fromkeys(found or meant)), places=tuple(sorted(at for at, _ in places)), mentions=tuple(_joined(mentions)), rest=rest
    )  # fmt: skip


def _titled(folded: str, abouts: Mapping[str, About]) -> Iterator[tuple[Stretch, tuple[str, ...]]]:
    """Where a text has a document's title, part of it or its number."""
    for id, about in abouts.items():
        for name in names_of(about):
            if match := re.search(rf'[<"]*{re.escape(name)}[>"]*', folded):
                yield match.span(), (id,)
                break


def names_of(about: About) -> list[str]:
    """What a document is called: its title, the title without its issuer, its number, what its title quotes; the longest first."""
    title = fold_text(about.title).strip('"')
    quoted = re.findall(r'"([^"]{4,})"', fold_text(about.title))
    bare = re.sub(r"^.*?关于", "", title)
    names = {title, bare, fold_text(about.number) if about.number else "", *quoted}
    return sorted((name for name in names if len(name) >= SHORTEST_NAME), key=len, reverse=True)


def _placed(rest: str, abouts: Mapping[str, About]) -> Iterator[tuple[Stretch, tuple[str, ...]]]:
    """Where a text names a place that documents are about."""
    for name, ids in places_of(abouts).items():
        for match in re.finditer(re.escape(name), rest):
            yield match.span(), ids
        rest = rest.replace(name, " " * len(name))
    for match in _CITY.finditer(rest):
        if ids := tuple(id for id, about in abouts.items() if match[1] in fold_text(about.title + about.issuer)):
            yield match.span(1), ids


def places_of(abouts: Mapping[str, About]) -> dict[str, tuple[str, ...]]:
    """The folded names of places, longest first, each with the documents that are about it."""
    names: dict[str, list[str]] = {}
    for id, about in abouts.items():
        if not about.jurisdiction:
            continue
        full = fold_text(about.jurisdiction)
        short = re.sub(r"(?:省|市|县|区|自治州|盟)$", "", full)
        for name in {full, short if len(short) > 1 else full, *districts().get(full, ())}:
            names.setdefault(name, []).append(id)
    return {name: tuple(names[name]) for name in sorted(names, key=lambda name: (-len(name), name))}


def _drafts(abouts: Mapping[str, About]) -> tuple[str, ...]:
    return tuple(id for id, about in abouts.items() if about.is_draft or not about.jurisdiction)


def _described(
    rest: str, candidates: Sequence[str], near: Sequence[str], abouts: Mapping[str, About]
) -> Iterator[tuple[Stretch, tuple[str, ...]]]:
    """Where a text describes documents by year, age and kind, and those that it fits; ``near`` are all of the places that it names, if any."""
    taken: list[Stretch] = []
    bound = bool(near)
    for pattern, fits in ((_OF_YEAR, _issued_in), (_TITLED, _has_in_title)):
        for match in pattern.finditer(rest):
            ids = tuple(id for id in near or candidates if fits(abouts[id], next(filter(None, match.groups()))))
            if ids and not _overlaps(match.span(), taken):
                taken.append(match.span())
                if not any(rest[: match.start()].endswith(place) for place in (*all_places(), "中国")):  # 健康浙江2030行动纲要 is another's
                    yield match.span(), _of_kind(match.group(), ids, abouts) or ids
    for match in _OF_AGE.finditer(rest) if len(near) > 1 else ():
        dated = sorted(near, key=lambda id: abouts[id].issued)
        if not _overlaps(match.span(), taken) and len({abouts[id].jurisdiction for id in near}) == 1:
            taken.append(match.span())
            if BARE_YEAR.search(rest):  # 2020年多少，新文件又定多少: the years are the other's
                yield match.span(), (dated[0],)
            yield match.span(), (dated[-1] if match["new"] else dated[0],)
    if bound and len(set(BARE_YEAR.findall(rest))) > 1 + len(taken):
        return  # years of several documents are asked for
    for match in _SPOKEN.finditer(rest):
        ids = _of_kind(match.group(), candidates, abouts)
        says_which = match["that"] or (len(match["kind"]) > 2 and match["kind"] in "".join(fold_text(abouts[id].title) for id in ids))
        if ids and (bound or (len(ids) == 1 and says_which)) and not _overlaps(match.span(), taken):
            yield match.span(), ids


def _issued_in(about: About, year: str) -> bool:
    return about.issued.startswith(year if len(year) == 4 else f"20{year}")


def _has_in_title(about: About, year: str) -> bool:
    return year in about.title


def _of_kind(words: str, candidates: Sequence[str], abouts: Mapping[str, About]) -> tuple[str, ...]:
    """The candidates whose titles end in the kind of document that words speak of: 纲要, 意见."""
    kinds = {id: kind[-1] for id in candidates if (kind := _KIND.findall(fold_text(abouts[id].title)))}
    return tuple(id for id in candidates if kinds.get(id) in set(_KIND.findall(words)))


def _narrowed(found: Iterable[str], meant: set[str], abouts: Mapping[str, About]) -> list[str]:
    """Of the documents of each place those that are meant, where any of it are."""
    found = list(found)
    places = {abouts[id].jurisdiction for id in found if id in meant}
    return [id for id in found if id in meant or abouts[id].jurisdiction not in places]


def _with_title_words(folded: str, at: Stretch, ids: Sequence[str], abouts: Mapping[str, About]) -> Stretch:
    """A description with the words of the title before it: 推进卫生健康现代化的那份实施意见."""
    title = "".join(fold_text(abouts[id].title) for id in ids)
    start = at[0]
    while start > 0 and (folded[start - 1] == "的" or folded[max(0, start - 2) : start] in title or folded[start - 1 : start + 1] in title):
        start -= 1
    return start + (folded[start] == "的"), at[1]


def blanked(text: str, spans: Iterable[Stretch]) -> str:
    """A text with blanks for some of it, so that what is left keeps its place."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _overlaps(at: Stretch, others: Iterable[Stretch]) -> bool:
    return any(at[0] < end and start < at[1] for start, end in others)


def _joined(spans: Iterable[Stretch]) -> Iterator[Stretch]:
    """Spans in order, those that overlap or touch made one."""
    last: Stretch | None = None
    for start, end in sorted(spans):
        if last and start <= last[1]:
            last = (last[0], max(end, last[1]))
        else:
            if last:
                yield last
            last = (start, end)
    if last:
        yield last


def unknown_place(rest: str) -> Stretch | None:
    """Where a folded text, without the places that documents are about, names another."""
    for pattern in (_CITY, _NATIONAL):
        if match := pattern.search(rest):
            return match.span(1)
    at = 0
    for word in rjieba.cut(rest):
        if len(name := short_name(word)) > 1 and name in all_places():
            return at, at + len(word)
        at += len(word)
    return None


def short_name(word: str) -> str:
    """A place without its rank, where the gazetteer has it so: 杭州 of 杭州市; any other word as it is."""
    short = re.sub(r"[省市]$", "", word)
    return short if word not in all_places() and short in all_places() else word


@lru_cache(maxsize=1)
def _gazetteer() -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """All provinces and cities by their short names; and the districts and counties of a city."""
    places: set[str] = set()
    below: dict[str, tuple[str, ...]] = {}
    cities, _, counties = (HERE / "places.txt").read_text(encoding="utf-8").partition("\n\n")
    for line in cities.splitlines():
        province, _, names = line.partition(":")
        places |= {re.sub(r"(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$", "", province), *names.split()}
    for line in counties.splitlines():
        city, _, names = line.partition(":")
        below[city] = tuple(names.split())
    return frozenset(places), below


def all_places() -> frozenset[str]:
    """The short names of the provinces and cities of China."""
    return _gazetteer()[0]


def districts() -> dict[str, tuple[str, ...]]:
    """The districts and counties of cities, by the city's full name."""
    return _gazetteer()[1]
