"""A question's words and the conversation before it made a Question: which documents, years, what is wanted, its terms. Pure.

"嘉兴2030年吸烟率目标是多少？" is about the documents of 嘉兴市, the year 2030, wants a number, and asks for 吸烟率.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import rjieba

from assistant import english, followup
from assistant.answers import Question, Turn, Wants
from assistant.care import elsewhere
from assistant.dictated import without_instructions
from assistant.followup import Read
from assistant.language import language
from assistant.roles import asks_anyone
from index.documents import About, PolicyError
from index.folding import fold_text

LONGEST = 2_000
HERE = Path(__file__).parent

WANTS: tuple[tuple[Wants, re.Pattern[str]], ...] = (
    (
        "number",
        re.compile(
            r"多少|(?<!哪)几[个家张名人岁块项次台成所小条年]|比例|百分之|多大|多高|多久|多长|率.{0,6}(?:目标|达到)|how (?:many|much)"
        ),
    ),
    ("list", re.compile(r"哪些|哪几|有什么|列出|分别|几项|which|what are")),
)
# Tags of words that only hold a sentence together: adverbs, prepositions, conjunctions, particles, pronouns, measures, places within.
GRAMMAR = frozenset("dpcuryeoxfqmkh")
ACTION, LETTER = 0.6, 0.4
"""What a verb or adjective counts for against the name of a thing, and a word of one character."""
_LETTER = re.compile(r"(?<![a-z0-9])x(?![光线射a-z0-9])")  # X西, X港澳: one letter of a name is masked
_MASKED = re.compile(r"某市|(?<![a-z0-9])xx+市?|\*{2,}")
# A city by its look, where a name stands in a question: 云岭市 at its beginning, after a comma or after 在.
_CITY = re.compile(
    r"(?:^|[,。?!;:\s在和与跟])((?!直辖|县级|地级|省辖|大中|其他|超大|特大)[^\W在和对按给让从由到]{1}[^\W某全本该各我哪每\d城个些地几两座]市)(?!场|民|政|级|辖|属|县|直|内|长|委|区)"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_KIND = re.compile(r"纲要|规划|(?<!征求)意见|方案|计划(?=$)")
_CALLED = re.compile(r"((?:19|20)\d\d)([^,。?\d年]{0,6}(?:纲要|规划|意见|方案))")
_SEVERAL = re.compile(
    r"两份|这两|两个文件|还有\d{4}年|再到\d{4}年|跟\d{4}年|和\d{4}年(?:的|那份)?(?:文件|意见|纲要|方案)|(?:前后|新旧).{0,4}(?:文件|对比)|比较|对比|相比|区别|不同"
)
_SHORT_YEAR = re.compile(r"(?<![\d.第近过])((?:1[5-9]|[2-4]\d))年(?![内来间前后以限期])")
_ISSUED = re.compile(
    r"(?<!\d)((?:19|20)?\d\d)年?(?:的|那份|那个|这份|出台|印发|发布|发)?[^,。?\d]{0,24}?(?:文件|意见|方案|纲要|规划|计划|政策|通知|规定|征求意见)"
)


def understand(
    text: str,
    history: Sequence[Turn],
    abouts: Mapping[str, About],
    *,
    documents: Sequence[str] | None = None,
    spelled: Callable[[str], str] = str,
) -> Question:
    """Understand a question over the documents that are there; ``documents`` restricts it further, ``spelled`` puts its slips right.

    Raises:
        PolicyError: the question is empty, too long, or holds nothing that can be searched for.
    """
    text = _checked(text)
    kept = without_instructions(text, _terms)
    asked = _standalone(spelled(_chinese(kept)), history, abouts) if kept else ""
    if not asked or elsewhere(fold_text(f"{kept if language(kept) == 'en' else ''} {asked}")):
        return _about_nothing(text)
    folded = fold_text(asked)
    issued, unnamed = _issued(folded, abouts)
    named, rest = _named_documents(unnamed, abouts)
    several = _SEVERAL.search(folded)
    named, rest = _of_kind(named, rest, abouts)
    named = list(dict.fromkeys((*named, *issued))) if several else [id for id in named if id in issued] or issued or named
    found = documents if documents is not None else named
    unknown, rest = _unknown_place(rest)
    return Question(
        text=text,
        standalone=asked if history or language(text) != "en" else kept,
        asked=asked,
        language=language(text),
        documents=tuple(found) if found else None,
        unknown_place=None if found else unknown,
        years=tuple(sorted({*(int(y) for y in _YEAR.findall(rest)), *(2000 + int(y) for y in _SHORT_YEAR.findall(rest))})),
        wants="unit" if asks_anyone(folded) else next((wants for wants, pattern in WANTS if pattern.search(folded)), "text"),
        subject=rest,
        terms=_terms(rest),
        synonyms={
            term: also
            for term, also in thesaurus().items()
            if term in rest and (not term.isascii() or re.search(rf"(?<![a-z0-9]){re.escape(term)}(?![a-z0-9])", rest))
        },
    )


def _about_nothing(text: str) -> Question:
    """A question that asks nothing of a policy: it is about no document, and nothing is searched for."""
    return Question(
        text=text, standalone=text, asked="", language=language(text), documents=None, unknown_place=None, years=(), wants="text", subject="", terms={},
    )  # fmt: skip


def _checked(text: str) -> str:
    cleaned = "".join(c for c in text if c in "\n\t" or c.isprintable()).strip()
    if not cleaned:
        raise PolicyError("问题是空的。请写出想问的内容，例如：嘉兴2030年吸烟率目标是多少？")
    if len(cleaned) > LONGEST:
        raise PolicyError(f"问题有 {len(cleaned)} 个字，超过 {LONGEST} 个字的上限。请只写要问的内容。")
    if not re.search(r"\w", cleaned):
        raise PolicyError(f"问题「{cleaned[:20]}」里没有可以检索的文字。请用文字写出想问的内容。")
    return cleaned


def _standalone(text: str, history: Sequence[Turn], abouts: Mapping[str, About]) -> str:
    """The question by itself, with what it takes over from those before it."""

    def read(question: str) -> Read:
        places, rest = _place_names(question, abouts)
        unknown, rest = _unknown_place(rest)
        documents, rest = _named_documents(rest, abouts)
        terms = [term for term in _terms(re.sub(r"[呢吗]", "", rest)) if len(term) > 1]
        if not places and not unknown and documents:
            places = [f"《{abouts[documents[0]].title}》"]
        return Read((*places, *((unknown,) if unknown else ())), bool(places or unknown or documents), tuple(terms))

    return followup.standalone(text, [_chinese(turn.question) for turn in history], read)


def _chinese(text: str) -> str:
    """A question in English in the documents' words; any other as it is."""
    return english.chinese(text) if language(text) == "en" else text


def _place_names(text: str, abouts: Mapping[str, About]) -> tuple[list[str], str]:
    """The names of covered places as a text writes them, and the folded rest."""
    rest = fold_text(text)
    found = []
    for name in _places(abouts):
        if name in rest:
            start = rest.index(name)
            found.append(_written(text, name) or rest[start : start + len(name)])
            rest = rest.replace(name, " ")
    return found, rest


def _written(text: str, folded_name: str) -> str | None:
    """The words of a text that fold to a name."""
    for length in range(len(folded_name), len(folded_name) + 2):
        for start in range(len(text) - length + 1):
            if fold_text(text[start : start + length]) == folded_name:
                return text[start : start + length]
    return None


def _places(abouts: Mapping[str, About]) -> dict[str, tuple[str, ...]]:
    """The names of places, longest first, each with the documents that are about it."""
    names: dict[str, list[str]] = {}
    for id, about in abouts.items():
        if not about.jurisdiction:
            continue
        full = fold_text(about.jurisdiction)
        short = re.sub(r"(?:省|市|县|区|自治州|盟)$", "", full)
        for name in {full, short if len(short) > 1 else full, *districts().get(full, ())}:
            names.setdefault(name, []).append(id)
    return {name: tuple(names[name]) for name in sorted(names, key=lambda name: (-len(name), name))}


def _named_documents(folded: str, abouts: Mapping[str, About]) -> tuple[list[str], str]:
    """The documents that a question names, by title, number, place or status, and the question without those names."""
    rest = folded
    found: list[str] = []
    for id, about in abouts.items():
        for name in _titles(about):
            if name in rest:
                found.append(id)
                rest = rest.replace(name, " ")
    by_title = list(found)
    for name, ids in _places(abouts).items():
        if name in rest:
            found += [] if by_title else ids
            rest = rest.replace(name, " ")
    for city in _CITY.findall(rest):
        if about_it := [id for id, about in abouts.items() if city in fold_text(about.title + about.issuer)]:
            found += [] if by_title else about_it
            rest = rest.replace(city, " ")
    if "征求意见稿" in rest or _MASKED.search(rest) or _LETTER.search(rest):
        drafts = [id for id, about in abouts.items() if about.status == "征求意见稿" or not about.jurisdiction]
        found += [] if by_title else drafts
        rest = _MASKED.sub(" ", rest.replace("征求意见稿", " "))
    return list(dict.fromkeys(found)), rest


def _of_kind(named: Sequence[str], rest: str, abouts: Mapping[str, About]) -> tuple[list[str], str]:
    """Of several documents those of the kind that a question speaks of (嘉兴2030纲要), and the question without the year in such a name."""
    kinds = {id: kind[-1] for id in named if (kind := _KIND.findall(fold_text(abouts[id].title)))}
    spoken = set(_KIND.findall(rest))
    kept = [id for id in named if kinds.get(id) in spoken]
    if not kept or len(named) == 1:
        return list(named), rest
    title = "".join(fold_text(abouts[id].title) for id in kept)
    without = _CALLED.sub(lambda m: " " * len(m[1]) + m[2] if m[1] in title else m[0], rest)
    return (kept, without) if len(set(_YEAR.findall(without))) < 2 else (list(named), rest)  # years of both are asked for


def _issued(folded: str, abouts: Mapping[str, About]) -> tuple[list[str], str]:
    """The documents of the years that a question calls them by ("2018年那个文件"), and the question without those years."""
    found: list[str] = []
    for match in reversed(list(_ISSUED.finditer(folded))):
        year = match[1] if len(match[1]) == 4 else f"20{match[1]}"
        named = [id for id, about in abouts.items() if about.issued.startswith(year)]
        if named:
            found += named
            folded = folded[: match.start(1)] + folded[match.end(1) :]
    return found, folded


def names_document(asked: str, abouts: Mapping[str, About]) -> bool:
    """Whether a question names a document, by title, number, place, status or year."""
    folded = fold_text(asked)
    return bool(_named_documents(folded, abouts)[0] or _issued(folded, abouts)[0])


def _titles(about: About) -> list[str]:
    """What a document is called: its title, the title without its issuer, its number."""
    title = fold_text(about.title).strip('"')
    quoted = re.findall(r'"([^"]{4,})"', fold_text(about.title))
    bare = re.sub(r"^.*?关于", "", title)
    names = [title, bare, fold_text(about.number) if about.number else "", *quoted]
    return sorted({name for name in names if len(name) >= 6}, key=len, reverse=True)


def _unknown_place(rest: str) -> tuple[str | None, str]:
    """A place that a question names beside those that the documents are about, and the question without it."""
    if city := _CITY.search(rest):
        return city[1], rest[: city.start(1)] + " " + rest[city.end(1) :]
    words = rjieba.cut(rest)
    at = 0
    for word in words:
        name = word if word in all_places() else re.sub(r"[省市]$", "", word)
        if name in all_places() and len(name) > 1:
            return name, rest[:at] + " " + rest[at + len(word) :]
        at += len(word)
    return None, rest


def _terms(rest: str) -> dict[str, float]:
    """The words that say what is asked, each with what it counts for: names of things whole, verbs and adjectives less."""
    found: dict[str, float] = {}
    for word, tag in rjieba.tag(rest, hmm=False):
        if word in asking() or not re.match(r"\w", word) or _YEAR.fullmatch(word):
            continue
        if tag[0] in GRAMMAR and not re.match(r"[a-z0-9]", word):
            continue
        found.setdefault(word, LETTER if len(word) == 1 else ACTION if tag[0] in "va" and tag not in ("vn", "an") else 1.0)
    return found


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


@lru_cache(maxsize=1)
def asking() -> frozenset[str]:
    """Words of a question that say nothing about its subject."""
    lines = (HERE / "asking.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=1)
def thesaurus() -> dict[str, tuple[str, ...]]:
    """Everyday words and what the documents call the same thing."""
    path = HERE / "thesaurus.txt"
    entries: dict[str, tuple[str, ...]] = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        everyday, sign, terms = line.partition("=")
        if sign and not line.startswith("#"):
            entries[fold_text(everyday.strip())] = tuple(fold_text(term.strip()) for term in terms.split("|"))
    return entries
