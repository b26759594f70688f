"""A sentence in words of its own, as a model writes it, held to its clause more strictly than the documents' own words need to be. Pure.

"嘉兴要让15岁以上人群的吸烟率降至20%以下" stands beside "15岁以上人群吸烟率降低到20%以下": every word that says something is the clause's, or
says the same. What the clause has no word for (a fine, a subsidy, 民营, 已经, 只有…才) is taken for an addition, whatever it may be; the reader
loses a sentence by that and never a truth, for the clause's own stands in its place.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path

from index.folding import fold_text, number
from index.reading import bare, likest_parts, parts, quantities, similarity, tokens

Beside = tuple[tuple[str, str], ...]
"""Each part of a claim with the part of its clauses that it is most like."""
NEARLY_THE_SAME = 0.5
LIKE_ENOUGH = 0.4
LIMIT = re.compile(
    r"公办|公立|民营|二级|三级|四级|二甲|三甲|市级|县级|省级|国家级|镇级|村级|综合性|重点|主要|部分|符合[^,的]{0,8}条件|有条件|适应指征|规模以上|"
    r"新建|新进|新增|试点|农村|城镇|老年人|儿童|女性|育龄|孕产妇|困难|特困|低保|贫困|失能|高危|高龄|退休|在职|专职|兼职|首批|首诊|基层|室内|室外|未成年|适龄|妇女|学生|中小学|职工|参保|流动|县域|"
    r"\d+(?:周)?岁|中医(?!药)|妇幼|严重|残疾人|按规定|原则上|逐步|基本(?=实现|建成|消除|完成|普及|形成)|适当|定期|适时"
)
"""What limits a statement to some; a claim that leaves it out speaks of more."""
UNIVERSAL = re.compile(
    r"所有|全部|全体|每(?:一)?(?:个|家|所|名|位|镇|村|县|人)|任何|一律|各级|各地|各类|凡|普遍|全都|悉数|只有|仅|唯一|只限"
)
"""What makes a statement one about all, or about nothing else."""
_ALL = re.compile(r"所有|全部|全体|每|任何|一律|各|凡|普遍|均|全覆盖|100%|全面|全民|全员|都|仅|只")
_ALL_WORDS = "(?:所有|全部|全体|每|任何|一律|各|凡|普遍|全民|全员|100%)"
_OF_ALL = re.compile(r"(?:所有|全部|全体|任何|一切)的?([一-鿿]{2,4})")
_RESULT = re.compile(r"实现|完成|消除|达成|达到|全覆盖|杜绝|根除|建成|全部|100%")
_RESULT_THERE = re.compile(rf"{_RESULT.pattern}|建设成|打造|形成|成为|达到|均|全部|100%")
_DIRECTION = {
    "up": re.compile(r"提高|提升|增加|增长|上升|扩大|增强|加强|加大|强化|(?<![提上])升(?=[到至])|增至|放宽|翻番|新增"),
    "down": re.compile(r"降低|下降|减少|压减|缩减|缩小|遏制|控制|减轻|减至|降(?=[到至])|收紧|限制|防止|消除|放缓|回落"),
}
_EACH = re.compile(r"每(?:\d+(?:\.\d+)?)?[百千万亿]*(?:名|个|位|所|家)?")
_HOLDS = re.compile(r"(?:由|[,;。、(]|^)([一-鿿]{2,14}?)(?:兼任|担任|任)(副?组长|副?主任|副?总指挥)")
_SILENCE = re.compile(
    r"(?:文件|条款|方案|规划|纲要|意见|资料|表中|原文|其中)?(?:里|中)?(?:并)?(?:没有|未|尚未|不曾)(?:具体|明确|进一步)?(?:给出|列出|写明?|说明?|规定|提及|提到|涉及|载明|标明|要求)"
)
_TURNS = (
    (re.compile("或(?:者)?(?:更高|更多|者?以上)|或以上"), "及以上"), (re.compile("或(?:者)?(?:更低|更少)|或以下"), "及以下"),
    (re.compile("[一二三四五六七八九十]+(?=%)"), lambda m: str(number(m.group()))), (re.compile("再(?=[到至])"), ""), (re.compile("不多于"), "不超过"), (re.compile("(?:大约|约|大概)[为是在有]"), "约"), (re.compile("百分之百"), "100%"), (re.compile(r"(?:只有|仅为|仅有|只)(?=\d)"), ""), (re.compile("(?<=[一-鿿])人民政府"), "政府"),
)  # fmt: skip
_NUMERAL = re.compile(r"每?[百千万]+人?|[一两二三](?:[家个项类名所条人级])?")
_LISTED = re.compile("以及|并|、|和")
_RESPONSIBLE = re.compile("(?:责任|牵头|配合)(?:单位|部门)")
_DONE = re.compile(
    r"(?:实现|完成|建成|达到|[降升]到|提高|增加|下降|减少|建立|形成|禁止)了|已(?:经)?(?:实现|完成|建成|达到|建立|形成)|了(?=[,;。]?$)"
)
_HAN = re.compile(r"[㐀-鿿]")


def as_documents_say(claim: str) -> str:
    """A claim with its turns of speech as documents have them, so that what it says can be laid beside theirs: 六成 is 60%, 或更高 is 及以上."""
    text = re.sub(r"([一二三四五六七八九])成(?=[的以左,，、。；;）)多城]|$)", lambda m: f"{'一二三四五六七八九'.index(m[1]) + 1}0%", claim)
    for pattern, words in _TURNS:
        text = pattern.sub(words, text)
    return text


def added(claim: str, sentences: Sequence[str], around: str, *, rows: bool) -> str:
    """What a claim adds to the folded sentences of its clauses and what stands around them, in a word; "" where it adds nothing.

    With ``rows`` the clauses are rows of a table, whose cells have no order of sentences.
    """
    sentences = (" ".join(sentences),) if rows else sentences
    text = re.sub(r'["<>]', "\0", bare(claim))  # words do not run on over a quotation mark
    there = "\n".join((*sentences, around))
    beside = likest_parts(text, sentences)
    checks = (
        ("tense", lambda: bool(_DONE.search(text)) and not _DONE.search(there)),
        ("silence", lambda: _claims_silence(text, there)),
        ("word", lambda: _new_word(text, there)),
        ("scope", lambda: _widened(text, sentences, beside) or (not rows and _unlimited(text, beside))),
        ("place", lambda: not rows and _put_in_place(text, beside, around)),
        ("elsewhere", lambda: _from_elsewhere(text, sentences, around)),
        ("direction", lambda: _turned(beside, rows=rows)),
        ("result", lambda: _reached(text, sentences)),
        ("each", lambda: _other_denominator(text, there)),
        ("office", lambda: _other_office(text, there)),
    )
    return next((name for name, found in checks if found()), "")


def _claims_silence(text: str, there: str) -> bool:
    """Whether a claim says that a document is silent: a few clauses cannot show that."""
    found = _SILENCE.search(text)
    return found is not None and found.group() not in there


def _new_word(text: str, there: str) -> str:
    """The first word of a claim that says something and has no like in its clauses; "" where there is none."""
    ruled = ("因为", "由于", "因此", "规则") if "第一位" in there else ()  # why a unit leads is said there
    return next((w for w, tag in tokens(text) if _HAN.search(w) and tag[0] not in "ut" and w not in ruled and not stands(w, there)), "")


def stands(word: str, there: str) -> bool:
    """Whether a word, its pairs of characters, or one that says the same is there, or it is one that says nothing of its own."""
    if word in there or word in plain() or _NUMERAL.fullmatch(word) or any(other in there for other in alike().get(word, ())):
        return True
    if len(word) > 2 and (abbreviates(word, there) or all(word[i : i + 2] in there for i in range(len(word) - 1))):
        return True
    return any(stands(word[:i], there) and stands(word[i:], there) for i in range(2, len(word) - 1))


def abbreviates(word: str, there: str) -> bool:
    """Whether a word is a longer name's own characters in their order: 疾控中心 of 疾病预防控制中心."""
    pattern = re.compile("[一-鿿]{0,4}".join(map(re.escape, word)))
    return any(len(found) <= 2.5 * len(word) for found in pattern.findall(there))


def _widened(text: str, sentences: Sequence[str], beside: Beside) -> bool:
    """Whether a claim speaks of all, or of only one, where the part of its clauses that it is like does not."""
    if any(UNIVERSAL.search(part) and not _ALL.search(other) for part, other in beside):
        return True
    return any(not _of_all(m[1], text, sentences) for m in _OF_ALL.finditer(text))


def _of_all(noun: str, text: str, sentences: Sequence[str]) -> bool:
    """Whether the clauses too speak of all of what a noun names: 所有医院, or 医院…均 where nothing else stands before 医院."""
    direct = re.compile(rf"{_ALL_WORDS}[^,;。]{{0,6}}{re.escape(noun)}")
    after = re.compile(rf"(?P<before>[^,;。]{{0,2}}){re.escape(noun)}[^,;。]{{0,24}}(?:均|都|全部|全覆盖|100%|一律)")
    return any(
        direct.search(sentence) or any(not _HAN.search(m["before"]) or m["before"] in text for m in after.finditer(sentence))
        for sentence in sentences
    )


def _unlimited(text: str, beside: Beside) -> bool:
    """Whether a claim leaves out what limits a statement in the part of its clauses that it is like: 公办, 二级以上, 65岁以上, 符合条件的."""
    for part, other in beside:
        if similarity(part, other) >= LIKE_ENOUGH and any(
            limit not in text and not _said_otherwise(limit, text) for limit in LIMIT.findall(other)
        ):
            return True
    return False


def _said_otherwise(limit: str, text: str) -> bool:
    return any(word in text for word in alike().get(limit, ()))


def _put_in_place(text: str, beside: Beside, around: str) -> bool:
    """Whether a part of a claim is a part of its clauses but for one thing put in another's place: 金牌 for 银牌, 为主 for 为辅."""
    for part, other in beside:
        if similarity(part, other) < NEARLY_THE_SAME or part in other:
            continue
        mine, theirs = ([word for word, _ in tokens(one)] for one in (part, other))
        for kind, i, j, k, m in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
            if kind == "replace" and _says(mine[i:j], f"{other}\n{around}") is False and _says(theirs[k:m], text) is False:
                return True
    return False


def _says(words: Sequence[str], part: str) -> bool | None:
    """Whether a part says anything of what some words say; None where they say nothing of their own."""
    own = [word for word in words if len(word) > 1 and word not in plain()]
    return any(stands(word, part) for word in own) if own else None


def _from_elsewhere(text: str, sentences: Sequence[str], around: str) -> bool:
    """Whether a part of a claim has words that its clauses say in different sentences only; who is responsible is of the whole clause."""
    around = "\n".join((around, *(sentence for sentence in sentences if _RESPONSIBLE.search(sentence))))
    for a, b in parts(text):
        if "第一位" in text[a:b] and "第一位" in around:
            continue  # the rule by which the first unit leads is of all measures
        if not _in_one(text[a:b], sentences, around) and not all(_in_one(item, sentences, around) for item in _LISTED.split(text[a:b])):
            return True
    return False


def _in_one(part: str, sentences: Sequence[str], around: str) -> bool:
    """Whether one sentence has every word of a part that says something."""
    words = [word for word, tag in tokens(part) if len(word) > 1 and tag[0] not in "ut" and word not in plain()]
    return not words or any(all(stands(word, f"{sentence}\n{around}") for word in words) for sentence in sentences)


def _turned(beside: Beside, *, rows: bool) -> bool:
    """Whether a part of a claim goes up where the part of its clauses that it is like goes down, or the reverse."""
    for part, other in beside:
        mine = _directions(part)
        if not mine:
            continue
        theirs = set() if rows else _directions(other)
        bounds = {q.comparator for q in quantities(part) if q.unit != "岁"}
        against = ("at most" in bounds and mine == {"up"}) or ("at least" in bounds and mine == {"down"})
        if (theirs and not mine & theirs) or (not theirs and (against or ("down" in mine and not bounds and not rows))):
            return True
    return False


def _directions(part: str) -> set[str]:
    return {name for name, words in _DIRECTION.items() if words.search(part)}


def _reached(text: str, sentences: Sequence[str]) -> bool:
    """Whether a claim has reached what the clause only works towards: 实现全面禁烟 for 推进禁烟工作."""
    for a, b in parts(text):
        if _RESULT.search(text[a:b]):
            best = max(sentences, key=lambda sentence: similarity(text[a:b], sentence), default="")
            if not _RESULT_THERE.search(best) and not re.search(r"\d", text[a:b]):
                return True
    return False


def _other_denominator(text: str, there: str) -> bool:
    """Whether a claim counts by another measure: 每千人 for 每万人, 每名 for 每百名."""
    known = there.replace("每", "")
    for found in _EACH.findall(text):
        measure = found.removeprefix("每")
        of_people = "(?:常住|户籍)?(?:人|名|位|老年|儿童)" if measure + "人" in text else ""
        if re.search(r"[百千万\d]", measure) and not re.search(rf"(?<![百千万\d]){measure}{of_people}", known):
            return True
        if measure in ("名", "个", "位", "家", "所") and found not in there and re.search(rf"每[百千万\d]+{measure}", there):
            return True
    return False


def _other_office(text: str, there: str) -> bool:
    """Whether a claim gives an office to another holder than its clauses do."""
    held = {(m[2], m[1]) for m in _HOLDS.finditer(there)}
    return any(held and not any(role == m[2] and _same_holder(m[1], holder) for role, holder in held) for m in _HOLDS.finditer(text))


def _same_holder(one: str, other: str) -> bool:
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return longer == shorter or (longer.endswith(shorter) and longer[-len(shorter) - 1] not in "副办" and "副" not in longer)


@lru_cache(maxsize=1)
def plain() -> frozenset[str]:
    """Words that hold a sentence together."""
    return frozenset(fold_text(word) for word in _wordings()[0].split())


@lru_cache(maxsize=1)
def alike() -> dict[str, tuple[str, ...]]:
    """Words, each with those that say the same."""
    found: dict[str, tuple[str, ...]] = {}
    for line in _wordings()[1].splitlines():
        group = tuple(fold_text(word) for word in line.split())
        for word in group:
            found[word] = (*found.get(word, ()), *(other for other in group if other != word))
    return found


@lru_cache(maxsize=1)
def _wordings() -> tuple[str, str]:
    lines = (Path(__file__).parent / "wordings.txt").read_text(encoding="utf-8").splitlines()
    first, _, second = "\n".join(line for line in lines if not line.startswith("#")).partition("========\n")
    return first, second
