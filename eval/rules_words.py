"""Rules on words: denial, strength, scope, degree, direction, silence, and whether what is spoken of stands there at all. Pure.

"每千人口床位数达到5.5张" beside "…力争达到5.5张" is contradicted: the clause says it only as something to strive for.
"""

import re
from difflib import SequenceMatcher

from eval.case import EXCLUDED, LEADS, OPEN, SILENT, Aligned, Case, Finding, abbreviates, generic, synonyms
from eval.contrasts import FREQUENCY, OPPOSITES, SCOPE, WEAKER, WIDER
from index.reading import negations, quantities, similarity, strength, tokens, years

COVERED = 0.5
"""The share of a claim's words that must stand beside it; with less it is undecided."""
NOWHERE = 0.25
"""With less than this it is unsupported."""
ABSENT = 1.0
"""How much absent words may weigh together: a noun 1, another word LOOSE."""
LOOSE = 0.34
LONG = 9
"""A claim of more words than this may have one more that does not stand there."""
NEAR_VERBATIM = 0.6
"""How alike they must be for one verb to stand in the place of another."""
SAME_SHAPE = 0.45
"""How alike two parts must be for a word in one to stand in the place of a word in the other."""
TERM = 40
"""A word that more clauses than this have is nobody's term."""
_PER = re.compile(r"每(?:个|家|所|名|座)?[㐀-鿿]")
_PER_TIME = re.compile(r"每[年月周日天次学季期]")
_HALF = re.compile(r"[中次副]$")
_HAS_HALF = ("高收入", "组长", "市长", "秘书长", "主任", "会长", "省级")
_ONLY = re.compile(r"只(?:有|能|由|治|包括|研发|培育|支持|深化|实施|向)|仅(?!供)|唯一|只(?!是|说|写|要|提|列|在|看)(?=[㐀-鿿]{2})")
_RATE = re.compile(r"[㐀-鿿]{2}率")
_COMMON = re.compile(r"比率|概率|效率|频率|利率|税率|[的为]率")
_AVERAGE = re.compile(r"人均|平均|户均|均衡|均等")
_YEARLY = re.compile(r"年度|年均|逐年|(?<!\d)年[^,。\d]{0,6}(?:人数|次数|量)")
_DONE = re.compile(r"已经|已(?!隐|标|注|写|列|含|有)|完成了|实现了")
_NARROW = (
    "农村",
    "城镇",
    "城市",
    "公立",
    "社会办",
    "户籍",
    "常住",
    "失能",
    "困难",
    "低收入",
    "贫困",
    "三级",
    "二级",
    "县级",
    "国家级",
    "男性",
    "女性",
)


def denial(case: Case) -> Finding | None:
    """What is denied there is denied here, and the reverse."""
    anywhere = negations(case.text)
    for a in case.aligned:
        if SILENT.search(a.part) or EXCLUDED.search(a.part) or a.verbatim:
            continue
        like = similarity(a.part, a.beside)
        here, there = negations(a.part), negations(a.beside)
        if here and not negations(case.window):
            return ("CONTRADICTED" if like > 0.3 else "UNSUPPORTED"), f"{here[0]} does not stand there"
        if here and not there and (like > 0.6 or any(a.part.replace(word, "", 1) in a.sentence for word in here)):
            return "CONTRADICTED", f"denies what the clause says: {a.beside}"
        if there and not anywhere and like > 0.5:
            return "CONTRADICTED", f"does not deny what the clause denies: {a.beside}"
    return None


def firmness(case: Case) -> Finding | None:
    """力争, 鼓励, 必须 … are neither added nor left out."""
    claimed = {name for _, name in strength(case.text)}
    for a in case.aligned:
        close = a.verbatim and len(a.part) > 7 and a.passage.clause.kind == "clause"
        if similarity(a.part, a.beside) <= 0.4 and not close:
            continue
        if added := {name for _, name in strength(a.part)} - {name for _, name in strength(case.window)} - {"ensure"}:
            return "CONTRADICTED", f"said as {'、'.join(sorted(added))}, the clause has no such word"
        own = {name for _, name in strength(a.beside)}
        before = {name for at, name in strength(a.before) if _governs(a, at)}
        mine = {name for _, name in strength(a.part)} if close else claimed
        if missing := (own - mine | before - claimed) - {"ensure"}:
            return "CONTRADICTED", f"the clause says it only as {'、'.join(sorted(missing))}"
    return None


def substitution(case: Case) -> Finding | None:
    """No word stands in another's place: 金牌 for 银牌, 海南 for 广州, though both stand in the clause."""
    for a in case.aligned:
        alike = similarity(a.part, a.beside)
        if a.verbatim or a.passage.clause.kind == "table" or alike <= SAME_SHAPE:
            continue
        mine, theirs = (tokens(_without_quantities(text)) for text in (a.part, a.beside))
        for kind, i, j, k, m in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
            if kind != "replace":
                continue
            put = [
                word for word, tag in mine[i:j] if _names(word, tag, case) and not _in(word, a.beside) and not abbreviates(word, a.beside)
            ]
            out = [word for word, tag in theirs[k:m] if _names(word, tag, case) and not _in(word, case.text)]
            if not (put and out) and i + 1 == j and k + 1 == m and alike > NEAR_VERBATIM:
                put, out = [mine[i][0]], [theirs[k][0]]
                if not (_verb(mine[i], case) and _verb(theirs[k], case)) or _in(put[0], a.beside) or _in(out[0], case.text):
                    continue
            if put and out:
                return "CONTRADICTED", f"{'、'.join(put)} where the clause says {'、'.join(out)}"
    return None


def only(case: Case) -> Finding | None:
    """One of several is not told as the only one."""
    said = _ONLY.search(case.asserted)
    if said and not _ONLY.search(case.said) and not SILENT.search(case.text) and not OPEN.search(case.text):
        return "CONTRADICTED", f"{said.group()} does not stand there"
    return None


def scope(case: Case) -> Finding | None:
    """Whom and what a statement is about is not widened by leaving out a word before its head."""
    said = case.said.split("\n")
    beside = {a.beside: a for a in case.aligned if similarity(a.part, a.beside) > 0.5}
    for source in dict.fromkeys((*beside, *case.window.split("\n"), *said)):
        for match in SCOPE.finditer(source):
            word = match.group()
            close = source in beside and similarity(beside[source].part, source) > 0.75
            if word in (beside[source].part if close else case.text + case.claim.lead_in) or not (
                head := _head(source[match.end() :], case.asserted)
            ):
                continue
            if all(_ends_with_scope(case.asserted[: m.start()]) for m in re.finditer(re.escape(head), case.asserted)):
                continue
            if any(not _ends_with_scope(case.frame[: m.start()]) for m in re.finditer(re.escape(head), case.frame)):
                continue  # the heading has it of all
            near = source in beside and head in beside[source].part
            before = [sentence[: m.start()] for sentence in said for m in re.finditer(re.escape(head), sentence)]
            if near or all(_ends_with_scope(text) for text in before):
                return "CONTRADICTED", f"the clause says it of {word}{head} only"
    per = [m.group() for m in _PER.finditer(case.asserted) if not _PER_TIME.match(m.group())]
    for each in per:
        if (
            each not in case.said + case.frame
            and not any(other in case.said for other in synonyms().get(each[:2], ()))
            and _PER.search(case.window)
        ):
            return "CONTRADICTED", f"{each} does not stand there"
    there = case.said + case.frame
    for word in _NARROW:
        if word in case.asserted and word not in there and not ("城乡" in there and word in ("城市", "城镇", "农村")):
            return "UNSUPPORTED", f"{word} does not stand there"
    return None


def degree(case: Case) -> Finding | None:
    """基本, 部分, 逐步 are kept, 全部, 所有 are not added, and how often is not changed."""
    near = case.window + case.frame
    for a in case.aligned:
        like = similarity(a.part, a.beside)
        if like <= 0.3 and not a.verbatim:
            continue
        for match in WEAKER.finditer(a.beside):
            word, after = match.group(), a.beside[match.end() : match.end() + 2]
            if after in a.part and word not in case.text and len(after) == 2:
                return "CONTRADICTED", f"the clause says {word}{after}"
        for group in WIDER:
            added = [word for word in group if word in a.part and not (word == "均" and _AVERAGE.search(a.part))]
            if added and not any(word in near for word in group):
                return "UNSUPPORTED", f"{added[0]} does not stand there"
        if (done := _DONE.search(a.part)) and not _DONE.search(case.window) and not a.passage.indicator and not _DONE.search(case.frame):
            return "CONTRADICTED", f"said as {done.group()}, the clause only plans it"
        often = {m.group() for m in FREQUENCY.finditer(a.part)}
        if often and not any(word in near for word in often) and not (often <= {"每年"} and _YEARLY.search(near)):
            return "CONTRADICTED", f"{'、'.join(often)} does not stand there"
    return None


def direction(case: Case) -> Finding | None:
    """Up is not down, 预期性 is not 约束性."""
    for a in case.aligned:
        for one, other in OPPOSITES:
            for mine, theirs in ((one, other), (other, one)):
                said = [word for word in mine if word in a.part]
                if (
                    said
                    and not any(word in a.sentence + a.passage.frame for word in mine)
                    and (against := [w for w in theirs if w in a.beside])
                ):
                    return "CONTRADICTED", f"{said[0]} where the clause says {against[0]}"
    return None


def absence(case: Case) -> Finding | None:
    """That a document does not say something can be read off a table row, a duty or the sentence beside; elsewhere it is undecided."""
    for a in case.aligned:
        if not SILENT.search(a.part) or LEADS.search(a.part) or EXCLUDED.search(a.part):
            continue
        rows = [p.indicator for p in case.passages if p.indicator]
        asked = {year for _, year in years(case.text)}
        values = [v for row in rows for v in row.values if not asked or asked & set(v.years) or not v.years]
        if rows and (not values or any(v.number is None or not v.certain for v in values)):
            continue
        if rows and OPEN.search(a.part) and len(asked) > 1:
            continue
        if rows:
            return "CONTRADICTED", f"the table does give {'、'.join(v.text for v in values)}"
        stated = [other for other in case.aligned if other is not a]
        if re.search(r"数字|数值|比例|金额|百分|具体", a.part) and stated and not any(quantities(o.beside) for o in stated):
            continue
        if re.search(r"强制|一定", a.part) and not any(name == "must" for _, name in strength(case.window)):
            continue
        return "UNDECIDED", "whether a document is silent cannot be read off one clause"
    return None


def words(case: Case) -> Finding | None:
    """What a claim speaks of stands there: its nouns above all, and no part of it is mostly of words that do not."""
    missing: dict[str, float] = {}
    for part in case.content:
        absent = [(word, tag) for word, tag in part if not _stands(word, case)]
        for word, tag in absent:
            missing[word] = 1.0 if tag[0] in "nj" or tag in ("l", "i", "eng", "s", "b") or _is_term(word, case) else LOOSE
        if len(absent) > 1 and len(absent) > len(part) / 2:
            return "UNSUPPORTED", f"{'、'.join(word for word, _ in absent)} does not stand there"
    for part in case.content:
        for word, _ in part:
            if word not in _HAS_HALF:
                continue
            around = [case.there[: m.start()][-1:] for m in re.finditer(re.escape(word), case.there)]
            if around and all(_HALF.match(c) for c in around) and not any(c + word in case.asserted for c in around):
                return "CONTRADICTED", f"the clause says {around[0]}{word}"
    for rate in _RATE.findall(_COMMON.sub("", case.asserted)):
        if rate not in case.there and not any(other in case.there for other in synonyms().get(rate, ())):
            missing[rate] = 1.0
    if sum(missing.values()) >= ABSENT + (LOOSE if sum(map(len, case.content)) > LONG else 0.0):
        return "UNSUPPORTED", f"{'、'.join(missing)} does not stand there"
    return None


def coverage(case: Case) -> Finding | None:
    """Enough of what a claim says stands there at all."""
    known = [_stands(word, case) for part in case.content for word, _ in part]
    share = sum(known) / len(known) if known else 1.0
    if share < NOWHERE:
        return "UNSUPPORTED", f"{share:.0%} of its words stand there"
    return ("UNDECIDED", f"only {share:.0%} of its words stand there") if share < COVERED else None


def _names(word: str, tag: str, case: Case) -> bool:
    """Whether a word names something: a noun that is not in every policy, and not the document's place."""
    is_noun = tag[0] in "njb" or tag in ("s", "an", "vn", "l")
    return is_noun and len(word) > 1 and bool(re.fullmatch(r"[㐀-鿿]+", word)) and word not in generic() and word not in _place_names(case)


def _verb(word: tuple[str, str], case: Case) -> bool:
    """Whether a word is a verb or an adjective of more than one character that says something."""
    return word[1][0] in "vad" and len(word[0]) > 1 and word[0] not in generic() and word[0] not in _place_names(case)


def _without_quantities(text: str) -> str:
    for q in reversed(quantities(text)):
        text = text[: q.start] + " " + text[q.end :]
    return text


def _in(word: str, text: str) -> bool:
    return word.removesuffix("部门") in text or any(other in text for other in synonyms().get(word, ()))


def _is_term(word: str, case: Case) -> bool:
    """Whether a word is one that the documents use of few things: 急救, 健身. What they use everywhere (加强) says little."""
    return word not in synonyms() and 2 <= case.passages[0].frequencies.get(word, 0) <= TERM


def _stands(word: str, case: Case) -> bool:
    """Whether a word stands there, or another for it."""
    there = case.there
    if word in there or any(other in there for other in synonyms().get(word, ())):
        return True
    if len(word) == 4 and all(half in there or any(o in there for o in synonyms().get(half, ())) for half in (word[:2], word[2:])):
        return True
    if len(word) > 2 and abbreviates(word, case.window):
        return True
    if word.endswith("部门") and word[:-2] in there:
        return True
    return word in _place_names(case) or (len(word) > 2 and word[-1] in "业者出人性化里" and word[:-1] in there)


def _place_names(case: Case) -> set[str]:
    names = {p.place for p in case.passages if p.place}
    return names | {name.removesuffix("市") for name in names}


def _head(after: str, claim: str) -> str:
    """The word that a narrowing word stands before, where the claim has it: 公共场所 after 重点; of two characters only where it ends there."""
    run = re.match(r"[㐀-鿿]*", after.removeprefix("的"))
    words = run.group() if run else ""
    for length in (6, 5, 4, 3):
        if len(words) >= length and words[:length] in claim:
            return words[:length]
    first = tokens(words)[0][0] if words else ""
    return first if len(first) > 1 and first in {word for word, _ in tokens(claim)} else ""


def _ends_with_scope(before: str) -> bool:
    """Whether a narrowing word stands at the end of a text."""
    return any(match.end() >= len(before.removesuffix("的")) for match in SCOPE.finditer(before))


def _governs(aligned: Aligned, at: int) -> bool:
    """Whether a word of strength before a part reaches it: with only a time between ("力争到2025年,…"), or in a list of figures whose
    later parts have no verb of their own at their head ("力争A达到1%,B达到2%")."""
    between = aligned.before[at:]
    if ";" in between or "。" in between:
        return False
    if re.fullmatch(r"[㐀-鿿]{2,4}(?:到|至|在)?(?:\d{4}年)?(?:底|末|前)?,", between):
        return True
    first = tokens(aligned.beside)[0][1] if aligned.beside else "v"
    return (
        between.count(",") <= 2
        and bool(re.search(r"\d", between.partition(",")[0]))
        and bool(re.search(r"\d", aligned.beside))
        and first[0] not in "vp"
    )
