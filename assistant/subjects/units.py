"""Which units a question names, of those that duties list and of others: by their names, by their fields, by some of their characters.

"市委宣传部", "宣传部", "宣传部门" are one unit of 丽水; 银保监分局 is 丽水银保监分局, 烟草局 is 市烟草专卖局; 外事办 is a unit that no duty knows.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from assistant.answers import Question
from assistant.question.mentions import all_places
from index.documents import Duty
from index.folding import fold_text
from index.reading import organs
from index.units import SUCCESSORS, abbreviated, names_of, successor, unit_form, unit_in

_TAKES_PART = re.compile(r"参与|参加|承担|负责|牵头|列入|列为|出现在")
_IN_DOCUMENT = re.compile(r"(?:意见稿?|文件|方案|规划|纲要)[里中]")
_ASKED_FOR = re.compile(r"哪|什么|部门|单位")
# A unit by what it is for: 宣传部门, 教育口; or by that alone, where only a unit can be meant: 公安也算吗.
_FIELD = re.compile(
    r"(?:部门|系统(?!性|化|工程)|条线|口子)|(?=也算|算不算|也在(?:内|里)|在不在|管不管|参不参|也管|也得|也要管|有份|没份|有没有份|还是)|(?<=还是[一-鿿]{2})(?=[管牵负主来抓办,。?]|$)"
)
FIELDS = (4, 3, 2)
"""Characters of the name of a field, the longest first."""


def units_named(question: Question, duties: Sequence[Duty]) -> tuple[str, ...]:
    """The units of the duties that a question names, by their forms, those with the longest names first."""
    folded = fold_text(question.asked)
    forms = {unit_form(unit) for duty in duties for unit in duty.units}
    found: list[str] = []
    while unit := unit_in(folded, frozenset(forms)) or _of_place(folded, forms) or _of_field(folded, forms) or abbreviated(folded, forms):
        found.append(unit)
        forms = {form for form in forms if form not in unit}  # 编办 stands in 委编办, and is not named beside it
    return tuple(found)


def other_units(question: Question) -> tuple[str, ...]:
    """The units that a question names and that no duty knows."""
    folded = _IN_DOCUMENT.sub(",", fold_text(question.asked))
    return tuple(form for _, _, form in organs(_TAKES_PART.sub(",", folded)) if not _ASKED_FOR.search(form))


def without_units(folded: str, duties: Iterable[Duty]) -> str:
    """A folded text without the units that it names, be they of the duties or not."""
    duties = tuple(duties)
    forms = {unit_form(unit) for duty in duties for unit in duty.units}
    for start, end, _ in reversed([*_fields(folded, forms)]):
        folded = f"{folded[:start]} {folded[end:]}"
    for name in unit_names(duties):
        folded = folded.replace(name, " ")
    for start, end, form in organs(_TAKES_PART.sub(lambda match: "," * len(match.group()), folded)):
        folded = folded if _ASKED_FOR.search(form) else folded[:start] + " " * (end - start) + folded[end:]
    return folded


def unit_names(duties: Iterable[Duty]) -> tuple[str, ...]:
    """The folded names that the units of duties go by in questions, the longest first: as written, and without the place in front: 海关 of 丽水海关."""
    units = {unit for duty in duties for unit in duty.units}
    names = {name for form in {unit_form(unit) for unit in units} for name in names_of_unit(form)}
    return tuple(sorted({*map(fold_text, units), *names}, key=lambda name: (-len(name), name)))


@lru_cache(maxsize=4096)
def names_of_unit(form: str) -> tuple[str, ...]:
    """The names that a unit of this form goes by, without the place in front of it as well."""
    return names_of(frozenset((form, *([form[2:]] if len(form) > 3 and form[:2] in all_places() else []))))


def names_unit(folded: str, unit: str) -> bool:
    """Whether a folded text names the unit of this form, by a name or by its field."""
    return any(name in folded for name in names_of_unit(unit)) or _of_field(folded, [unit]) is not None


def written(unit: str, duties: Sequence[Duty]) -> str:
    """A unit's name as the documents write it, and who took over from it where that is known."""
    name = next((u for duty in duties for u in duty.units if unit_form(u) == unit), unit)
    later = successor(unit)
    return f"{name}（现多为{later}的前身）" if later else name


def _of_place(folded: str, forms: Collection[str]) -> str | None:
    """The unit that a question names without the place that its own name begins with: 银保监分局 for 丽水银保监分局."""
    return next((form for form in sorted(forms) if len(form) > 3 and form[2:] in folded and form[:2] in all_places()), None)


def _of_field(folded: str, forms: Collection[str]) -> str | None:
    """The unit that a question names by its field."""
    return next((form for _, _, form in _fields(folded, forms)), None)


def _fields(folded: str, forms: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """Where a text names a unit by its field, and which: the one whose name begins so, or the one that took over from such a one."""
    names = {name: form for form in forms for name in names_of(frozenset([form]))}
    before = {name: later for form, later in SUCCESSORS.items() if later in forms for name in names_of(frozenset([form]))}
    for match in _FIELD.finditer(folded):
        for start in (match.start() - size for size in FIELDS if match.start() >= size):
            field = folded[start : match.start()]
            found = {form for name, form in names.items() if name.startswith(field)} or {
                form for name, form in before.items() if name.startswith(field)
            }
            found = found or {form for form in [abbreviated(f"{field}局", forms)] if form}
            if len(found) == 1:
                yield start, match.end(), found.pop()
                break
