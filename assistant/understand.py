"""A question's words and the conversation before it made a Question: which documents, years, what is wanted, its terms. Pure.

"嘉兴2030年吸烟率目标是多少？" is about the documents of 嘉兴市, the year 2030, wants a number, and asks for 吸烟率.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import rjieba

from assistant.answers import Question, Turn, Wants, asking_part
from assistant.language import language
from assistant.question import english, followup
from assistant.question.care import elsewhere
from assistant.question.dictated import without_instructions
from assistant.question.everyday import phrases, plain, thesaurus
from assistant.question.followup import Read
from assistant.question.frame import without_frame
from assistant.question.mentions import Named, Stretch, blanked, named, short_name, unknown_place
from assistant.question.roles import asks_anyone, asks_units
from index.documents import About, PolicyError
from index.folding import fold, fold_text
from index.reading import BARE_YEAR

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
_MORE = re.compile(r"谁[^,。?]{0,8}(?:高|低|多|少|大|小|快|慢|长|短)|(?:高|低|多|少)[^,。?]{0,3}谁")
_CROWD = re.compile(r"(?<!\d)10{2,5}(?=[个名]?(?:常住)?[人名])")  # 1000个人: a rate is asked for
_SHORT_YEAR = re.compile(r"(?<![\d.第近过])((?:1[5-9]|[2-4]\d))年(?![内来间前后以限期])")


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
    said = spelled(_chinese(kept)) if kept else ""
    asked = _standalone(said, history, abouts) if said else ""
    if not asked or elsewhere(fold_text(f"{kept if language(kept) == 'en' else ''} {asked}")):
        return _about_nothing(text)
    folded = fold_text(asked)
    about = named(folded, abouts)
    found = documents if documents is not None else about.documents
    unknown = unknown_place(about.rest)
    rest = re.sub(" +", " ", without_frame(blanked(about.rest, [unknown] if unknown else [])))
    return Question(
        text=text,
        standalone=asked if history or language(text) != "en" else kept,
        asked=asked,
        language=language(text),
        documents=tuple(found) if found else None,
        unknown_place=None if found or not unknown else short_name(about.rest[slice(*unknown)]),
        years=tuple(sorted({*(int(y) for y in BARE_YEAR.findall(rest)), *(2000 + int(y) for y in _SHORT_YEAR.findall(rest))})),
        wants=_wants(asking_part(folded), about),
        subject=rest,
        compares=about.compares,
        terms=_terms(rest),
        synonyms={
            **(english.also(rest) if language(text) == "en" else {}),
            **{rest[a:b]: thesaurus()[rest[a:b]] for a, b in phrases(rest)},
        },
        own=_own(said, abouts, tuple(found)) if history and found else None,
    )


def _own(said: str, abouts: Mapping[str, About], documents: Sequence[str]) -> Question | None:
    """A follow-up by itself, over the documents that it is about with what was said before; None where it turns to something else."""
    words = followup.own_words(said, _reader(abouts))
    return understand(words, (), abouts, documents=documents) if re.search(r"\w", words) else None


def _about_nothing(text: str) -> Question:
    """A question that asks nothing of a policy: it is about no document, and nothing is searched for."""
    return Question(
        text=text, standalone=text, asked="", language=language(text), documents=None, unknown_place=None, years=(), wants="text", subject="", terms={},
    )  # fmt: skip


def _wants(folded: str, about: Named) -> Wants:
    """What a question wants; of several places, who and which ask for one of them, and no unit: 谁的目标更高."""
    if asks_anyone(folded) and (not about.compares or asks_units(folded)):
        return "unit"
    if about.compares and _MORE.search(folded):
        return "number"
    return next((wants for wants, pattern in WANTS if pattern.search(folded)), "text")


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
    return followup.standalone(text, [_chinese(turn.question) for turn in history], _reader(abouts))


def _reader(abouts: Mapping[str, About]) -> Callable[[str], Read]:
    """How a question is read for what it takes over."""

    def read(question: str) -> Read:
        whole = fold(question)
        about = named(whole.text, abouts)
        unknown = unknown_place(about.rest)
        rest = blanked(about.rest, [unknown] if unknown else [])
        years = sorted(match.span(1) for pattern in (BARE_YEAR, _SHORT_YEAR) for match in pattern.finditer(about.rest))

        def in_source(spans: Iterable[Stretch]) -> tuple[Stretch, ...]:
            return tuple(whole.source(*span) for span in spans)

        return Read(
            text=question,
            places=in_source([*about.places, *([unknown] if unknown else [])]),
            mentions=in_source(about.mentions),
            years=in_source(years),
            terms=tuple(term for term in _terms(re.sub(r"[呢吗]", "", rest)) if len(term) > 1 or _is_thing(term)),
            documents=about.documents,
        )

    return read


def _chinese(text: str) -> str:
    """A question in English in the documents' words; any other without what is dialect or English in it."""
    return english.chinese(text) if language(text) == "en" else english.mixed(plain(text))


def names_document(asked: str, abouts: Mapping[str, About]) -> bool:
    """Whether a question names a document, by title, number, place, status or year."""
    return bool(named(fold_text(asked), abouts).documents)


def _terms(rest: str) -> dict[str, float]:
    """The words that say what is asked, each with what it counts for; an everyday phrase is one of them, worth its words and one name at least."""
    rest = _CROWD.sub(" ", rest)
    found: dict[str, float] = {}
    at = 0
    for start, end in (*phrases(rest), (len(rest), len(rest))):
        phrase = rest[start:end]
        counted = _counted(phrase) if phrase not in asking() else {}
        named = {phrase: max(1.0, sum(counted.values()))} if counted else {}
        found = {**_counted(rest[at:start]), **named, **found}
        at = end
    return found


def _is_thing(character: str) -> bool:
    """Whether a word of one character names a thing by itself: 酒, 盐, 水."""
    return str(rjieba.tag(character, hmm=False)[0][1]).startswith("n")


def _counted(text: str) -> dict[str, float]:
    """The words of a text that say what is asked, each with what it counts for: names of things whole, verbs and adjectives less."""
    return {
        word: LETTER if len(word) == 1 else ACTION if tag[0] in "va" and tag not in ("vn", "an") else 1.0
        for word, tag in rjieba.tag(text, hmm=False)
        if word not in asking()
        and re.match(r"\w", word)
        and not BARE_YEAR.fullmatch(word)
        and (tag[0] not in GRAMMAR or re.match(r"[a-z0-9]", word))
    }


@lru_cache(maxsize=1)
def asking() -> frozenset[str]:
    """Words of a question that say nothing about its subject."""
    lines = (HERE / "asking.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
